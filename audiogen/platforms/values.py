"""Forms of single values: dates, times, lengths, spaces around them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from audiogen.names import quotable
from audiogen.platforms.catalogue import FeedFinding, finding
from audiogen.platforms.reading import FeedElement

MOST_CHARACTERS: Final = 255
MOST_DESCRIPTION_BYTES: Final = 4000
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE: Final = re.compile(
    rf"(?:(?P<day_name>{'|'.join(_DAYS)}), )?(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)}) (?P<year>\d{{4}}) "
    r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))? (?P<zone>GMT|UT|[ECMP][SD]T|[+-]\d{4})"
)
_SHORT_YEAR: Final = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d\d \d\d:")
_NPT: Final = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)")
_MAIL: Final = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")


def moment(text: str) -> dt.datetime:
    """The moment that a date names.

    Raises:
        ValueError: when it is not as RFC 2822 writes dates; says why.
    """
    found = _DATE.fullmatch(text)
    if found is None:
        why = "two digits for the year" if _SHORT_YEAR.search(text) else "another form than that of RFC 2822"
        message = f'"{quotable(text)}" has {why}'
        raise ValueError(message)
    try:
        time = dt.time(int(found["hour"]), int(found["minute"]), min(int(found["second"] or 0), 59))
        day = dt.date(int(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"]))
        named = dt.datetime.combine(day, time, _zone(found["zone"]))
    except ValueError as error:
        message = f'"{text}" is no moment that there is'
        raise ValueError(message) from error
    if found["day_name"] and found["day_name"] != _DAYS[day.weekday()]:
        message = f'"{text}" is a {_DAYS[day.weekday()]}, and not a {found["day_name"]}'
        raise ValueError(message)
    return named


def _zone(text: str) -> dt.timezone:
    if text in {"GMT", "UT"}:
        return dt.UTC
    if text[0] in "+-":
        minutes = int(text[1:3]) * 60 + int(text[3:5])
        return dt.timezone(dt.timedelta(minutes=-minutes if text[0] == "-" else minutes))
    hours = "ECMP".index(text[0]) + 5 - (text[1] == "D")
    return dt.timezone(-dt.timedelta(hours=hours))


def play_time(text: str) -> float | None:
    """Seconds of a time like 00:01:30.000; None for any other form."""
    found = _NPT.fullmatch(text)
    return None if found is None else int(found[1] or 0) * 3600 + int(found[2]) * 60 + float(found[3])


def number(text: str) -> float | None:
    """A decimal number, as it may stand in an attribute; None for anything else."""
    return float(text) if re.fullmatch(r"-?\d{1,15}(?:\.\d{1,15})?", text, re.ASCII) else None


def whole_number(text: str) -> int | None:
    """A whole number that is not negative; None for anything else."""
    return int(text) if re.fullmatch(r"\d{1,18}", text, re.ASCII) else None


def is_mail(text: str) -> bool:
    """Whether this looks like an e-mail address."""
    return _MAIL.fullmatch(text) is not None


def judge_text(element: FeedElement, *, description: bool = False) -> Iterator[FeedFinding]:
    """The length of a text, and the spaces around it."""
    text = element.text
    if text.strip() and text != text.strip():
        yield finding("untrimmed", element.line, f"<{element.name}> begins or ends with a space or a new line")
    if description and len(text.encode()) > MOST_DESCRIPTION_BYTES:
        message = f"<{element.name}> has {len(text.encode())} bytes, and platforms take {MOST_DESCRIPTION_BYTES}"
        yield finding("too-long", element.line, message)
    if not description and len(text) > MOST_CHARACTERS:
        message = f"<{element.name}> has {len(text)} characters, and platforms take {MOST_CHARACTERS}"
        yield finding("too-long", element.line, message)


def judge_repeated(parent: FeedElement, names: frozenset[str]) -> Iterator[FeedFinding]:
    """Elements that stand several times where one is read."""
    seen = set()
    for child in parent.children:
        if child.name in names and child.name in seen:
            yield finding("repeated", child.line, f"<{child.name}> stands here a second time")
        seen.add(child.name)
