"""Birds at dawn: singers at their own places in soft morning air, each resting longer than it sings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame, hashed, wander
from audiogen.ambience.parts.events import Cells, Integers, add_transposed
from audiogen.ambience.parts.outdoors import placed
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, SHORT_FRAMES, Stream, stream_of
from audiogen.ambience.parts.texture import band, frequencies
from audiogen.ambience.sounds.birdsong import LONGEST_PHRASE_S, SONGS, sung
from audiogen.audio.samples import Samples
from audiogen.units import to_frames

_PHRASES: Final = 8
"""That each singer knows."""
_HIGHER: Final = 0.03
"""By how much, at the most, it sings them higher or lower each time, another amount at the end than at the beginning:
no song is heard twice."""
_BETWEEN_S: Final = 8.0
"""From one phrase of a singer to its next, on average."""
_LONGEST_S: Final = (LONGEST_PHRASE_S + 0.3) * (1 + _HIGHER)
_SCALE: Final = 2000.0
"""Of songs as they are kept: 24 dB above their RMS is full scale, and 66 dB below it the last bit."""
_FEWEST: Final = 3
_MOST: Final = 7
_MIDDLE: Final = 5
_SONG_RMS: Final = 0.036
"""Of the notes of a singer in the middle distance."""
_AIR_RMS: Final = 0.038
_LEAVES_RMS: Final = 0.007
_MOOD_S: Final = 37.0
"""A singer sings for a while, then listens for a while."""


@dataclass(frozen=True, slots=True)
class _Singer:
    """One bird on its branch."""

    cells: Cells
    seed: int
    phrases: tuple[Integers, ...]
    """Each of shape (2, frames), as `_SCALE` has it."""


class Birds:
    """A dawn chorus that is far enough away to fall asleep to again."""

    def __init__(self, seed: int, *, intensity: float, distance: float, tempo: float) -> None:
        """Teach every singer its phrases; `seed` ≥ 0 decides who sings what, where and when."""
        self._seed = seed
        count = round(_FEWEST * (_MOST / _FEWEST) ** intensity)
        between_s = _BETWEEN_S * 3 ** (0.5 - tempo)
        chance = np.random.Generator(np.random.SFC64(seed_of(seed, "places")))
        sides = chance.permutation(np.linspace(-1, 1, count)).tolist()
        nearness = chance.permutation(np.linspace(-0.3, 0.3, count)).tolist()
        self._singers = [
            _singer(seed_of(seed, "singer", number), number, between_s, side, float(np.clip(distance + nearer, 0, 1)))
            for number, (side, nearer) in enumerate(zip(sides, nearness, strict=True))
        ]
        self._gain = _SONG_RMS * (_MIDDLE / count) ** 0.25 * (1.1 - 0.2 * distance)
        self._air, self._leaves = _air(seed), _leaves(seed)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        breeze = wander(seed_of(self._seed, "breeze"), 9.0, at)
        morning = self._air.render(start, frames, every_frame(_AIR_RMS * (0.75 + 0.5 * breeze), start, frames))
        leaves = every_frame(_LEAVES_RMS * (0.3 + 1.4 * breeze**2), start, frames)
        morning += self._leaves.render(start, frames, leaves)
        for singer in self._singers:
            self._sing(singer, morning, start)
        return morning

    def _sing(self, singer: _Singer, morning: Samples, start: int) -> None:
        numbers, begins = singer.cells.sounding(start, start + morning.shape[1])
        # every other one of its phrases in turn, so that none is sung twice in a row
        kinds = 2 * (hashed(seed_of(singer.seed, "phrase"), numbers) * (_PHRASES // 2)).astype(int) + numbers % 2
        gains = self._gain * _mood(singer.seed, begins) * (0.75 + 0.35 * hashed(seed_of(singer.seed, "gain"), numbers))
        ratios = [
            (1 + _HIGHER * (2 * hashed(seed_of(singer.seed, end), numbers) - 1)).tolist() for end in ("first", "last")
        ]
        songs = zip(kinds.tolist(), begins.tolist(), gains.tolist(), *ratios, strict=True)
        for kind, begin, gain, first, last in songs:
            if gain > 0:
                add_transposed(morning, start, singer.phrases[kind], begin, gain / _SCALE, (first, last))


def _mood(seed: int, begins: Frames) -> Curve:
    """From 0, listening, to 1, singing; no bird begins at the top of its voice."""
    return np.asarray(np.clip(5 * wander(seed_of(seed, "mood"), _MOOD_S, begins) - 1.7, 0, 1))


def _singer(seed: int, number: int, between_s: float, side: float, distance: float) -> _Singer:
    chance = np.random.Generator(np.random.SFC64(seed))
    song = SONGS[number % len(SONGS)]
    phrases = tuple(_kept(placed(sung(song(chance)), side, distance, chance)) for _ in range(_PHRASES))
    cell_frames = to_frames(max(between_s * chance.uniform(0.8, 1.25), _LONGEST_S))
    cells = Cells(seed_of(seed, "phrases"), cell_frames, to_frames(_LONGEST_S), freedom=0.75)
    return _Singer(cells, seed, phrases)


def _kept(song: Samples) -> Integers:
    """A song with two frames of silence at either end."""
    return np.asarray(np.rint(np.pad(song, ((0, 0), (2, 2))) * np.float32(_SCALE)), dtype=np.int16)


def _air(seed: int) -> Stream:
    hertz = frequencies(LONG_FRAMES)
    magnitude = band(hertz, 70, 1000, low_order=1, high_order=1) * (hertz + 80) ** -0.4
    return stream_of(magnitude, seed, "air")


def _leaves(seed: int) -> Stream:
    hertz = frequencies(SHORT_FRAMES)
    return stream_of(band(hertz, 1500, 7000, low_order=1, high_order=1), seed, "leaves")
