"""Bowls: singing bowls struck softly, far apart, over a shimmer so faint that it is noticed only in the pauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame, generator, hashed, wander
from audiogen.ambience.parts.events import Cells
from audiogen.ambience.parts.harmony import tonic_hz
from audiogen.ambience.parts.partials import Amplitudes, Partials, moments
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.texture import Grains, faint_air, frequencies, grains_of, stereo_pool
from audiogen.audio.samples import Samples
from audiogen.units import RATE, to_frames

_BOWL_SEMITONES: Final = (24, 31, 36, 38, 43, 48)
"""Above the lowest tonic: tonic, fifth, octave, ninth, fifth and octave; they fit every mode."""
_RATIOS: Final = np.array([1.0, 2.7725, 5.18, 8.16, 11.66])
_AMPLITUDES: Final = np.array([1.0, 0.40, 0.15, 0.045, 0.015])
"""Partials of a bowl relative to the lowest: nearly proportional to the squares of their numbers of nodes."""
_BETWEEN_S: Final = 5.0
"""From one strike to the next, on average."""
_RING_S: Final = 68.0
_FADE_S: Final = 8.0
_LOWEST_SIXTY_DB_S: Final = 62.0
"""Time in which the lowest partial of the lowest bowl loses 60 dB."""
_BEAT_HZ: Final = 0.35
"""Of the lowest partial of the lowest bowl; higher ones beat faster."""
_ONSET_S: Final = 0.8
_SOFTER_AFTER_S: Final = 3.0
_SOFTER_DB_A_S: Final = 0.7
_SOFTEST_DB: Final = -6.0
"""The longer no bowl was struck, the softer is the next strike: what still rings masks less of it."""
_RING_RMS: Final = 0.095
_SHIMMER_RMS: Final = 0.018
_AIR_RMS: Final = 0.0036
_SHIMMER_FRAMES: Final = 1 << 19


@dataclass(frozen=True, slots=True)
class _BowlPartials:
    """All partials of all bowls; each array of shape (bowls, 5)."""

    hertz: Curve
    decay: Curve
    """In 1/s."""
    half_beat: Curve
    """Half the difference, in Hz, between the two vibrations that each partial consists of."""
    sides: Amplitudes
    """Complex gains on the left and on the right, shape (2, bowls, 5)."""


class Bowls:
    """Single soft strikes at no regular time, each ringing into the next."""

    def __init__(self, seed: int, *, key: str, brightness: float, tempo: float) -> None:
        """Tune the bowls; `seed` ≥ 0 decides every strike."""
        self._seed = seed
        between_s = _BETWEEN_S * 3 ** (0.5 - tempo)
        self._strikes = Cells(seed_of(seed, "strikes"), to_frames(between_s), to_frames(_RING_S), freedom=0.6)
        # strikes far apart, or bright, are masked by less, so that they begin more slowly
        self._onset_s = _ONSET_S * 1.3 ** (0.5 - brightness) * np.sqrt(between_s / _BETWEEN_S)
        self._bowls = _bowl_partials(seed, key)
        self._partials = Partials(self._bowls.hertz.ravel())
        self._struck = _AMPLITUDES * _RATIOS ** (0.8 * (brightness - 0.5))
        # at twice the tempo, twice as many strikes ring at a time
        self._struck *= _RING_RMS * np.sqrt(between_s / _BETWEEN_S) / np.sqrt(np.sum(self._struck**2))
        self._struck /= _softness(between_s)
        self._shimmer = _shimmer(seed, key)
        self._air = faint_air(seed, 300, 4000)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        bowls = self._partials.render(self._amplitudes(moments(start, frames)), start, frames)
        at = control_moments(start, frames)
        glow = 0.6 + 0.8 * wander(seed_of(self._seed, "glow"), 9.0, at)
        bowls += self._shimmer.render(start, frames, every_frame(_SHIMMER_RMS * glow, start, frames))
        bowls += self._air.render(start, frames, np.float32(_AIR_RMS))
        return bowls

    def _amplitudes(self, at: Frames) -> Amplitudes:
        """Amplitudes of every partial of every bowl: the sum of all strikes on it that still ring."""
        total = np.zeros((2, at.size, *self._bowls.hertz.shape), dtype=np.complex64)
        numbers, begins = self._strikes.sounding(int(at[0]), int(at[-1]) + 1)
        # strikes alternate between two halves of the bowls, so that none is struck twice in a row
        chance = hashed(seed_of(self._seed, "bowl"), numbers)
        bowls = 2 * (chance * (len(_BOWL_SEMITONES) // 2)).astype(np.int64) + numbers % 2
        softness = _softness((begins - self._strikes.begins(numbers - 1)) / RATE)
        strikes = zip(numbers.tolist(), begins.tolist(), bowls.tolist(), softness.tolist(), strict=True)
        for number, begin, bowl, soft in strikes:
            # before its strike a bowl is silent
            first = int(np.searchsorted(at, begin))
            ring = soft * self._ring(number, bowl, (at[first:, None] - begin) / RATE)
            total[:, first:, bowl] += self._bowls.sides[:, None, bowl] * ring
        return total.reshape(2, at.size, -1)

    def _ring(self, number: int, bowl: int, t: Curve) -> Amplitudes:
        """Amplitudes of a bowl's partials at `t` seconds since a strike: shape (moments, 5).

        The place of the strike decides how strong either vibration of a partial is, and so how deeply it beats.
        """
        chance = hashed(seed_of(self._seed, "strike"), number * 16 + np.arange(_RATIOS.size + 1))
        strength, angle = 0.7 + 0.3 * chance[0], (0.12 + 0.26 * chance[1:]) * np.pi
        turn = np.exp(2j * np.pi * self._bowls.half_beat[bowl] * t)
        halves = np.cos(angle) * turn + np.sin(angle) * np.conj(turn)
        shape = _risen(t / self._onset_s) * _risen((_RING_S - t) / _FADE_S)
        rings = strength * self._struck * shape * np.exp(-self._bowls.decay[bowl] * t) * halves
        return np.asarray(rings.astype(np.complex64))


def _softness(rest_s: Curve | float) -> Curve:
    """Gain of a strike after a rest."""
    return np.asarray(10 ** (np.clip(_SOFTER_DB_A_S * (_SOFTER_AFTER_S - rest_s), _SOFTEST_DB, 0) / 20))


def _risen(x: Curve) -> Curve:
    """A raised cosine from 0 to 1 as x goes from 0 to 1."""
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.clip(x, 0, 1)))


def _bowl_partials(seed: int, key: str) -> _BowlPartials:
    """Bowls as measured: each partial is two vibrations, because no bowl is perfectly round.

    O. Inácio, L. Henrique, J. Antunes, "The dynamics of Tibetan singing bowls", Acta Acustica 92 (2006); D. Terwagne,
    J. Bush, "Tibetan singing bowls", Nonlinearity 24 (2011).
    """
    chance = generator(seed, "bowls")
    lowest = tonic_hz(key) * 2 ** (np.array(_BOWL_SEMITONES)[:, None] / 12)
    hertz = lowest * _RATIOS * np.where(_RATIOS > 1, chance.uniform(0.98, 1.02, (lowest.size, _RATIOS.size)), 1)
    sixty_db_s = _LOWEST_SIXTY_DB_S * (lowest[0] / lowest) ** 0.4 * _RATIOS**-0.6
    half_beat = _BEAT_HZ / 2 * (hertz / lowest[0]) ** 0.5 * chance.uniform(0.7, 1.3, hertz.shape)
    pan = chance.permutation(np.linspace(-0.12, 0.12, lowest.size))[:, None] + chance.uniform(-0.1, 0.1, hertz.shape)
    turns = chance.uniform(0.16, 0.24, hertz.shape) * chance.choice([-1, 1], hertz.shape)
    sides = np.stack([np.cos(np.pi / 4 * (1 + pan)), np.sin(np.pi / 4 * (1 + pan)) * np.exp(2j * np.pi * turns)])
    return _BowlPartials(hertz, np.log(1000) / sixty_db_s, half_beat, (np.sqrt(2) * sides).astype(np.complex64))


def _shimmer(seed: int, key: str) -> Grains:
    """Narrow bands of noise at tonics and fifths, like the last of a bowl that was rubbed long ago."""
    hertz = frequencies(_SHIMMER_FRAMES)
    magnitude = np.zeros_like(hertz)
    for semitones, amplitude in ((24, 0.6), (31, 0.6), (36, 0.8), (43, 0.5), (48, 0.4), (55, 0.2), (60, 0.14)):
        centre_hz = tonic_hz(key) * 2 ** (semitones / 12)
        width_hz = 0.8 + centre_hz * 0.002
        magnitude += amplitude * np.exp(-0.5 * ((hertz - centre_hz) / width_hz) ** 2) / np.sqrt(width_hz)
    pool = stereo_pool(seed_of(seed, "shimmer"), magnitude, width=0.85)
    return grains_of(pool, _SHIMMER_FRAMES, seed_of(seed, "shimmer grains"))
