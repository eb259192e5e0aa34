"""Keys, modes and their chords: the notes of the tonal sounds. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

Chord: TypeAlias = tuple[int, ...]
"""Steps of a scale from the bass up; 0 is the lowest tonic, and an octave is as many steps as the scale has notes."""

KEYS: Final = ("C", "C#", "Db", "D", "D#", "Eb", "E", "F", "F#", "Gb", "G", "G#", "Ab", "A", "A#", "Bb", "B")
"""Every key of a piano, the black ones by both of their names."""

_ABOVE_C: Final = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_SIGNS: Final = {"": 0, "#": 1, "b": -1}
_BELOW_D: Final = 4
"""Semitones: tonics lie from B flat 0 to A 1, about D 1, so that basses are heard and no chord is shrill."""
_D1_HZ: Final = 36.708
"""Equal temperament, A at 440 Hz."""


def tonic_hz(key: str) -> float:
    """The lowest tonic of a key, from 29 to 55 Hz; sounds stand some octaves above it."""
    above_d = _ABOVE_C[key[0]] + _SIGNS[key[1:]] - _ABOVE_C["D"]
    return float(_D1_HZ * 2 ** (((above_d + _BELOW_D) % 12 - _BELOW_D) / 12))


@dataclass(frozen=True, slots=True)
class Mode:
    """A scale, the chords that a pad plays in it, and the note that a drone is coloured by."""

    semitones: tuple[int, ...]
    """Of each step of the scale above the tonic."""
    chords: tuple[Chord, ...]
    """The tonic chord first. Neighbours share notes, so that changes are gentle; no triad is diminished."""
    colour: float
    """Frequency of the note that characterises the mode, as a just ratio to the tonic below it."""

    def semitones_of(self, step: int) -> int:
        """Semitones from the lowest tonic to any step, over as many octaves as it takes."""
        octave, place = divmod(step, len(self.semitones))
        return 12 * octave + self.semitones[place]


_HOME: Final = (7, 11, 14, 16, 18, 22)
"""The tonic with its fifth, octave, third, fifth and ninth."""


def _seventh(root: int) -> Chord:
    return (root, root + 4, root + 7, root + 9, root + 11, root + 13)


def _low_seventh(root: int) -> Chord:
    return (root, root + 7, root + 9, root + 11, root + 13, root + 16)


def _ninth(root: int) -> Chord:
    return (root, root + 4, root + 7, root + 9, root + 13, root + 15)


def _suspended(root: int) -> Chord:
    return (root, root + 7, root + 11, root + 14, root + 17, root + 18)


_PENTATONIC: Final = (
    (5, 8, 10, 12, 13, 16),
    (4, 9, 10, 12, 13, 15),
    (5, 9, 11, 12, 13, 16),
    (3, 8, 11, 13, 15, 16),
    (6, 9, 11, 13, 14, 15),
)
MODES: Final = {
    "major": Mode((0, 2, 4, 5, 7, 9, 11), (_HOME, _seventh(10), _low_seventh(5), _suspended(4), _ninth(8)), 5 / 4),
    "minor": Mode((0, 2, 3, 5, 7, 8, 10), (_HOME, _seventh(10), _low_seventh(5), _suspended(4), _ninth(9)), 6 / 5),
    "dorian": Mode((0, 2, 3, 5, 7, 9, 10), (_HOME, _seventh(10), _low_seventh(6), _suspended(4), _seventh(8)), 5 / 3),
    "lydian": Mode((0, 2, 4, 6, 7, 9, 11), (_HOME, _seventh(8), _low_seventh(5), _suspended(4), _ninth(9)), 45 / 32),
    "mixolydian": Mode((0, 2, 4, 5, 7, 9, 10), (_HOME, _seventh(10), _low_seventh(6), _suspended(4), _ninth(8)), 7 / 4),
    "pentatonic": Mode((0, 2, 4, 7, 9), _PENTATONIC, 9 / 8),
}
"""By name, in the order that people are shown."""
