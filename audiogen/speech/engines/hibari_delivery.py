"""How hibari's voices say a phrase, by its place in its paragraph and by how often its words were said before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from zlib import crc32

import numpy as np

from audiogen.speech.engine import Delivery
from audiogen.speech.engines.prosody import Contour, Ending

_DECLINATION: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {"start": (1.0, 0.3), "middle": (0.2, -0.4), "end": (-0.4, -1.2), "alone": (0.4, -0.4)}
)
"""What is added to the pitch at the beginning and at the end of a phrase, in st: it falls through the paragraph, and
the next one begins high again. Readers do so (Sluijter and Terken 1993, Phonetica 50: peaks sink from sentence to
sentence of a paragraph), and listeners tell its first and its last sentence by it (Lehiste 1975, in Structure and
Process in Speech Perception). The figures are chosen: one to two semitones from the first to the last, so that no
sentence stands out."""
_RANGE: Final[Mapping[str, float]] = MappingProxyType({"start": 1.06, "middle": 1.0, "end": 0.95, "alone": 1.0})
"""Beginnings are lively, endings calm; chosen."""
_FINAL_ST: Final = 1.0
"""How much further the last sentence of a paragraph falls than others. That ends are lower than a falling line would
have them is the final lowering of Liberman and Pierrehumbert (1984, in Language Sound Structure)."""
_PITCH_ST: Final = 0.4
_LIVELINESS: Final = 0.07
_PACE: Final = 0.025
"""By how much words that return differ at most, either way: pitch, range as a share, and pace as a share. Chosen so
that nothing is a copy, and nothing seems to have changed: in pace, two of them differ by no more than can just be told
in speech, 5 % (Quené 2007, Journal of Phonetics 35); in pitch, by less than the 1.5 to 2 st by which movements must
differ to be told apart ('t Hart 1981, Journal of the Acoustical Society of America 69)."""


@dataclass(frozen=True, slots=True)
class Variation:
    """What is different about words that were said before."""

    pitch_st: float = 0.0
    range: float = 1.0
    pace: float = 1.0
    """In words a minute, against what is asked for."""
    noise_seed: int = 0
    """Of the breath in the voice."""


def variation(words: str, variant: int) -> Variation:
    """That of a phrase; the same every time. The first time that words are said, there is none."""
    if not variant:
        return Variation()
    pitch, liveliness, pace = np.random.default_rng([crc32(words.encode()), variant]).uniform(-1, 1, 3)
    return Variation(pitch * _PITCH_ST, 1 + liveliness * _LIVELINESS, 1 + pace * _PACE, variant)


def contours(endings: Sequence[Ending], delivery: Delivery, varied: Variation) -> Iterator[Contour]:
    """The contours of the sentences of one phrase, which go on where the one before ended.

    Args:
        endings: how each of them ends.
        delivery: of the phrase.
        varied: what is different about it.
    """
    first, last = _DECLINATION[delivery.place]
    steps = np.linspace(first, last, len(endings) + 1) + varied.pitch_st
    spread = _RANGE[delivery.place] * varied.range
    closes = delivery.place in {"end", "alone"}
    for number, ending in enumerate(endings):
        lower = _FINAL_ST if closes and number == len(endings) - 1 else 0.0
        yield Contour(float(steps[number]), float(steps[number + 1]), spread, ending, lower)
