"""Plan + spoken lengths → Timeline: when everything sounds.

Pure. How many breaths there are, and how far silences stretch, is in `audiogen.plan.solve`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise

from audiogen.errors import LengthError
from audiogen.plan.bell_grids import INTERVAL_BELL, Grid, bell_grids
from audiogen.plan.breath_cues import written_cues
from audiogen.plan.cues import (
    WORDS_BEGIN_FRAMES,
    BreathCycle,
    BreathPhase,
    Cue,
    Gap,
    Mark,
    Phrase,
    Plan,
    Strike,
    Utterance,
    Voiced,
)
from audiogen.plan.ducking import DuckedSpan, ducking_curve
from audiogen.plan.entries import entries
from audiogen.plan.places import ScriptPlaces
from audiogen.plan.softening import Softening, softening
from audiogen.plan.solve import NONE_EXPECTED, Solved, solve
from audiogen.plan.target import missed_target
from audiogen.plan.timeline import (
    PlacedBreath,
    PlacedCaption,
    PlacedChapter,
    PlacedClip,
    PlacedScene,
    PlacedStrike,
    Timeline,
)
from audiogen.script.breath import NATURAL
from audiogen.units import to_seconds


def place(
    plan: Plan,
    frames_of: Mapping[Voiced, int],
    places: ScriptPlaces,
    expected_of: Mapping[Voiced, int] = NONE_EXPECTED,
) -> Timeline:
    """The timeline of a plan whose utterances last `frames_of` frames each; `expected_of` is that of `solve`.

    Raises:
        LengthError: when the target cannot be met, or a spoken cue is longer than its part of the breath.
    """
    solved = solve(plan, frames_of, expected_of)
    _check_cues_fit(solved.plan, frames_of, places)
    miss = missed_target(plan, frames_of, places)
    if miss:
        message = f"{places.path}: {miss.what}"
        raise LengthError(message, hint=miss.advice)
    return arranged(plan, solved, frames_of, expected_of)


def arrange(plan: Plan, frames_of: Mapping[Voiced, int], expected_of: Mapping[Voiced, int] = NONE_EXPECTED) -> Timeline:
    """The same, but where the target cannot be met, as near to it as breaths and silences allow."""
    return arranged(plan, solve(plan, frames_of, expected_of), frames_of, expected_of)


def arranged(
    plan: Plan,
    solved: Solved,
    frames_of: Mapping[Voiced, int],
    expected_of: Mapping[Voiced, int] = NONE_EXPECTED,
) -> Timeline:
    """The same, where breaths and silences are decided already: `solved` is what `solve` makes of the rest."""
    placed, total = solved.placed, solved.frames
    clips = [(start, cue, clip) for start, cue in placed for clip in _clips(start, cue, frames_of)]
    softer = _softening_for_all(plan, solved, frames_of, expected_of) if plan.sleep else None
    entering = set(entries((clip.start, clip.end) for *_, clip in clips))
    ducked = tuple(
        # the bed goes down for phrases, and less so for the words of a breathing exercise, unless these enter softly
        DuckedSpan(
            max(start, clip.start),
            clip.end,
            "speech" if isinstance(cue, Phrase) or clip.start in entering else "breath",
        )
        for start, cue, clip in clips
    )
    return Timeline(
        frames=total,
        clips=tuple(clip for *_, clip in clips),
        breaths=tuple(
            breath
            for (start, cue), (end, _) in pairwise((*placed, (total, None)))
            for breath in _breaths(start, cue, end)
        ),
        strikes=_strikes(solved, frames_of, softer),
        chapters=_chapters(plan, placed, total),
        captions=tuple(caption for start, cue in placed for caption in _captions(start, cue, frames_of)),
        scenes=_scenes(plan, placed),
        ducked=ducked,
        ducking_curve=ducking_curve(plan.bed, ducked, total, softening=softer),
        softening=softer,
    )


def _check_cues_fit(plan: Plan, frames_of: Mapping[Voiced, int], places: ScriptPlaces) -> None:
    for cue in plan.cues:
        for phase in cue.phases if isinstance(cue, BreathCycle) else ():
            ends = [*(word.offset_frames for word in phase.words), phase.frames][1:]
            for word, end in zip(phase.words, ends, strict=False):
                room_s, length_s = to_seconds(end - word.offset_frames), to_seconds(frames_of[word.utterance])
                if length_s > room_s:
                    where, text = places.name(cue.step), word.utterance.text
                    message = f'{where}: the cue "{text}" takes {length_s:.1f} s, but has {room_s:.1f} s'
                    raise LengthError(message, hint="Write `cues: [tone]`, or a pattern with longer phases.")


def _clips(start: int, cue: Cue, frames_of: Mapping[Voiced, int]) -> list[PlacedClip]:
    if isinstance(cue, Phrase):
        return [PlacedClip(start, frames_of[cue.utterance], cue.utterance)]
    return [
        # the word on the beat, not the beginning of its clip
        PlacedClip(max(0, at + word.offset_frames - WORDS_BEGIN_FRAMES), frames_of[word.utterance], word.utterance)
        for at, phase in _phases(start, cue)
        for word in phase.words
    ]


def _breaths(start: int, cue: Cue | None, end: int) -> Iterator[PlacedBreath]:
    if isinstance(cue, Gap) and cue.natural:
        yield PlacedBreath(start, end - start, NATURAL, 1, 1)
    if isinstance(cue, BreathCycle):
        for at, phase in _phases(start, cue):
            yield PlacedBreath(at, phase.frames, phase.kind, cue.number, cue.cycles, cue.sound)


def _phases(start: int, cue: Cue) -> list[tuple[int, BreathPhase]]:
    if not isinstance(cue, BreathCycle):
        return []
    starts = accumulate((phase.frames for phase in cue.phases), initial=start)
    return list(zip(starts, cue.phases, strict=False))


def _softening_for_all(
    plan: Plan, solved: Solved, frames_of: Mapping[Voiced, int], expected_of: Mapping[Voiced, int]
) -> Softening:
    """The softening of a session: with phrases as long as they are expected, so that it is the same for everybody."""
    if not expected_of:
        return _softening(solved, frames_of)
    expected = {**frames_of, **expected_of}
    return _softening(solve(plan, expected), expected)


def _softening(solved: Solved, frames_of: Mapping[Voiced, int]) -> Softening:
    ends = (clip.end for start, cue in solved.placed for clip in _clips(start, cue, frames_of))
    return softening(max(ends, default=None), solved.frames)


def _strikes(solved: Solved, frames_of: Mapping[Voiced, int], softer: Softening | None) -> tuple[PlacedStrike, ...]:
    quiet = softer.start if softer else solved.frames
    written = [(start, cue) for start, cue in solved.placed if isinstance(cue, Strike) and start < quiet]
    grids = grids_of(solved, frames_of)
    at_intervals = ((start, Strike(grid.step, INTERVAL_BELL)) for grid in grids for start in grid.strikes)
    struck = sorted((*written, *at_intervals), key=lambda each: each[0])
    return tuple(PlacedStrike(at, at + cue.ring_frames, cue.bell, cue.bowl, cue.softness) for at, cue in struck)


def grids_of(solved: Solved, frames_of: Mapping[Voiced, int]) -> tuple[Grid, ...]:
    """The bells at intervals of a session, each where it finds room between the words."""
    quiet = quiet_from(solved, frames_of)
    clips = (clip for start, cue in solved.placed for clip in _clips(start, cue, frames_of))
    return bell_grids(solved.placed, ((clip.start, clip.end) for clip in clips), solved.frames, quiet)


def quiet_from(solved: Solved, frames_of: Mapping[Voiced, int]) -> int | None:
    """From where on no bell is struck; None in a session that does not lead into sleep."""
    return _softening(solved, frames_of).start if solved.plan.sleep else None


def _chapters(plan: Plan, placed: tuple[tuple[int, Cue], ...], total: int) -> tuple[PlacedChapter, ...]:
    marks = [(start, cue.title) for start, cue in placed if isinstance(cue, Mark)]
    if not marks or marks[0][0] > 0:
        marks.insert(0, (0, plan.title))
    ends = [*(start for start, _ in marks[1:]), total]
    return tuple(PlacedChapter(start, end, title) for (start, title), end in zip(marks, ends, strict=True))


def _scenes(plan: Plan, placed: tuple[tuple[int, Cue], ...]) -> tuple[PlacedScene, ...]:
    scenes = {0: PlacedScene(0, 0, plan.bed.scene)}
    for start, cue in placed:
        if isinstance(cue, Mark) and cue.change:
            # at the very beginning nothing has sounded that could be faded out: what the chapter asks for stands
            scenes[start] = PlacedScene(start, cue.change.crossfade_frames if start else 0, cue.change.scene)
    return tuple(scenes.values())


def _captions(start: int, cue: Cue, frames_of: Mapping[Voiced, int]) -> list[PlacedCaption]:
    if isinstance(cue, Phrase):
        spoken, end = cue.utterance, start + frames_of[cue.utterance]
        language = spoken.language if isinstance(spoken, Utterance) else None
        return [PlacedCaption(start, end, spoken.text, "speech", cue.paragraph, language)]
    if not isinstance(cue, BreathCycle):
        return []
    # the words of one phase of a breath are one caption: a count would flicker
    captions: list[PlacedCaption] = []
    for (at, phase), text in zip(_phases(start, cue), written_cues(cue.phases), strict=True):
        if text:
            last = phase.words[-1]
            end = at + last.offset_frames + frames_of[last.utterance]
            captions.append(PlacedCaption(at, end, text, "cue", paragraph=not captions))
    return captions
