"""Silences that nobody wrote so long: they came about because something has to stretch to a length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from audiogen.check.lengths import ExpectedSession
from audiogen.errors import Problem
from audiogen.plan.stretch import LONG_SILENCE_S
from audiogen.script.steps import StepPlace
from audiogen.units import clock, to_frames, to_seconds, written_length

_SHOWN: Final = 3
"""Of more lengths, the shortest and the longest are named."""


def silence_warnings(editions: Sequence[ExpectedSession]) -> Iterator[Problem]:
    """Warnings for the editions of one session: one for a place, whatever the number of lengths."""
    found: dict[StepPlace, dict[int, int]] = {}
    for number, session in enumerate(editions):
        miss = session.miss
        # of a length that cannot be met, how the silences would stretch is no matter
        for place, frames in () if miss and miss.certain else _stretched(session):
            each = found.setdefault(place, {})
            each[number] = max(frames, each.get(number, 0))
    for place, stretched in found.items():
        yield Problem(
            place.path,
            place.line,
            1,
            _told([(editions[number], frames) for number, frames in stretched.items()]),
            warning=True,
        )


def _stretched(session: ExpectedSession) -> Iterator[tuple[StepPlace, int]]:
    longest = to_frames(LONG_SILENCE_S)
    for gaps, frames in session.silences():
        if frames > longest >= sum(gap.min_frames for gap, _ in gaps):
            gap = max(gaps, key=lambda each: each[1] - each[0].min_frames)[0]
            yield session.script.origin.steps[gap.step], frames


def _told(stretched: Sequence[tuple[ExpectedSession, int]]) -> str:
    of_target = any(session.asked_at() == ("target",) and not session.edition.own_length for session, _ in stretched)
    if len(stretched) == 1:
        ((session, frames),) = stretched
        which, lasts = session.which, clock(to_seconds(frames))
        asked, shorter = ("the target", "`target`") if of_target else ("that length", "length")
    else:
        by_length = sorted(stretched, key=lambda each: each[0].length.frames)
        shown = by_length if len(by_length) <= _SHOWN else [by_length[0], by_length[-1]]
        named = [written_length(to_seconds(session.length.asked_frames or 0)) for session, _ in shown]
        which = f"in {len(by_length)} lengths, from {' to '.join(named)}, " if len(shown) < len(by_length) else ""
        which = which or f"in {_listed(named)}, "
        lasts = f"{clock(to_seconds(shown[0][1]))} to {clock(to_seconds(shown[-1][1]))}"
        asked, shorter = "these lengths", "lengths"
    a_shorter = f"a shorter {shorter}" if len(stretched) == 1 else f"shorter {shorter}"
    return (
        f"{which}this silence stretches to about {lasts} without a word, to meet {asked}; "
        f"write a `pause: fill` in other places, too, which share it, or {a_shorter}; "
        "if so long a silence is meant, write its length as `min`"
    )


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
