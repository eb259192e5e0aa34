"""Pad: slow chords of soft voices, with a little air above them."""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.ambience.chance import control_moments, every_frame, hashed, wander
from audiogen.ambience.seeds import seed_of
from audiogen.ambience.texture import Grains, band, frequencies, grains_of, stereo_pool
from audiogen.samples import Samples

_POOL_FRAMES: Final = 1 << 19
_GRAIN_FRAMES: Final = 1 << 19
"""10.9 s, so that one chord takes 5.5 s to become the next."""
_GRAINS_A_CHORD: Final = 3
_TONES_RMS: Final = 0.07
_AIR_RMS: Final = 0.004

_D1_HZ: Final = 36.708
_CHORDS: Final = (
    (12, 19, 24, 28, 31, 38),  # D with its ninth
    (17, 24, 29, 33, 36, 40),  # G with its major seventh
    (9, 21, 24, 28, 31, 36),  # B minor with its seventh
    (7, 19, 26, 31, 36, 38),  # A suspended
    (14, 21, 26, 29, 36, 40),  # E minor with seventh and ninth
)
"""Semitones above D1, from the bass up. Neighbours share notes, so that a change is a change of light."""
_TURNS: Final = ((0, 1, 2, 1), (0, 2, 1, 3), (0, 4, 1, 3), (0, 1, 4, 2))
"""Orders of chords, each beginning at home; any may follow any."""
_DETUNE_CENTS: Final = 11.0
_HARMONICS: Final = 12


class Pad:
    """Warm chords that change about every quarter of a minute, in no fixed order."""

    def __init__(self, seed: int) -> None:
        """Make a pool for each chord; `seed` ≥ 0 decides phases and the order of chords."""
        self._turn_seed = seed_of(seed, "turn")
        self._glow_seed = seed_of(seed, "glow")
        self._breeze_seed = seed_of(seed, "breeze")
        self._pools = [
            stereo_pool(seed_of(seed, "chord", number), _spectrum(notes), width=0.85)
            for number, notes in enumerate(_CHORDS)
        ]
        self._tones = Grains(self._chord_pool, _GRAIN_FRAMES, seed_of(seed, "grains"))
        self._air = _air(seed)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.samples.Source` has it."""
        moments = control_moments(start, frames)
        glow = 0.8 + 0.4 * wander(self._glow_seed, 9.0, moments)
        breeze = 0.5 + wander(self._breeze_seed, 7.0, moments)
        pad = self._tones.render(start, frames)
        pad *= every_frame(_TONES_RMS * glow, start, frames)
        air = self._air.render(start, frames)
        air *= every_frame(_AIR_RMS * breeze, start, frames)
        pad += air
        return pad

    def _chord_pool(self, grain: int) -> Samples:
        turn, place = divmod(grain // _GRAINS_A_CHORD, len(_TURNS[0]))
        chance = hashed(self._turn_seed, np.array([turn])).item()
        return self._pools[_TURNS[int(chance * len(_TURNS))][place]]


def _spectrum(notes: tuple[int, ...]) -> Samples:
    """Every harmonic of every note as a bell about its frequency, the wider the higher.

    PADsynth (P. O. Nasca, zynaddsubfx.sourceforge.io/doc/PADsynth), with a roll-off that leaves warmth and little edge.
    """
    hertz = frequencies(_POOL_FRAMES)
    magnitude = np.zeros_like(hertz)
    for note in notes:
        fundamental = _D1_HZ * 2 ** (note / 12)
        for harmonic in range(1, _HARMONICS + 1):
            _add_partial(magnitude, hertz, fundamental * harmonic, _partial_amplitude(fundamental, harmonic))
    return magnitude


def _partial_amplitude(fundamental_hz: float, harmonic: int) -> float:
    higher_is_softer = (130 / max(fundamental_hz, 130)) ** 0.3
    return float(higher_is_softer * harmonic**-1.35 / (1 + (fundamental_hz * harmonic / 1400) ** 2))


def _add_partial(magnitude: Samples, hertz: Samples, centre_hz: float, amplitude: float) -> None:
    width_hz = max(0.35, centre_hz * (2 ** (_DETUNE_CENTS / 1200) - 1))
    first, last = np.searchsorted(hertz, (centre_hz - 5 * width_hz, centre_hz + 5 * width_hz))
    away = (hertz[first:last] - centre_hz) / width_hz
    # the square root of the width: power, not amplitude, is what chance phases add up
    magnitude[first:last] += amplitude * np.exp(-0.5 * away**2) / np.sqrt(width_hz)


def _air(seed: int) -> Grains:
    hertz = frequencies(1 << 18)
    magnitude = band(hertz, 500, 6000, low_order=1, high_order=1) * (hertz + 100) ** -0.5
    return grains_of(stereo_pool(seed_of(seed, "air"), magnitude, width=0.85), 1 << 16, seed_of(seed, "air grains"))
