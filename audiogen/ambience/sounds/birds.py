"""Birds at dawn: singers at their own places in soft morning air, each with a repertoire, singing by turns."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame, generator, hashed, wander
from audiogen.ambience.parts.events import Cells, Integers, add_event
from audiogen.ambience.parts.outdoors import placed, places
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, SHORT_FRAMES, noise_stream
from audiogen.ambience.parts.texture import band, frequencies
from audiogen.ambience.sounds.birdsong import SPECIES, Note, Species, sounded
from audiogen.audio.samples import Samples
from audiogen.units import to_frames, to_gain

_SCALE: Final = 24_000.0
"""Of notes in 16 bits, whose peak is 1 or less."""
_FEWEST: Final = 3
_MOST: Final = 7
_MIDDLE: Final = 5
_SHORTEST_REST_S: Final = 0.8
_ECHOES_S: Final = 0.3
_SONG_PEAK: Final = 0.17
"""Of the strongest notes of a singer right beside you."""
_FARTHEST_DB: Final = -13.0
"""Of the farthest singer, beside what its place takes away by itself."""
_AIR_RMS: Final = 0.038
_LEAVES_RMS: Final = 0.0016
_MOOD_S: Final = 27.0
"""A singer sings for a while, then listens for a while."""

_Sounding: TypeAlias = tuple[int, int, int, float]
"""A note in a song: its number, its first frame and the one after its last, counted from where that begins; a gain."""


class _Singer:
    """One bird on its branch."""

    def __init__(self, species: Species, seed: int, rests: float, side: float, distance: float) -> None:
        """Learn a repertoire; `rests` are so many times as long as its species makes them on a usual morning."""
        chance = generator(seed, "repertoire")
        self.seed = seed
        self._species = species
        self._repertoire = species.learn(chance)
        self.notes = tuple(_placed(note, side, distance, chance) for note in self._repertoire.notes)
        longest_s = species.longest_s + _ECHOES_S
        cell_s = longest_s + _SHORTEST_REST_S + (species.every_s - longest_s - _SHORTEST_REST_S) * rests
        self.cells = Cells(
            seed_of(seed, "songs"),
            to_frames(cell_s),
            to_frames(longest_s),
            freedom=1 - (longest_s + _SHORTEST_REST_S) / cell_s,
        )
        # a song is asked for once in each block that it is heard in
        self.song = lru_cache(maxsize=8)(self._song)

    def _song(self, number: int) -> tuple[_Sounding, ...]:
        song = self._species.sing(self._repertoire, number, generator(self.seed, "song", number))
        begins = [to_frames(each.at_s) for each in song]
        return tuple(
            (each.note, begin, begin + self.notes[each.note].shape[1], each.loudness)
            for each, begin in zip(song, begins, strict=True)
        )

    def moods(self, begins: Frames) -> Curve:
        """From 0, listening, to 1, singing: no bird begins at full strength."""
        return np.clip(6 * wander(seed_of(self.seed, "mood"), _MOOD_S, begins) - 2.2, 0, 1)


class Birds:
    """A dawn chorus, soft enough to fall asleep to again."""

    def __init__(self, seed: int, *, intensity: float, distance: float, tempo: float) -> None:
        """Make the notes of every singer; `seed` ≥ 0 decides who sings what, where and when."""
        self._seed = seed
        count = round(_FEWEST * (_MOST / _FEWEST) ** intensity)
        rests = 3.4 ** (1 - 2 * tempo)
        self._singers = [
            _Singer(SPECIES[number % len(SPECIES)], seed_of(seed, "singer", number), rests, *place)
            for number, place in enumerate(places(seed, count, distance))
        ]
        self._gain = _SONG_PEAK * (_MIDDLE / count) ** 0.25
        hertz = frequencies(LONG_FRAMES)
        air = band(hertz, 70, 700, low_order=1, high_order=2) * (hertz + 80) ** -0.4
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
        end = start + morning.shape[1]
        numbers, begins = singer.cells.sounding(start, end)
        gains = self._gain * singer.moods(begins) * (0.75 + 0.25 * hashed(seed_of(singer.seed, "gain"), numbers))
        for number, begin, gain in zip(numbers.tolist(), begins.tolist(), gains.tolist(), strict=True):
            # a bird that listens is not mixed at all
            for note, first, last, loudness in singer.song(number) if gain > 0 else ():
                if begin + first < end and begin + last > start:
                    add_event(morning, start, singer.notes[note], begin + first, gain * loudness / _SCALE)


def _placed(note: Note, side: float, distance: float, chance: np.random.Generator) -> Integers:
    """A note as it arrives at both ears from a place, in 16 bits."""
    heard = placed(sounded(note), side, distance, chance) * np.float32(to_gain(_FARTHEST_DB * distance))
    return np.asarray(np.rint(heard * np.float32(_SCALE)), dtype=np.int16)
