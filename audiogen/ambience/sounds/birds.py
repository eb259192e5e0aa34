"""Birds at dawn: singers at their own places in soft morning air, each resting longer than it sings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import control_moments, every_frame, hashed, wander
from audiogen.ambience.parts.events import Cells, Integers, add_transposed
from audiogen.ambience.parts.outdoors import placed, places
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, SHORT_FRAMES, noise_stream
from audiogen.ambience.parts.texture import band, frequencies
from audiogen.ambience.sounds.birdsong import LONGEST_PHRASE_S, SONGS, sung
from audiogen.audio.samples import Samples
from audiogen.units import to_frames

_PHRASES: Final = 8
"""In the repertoire of each singer."""
_HIGHER: Final = 0.03
"""Each time, a phrase is transposed by at most this much up or down, by other amounts at its end and its beginning, so
that no song is heard twice."""
_BETWEEN_S: Final = 8.0
"""From one phrase of a singer to its next, on average."""
_LONGEST_S: Final = (LONGEST_PHRASE_S + 0.3) * (1 + _HIGHER)
_SCALE: Final = 2000.0
"""Of songs in 16 bits: full scale is 24 dB above their RMS, the last bit 66 dB below it."""
_FEWEST: Final = 3
_MOST: Final = 7
_MIDDLE: Final = 5
_SONG_RMS: Final = 0.036
"""Of the notes of a singer at a medium distance."""
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
    """Each of shape (2, frames), in 16 bits at `_SCALE`."""


class Birds:
    """A dawn chorus, far enough away to fall asleep to again."""

    def __init__(self, seed: int, *, intensity: float, distance: float, tempo: float) -> None:
        """Make the phrases of every singer; `seed` ≥ 0 decides who sings what, where and when."""
        self._seed = seed
        count = round(_FEWEST * (_MOST / _FEWEST) ** intensity)
        between_s = _BETWEEN_S * 3 ** (0.5 - tempo)
        self._singers = [
            _singer(seed_of(seed, "singer", number), number, between_s, *place)
            for number, place in enumerate(places(seed, count, distance))
        ]
        self._gain = _SONG_RMS * (_MIDDLE / count) ** 0.25 * (1.1 - 0.2 * distance)
        hertz = frequencies(LONG_FRAMES)
        air = band(hertz, 70, 1000, low_order=1, high_order=1) * (hertz + 80) ** -0.4
        self._air = noise_stream(air, seed, "air")
        leaves = band(frequencies(SHORT_FRAMES), 1500, 7000, low_order=1, high_order=1)
        self._leaves = noise_stream(leaves, seed, "leaves")

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
        # phrases alternate between two halves of the repertoire, so that none is sung twice in a row
        kinds = 2 * (hashed(seed_of(singer.seed, "phrase"), numbers) * (_PHRASES // 2)).astype(int) + numbers % 2
        # from 0, listening, to 1, singing: no bird begins at full strength
        mood = np.clip(5 * wander(seed_of(singer.seed, "mood"), _MOOD_S, begins) - 1.7, 0, 1)
        gains = self._gain * mood * (0.75 + 0.35 * hashed(seed_of(singer.seed, "gain"), numbers))
        ratios = [
            (1 + _HIGHER * (2 * hashed(seed_of(singer.seed, end), numbers) - 1)).tolist() for end in ("first", "last")
        ]
        songs = zip(kinds.tolist(), begins.tolist(), gains.tolist(), *ratios, strict=True)
        for kind, begin, gain, first, last in songs:
            # a bird that listens is not mixed at all
            if gain > 0:
                add_transposed(morning, start, singer.phrases[kind], begin, gain / _SCALE, (first, last))


def _singer(seed: int, number: int, between_s: float, side: float, distance: float) -> _Singer:
    chance = np.random.Generator(np.random.SFC64(seed))
    song = SONGS[number % len(SONGS)]
    phrases = tuple(_in_16_bits(placed(sung(song(chance)), side, distance, chance)) for _ in range(_PHRASES))
    cell_frames = to_frames(max(between_s * chance.uniform(0.8, 1.25), _LONGEST_S))
    cells = Cells(seed_of(seed, "phrases"), cell_frames, to_frames(_LONGEST_S), freedom=0.75)
    return _Singer(cells, seed, phrases)


def _in_16_bits(song: Samples) -> Integers:
    """A song with the two frames of silence at either end that `add_transposed` needs."""
    return np.asarray(np.rint(np.pad(song, ((0, 0), (2, 2))) * np.float32(_SCALE)), dtype=np.int16)
