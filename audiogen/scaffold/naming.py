"""The name of a new session's file: the next number, or a date where the others have dates, and a slug of the title."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from audiogen.script.numbering import MOST, read_names
from audiogen.script.reading import plain_slug

_LONGEST: Final = 60
"""In letters: a longer slug is cut at a word."""


def new_name(title: str, other: str, paths: Sequence[Path], former: Collection[str], today: dt.date) -> str:
    """The stem of a new file.

    Args:
        title: of the session.
        other: what the name says where the title has no Latin letter.
        paths: the files of the sessions that are there, by name.
        former: slugs that are, or were, published; none of them is given to another session.
        today: for shows whose files have dates.
    """
    words = _short(plain_slug(title)) or other
    named = read_names(paths)
    dates = [each.date for each in named if each.date]
    if dates and len(dates) == len(named):
        stem = f"{max(today, *dates).isoformat()}-{words}"
    elif paths and not any(each.ordered for each in named):
        # digits at the beginning would be the number
        stem = f"{other}-{words}" if words[0].isdigit() else words
    else:
        taken = {int(number[0]) for slug in former if (number := re.match("[0-9]+", slug)) and not _dated(slug)}
        return f"{_next_number(paths, taken):02}-{words}"
    return next(name for name in _variants(stem) if name not in {*former, *(path.stem for path in paths)})


def call_name(path: Path) -> str:
    """What commands may be told in place of the file's name: its number, where it begins with one and no date."""
    name = read_names([path])[0]
    return str(name.number) if name.ordered and not name.date else path.stem


def _short(slug: str) -> str:
    """A slug that fits into a line; a single long word is cut."""
    if len(slug) <= _LONGEST:
        return slug
    return slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]


def _variants(stem: str) -> itertools.chain[str]:
    return itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))


def _dated(slug: str) -> bool:
    return read_names([Path(f"{slug}.yaml")])[0].date is not None


def _next_number(paths: Sequence[Path], taken: Collection[int]) -> int:
    """The lowest number above all others; where files without a number make way for it, one that none of them gets."""
    first = max((each.number for each in read_names(paths)), default=0)
    first = min(max(first, *taken, 0) + 1, MOST)
    for number in range(first, min(first + len(paths) + 1, MOST + 1)):
        with_it = sorted([*paths, Path(f"{number:02}-new.yaml")], key=lambda path: path.name)
        numbers = [each.number for each in read_names(with_it)]
        if numbers.count(number) == 1:
            return number
    return first
