"""What the names of scripts' files say: a number, or a date; and which number each episode has."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

MOST: Final = 9999
"""The highest number of an episode."""
_YEARS: Final = range(1900, 2200)
"""What counts as the year of a date; other digits in its place are numbers."""
_DATE: Final = re.compile(r"(\d{4})(?:([-_.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class FileName:
    """The beginning of a file's name, understood."""

    number: int
    """The episode's, from its name or from its place; perhaps one that no episode can have."""
    ordered: bool
    """Whether a number or a date stands in the name; else the place in the folder gives the number."""
    date: dt.date | None = None
    fault: str = ""
    """What is wrong with the name."""


def read_names(paths: Sequence[Path], retired: Sequence[str] = ()) -> list[FileName]:
    """What each name says, in the same order.

    A number is the episode's. Dates give numbers by their order, behind the highest number that is written; what has
    neither is numbered by its place among all.

    Args:
        paths: the files of all scripts of a folder, by name.
        retired: slugs of sessions that are no more; those that begin with a date keep their numbers.
    """
    read = [_read_name(path, place) for place, path in enumerate(paths, 1)]
    former = [_read_name(Path(f"{slug}.yaml"), 0) for slug in retired]
    highest = max((each.number for each in read if each.ordered and not each.date and not each.fault), default=0)
    dated = sorted((each.date, place) for place, each in enumerate([*read, *former]) if each.date)
    for number, (_, place) in enumerate(dated, highest + 1):
        if place < len(read):
            read[place] = replace(read[place], number=number)
    return read


def _read_name(path: Path, place: int) -> FileName:
    stem = path.stem
    found = _DATE.match(stem)
    if found and int(found[1]) in _YEARS:
        year, month, day = int(found[1]), int(found[3] or found[5]), int(found[4] or found[6])
        with contextlib.suppress(ValueError):
            return FileName(place, ordered=True, date=dt.date(year, month, day))
        return FileName(place, ordered=True, fault=_no_date(found[0]))
    written = re.match("[0-9]+", stem)
    if not written:
        return FileName(place, ordered=False)
    number = int(written[0])
    if number > MOST:
        return FileName(place, ordered=True, fault=_too_high(written[0]))
    fault = "" if number else "episodes count from 1; begin the name of the file with a number above 0"
    return FileName(number, ordered=True, fault=fault)


def _no_date(written: str) -> str:
    return f"{written} at the beginning of this file's name is no day of the calendar; write one like 2026-11-02"


def _too_high(written: str) -> str:
    shown = written if len(written) < 20 else f"{written[:12]}..."
    return (
        f"the number {shown} at the beginning of this file's name is too high: episodes go up to {MOST}; write a "
        "number like 07, or a date like 2026-11-02"
    )
