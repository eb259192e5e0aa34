"""A session at a glance: what is heard when, as one frozen value, from which a table and a picture are made.

Pure, from what planning and placing decide. All times are seconds from the beginning, to the millisecond.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final, Literal, Self

import numpy as np

from audiogen.plan.cues import Gap, GridBegin, GridEnd, Mark
from audiogen.plan.solve import Solved
from audiogen.plan.timeline import Timeline
from audiogen.script.bed import Bed
from audiogen.units import to_frames, to_seconds

SILENT_DB: Final = -60.0
"""What lies so far below the voice is not heard."""
_INAUDIBLE: Final = 10 ** (SILENT_DB / 20)
_FADE_STEPS: Final = 8
"""So many straight pieces stand for the curve of a fade."""


@dataclass(frozen=True, slots=True)
class _ChartedSpan:
    start_s: float
    end_s: float

    @property
    def length_s(self) -> float:
        """How long it lasts."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class ChartedPhrase(_ChartedSpan):
    """Words said in one go."""

    text: str
    kind: Literal["speech", "cue"]
    """`cue` for the counts and words that guide a breath."""
    paragraph: bool
    """Whether a new paragraph begins with it."""
    softer_db: float = 0.0
    """How much softer the voice is at its beginning than at that of the session."""


@dataclass(frozen=True, slots=True)
class ChartedSilence(_ChartedSpan):
    """A silence of speech as long as it became; the bed goes on."""

    least_s: float
    """What its author asked for, as the next two."""
    ideal_s: float
    most_s: float

    @property
    def asked(self) -> bool:
        """Whether a length was chosen for it, from several that its author allowed."""
        return self.most_s > self.least_s


@dataclass(frozen=True, slots=True)
class ChartedBreath(_ChartedSpan):
    """One phase of one breath, or time to breathe as one likes."""

    kind: str
    """`in`, `hold`, `out`, `rest`; any other has no shape of its own."""
    cycle: int
    cycles: int


@dataclass(frozen=True, slots=True)
class ChartedBell(_ChartedSpan):
    """A bell, and its ring."""

    name: str


@dataclass(frozen=True, slots=True)
class ChartedChapter(_ChartedSpan):
    """A chapter."""

    title: str


@dataclass(frozen=True, slots=True)
class ChartedScene:
    """What the bed is from a moment on."""

    start_s: float
    name: str
    """As people know it; empty where there is no bed."""


@dataclass(frozen=True, slots=True)
class BedLevel:
    """How loud the bed is at a moment, in decibels relative to the voice; straight from one to the next."""

    at_s: float
    level_db: float


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What a session is called, and what is known of it."""

    title: str
    show: str
    """The title of its show."""
    number: int
    language: str
    """BCP 47."""
    hue: float
    """Of its cover, from 0 up to 1, as `audiogen.artwork.design` has it."""
    target_lufs: float
    """How loud the finished file is to be."""


@dataclass(frozen=True, slots=True)
class SessionChart:
    """One session; every field in order of time."""

    facts: SessionFacts
    length_s: float
    expected: bool
    """Whether lengths of phrases are expected ones, since not all of them have been spoken."""
    chapters: tuple[ChartedChapter, ...]
    phrases: tuple[ChartedPhrase, ...]
    silences: tuple[ChartedSilence, ...]
    breaths: tuple[ChartedBreath, ...]
    bells: tuple[ChartedBell, ...]
    scenes: tuple[ChartedScene, ...]
    bed: tuple[BedLevel, ...]
    """Empty where nothing ever sounds as a bed."""
    loudness: tuple[float, ...] = ()
    """Of a finished file, in LUFS, one for each second; empty before there is one."""

    @property
    def exercises(self) -> tuple[tuple[ChartedBreath, ...], ...]:
        """The phases of each breathing exercise."""
        found: list[list[ChartedBreath]] = []
        for breath in self.breaths:
            last = found[-1][-1] if found else None
            if not last or breath.start_s > last.end_s or breath.cycle < last.cycle or breath.cycles != last.cycles:
                found.append([])
            found[-1].append(breath)
        return tuple(map(tuple, found))

    def retold(self, facts: SessionFacts, titles: Iterable[str], texts: Iterable[str]) -> Self:
        """The same sounds with other words that are only read: one title for each chapter, one text for each phrase."""
        return replace(
            self,
            facts=facts,
            chapters=tuple(replace(each, title=title) for each, title in zip(self.chapters, titles, strict=True)),
            phrases=tuple(replace(each, text=text) for each, text in zip(self.phrases, texts, strict=True)),
        )

    def with_loudness(self, loudness: Sequence[float]) -> Self:
        """The same session with the loudness of its finished file."""
        return replace(self, loudness=tuple(round(max(SILENT_DB, each), 1) for each in loudness))


def session_chart(timeline: Timeline, solved: Solved, facts: SessionFacts, *, expected: bool = False) -> SessionChart:
    """A session at a glance.

    Args:
        timeline: the session, placed.
        solved: how long its breaths and silences became there.
        facts: what it is called.
        expected: whether lengths of phrases are expected ones.
    """
    return SessionChart(
        facts=facts,
        length_s=_s(timeline.frames),
        expected=expected,
        chapters=tuple(ChartedChapter(_s(at.start), _s(at.end), at.title) for at in timeline.chapters),
        phrases=tuple(
            ChartedPhrase(
                _s(at.start), _s(at.end), at.text, at.kind, at.paragraph, round(timeline.softer_db(at.start), 1)
            )
            for at in timeline.captions
        ),
        silences=tuple(_silences(solved)),
        breaths=tuple(ChartedBreath(_s(at.start), _s(at.end), at.kind, at.cycle, at.cycles) for at in timeline.breaths),
        bells=tuple(ChartedBell(_s(at.start), _s(min(at.end, timeline.frames)), at.bell) for at in timeline.strikes),
        scenes=tuple(ChartedScene(_s(at.start), ", ".join(at.scene.names)) for at in timeline.scenes),
        bed=tuple(_bed(timeline, solved.plan.bed)),
    )


def _s(frames: int) -> float:
    return round(to_seconds(frames), 3)


def _silences(solved: Solved) -> Iterator[ChartedSilence]:
    """Gaps in a row are one silence: chapters, and where bells at intervals begin and end, are not heard.

    Time to breathe as one likes is none: it stands among the breaths.
    """
    placed = solved.placed
    heard = (
        (start, end, cue)
        for (start, cue), end in zip(placed, [*(start for start, _ in placed[1:]), solved.frames], strict=True)
        if not isinstance(cue, Mark | GridBegin | GridEnd)
    )
    for silent, group in groupby(heard, key=lambda each: isinstance(each[2], Gap) and not each[2].natural):
        if silent:
            cues = [*group]
            gaps = [cue for *_, cue in cues if isinstance(cue, Gap)]
            start, end = cues[0][0], cues[-1][1]
            least, ideal, most = (
                sum(getattr(gap, name) for gap in gaps) for name in ("min_frames", "ideal_frames", "max_frames")
            )
            if end > start:
                yield ChartedSilence(_s(start), _s(end), _s(least), _s(ideal), _s(most))


def _bed(timeline: Timeline, bed: Bed) -> Iterator[BedLevel]:
    """The bed's level with its fades, and with the scenes in which there is none."""
    scenes, end = timeline.scenes, timeline.frames
    if not any(placed.scene.layers for placed in scenes):
        return
    fade_in, fade_out = (max(1, min(end // 2, to_frames(each))) for each in (bed.fade_in_s, timeline.fade_out_s(bed)))
    there = [(0, float(bool(scenes[0].scene.layers)))]
    for before, placed in pairwise(scenes):
        there += [
            (placed.start, float(bool(before.scene.layers))),
            (placed.start + max(1, placed.crossfade_frames), float(bool(placed.scene.layers))),
        ]
    curves = ((0, fade_in), (end - fade_out, end), *((at.start, at.start + at.crossfade_frames) for at in scenes[1:]))
    steps = {frame for start, stop in curves for frame in range(start, stop + 1, max(1, (stop - start) // _FADE_STEPS))}
    nodes = timeline.ducking_curve
    at = np.array(sorted(frame for frame in {*steps, *(node.frame for node in nodes), 0, end} if frame <= end))
    share = np.sin(np.clip(np.minimum(at / fade_in, (end - at) / fade_out), 0, 1) * np.pi / 2)
    share *= np.interp(at, [frame for frame, _ in there], [part for _, part in there])
    levels = np.interp(at, [node.frame for node in nodes], [node.level_db for node in nodes])
    heard = np.maximum(levels + 20 * np.log10(np.maximum(share, _INAUDIBLE)), SILENT_DB)
    for frame, level_db in zip(at.tolist(), heard.tolist(), strict=True):
        yield BedLevel(_s(frame), round(level_db, 1))
