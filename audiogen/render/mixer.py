"""Timeline + sources → stereo, as a pure function of absolute time.

Any stretch of a session can be rendered by itself, in blocks of any size, with the same frames coming out. The mixer
knows no voice, generator or cache: it is given sources, and asks `Sounds` for what is placed on the timeline.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.samples import FULL_SCALE_16, Samples, Samples16, Source
from audiogen.plan.cues import ENDING_FADE_FRAMES, Voiced
from audiogen.plan.entries import ENTRY_FRAMES, HELD_FRAMES, RISING_FRAMES, SOFTER_DB
from audiogen.plan.softening import SOFTEST_DB
from audiogen.plan.timeline import PlacedBreath, PlacedClip, PlacedStrike, Timeline
from audiogen.render.kept_sound import BedFacts, HeardFacts
from audiogen.script.bed import Bed
from audiogen.units import to_frames, to_gain

BLOCK_FRAMES: Final = 96 * 1152
"""What is rendered at a time: 96 MP3 frames, 2.3 s, just under a megabyte. Smaller blocks cost more Python calls."""
_GRID: Final = 64
"""Gains are computed once in 64 frames (1.3 ms) and interpolated; the grid is absolute, whatever the block."""
RING_ON_FRAMES: Final = to_frames(0.25)
"""A room's tail may follow a phrase for so long: it sounds into the gap, and the timeline does not contain it."""

_DUCKED_DB: Final = -9.0
"""Breaths are ducked under the words that are said with them: an out-breath is loudest just where its word sounds."""
_DUCK_ATTACK_FRAMES, _DUCK_RELEASE_FRAMES = to_frames(0.1), to_frames(0.4)
"""How long before a word the breath goes down, and how long after it the breath comes back."""
_DUCK_HOLD_FRAMES: Final = to_frames(1.5)
"""Between words closer than this the breath stays down: a count would make it pump."""


class Sounds(Protocol):
    """Where the mixer gets what is placed on the timeline."""

    def clip(self, utterance: Voiced) -> Samples | Samples16:
        """A spoken phrase at the level of speech, shape (frames,) or (2, frames).

        It may ring on over its place on the timeline, in its room, by at most `RING_ON_FRAMES`.
        """
        ...

    def clip_facts(self, utterance: Voiced) -> HeardFacts:
        """What decides how that phrase sounds, and whether it is said to one person alone."""
        ...

    def bell(self, strike: PlacedStrike) -> Samples:
        """A strike and its ring, shape (2, frames)."""
        ...

    def breath(self, phase: PlacedBreath, seed: int) -> Samples:
        """The sound of breathing in or out for a phase, shape (2, frames). Holding is stillness and has none."""
        ...


@dataclass(frozen=True, slots=True)
class MixGains:
    """What brings each kind of sound to its level relative to the speech, in decibels of gain."""

    bed_db: float
    """Brings the bed to the speech's own loudness; the timeline's curve takes it down from there."""
    breath_db: float
    bell_db: float


@dataclass(frozen=True, slots=True)
class PlacedSound:
    """One sound on the timeline, between two frames of the session; `load` gives (frames,) or (2, frames)."""

    start: int
    end: int
    """Exclusive; the sound may be over sooner."""
    gain: float
    load: Callable[[], Samples | Samples16]
    facts: tuple[object, ...]
    """All that decides what `load` gives, in what JSON can hold; of words, but for the phrase itself.

    Of breaths, the last is the seed of their noise, which hardly changes how loud they are.
    """
    utterance: Voiced | None = None
    """What is said; None of all that is not speech."""

    after_entry: int | None = None
    """Of words that enter softly after a rest: how many frames after the first of them they begin."""
    typical: Callable[[], Samples] | None = None
    """Loads what is measured in place of a breath: one whose noise is the same in all sessions."""

    @property
    def spoken(self) -> bool:
        """Whether it is speech."""
        return self.utterance is not None


class _LoadedSounds(threading.local):
    """Each thread keeps the sounds of the block that it rendered last: most of them go on in the next.

    Nothing else is kept: a minute of finished phrases would take 20 MB.
    """

    def __init__(self) -> None:
        self._loaded: dict[PlacedSound, Samples | Samples16] = {}

    def load(self, sounding: Sequence[PlacedSound]) -> list[Samples | Samples16]:
        """The sounds of one block, each loaded once for as long as it sounds."""
        # what is over is dropped before anything else is loaded, for the sake of peak memory
        self._loaded = {each: self._loaded[each] for each in sounding if each in self._loaded}
        for each in sounding:
            if each not in self._loaded:
                self._loaded[each] = each.load()
        return [self._loaded[each] for each in sounding]


class Mixer:
    """The whole mix of one session, as a `Source`."""

    def __init__(
        self,
        timeline: Timeline,
        sounds: Sounds,
        bed: Source | None,
        settings: Bed,
        gains: MixGains,
        *,
        seed: int,
        bed_facts: BedFacts | None = None,
    ) -> None:
        """Prepare the mix; nothing is rendered.

        Args:
            timeline: what sounds when.
            sounds: gives what is placed on it.
            bed: all background sound.
            settings: how the bed begins and ends.
            gains: what brings each kind of sound to its level.
            seed: of the noise of breaths.
            bed_facts: what decides how the bed sounds; needed for fingerprints alone.
        """
        self.frames = timeline.frames
        self._sounds = sounds
        self._bed = bed
        self._bed_facts = bed_facts
        self._curve_frames = np.array([node.frame for node in timeline.ducking_curve], dtype=np.float64)
        self._curve_db = np.array([node.level_db for node in timeline.ducking_curve]) + gains.bed_db
        half = timeline.frames // 2
        self._fade_in = max(1, min(half, to_frames(settings.fade_in_s)))
        self._fade_out = max(1, min(half, to_frames(timeline.fade_out_s(settings))))
        self._softening = np.array(timeline.softening.points) if timeline.softening else None
        in_any_order = _placed(timeline, sounds, gains, seed)
        self.placed: Sequence[PlacedSound] = sorted(in_any_order, key=lambda sound: sound.start)
        self._starts = [sound.start for sound in self.placed]
        # sounds are found by their starts, so the search must reach back as far as the longest one lasts
        self._longest = max((sound.end - sound.start for sound in self.placed), default=0)
        self._loaded = _LoadedSounds()

    def render(self, start: int, frames: int) -> Samples:
        """The mix from frame `start`, shape (2, frames)."""
        mix = self._render_bed(start, frames)
        voice_gain = self._voice_gain(start, frames)
        for placed, sound in self._sounding(start, frames):
            _add(mix, start, placed, sound, voice_gain if placed.spoken else None)
        self._fade_ending(mix, start)
        return mix

    def render_parts(self, start: int, frames: int) -> Samples:
        """The mix, the spoken words, and all but the words: (6, frames), left and right of each."""
        parts = np.zeros((6, frames), dtype=np.float32)
        voice, ambience = parts[2:4], parts[4:6]
        ambience += self._render_bed(start, frames)
        voice_gain = self._voice_gain(start, frames)
        for placed, sound in self._sounding(start, frames):
            _add(voice if placed.spoken else ambience, start, placed, sound, voice_gain if placed.spoken else None)
        for part in (voice, ambience):
            self._fade_ending(part, start)
        np.add(voice, ambience, out=parts[:2])
        return parts

    def fingerprint(self, begin: int, end: int) -> HeardFacts:
        """All that decides what `render` gives between two frames, which may lie beyond the ends of the session.

        Nothing is rendered. Times are absolute: what sounds the same elsewhere has another fingerprint.
        """
        sounding = self._placed_within(begin, end)
        said = [self._sounds.clip_facts(each.utterance) for each in sounding if each.utterance]
        facts = [
            [[each.start, each.end, each.gain, *each.facts] for each in sounding],
            [each.facts for each in said],
            self._level_facts(begin, end),
        ]
        return HeardFacts(facts, own=any(each.own for each in said))

    def _level_facts(self, begin: int, end: int) -> list[object]:
        """What decides how loud bed and voice are, beside the gains of single sounds."""
        # gains are computed on a grid that reaches a little beyond each block
        begin, end = begin - 2 * _GRID, end + 2 * _GRID
        facts: list[object] = []
        if self._softening is not None and end > self._softening[1, 0]:
            facts.append(["softening", self._softening.tolist()])
        if end > self.frames - max(self._fade_out, ENDING_FADE_FRAMES):
            facts.append(["ends", self.frames, self._fade_out])
        if self._bed is None:
            return facts
        if self._bed_facts is None:
            message = "nobody has said what decides how the bed sounds"
            raise AssertionError(message)
        if begin < self._fade_in:
            facts.append(["begins", self._fade_in])
        curve = _curve_within(self._curve_frames, self._curve_db, begin, end)
        return [*facts, ["bed", begin, end, curve, self._bed_facts(begin, end)]]

    def _placed_within(self, begin: int, end: int) -> list[PlacedSound]:
        first, last = bisect_left(self._starts, begin - self._longest), bisect_left(self._starts, end)
        return [placed for placed in self.placed[first:last] if placed.end > begin]

    def _sounding(self, start: int, frames: int) -> Iterator[tuple[PlacedSound, Samples | Samples16]]:
        sounding = self._placed_within(start, start + frames)
        return zip(sounding, self._loaded.load(sounding), strict=True)

    def _render_bed(self, start: int, frames: int) -> Samples:
        if self._bed is None:
            return np.zeros((2, frames), dtype=np.float32)
        bed = self._bed.render(start, frames)
        bed *= self._bed_gain(start, frames)
        return bed

    def _voice_gain(self, start: int, frames: int) -> Samples | None:
        """The gain of words in a session that becomes softer; None where they are as loud as at its beginning."""
        if self._softening is None or start + frames <= self._softening[1, 0]:
            return None
        first = start // _GRID
        grid = np.arange(first, (start + frames) // _GRID + 2, dtype=np.float64) * _GRID
        return _interpolated(self.voice_gain_at(grid))[start - first * _GRID :][:frames]

    def voice_gain_at(self, moments: NDArray[np.float64]) -> NDArray[np.float64]:
        """The gain of words at some frames, in a session that becomes softer; else 1."""
        share = 0.0 if self._softening is None else np.interp(moments, *self._softening.T)
        return np.asarray(10 ** (-SOFTEST_DB * share / 20) * np.ones(moments.size))

    def _bed_gain(self, start: int, frames: int) -> Samples:
        # one grid point more on either side, so that every block interpolates between the same points
        first = start // _GRID
        grid = np.arange(first, (start + frames) // _GRID + 2, dtype=np.float64) * _GRID
        return _interpolated(self.bed_gain_at(grid))[start - first * _GRID :][:frames]

    def bed_gain_at(self, moments: NDArray[np.float64]) -> NDArray[np.float64]:
        """The gain of the bed at some frames, in order: its curve, between fading in and fading out."""
        gain = 10 ** (np.interp(moments, self._curve_frames, self._curve_db) / 20)
        # quarters of a sine rise from nothing without a step, and level off without a corner
        if moments[0] < self._fade_in:
            gain *= np.sin(np.clip(moments / self._fade_in, 0, 1) * np.pi / 2)
        if moments[-1] > self.frames - self._fade_out:
            gain *= np.sin(np.clip((self.frames - moments) / self._fade_out, 0, 1) * np.pi / 2)
        return np.asarray(gain)

    def ending_at(self, moments: NDArray[np.float64]) -> NDArray[np.float64]:
        """The gain of all that sounds at some frames: 1, but for the last seconds."""
        left = (self.frames - moments) / ENDING_FADE_FRAMES
        return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.clip(left, 0, 1)))

    def _fade_ending(self, mix: Samples, start: int) -> None:
        fade_start = max(0, self.frames - ENDING_FADE_FRAMES)
        at = max(0, fade_start - start)
        if at < mix.shape[1]:
            mix[:, at:] *= self.ending_at(np.arange(start + at, start + mix.shape[1])).astype(np.float32)


def blocks(source: Source, start: int, end: int, *, block_frames: int = BLOCK_FRAMES) -> Iterator[Samples]:
    """A source from frame `start` up to `end`, in blocks of (2, ≤ block_frames)."""
    for at in range(start, end, block_frames):
        yield source.render(at, min(block_frames, end - at))


def _interpolated(values: np.ndarray) -> Samples:
    """Values on the grid → one for every frame, by linear interpolation."""
    ramp = np.arange(_GRID, dtype=np.float32) / np.float32(_GRID)
    points = values.astype(np.float32)
    return (points[:-1, None] + np.diff(points)[:, None] * ramp).ravel()


def _curve_within(frames: NDArray[np.float64], values: NDArray[np.float64], begin: int, end: int) -> list[object]:
    """The points that decide a curve of straight lines between two frames."""
    first = max(0, int(np.searchsorted(frames, begin, side="right")) - 1)
    last = int(np.searchsorted(frames, end, side="left")) + 1
    points: list[list[object]] = np.stack((frames[first:last], values[first:last]), axis=1).tolist()
    # where the curve is level, it does not matter since when, or until when
    if len(points) > 1 and points[0][1] == points[1][1]:
        points[0][0] = None
    if len(points) > 1 and points[-1][1] == points[-2][1]:
        points[-1][0] = None
    return [*points]


def _placed(timeline: Timeline, sounds: Sounds, gains: MixGains, seed: int) -> Iterator[PlacedSound]:
    entries = timeline.entries
    for clip in timeline.clips:
        load: Callable[[], Samples | Samples16] = partial(sounds.clip, clip.utterance)
        entry = next((each for each in entries if -ENTRY_FRAMES < each - clip.start <= 0), None)
        if entry is not None:
            load = partial(_entering, load, clip.start - entry)
        after = None if entry is None else clip.start - entry
        yield PlacedSound(clip.start, clip.end + RING_ON_FRAMES, 1.0, load, ("clip", after), clip.utterance, after)
    for strike in timeline.strikes:
        struck = ("bell", strike.bell, strike.bowl, strike.softness)
        yield PlacedSound(strike.start, strike.end, to_gain(gains.bell_db), partial(sounds.bell, strike), struck)
    for phase in timeline.breaths:
        if phase.kind in ("in", "out"):
            # a seed for every cycle: the same noise again and again would be heard as a loop
            words = _words_within(timeline.clips, phase)
            load, typical = (partial(_breath, sounds, phase, noise, words) for noise in (seed + phase.cycle, 0))
            gain = to_gain(gains.breath_db - timeline.breath_softer_db(phase.start))
            breathed = ("breath", phase.kind, phase.sound, words, seed + phase.cycle)
            yield PlacedSound(phase.start, phase.end, gain, load, breathed, typical=typical)


def _entering(load: Callable[[], Samples | Samples16], after: int) -> Samples:
    """Words that begin so many frames after the first word that follows a rest: softer, until they are like all."""
    sound = load()
    words = sound.astype(np.float32)
    if sound.dtype == np.int16:
        words /= np.float32(FULL_SCALE_16)
    frames = min(words.shape[-1], ENTRY_FRAMES - after)
    grid = np.arange(-(-frames // _GRID) + 1, dtype=np.float64) * _GRID
    words[..., :frames] *= _interpolated(10 ** (entering_gain_db(grid + after) / 20))[:frames]
    return words


def entering_gain_db(frames: NDArray[np.float64]) -> NDArray[np.float64]:
    """The gain of words so many frames after the first word that follows a rest."""
    risen = np.clip((frames - HELD_FRAMES) / RISING_FRAMES, 0.0, 1.0)
    return np.asarray(-SOFTER_DB * (0.5 + 0.5 * np.cos(np.pi * risen)))


_Words: TypeAlias = tuple[tuple[int, int], ...]
"""Where words sound, from and up to, in frames from the beginning of a phase."""


def _words_within(clips: Sequence[PlacedClip], phase: PlacedBreath) -> _Words:
    """The words that sound while a phase lasts; words that are close together count as one."""
    first = bisect_left(clips, phase.start, key=lambda clip: clip.end)
    last = bisect_left(clips, phase.end, key=lambda clip: clip.start)
    words: list[tuple[int, int]] = []
    for clip in clips[first:last]:
        begin, end = clip.start - phase.start, clip.end - phase.start
        if words and begin - words[-1][1] < _DUCK_HOLD_FRAMES:
            begin = words.pop()[0]
        words.append((begin, end))
    return tuple(words)


def _breath(sounds: Sounds, phase: PlacedBreath, seed: int, words: _Words) -> Samples:
    breath = sounds.breath(phase, seed)
    return breath * _ducking_gain(words, breath.shape[1]) if words else breath


def _ducking_gain(words: _Words, frames: int) -> Samples:
    """The gain of a breath, one value for every frame: ducked while words sound."""
    grid = np.arange(-(-frames // _GRID) + 1) * _GRID
    at = [at for begin, end in words for at in (begin - _DUCK_ATTACK_FRAMES, begin, end, end + _DUCK_RELEASE_FRAMES)]
    level_db = np.interp(grid, at, [0.0, _DUCKED_DB, _DUCKED_DB, 0.0] * len(words))
    return _interpolated(10 ** (level_db / 20))[:frames]


def _add(
    mix: Samples, start: int, placed: PlacedSound, sound: Samples | Samples16, gain_at: Samples | None = None
) -> None:
    begin, end = max(placed.start, start), min(placed.end, start + mix.shape[1])
    part = sound[..., begin - placed.start : end - placed.start]
    # clips are kept as 16-bit integers, half the memory; their scale is folded into the gain
    gain = placed.gain / FULL_SCALE_16 if sound.dtype == np.int16 else placed.gain
    at = slice(begin - start, begin - start + part.shape[-1])
    heard = part * np.float32(gain)
    mix[:, at] += heard if gain_at is None else heard * gain_at[at]
