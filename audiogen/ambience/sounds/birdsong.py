"""Birdsong: the repertoires of six species, the songs that they make of them, and the synthesis of their notes.

Pitches, paces, lengths of songs and pauses follow what is published of European birds at dawn: S. Cramp et al., "The
Birds of the Western Palearctic" (1977 to 1994), and the studies named at each species. Notes are sines with a glide
and a vibrato.
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
    """One note that a bird knows."""

    length_s: float
    from_hz: float
    to_hz: float
    loudness: float = 1.0
    arch_hz: float = 0.0
    """How far the pitch rises above its glide in the middle of the note."""
    vibrato_hz: float = 0.0
    """Depth of its vibrato, at 26 Hz."""


@dataclass(frozen=True, slots=True)
class Repertoire:
    """What one bird knows."""

    notes: tuple[Note, ...]
    motifs: tuple[tuple[int, ...], ...]
    """Numbers of notes that it sings in this order, or chooses from, as its species does."""


@dataclass(frozen=True, slots=True)
class Sung:
    """A note in a song."""

    note: int
    at_s: float
    loudness: float = 1.0


Song: TypeAlias = tuple[Sung, ...]
Chance: TypeAlias = np.random.Generator


@dataclass(frozen=True, slots=True)
class Species:
    """How birds of a species learn and sing."""

    name: str
    learn: Callable[[Chance], Repertoire]
    sing: Callable[[Repertoire, int, Chance], Song]
    """The song of this number, of all songs that a bird sings."""
    longest_s: float
    """No song is longer."""
    every_s: float
    """From one song to the next, on average, while a bird sings."""


def _in_turn(repertoire: Repertoire, notes: list[int], gaps_s: tuple[float, float], chance: Chance) -> list[Sung]:
    """Notes one after the other, with a gap from this range before the next."""
    at, song = 0.0, []
    for note in notes:
        song.append(Sung(note, at, chance.uniform(0.8, 1)))
        at += repertoire.notes[note].length_s + chance.uniform(*gaps_s)
    return song


def _after(song: list[Sung], repertoire: Repertoire, pause_s: float) -> float:
    return song[-1].at_s + repertoire.notes[song[-1].note].length_s + pause_s


def _learn_blackbird(chance: Chance) -> Repertoire:
    """Flute-like whistles from 1.5 to 3 kHz, high soft notes, and 44 motifs as R. Rasmussen and T. Dabelsteen found.

    ("Song repertoires and repertoire sharing in a local group of blackbirds", Bioacoustics 13, 2002.)
    """
    low = chance.uniform(1600, 2750, 26)
    whistles = [
        Note(length, hertz, float(np.clip(hertz * bend, 1500, 2950)), 1, arch)
        for hertz, length, bend, arch in zip(
            low.tolist(),
            chance.uniform(0.13, 0.32, 26).tolist(),
            chance.uniform(0.82, 1.22, 26).tolist(),
            chance.uniform(-140, 180, 26).tolist(),
            strict=True,
        )
    ]
    warbles = [
        Note(chance.uniform(0.05, 0.1), chance.uniform(3300, 5000), chance.uniform(3000, 4600), 0.3) for _ in range(12)
    ]
    motifs = [tuple(chance.permutation(26)[: chance.integers(4, 7)].tolist()) for _ in range(44)]
    return Repertoire((*whistles, *warbles), tuple(motifs))


def _sing_blackbird(repertoire: Repertoire, number: int, chance: Chance) -> Song:
    """A motif of whistles, then a soft high warble; no motif follows itself."""
    motif = repertoire.motifs[2 * int(chance.integers(len(repertoire.motifs) // 2)) + number % 2]
    song = _in_turn(repertoire, list(motif), (0.03, 0.09), chance)
    at = _after(song, repertoire, 0.05)
    warble = _in_turn(repertoire, chance.integers(26, 38, chance.integers(2, 6)).tolist(), (0.02, 0.05), chance)
    return (*song, *(Sung(each.note, at + each.at_s, each.loudness) for each in warble))


def _learn_robin(chance: Chance) -> Repertoire:
    """Thin notes, half of them high, half of them lower."""
    high = [(hertz, hertz * chance.uniform(0.75, 1.0), 0.8) for hertz in chance.uniform(4300, 5500, 18).tolist()]
    low = [(hertz, hertz * chance.uniform(0.75, 1.2), 1.0) for hertz in chance.uniform(2300, 3500, 18).tolist()]
    notes = [
        Note(chance.uniform(0.05, 0.19), begin, end, loudness, chance.uniform(-200, 200), 90)
        for begin, end, loudness in (*high, *low)
    ]
    return Repertoire(tuple(notes), (tuple(range(18)), tuple(range(18, 36))))


def _sing_robin(repertoire: Repertoire, number: int, chance: Chance) -> Song:
    """Six to eight phrases, high and low by turns, each of one note said up to four times.

    That phrases alternate is what robins know each other by: J.-C. Brémond, "Recherches sur la sémantique et les
    éléments vecteurs d'information dans les signaux acoustiques du rouge-gorge" (1968).
    """
    notes: list[int] = []
    for phrase in range(int(chance.integers(6, 9))):
        note = int(chance.choice(repertoire.motifs[(number + phrase) % 2]))
        times = int(chance.integers(2, 5)) if repertoire.notes[note].length_s < 0.11 else 1
        notes += [note] * times
    song = _in_turn(repertoire, notes, (0.025, 0.08), chance)
    # it trails off
    last = song[-1].at_s + 1e-3
    return tuple(Sung(each.note, each.at_s, each.loudness * (1 - 0.5 * (each.at_s / last) ** 2)) for each in song)


def _learn_great_tit(chance: Chance) -> Repertoire:
    """Four song types of two or three notes: great tits have two to seven, and defend their territories with them.

    (J. Krebs, R. Ashcroft, M. Webber, "Song repertoires and territory defence in the great tit", Nature 271, 1978.)
    """
    notes: list[Note] = []
    motifs = []
    for _ in range(4):
        high, lower = chance.uniform(3900, 4700), chance.uniform(0.72, 0.86)
        pitches = [high, high * lower, high][: int(chance.integers(2, 4))]
        motifs.append(tuple(range(len(notes), len(notes) + len(pitches))))
        notes += [Note(chance.uniform(0.08, 0.14), hertz, hertz * chance.uniform(0.95, 1.0), 0.8) for hertz in pitches]
    return Repertoire(tuple(notes), tuple(motifs))


def _sing_great_tit(repertoire: Repertoire, number: int, chance: Chance) -> Song:
    """A phrase said four to eight times, some three a second; after six songs of one type the bird sings another."""
    motif = repertoire.motifs[number // 6 % len(repertoire.motifs)]
    return tuple(_in_turn(repertoire, list(motif) * int(chance.integers(4, 9)), (0.035, 0.05), chance))


def _learn_chiffchaff(chance: Chance) -> Repertoire:
    """Its two syllables, a higher and a lower one, each in four ways: a steep fall that ends in a hook."""
    pitches = [hertz for middle in (4500, 3750) for hertz in (middle * chance.uniform(0.96, 1.04, 4)).tolist()]
    notes = [Note(chance.uniform(0.09, 0.12), hertz * 1.15, hertz * 0.93, 0.8, -0.04 * hertz) for hertz in pitches]
    return Repertoire(tuple(notes), (tuple(range(4)), tuple(range(4, 8))))


def _sing_chiffchaff(repertoire: Repertoire, number: int, chance: Chance) -> Song:
    """Ten to twenty syllables in no fixed order, three a second."""
    by_turns = (number + np.arange(chance.integers(10, 20))) % 2
    kinds = np.where(chance.random(by_turns.size) < 0.3, 1 - by_turns, by_turns).tolist()
    notes = [int(chance.choice(repertoire.motifs[kind])) for kind in kinds]
    return tuple(_in_turn(repertoire, notes, (0.2, 0.23), chance))


def _learn_willow_warbler(chance: Chance) -> Repertoire:
    """Twenty elements on five steps that lead down from 5.3 to 2.6 kHz."""
    steps = np.geomspace(chance.uniform(4800, 5100), chance.uniform(2500, 2800), 5).tolist()
    notes = []
    for step in steps:
        for hertz in (step * chance.uniform(0.95, 1.05, 4)).tolist():
            bend = chance.uniform(-0.09, 0.07)
            notes.append(Note(chance.uniform(0.08, 0.15), hertz * (1 - bend), hertz * (1 + bend), 0.9))
    return Repertoire(tuple(notes), tuple(tuple(range(first, first + 4)) for first in range(0, 20, 4)))


def _sing_willow_warbler(repertoire: Repertoire, number: int, chance: Chance) -> Song:
    """A row of elements that falls, each said two to four times: soft at first, then full, then dying away.

    It begins nearly always alike, and every element leads to one of few others: D. Gil, P. Slater, "Song organisation
    and singing patterns of the willow warbler", Behaviour 137 (2000).
    """
    choices = [int(chance.choice(step[number % 2 * (place > 0) :][:3])) for place, step in enumerate(repertoire.motifs)]
    notes = [note for note in choices for _ in range(int(chance.integers(2, 5)))]
    song = _in_turn(repertoire, notes, (0.04, 0.075), chance)
    last = song[-1].at_s
    return tuple(
        Sung(each.note, each.at_s, each.loudness * (0.3 + 0.7 * float(np.sin(np.pi * (0.12 + 0.8 * each.at_s / last)))))
        for each in song
    )


def _learn_wood_pigeon(chance: Chance) -> Repertoire:
    """Five hoarse low notes, the second the strongest and longest."""
    hertz = chance.uniform(430, 490)
    lengths, levels = (0.3, 0.6, 0.45, 0.32, 0.28), (0.6, 1.0, 0.8, 0.65, 0.5)
    notes = [
        Note(length, hertz * 0.97, hertz * 0.95, loudness, hertz * 0.06, 4)
        for length, loudness in zip(lengths, levels, strict=True)
    ]
    return Repertoire(tuple(notes), ((0, 1, 2, 3, 4),))


def _sing_wood_pigeon(repertoire: Repertoire, number: int, chance: Chance) -> Song:
    """The five notes three or four times, and the first once more."""
    starts, phrase_s = (0.0, 0.42, 1.15, 1.75, 2.2), 2.75
    phrases = int(chance.integers(3, 5))
    notes = [(phrase, note) for phrase in range(phrases) for note in repertoire.motifs[0]]
    song = [
        Sung(note, phrase * phrase_s + starts[note] + chance.uniform(0, 0.03), chance.uniform(0.85, 1))
        for phrase, note in notes
    ]
    return (*song, Sung(0, phrases * phrase_s + 0.02 * (number % 2), 0.8))


SPECIES: Final = (
    Species("blackbird", _learn_blackbird, _sing_blackbird, 3.4, 7.0),
    Species("willow warbler", _learn_willow_warbler, _sing_willow_warbler, 4.4, 8.0),
    Species("robin", _learn_robin, _sing_robin, 4.0, 6.5),
    Species("wood pigeon", _learn_wood_pigeon, _sing_wood_pigeon, 11.7, 22.0),
    Species("great tit", _learn_great_tit, _sing_great_tit, 4.6, 7.0),
    Species("chiffchaff", _learn_chiffchaff, _sing_chiffchaff, 7.0, 11.0),
)
_VIBRATO_HZ: Final = 26.0


def sounded(note: Note) -> Samples:
    """A note as sound, shape (frames,): a sine with a little of its octave, which swells and fades without an edge."""
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
