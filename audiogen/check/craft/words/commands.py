"""Whether a sentence is a bare command, told by its first words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from audiogen.check.craft.words.lists import WordLists, word_lists
from audiogen.check.craft.words.plain import plain
from audiogen.script.notation.sentences import is_question

_PRONOUNS: Final = r"(?:vous|toi|le|la|les|lui|leur|en|y)\b"
"""What French commands are written together with; other words with a hyphen are no verbs."""


@lru_cache(maxsize=4096)
def is_command(text: str, language: str) -> bool:
    """Whether a sentence tells those who listen what to do, and leaves them no choice in the same sentence.

    Questions, participles and "you might" are none, and "if you like, notice ..." is none.

    Args:
        text: the sentence.
        language: BCP 47; in one without a list of verbs nothing is a command.
    """
    lists = word_lists(language)
    if lists is None or "commands" not in lists.looks or is_question(text):
        return False
    said = plain(text)
    begins = _commanding(lists).match(said)
    if begins is None or lists.look("commands", "but").match(said, begins.start("verb")):
        return False
    return lists.look("commands", "soft").search(said) is None


@cache
def _beginnings(lead: str, clause: str, verbs: str) -> re.Pattern[str]:
    leads = rf"(?:(?:{lead})\b,? ?)*"
    return re.compile(
        rf"\W*{leads}(?:(?:{clause})\b[^,;:.]*[,;:] ?{leads})?(?P<verb>(?:{verbs})\b)(?!-(?!{_PRONOUNS}))"
    )


def _commanding(lists: WordLists) -> re.Pattern[str]:
    looks = lists.looks["commands"]
    return _beginnings(looks["lead"], looks["clause"], looks.get("verbs") or lists.lists["verbs"])
