"""Bowls: singing bowls struck softly, far apart, over a shimmer so faint that it is noticed only in the pauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame, hashed, wander
from audiogen.ambience.parts.events import Cells
from audiogen.ambience.parts.harmony import tonic_hz
from audiogen.ambience.parts.partials import Amplitudes, Partials, moments
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.texture import Grains, band, frequencies, grains_of, stereo_pool
from audiogen.audio.samples import Samples
from audiogen.units import RATE, to_frames

_BOWL_SEMITONES: Final = (24, 31, 36, 38, 43, 48)
"""Above the lowest tonic: tonic, fifth, octave, ninth, fifth and octave; at home in every mode."""
_RATIOS: Final = np.array([1.0, 2.7725, 5.18, 8.16, 11.66])
_AMPLITUDES: Final = np.array([1.0, 0.40, 0.15, 0.045, 0.015])
"""Partials of a bowl relative to the lowest: nearly as the squares of the number of its nodes."""
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
"""The longer nothing was struck, the softer is the next strike: what still rings covers less of it."""
_RING_RMS: Final = 0.095
_SHIMMER_RMS: Final = 0.018
_AIR_RMS: Final = 0.0036
_SHIMMER_FRAMES: Final = 1 << 19


@dataclass(frozen=True, slots=True)
class _Bank:
    """All partials of all bowls; each array of shape (bowls, 5)."""

    hertz: Curve
    decay: Curve
    """In 1/s."""
    half_beat: Curve
    """Half of what lies between the two partials that each is, in cycles a second."""
    places: Amplitudes
    """What turns each to the left and to the right, shape (2, bowls, 5)."""


class Bowls:
    """Single soft strikes at no regular time, each ringing into the next."""

    def __init__(self, seed: int, *, key: str, brightness: float, tempo: float) -> None:
        """Tune the bowls; `seed` ≥ 0 decides every strike."""
        self._seed = seed
        between_s = _BETWEEN_S * 3 ** (0.5 - tempo)
        self._strikes = Cells(seed_of(seed, "strikes"), to_frames(between_s), to_frames(_RING_S), freedom=0.6)
        # where strikes are far apart, or bright, less covers them
        self._onset_s = _ONSET_S * 1.3 ** (0.5 - brightness) * np.sqrt(between_s / _BETWEEN_S)
        self._bank = _bank(seed, key)
        self._partials = Partials(self._bank.hertz.ravel())
        self._struck = _AMPLITUDES * _RATIOS ** (0.8 * (brightness - 0.5))
        # as many strikes again ring at a time in twice the tempo
        self._struck *= _RING_RMS * np.sqrt(between_s / _BETWEEN_S) / np.sqrt(np.sum(self._struck**2))
        self._struck /= _softness(between_s)
        self._shimmer = _shimmer(seed, key)
        self._air = _air(seed)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        bowls = self._partials.render(self._amplitudes(moments(start, frames)), start, frames)
        at = control_moments(start, frames)
        glow = 0.6 + 0.8 * wander(seed_of(self._seed, "glow"), 9.0, at)
        shimmer = self._shimmer.render(start, frames)
        shimmer *= every_frame(_SHIMMER_RMS * glow, start, frames)
        bowls += shimmer
        air = self._air.render(start, frames)
        air *= np.float32(_AIR_RMS)
        bowls += air
        return bowls

    def _amplitudes(self, at: Frames) -> Amplitudes:
        """Of every partial of every bowl: all strikes on it that still ring."""
        total = np.zeros((2, at.size, *self._bank.hertz.shape), dtype=np.complex64)
        numbers, begins = self._strikes.sounding(int(at[0]), int(at[-1]) + 1)
        bowls, softness = self._bowls_of(numbers), self._softness(numbers, begins)
        strikes = zip(numbers.tolist(), begins.tolist(), bowls.tolist(), softness.tolist(), strict=True)
        for number, begin, bowl, soft in strikes:
            first = int(np.searchsorted(at, begin))
            ring = soft * self._ring(number, bowl, (at[first:, None] - begin) / RATE)
            total[:, first:, bowl] += self._bank.places[:, None, bowl] * ring
        return total.reshape(2, at.size, -1)

    def _bowls_of(self, numbers: Frames) -> Frames:
        """Which bowl each strike is on: every other one of them in turn, so that none is struck twice in a row."""
        chance = hashed(seed_of(self._seed, "bowl"), numbers)
        return 2 * (chance * (len(_BOWL_SEMITONES) // 2)).astype(np.int64) + numbers % 2

    def _softness(self, numbers: Frames, begins: Frames) -> Curve:
        """What each strike is multiplied with."""
        rest_s = (begins - self._strikes.begins(numbers - 1)) / RATE
        return _softness(rest_s)

    def _ring(self, number: int, bowl: int, t: Curve) -> Amplitudes:
        """Amplitudes of a bowl's partials at `t` seconds since a strike: shape (moments, 5).

        Where the mallet meets the bowl decides how much of either half of a partial is heard, and how deep it beats.
        """
        bank = self._bank
        chance = hashed(seed_of(self._seed, "strike"), number * 16 + np.arange(_RATIOS.size + 1))
        strength, angle = 0.7 + 0.3 * chance[0], (0.12 + 0.26 * chance[1:]) * np.pi
        turn = np.exp(2j * np.pi * bank.half_beat[bowl] * t)
        halves = np.cos(angle) * turn + np.sin(angle) * np.conj(turn)
        shape = _risen(t / self._onset_s) * _risen((_RING_S - t) / _FADE_S)
        return np.asarray(
            (strength * self._struck * shape * np.exp(-bank.decay[bowl] * t) * halves).astype(np.complex64)
        )


def _softness(rest_s: Curve | float) -> Curve:
    """Gain of a strike after so long a rest."""
    return np.asarray(10 ** (np.clip(_SOFTER_DB_A_S * (_SOFTER_AFTER_S - rest_s), _SOFTEST_DB, 0) / 20))


def _risen(x: Curve) -> Curve:
    """From 0 to 1 as x goes there, without a corner."""
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.clip(x, 0, 1)))


def _bank(seed: int, key: str) -> _Bank:
    """Bowls as they are measured: each partial is two, for no bowl is round.

    O. Inácio, L. Henrique, J. Antunes, "The dynamics of Tibetan singing bowls", Acta Acustica 92 (2006); D. Terwagne,
    J. Bush, "Tibetan singing bowls", Nonlinearity 24 (2011).
    """
    chance = np.random.Generator(np.random.SFC64(seed_of(seed, "bowls")))
    lowest = tonic_hz(key) * 2 ** (np.array(_BOWL_SEMITONES)[:, None] / 12)
    hertz = lowest * _RATIOS * np.where(_RATIOS > 1, chance.uniform(0.98, 1.02, (lowest.size, _RATIOS.size)), 1)
    sixty_db_s = _LOWEST_SIXTY_DB_S * (lowest[0] / lowest) ** 0.4 * _RATIOS**-0.6
    half_beat = _BEAT_HZ / 2 * (hertz / lowest[0]) ** 0.5 * chance.uniform(0.7, 1.3, hertz.shape)
    pan = chance.permutation(np.linspace(-0.12, 0.12, lowest.size))[:, None] + chance.uniform(-0.1, 0.1, hertz.shape)
    turns = chance.uniform(0.16, 0.24, hertz.shape) * chance.choice([-1, 1], hertz.shape)
    sides = np.stack([np.cos(np.pi / 4 * (1 + pan)), np.sin(np.pi / 4 * (1 + pan)) * np.exp(2j * np.pi * turns)])
    return _Bank(hertz, np.log(1000) / sixty_db_s, half_beat, (np.sqrt(2) * sides).astype(np.complex64))


def _shimmer(seed: int, key: str) -> Grains:
    """What is left of a bowl that was rubbed long ago: narrow bands at tonics and fifths."""
    hertz = frequencies(_SHIMMER_FRAMES)
    magnitude = np.zeros_like(hertz)
    for semitones, amplitude in ((24, 0.6), (31, 0.6), (36, 0.8), (43, 0.5), (48, 0.4), (55, 0.2), (60, 0.14)):
        centre_hz = tonic_hz(key) * 2 ** (semitones / 12)
        width_hz = 0.8 + centre_hz * 0.002
        magnitude += amplitude * np.exp(-0.5 * ((hertz - centre_hz) / width_hz) ** 2) / np.sqrt(width_hz)
    pool = stereo_pool(seed_of(seed, "shimmer"), magnitude, width=0.85)
    return grains_of(pool, _SHIMMER_FRAMES, seed_of(seed, "shimmer grains"))


def _air(seed: int) -> Grains:
    hertz = frequencies(1 << 18)
    magnitude = band(hertz, 300, 4000, low_order=1, high_order=1) * (hertz + 100) ** -0.5
    return grains_of(stereo_pool(seed_of(seed, "air"), magnitude, width=0.85), 1 << 16, seed_of(seed, "air grains"))
