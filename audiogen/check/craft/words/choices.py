"""What single sentences offer: eyes open or closed, the breath or something else to come back to."""

from __future__ import annotations

from functools import lru_cache

from audiogen.check.craft.words.lists import word_lists
from audiogen.check.craft.words.plain import plain

_EYES, _ANCHOR = "close-eyes", "breath-only-anchor"


@lru_cache(maxsize=4096)
def eyes_to_close(text: str, language: str) -> str:
    """The words that ask for closed eyes in a sentence that offers nothing else; empty when there are none."""
    lists, said = word_lists(language), plain(text)
    if lists is None or _EYES not in lists.looks:
        return ""
    found = lists.look(_EYES, "find").search(said)
    if found is None or any(lists.look(_EYES, name).search(said) for name in ("open", "but")):
        return ""
    return text[found.start() : found.end()]


@lru_cache(maxsize=4096)
def eyes_may_be_open(text: str, language: str) -> bool:
    """Whether a sentence says that eyes may be open, or lowered."""
    lists = word_lists(language)
    return lists is not None and _EYES in lists.looks and bool(lists.look(_EYES, "earlier").search(plain(text)))


@lru_cache(maxsize=4096)
def rests_on_breath(text: str, language: str) -> str:
    """The words that give attention to the breath; empty when there are none."""
    lists = word_lists(language)
    if lists is None or _ANCHOR not in lists.looks:
        return ""
    found = lists.look(_ANCHOR, "breath").search(plain(text))
    return text[found.start() : found.end()] if found else ""


@lru_cache(maxsize=4096)
def rests_on_other(text: str, language: str) -> bool:
    """Whether a sentence gives attention to something else than the breath."""
    lists = word_lists(language)
    return lists is not None and _ANCHOR in lists.looks and bool(lists.look(_ANCHOR, "other").search(plain(text)))
