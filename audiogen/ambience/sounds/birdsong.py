"""Birdsong: the phrases of six species as gliding notes, and their synthesis.

Pitches and paces follow descriptions of European birds at dawn (S. Cramp et al., "The Birds of the Western Palearctic",
1977 to 1994); notes are sines with a glide and a vibrato, as in A. Farnell, "Designing Sound", 2010, chapter 55.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from audiogen.audio.samples import Samples
from audiogen.units import RATE, to_frames


@dataclass(frozen=True, slots=True)
class Note:
    """One note of a song."""

    start_s: float
    length_s: float
    from_hz: float
    to_hz: float
    loudness: float = 1.0
    arch_hz: float = 0.0
    """How far the pitch rises above its glide in the middle of the note."""
    vibrato_hz: float = 0.0
    """Depth of its vibrato, at 26 Hz."""


Song: TypeAlias = tuple[Note, ...]
Chance: TypeAlias = np.random.Generator
Species: TypeAlias = Callable[[Chance], Song]


def blackbird(chance: Chance) -> Song:
    """Slow, flute-like notes, mostly below 3 kHz, that end in a soft high warble."""
    notes, at, hertz = [], 0.0, chance.uniform(1700, 2300)
    for _ in range(int(chance.integers(4, 7))):
        length, target = chance.uniform(0.14, 0.30), float(np.clip(hertz * chance.uniform(0.8, 1.25), 1500, 2900))
        notes.append(Note(at, length, hertz, target, chance.uniform(0.7, 1), chance.uniform(-120, 160)))
        at, hertz = at + length + chance.uniform(0.03, 0.1), target
    for _ in range(int(chance.integers(2, 5))):
        notes.append(Note(at, 0.07, chance.uniform(3200, 4400), chance.uniform(3000, 4200), 0.25))
        at += 0.1
    return tuple(notes)


def robin(chance: Chance) -> Song:
    """Thin notes that run down like water, with short trills."""
    notes, at = [], 0.0
    for _ in range(int(chance.integers(7, 12))):
        length, high = chance.uniform(0.06, 0.17), chance.uniform(3200, 5200)
        notes.append(Note(at, length, high, high * chance.uniform(0.7, 1.0), chance.uniform(0.4, 0.9), 0, 120))
        at += length + chance.uniform(0.02, 0.09)
    return tuple(notes)


def great_tit(chance: Chance) -> Song:
    """Two notes, a higher and a lower one, again and again."""
    high, lower, beat = chance.uniform(3900, 4600), chance.uniform(0.72, 0.84), chance.uniform(0.30, 0.38)
    pairs = range(int(chance.integers(3, 6)))
    return tuple(
        note
        for number in pairs
        for note in (
            Note(number * beat, 0.10, high, high * 0.98, 0.8),
            Note(number * beat + 0.15, 0.13, high * lower, high * lower * 0.98, 0.65),
        )
    )


def chiffchaff(chance: Chance) -> Song:
    """Its own name, in no fixed order, on two pitches."""
    pitches, step = (chance.uniform(4300, 4800), chance.uniform(3500, 4000)), chance.uniform(0.26, 0.32)
    chosen = [pitches[int(chance.integers(2))] for _ in range(int(chance.integers(5, 9)))]
    return tuple(Note(number * step, 0.10, hertz * 1.12, hertz * 0.94, 0.7) for number, hertz in enumerate(chosen))


def willow_warbler(chance: Chance) -> Song:
    """A row of soft notes that falls and dies away."""
    count, first = int(chance.integers(9, 14)), chance.uniform(4400, 5000)
    last = first * chance.uniform(0.5, 0.6)
    x = np.linspace(0, 1, count).tolist()
    hertz = [first * (last / first) ** place for place in x]
    return tuple(
        Note(1.9 * place**1.05, 0.11, pitch * 1.06, pitch * 0.94, 0.35 + 0.65 * np.sin(np.pi * (0.1 + 0.85 * place)))
        for place, pitch in zip(x, hertz, strict=True)
    )


def wood_pigeon(chance: Chance) -> Song:
    """Five hoarse low notes, the second the strongest and longest."""
    hertz = chance.uniform(430, 490)
    starts, lengths, levels = (0, 0.42, 1.15, 1.75, 2.2), (0.3, 0.6, 0.45, 0.32, 0.28), (0.6, 1.0, 0.8, 0.65, 0.5)
    return tuple(
        Note(start, length, hertz * 0.97, hertz * 0.95, loudness, hertz * 0.06, 4)
        for start, length, loudness in zip(starts, lengths, levels, strict=True)
    )


SONGS: Final[tuple[Species, ...]] = (blackbird, willow_warbler, wood_pigeon, robin, great_tit, chiffchaff)
LONGEST_PHRASE_S: Final = 2.8
_VIBRATO_HZ: Final = 26.0


def sung(phrase: Song) -> Samples:
    """A phrase as sound, shape (frames,), with an RMS of 1 over its notes."""
    end_s = max(note.start_s + note.length_s for note in phrase)
    song = np.zeros(to_frames(min(end_s, LONGEST_PHRASE_S)), dtype=np.float32)
    for note in phrase:
        sound, begin = _note(note), to_frames(note.start_s)
        room = song[begin : begin + sound.size]
        room += sound[: room.size]
    sounding = sum(note.length_s for note in phrase) * RATE
    return song / np.float32(np.sqrt(np.sum(song**2) / sounding))


def _note(note: Note) -> Samples:
    """A sine, with a little of its octave, that swells and dies away without an edge."""
    t = np.arange(to_frames(note.length_s)) / RATE
    x = t / note.length_s
    # the integral of the pitch, so that it glides without a step
    turns = note.from_hz * t + (note.to_hz - note.from_hz) * t * x / 2
    turns += note.arch_hz * note.length_s * (1 - np.cos(np.pi * x)) / np.pi
    turns += note.vibrato_hz / (2 * np.pi * _VIBRATO_HZ) * np.sin(2 * np.pi * _VIBRATO_HZ * t)
    angle = (2 * np.pi * (turns - np.floor(turns))).astype(np.float32)
    swell = np.sin(np.pi * x.astype(np.float32) ** np.float32(0.8)) ** np.float32(1.3)
    sound: Samples = (np.sin(angle) + np.float32(0.05) * np.sin(2 * angle)) * swell
    return sound * np.float32(note.loudness)
