"""A figure: what was measured, its target, the verdict, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Final, Literal, TypeAlias

Verdict: TypeAlias = Literal["pass", "warn", "fail", "none"]
"""`none`: there was nothing to measure."""

_GRAVITY: Final[tuple[Verdict, ...]] = ("none", "pass", "warn", "fail")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One moment at which a figure is bad, or at its worst."""

    at_s: float
    what: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a report."""

    key: str
    """For programs; never changes."""
    group: str
    """What it belongs to, for people."""
    name: str
    value: float | None
    """None when there is nothing to measure."""
    unit: str
    shown: str
    """The value as people read it, with its unit."""
    target: str
    verdict: Verdict
    advice: str
    """What to do; empty when nothing is to be done."""
    places: tuple[Occurrence, ...] = ()
    """The worst first."""
    craft: str = ""
    """The id of the rule of craft that asks for it, as `audiogen rules` lists it; empty where none does."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is measured, its target and the advice: all of a figure but its value."""

    key: str
    group: str
    name: str
    unit: str
    target: str
    advice: str
    """What to do when the target is missed."""
    digits: int = 1
    craft: str = ""
    """The id of the rule of craft that asks for it; empty where none does."""

    def figure(
        self,
        value: float | None,
        verdict: Verdict,
        *,
        target: str = "",
        shown: str = "",
        advice: str = "",
        places: Iterable[Occurrence] = (),
    ) -> Figure:
        """The figure of a value; without one there is no verdict either.

        Args:
            value: in the rule's unit; None when there is nothing to measure.
            verdict: on it.
            target: in place of the rule's own.
            shown: in place of the value with its unit.
            advice: in place of the rule's own.
            places: where it is worst.
        """
        # JSON has no infinity, which is what the loudness of silence is
        if value is None or not isfinite(value):
            value, verdict, shown = None, "none" if value is None else verdict, shown or "nothing to measure"
        shown = shown or f"{signed(value or 0.0, self.digits)} {self.unit}".rstrip()
        advice = (advice or self.advice) if verdict in {"warn", "fail"} else ""
        bounds = target or self.target
        found = tuple(places)
        return Figure(
            self.key, self.group, self.name, value, self.unit, shown, bounds, verdict, advice, found, self.craft
        )


def at_most(value: float | None, good: float, bearable: float) -> Verdict:
    """`pass` up to one bound, `warn` up to the other."""
    if value is None:
        return "none"
    if value <= good:
        return "pass"
    return "warn" if value <= bearable else "fail"


def at_least(value: float | None, good: float, bearable: float) -> Verdict:
    """`pass` down to one bound, `warn` down to the other."""
    return "none" if value is None else at_most(-value, -good, -bearable)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The gravest of them."""
    return max(verdicts, key=_GRAVITY.index, default="none")


def signed(value: float, digits: int = 1) -> str:
    """A number with a real minus sign, and none before a zero."""
    text = f"{value:.{digits}f}"
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", "\N{MINUS SIGN}")


def moment(at_s: float) -> str:
    """A time to a tenth of a second, so that it can be found in an editor."""
    # rounded before it is divided, so that 59.96 is not shown as 0:60.0
    tenths = int(at_s * 10 + 0.5)
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"
