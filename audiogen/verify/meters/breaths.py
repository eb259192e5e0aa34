"""How far the sound of breathing stands out of its bed, part by part: whether it can be followed with eyes closed.

What the bed is alone is heard where an exercise is silent: before its first breath and after its last, while the breath
is held, and at the end of each out-breath, which closes a little early. A bed that swells is loud in some of these
places, so that it counts as what it is at its louder moments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np

from audiogen.audio.samples import Samples
from audiogen.manifest import BreathMark, UncheckedManifest
from audiogen.units import to_frames
from audiogen.verify.marks import Span, without
from audiogen.verify.meters.excerpts import Excerpts
from audiogen.verify.meters.third_octaves import MOMENT_S, WINDOW, Powers, means_between, third_octaves

FOLLOWED: Final = 0.85
"""Fraction of a phase up to which it must be heard: then the next one is near."""
_PARTS: Final = 8
_SHORTEST_PART_S: Final = 0.25
"""The ear takes that long to hear how loud noise is."""
_LOUDER_PERCENT: Final = 80.0
_CHUNK_S: Final = 0.25
_BEFORE_S, _AFTER_S = 2.2, 2.0
"""How far before its first breath and after its last one an exercise shows its bed."""
_CLOSED: Final = 0.955
"""Fraction of an out-breath from which on there is nothing but bed."""
_APART_S: Final = 0.1
"""A breath that follows another one later than this begins an exercise."""
_COVERED_BEFORE_S, _COVERED_AFTER_S = 0.15, 0.5
"""Breaths go down a little before words, and come back after them."""
_SUNK_BEFORE_S, _SUNK_AFTER_S = 0.7, 1.3
"""So does the bed."""
_FLOOR: Final = 1e-12
_Alike: TypeAlias = tuple[int, int, int]
"""The place of a phase in its breath, how many breaths there are, and how many parts it has."""


@dataclass(frozen=True, slots=True)
class Followed:
    """The phases of one exercise that are alike."""

    start_s: float
    """Of the one in which it is faintest."""
    kind: str
    over_db: float
    """Of its faintest part, in the third of an octave in which it stands out most."""
    at: float
    """Where that part ends, as a fraction of the phase."""


def part_edges(length_s: float) -> Sequence[int]:
    """The parts of a phase that are held against the bed, as frames from its beginning: eighths of `FOLLOWED`."""
    parts = min(_PARTS, max(1, int(FOLLOWED * length_s / _SHORTEST_PART_S)))
    return [to_frames(FOLLOWED * length_s * number / parts) for number in range(parts + 1)]


class BreathMeter:
    """Gathers breaths and beds while sound flows by."""

    def __init__(self, manifest: UncheckedManifest) -> None:
        words = [(each.start_s, each.end_s) for each in manifest.captions]
        self._covered = [(start - _COVERED_BEFORE_S, end + _COVERED_AFTER_S) for start, end in words]
        sunk = [(start - _SUNK_BEFORE_S, end + _SUNK_AFTER_S) for start, end in words]
        self._exercises = list(_exercises(manifest.guided_breaths)) if manifest.bed is not None else []
        self._phases = [
            (number, each, alike)
            for number, exercise in enumerate(self._exercises)
            for each, alike in _with_alike(exercise)
            if each.kind in {"in", "out"}
        ]
        self._beds = [
            (number, span)
            for number, exercise in enumerate(self._exercises)
            for span in without(_silences(exercise), sunk)
            if to_frames(span[1] - span[0]) > WINDOW
        ]
        half = WINDOW // 2
        stretches = [
            (to_frames(each.start_s) - half, to_frames(each.start_s + FOLLOWED * (each.end_s - each.start_s)) + half)
            for _, each, _ in self._phases
        ]
        stretches += [(to_frames(start), to_frames(end)) for _, (start, end) in self._beds]
        self._excerpts = Excerpts(stretches)
        self._heard: dict[int, Powers] = {}

    def feed(self, samples: Samples) -> None:
        """Take the next stretch, of any length: shape (2, n)."""
        for excerpt in self._excerpts.feed(samples):
            if excerpt.index < len(self._phases):
                phase = self._phases[excerpt.index][1]
                powers = means_between(excerpt.samples, part_edges(phase.end_s - phase.start_s))
            else:
                powers = _chunks(third_octaves(excerpt.samples))
            self._heard[excerpt.index] = powers

    def followed(self) -> tuple[Followed, ...]:
        """What was found, an entry for each kind of phase in each exercise that is heard without words somewhere."""
        found: list[Followed] = []
        heard: dict[tuple[int, _Alike], list[tuple[BreathMark, Powers]]] = {}
        for index, (number, phase, alike) in enumerate(self._phases):
            if index in self._heard:
                heard.setdefault((number, alike), []).append((phase, self._heard[index]))
        for (number, _), phases in heard.items():
            bed = self._bed(number)
            if bed is not None:
                found += self._faintest(phases, bed)
        return tuple(found)

    def _bed(self, number: int) -> Powers | None:
        first = len(self._phases)
        own = (first + index for index, (of, _) in enumerate(self._beds) if of == number)
        chunks = [self._heard[index] for index in own if index in self._heard]
        return np.percentile(np.concatenate(chunks), _LOUDER_PERCENT, axis=0) + _FLOOR if chunks else None

    def _faintest(self, alike: list[tuple[BreathMark, Powers]], bed: Powers) -> Iterator[Followed]:
        """The faintest part of phases that are alike: of the middle one, since noise is never twice the same."""
        over = np.stack([self._over_db(phase, powers, bed) for phase, powers in alike])
        heard = ~np.isnan(over).all(axis=0)
        if not heard.any():
            return
        usual = np.nanmedian(over[:, heard], axis=0)
        part = int(np.flatnonzero(heard)[usual.argmin()])
        worst = int(np.nanargmin(over[:, part]))
        phase = alike[worst][0]
        yield Followed(phase.start_s, phase.kind, float(usual.min()), FOLLOWED * (part + 1) / over.shape[1])

    def _over_db(self, phase: BreathMark, powers: Powers, bed: Powers) -> Powers:
        """Each part over the bed; none where words sound."""
        over = 10 * np.log10(np.maximum(powers / bed - 1, _FLOOR).max(axis=1))
        heard_s = FOLLOWED * (phase.end_s - phase.start_s)
        edges = (phase.start_s + heard_s * number / over.size for number in range(over.size + 1))
        for number, (start, end) in enumerate(pairwise(edges)):
            if any(start < stop and end > begin for begin, stop in self._covered):
                over[number] = np.nan
        return np.asarray(over)


def _exercises(breaths: Sequence[BreathMark]) -> Iterator[list[BreathMark]]:
    exercise: list[BreathMark] = []
    for breath in breaths:
        if exercise and breath.start_s - exercise[-1].end_s > _APART_S:
            yield exercise
            exercise = []
        exercise.append(breath)
    if exercise:
        yield exercise


def _silences(exercise: Sequence[BreathMark]) -> Iterator[Span]:
    """Where the bed of an exercise is heard alone, but for words."""
    first, last = exercise[0].start_s, exercise[-1].end_s
    yield first - _BEFORE_S, first - 0.05
    for breath in exercise:
        if breath.kind == "out":
            yield breath.start_s + _CLOSED * (breath.end_s - breath.start_s), breath.end_s - 0.01
        elif breath.kind != "in":
            yield breath.start_s + 0.05, breath.end_s - 0.05
    yield last, last + _AFTER_S


def _chunks(powers: Powers) -> Powers:
    """Means of a quarter of a second."""
    count = max(1, round(len(powers) * MOMENT_S / _CHUNK_S))
    return np.stack([part.mean(axis=0) for part in np.array_split(powers, count)])


def _with_alike(exercise: Sequence[BreathMark]) -> Iterator[tuple[BreathMark, _Alike]]:
    """Each phase, and what it has in common with those that are alike: from breath to breath they may become longer."""
    place = 0
    for before, phase in zip((None, *exercise), exercise, strict=False):
        place = place + 1 if before and (before.kind == "in" or phase.kind != "in") else 0
        yield phase, (place, phase.cycles, len(part_edges(phase.end_s - phase.start_s)))
