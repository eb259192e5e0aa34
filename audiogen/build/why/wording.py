"""What is quoted of two texts, so that one sees where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final

_AROUND: Final = 3
"""So many words before and behind what differs are quoted with it."""
_LONGEST: Final = 12
"""In words: what is quoted of a difference need only be recognised."""
_USUAL: Final = {"mixes": "full"}
"""Of keys that are noted only where they say anything else."""


def quoted(text: str) -> str:
    """A text in quotes, cut where it is long."""
    return f'"{_cut(text.split())}"'


def contrasted(new: str, old: str) -> tuple[str, str]:
    """Two texts in quotes, each cut down to where they differ and the words around it."""
    now, then = new.split(), old.split()
    before = _alike(now, then)
    rest = min(len(now), len(then)) - before
    behind = min(rest, _alike(now[::-1], then[::-1]))
    return _part(now, before, behind), _part(then, before, behind)


def alike(one: str, other: str) -> int:
    """How many words two texts begin with in common."""
    return _alike(one.split(), other.split())


def _alike(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def is_now(new: str, old: str) -> str:
    """That a value is another one than it was."""
    return f"is {new or 'not given'}, was {old or 'not given'}"


def key_is_now(key: str, new: str, old: str) -> str:
    """The same of a key; either value may be empty."""
    usual = _USUAL.get(key, "")
    return f"{key} {is_now(new or usual, old or usual)}"


def reworded(what: str, new: str, old: str) -> str:
    """That a text is another one than it was; either may be empty."""
    one, other = contrasted(new, old) if new and old else (new and quoted(new), old and quoted(old))
    return f"{what} {is_now(one, other)}"


def matched(new: Sequence[str], old: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """How one list became another: kinds with where they begin and end, in the old one and in the new one."""
    return [*SequenceMatcher(None, old, new, autojunk=False).get_opcodes()]


def _part(words: list[str], before: int, behind: int) -> str:
    start, end = max(0, before - _AROUND), min(len(words), len(words) - behind + _AROUND)
    lead, trail = "…" if start else "", "…" if end < len(words) else ""
    return f'"{lead}{_cut(words[start:end])}{trail}"'


def _cut(words: list[str]) -> str:
    return " ".join(words) if len(words) <= _LONGEST else f"{' '.join(words[:_LONGEST])}…"
