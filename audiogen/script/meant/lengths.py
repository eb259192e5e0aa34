"""Lengths of time as people write them, `15-30 s`, `half a minute`, `5 Sekunden`, and how scripts have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from audiogen.script.meant.numbers import word_value
from audiogen.script.meant.tables import meanings, words_for
from audiogen.units import LONGEST_S

_LONGEST: Final = 60
"""No length of time is written with more characters; longer texts are not looked at."""
_EXPONENT: Final = re.compile(r"\d[eE]\d")
_TOKEN: Final = re.compile(
    r"(?P<clock>\d{1,3}:[0-5]\d(?!\d))|(?P<fraction>½|1/2)|(?P<number>\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)|(?P<sign>\.\.+|''|\S)"
)


@dataclass(slots=True)
class _Amount:
    """One length, as far as it is read."""

    parts: list[tuple[float, float | None]] = field(default_factory=list)
    """Numbers with their units, in seconds; None where no unit stands."""

    def unit(self) -> float | None:
        return next((unit for _, unit in reversed(self.parts) if unit is not None), None)

    def seconds(self, default_unit_s: float) -> float:
        total_s, last = 0.0, None
        for number, unit in self.parts:
            # the 30 of 1m30 counts in the next smaller unit
            last = unit if unit is not None else last / 60 if last else default_unit_s
            total_s += number * last
        return total_s


def lengths_meant(text: str) -> tuple[str, ...]:
    """What is meant by a length that is none: one length or, of a range, two; none where it cannot be known.

    >>> lengths_meant("15-30 s"), lengths_meant("half a minute"), lengths_meant("4 parsecs")
    (('15s', '30s'), ('30s',), ())
    """
    if len(text) > _LONGEST or _EXPONENT.search(text) or text.lstrip().startswith(("-", "−")):  # noqa: RUF001
        return ()
    amounts, strange = _amounts(text.strip().casefold())
    units = [amount.unit() for amount in amounts]
    if not amounts or len(amounts) > 2 or (len(amounts) == 1 and units[0] is None):
        return ()
    # beside words that say something else, only figures are sure
    if strange and (len(amounts) > 1 or not any(map(str.isdecimal, text))):
        return ()
    # in 15-30 s the unit counts for both; where none stands at all, the script language has seconds
    seconds = [
        amount.seconds(unit or units[-1] or units[0] or 1.0) for amount, unit in zip(amounts, units, strict=True)
    ]
    # what is longer than a script may have is told so by itself
    return tuple(map(_written, sorted(seconds))) if max(seconds) <= LONGEST_S else ()


def is_length(text: str) -> bool:
    """Whether a text says a length or a range of lengths and nothing else, in whatever way.

    >>> is_length("15s-30s"), is_length("5 Sekunden"), is_length("5s, slowly")
    (True, True, False)
    """
    return bool(lengths_meant(text)) and not _amounts(text.strip().casefold())[1]


def _amounts(text: str) -> tuple[list[_Amount], bool]:
    """The lengths in a text, and whether anything else stands in it."""
    amounts, strange, half = [_Amount()], False, False
    for kind, token in _tokens(text):
        parts = amounts[-1].parts
        number = _number(kind, token)
        if half and number == 1:
            pass  # half an hour
        elif parts and token in words_for("lengths", "range"):
            amounts.append(_Amount())
        elif number is not None:
            if token in words_for("lengths", "half") and parts[-1:] == [(1.0, None)]:
                parts.pop()  # eine halbe Minute
            parts.append((number, 1.0 if kind == "clock" else None))
        elif (unit := meanings("units").get(token)) and parts and parts[-1][1] is None:
            _add_unit(amounts, float(unit))
        else:
            strange = strange or token not in words_for("lengths", "beside")
        half = token in words_for("lengths", "half")
    return [amount for amount in amounts if amount.parts], strange


def _add_unit(amounts: list[_Amount], unit_s: float) -> None:
    """Give the last number its unit; one that is no smaller than the unit before begins another length."""
    parts = amounts[-1].parts
    number, _ = parts.pop()
    before = amounts[-1].unit()
    if before is not None and unit_s >= before:
        amounts.append(_Amount())
    amounts[-1].parts.append((number, unit_s))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        yield str(match.lastgroup), match[0]


def _number(kind: str, token: str) -> float | None:
    if kind == "clock":
        minutes, _, seconds = token.partition(":")
        return int(minutes) * 60.0 + int(seconds)
    if kind == "number":
        return float(token.replace(",", "."))
    return 0.5 if kind == "fraction" or token in words_for("lengths", "half") else word_value(token)


def _written(seconds: float) -> str:
    """A length as scripts have it, to the millisecond: `15s`, `90s`, `2h`; what an author wrote is not rounded."""
    if seconds < 60 or (seconds < 120 and seconds % 60):
        return f"{seconds:g}s"
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "m"), (round(rest, 3), "s"))
    return "".join(f"{number:g}{unit}" for number, unit in parts if number)
