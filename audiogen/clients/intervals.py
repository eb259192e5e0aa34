"""How far apart a client's sessions come, in days: `1d`, `7d`, `2w`."""

from __future__ import annotations

import re
from typing import Final

from audiogen.names import quotable
from audiogen.script.meant.intervals import interval_meant
from audiogen.script.yaml.written import Form, texts

_FORM: Final = re.compile(r"(?P<count>[1-9][0-9]{0,3})(?P<unit>[dw])")
_DAYS: Final = {"d": 1, "w": 7}
_LONGEST_DAYS: Final = 366
_HOW: Final = "write how far apart they come, like 1d for one each day, or 1w"


def parse_interval(text: str) -> int:
    """How many days lie between two sessions.

    >>> parse_interval("1d"), parse_interval("2w")
    (1, 14)

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    written = text.strip()
    match = _FORM.fullmatch(written)
    if match is None:
        meant = interval_meant(written)
        message = f'"{quotable(written)}" is not how that is written; {f"write {meant}" if meant else _HOW}'
        raise ValueError(message)
    days = int(match["count"]) * _DAYS[match["unit"]]
    if days > _LONGEST_DAYS:
        message = f'"{quotable(written)}" is longer than a year; {_HOW}'
        raise ValueError(message)
    return days


def interval_form() -> Form:
    """How it is written, for editors."""
    told = "Write how far apart sessions come, like 1d for one each day, or 1w."
    return texts(told, pattern=r"^\s*[1-9][0-9]{0,3}[dw]\s*$", examples=["1d", "7d", "1w"])
