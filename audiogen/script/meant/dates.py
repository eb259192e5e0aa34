"""Dates as people write them, `2.11.2026`, `2026-11-2`, `2 November 2026`, and how the script language has them."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Final

from audiogen.script.meant.languages import READ_OUT

_YEAR_FIRST: Final = re.compile(r"(?P<y>\d{4})\s*[-./ ]\s*(?P<m>\d{1,2})\s*[-./ ]\s*(?P<d>\d{1,2})\.?")
_DAY_FIRST: Final = re.compile(
    r"(?P<d>\d{1,2})(?:\.|st|nd|rd|th)?\s*[-./ ]?\s*(?P<m>\d{1,2}|[^\W\d_]+)\.?\s*[-./ ,]?\s*(?P<y>\d{4})"
)
_MONTH_FIRST: Final = re.compile(r"(?P<m>[^\W\d_]+)\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})")
_SLASHES: Final = re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})")
_LONGEST: Final = 40


def calendar_day(text: str) -> dt.date:
    """A day as the script language has it, year-month-day.

    Raises:
        ValueError: for anything else, also in other forms of ISO 8601.
    """
    return dt.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day of the calendar, not a moment


def date_meant(text: str) -> str | None:
    """The day that is meant, as year-month-day; None where it is not clear, as 3/4/2026 is not.

    >>> date_meant("2.11.2026"), date_meant("November 2, 2026"), date_meant("3/4/2026")
    ('2026-11-02', '2026-11-02', None)
    """
    words = text.strip().casefold()
    if len(words) > _LONGEST:
        return None
    days = {_day(match) for form in _forms(words) if (match := form.fullmatch(words))} - {None}
    # with slashes, some put the month first and others the day
    return days.pop() if len(days) == 1 else None


def _forms(words: str) -> tuple[re.Pattern[str], ...]:
    return (_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST, *((_SLASHES,) if "/" in words else ()))


def _day(match: re.Match[str]) -> str | None:
    month = int(match["m"]) if match["m"].isdecimal() else _months().get(match["m"], 0)
    try:
        return dt.date(int(match["y"]), month, int(match["d"])).isoformat()
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """The names of months in the languages that are read out, long and short, in small letters → 1 to 12."""
    from babel.dates import get_month_names  # noqa: PLC0415 - reading it takes a tenth of a second, for a mistake alone

    return {
        str(name).casefold().rstrip("."): number
        for language in READ_OUT
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, language).items()
    }
