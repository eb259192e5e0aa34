"""Words that people write for a choice or a key, and those that the script language has in their place."""

from __future__ import annotations

import re
from typing import Final

from audiogen.script.meant.keys import key_meant
from audiogen.script.meant.tables import meanings, words_for

_CHOICES: Final = frozenset({"bell", "bowl", "cues", "sound", "target", "anchor", "order", "at", "mixes"})
"""Keys with a table of their own."""
_FOR_SLEEP: Final = 'write "sleep: yes" on a line of its own, for a session that leads into sleep'
_PLACE_OF_BELL: Final = "write start, interval or end, for its place in the session"
_WORD: Final = re.compile(r"-?\w+")
_LONGEST: Final = 60


def means_off(text: str) -> bool:
    """Whether a word says that there shall be nothing."""
    return text.strip().strip(".!\"'").casefold() in words_for("anything", "off")


def means_nothing(text: str) -> bool:
    """Whether a word says, where any text may stand, that there shall be none."""
    return text.strip().casefold() in words_for("anything", "nothing")


def choice_advice(key: str, text: str) -> str | None:
    """What to write in place of a choice that is not known; None where nothing is like it.

    >>> choice_advice("bell", "opening"), choice_advice("cues", "count words")
    ('write start', 'write [count, words]')
    """
    if key == "for" and (text == "sleep" or key_meant(text, ("sleep",))):
        return _FOR_SLEEP
    if key not in _CHOICES or len(text) > _LONGEST:
        return None
    words = _WORD.findall(text.casefold())
    known = {**meanings(key), **{choice: choice for choice in meanings(key).values()}}
    meant = [known[word] for word in words if word in known]
    if key == "mixes" and "voice" in meant:
        # the voice alone is offered beside the full mix, never in its place
        return "write [full, voice]"
    if key == "cues" and len(words) > 1 and len(meant) == len(words):
        return f"write [{', '.join(meant)}]"
    if meant:
        return f"write {meant[0]}"
    return _struck(words) if key == "bell" else None


def _struck(words: list[str]) -> str | None:
    """What to write where the instrument stands in place of the bell's place."""
    if not words_for("struck", "bell") & {*words}:
        return None
    bowl = choice_advice("bowl", " ".join(words))
    below = f', and on a line below "bowl: {bowl.removeprefix("write ")}", for what is struck' if bowl else ""
    return f"{_PLACE_OF_BELL}{below}"
