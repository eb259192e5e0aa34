"""Pad: slow chords of soft voices, with a little air above them."""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import control_moments, every_frame, hashed, wander
from audiogen.ambience.parts.harmony import MODES, tonic_hz
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.texture import Grains, faint_air, frequencies, stereo_pool
from audiogen.audio.samples import Samples

_POOL_FRAMES: Final = (524_288, 540_000, 552_960, 576_000, 600_000)
"""One for each chord: products of 2, 3 and 5 make transforms fast; different lengths have no common rhythm."""
_LONGEST_GRAIN_FRAMES: Final = 1 << 19
"""10.9 s, so that chords crossfade over 5.5 s."""
_GRAINS_A_CHORD: Final = 3
_TONES_RMS: Final = 0.07
_AIR_RMS: Final = 0.004
_TURNS: Final = ((0, 1, 2, 1), (0, 2, 1, 3), (0, 4, 1, 3), (0, 1, 4, 2))
"""Orders of chords, each beginning with the tonic chord; any order may follow any."""
_DETUNE_CENTS: Final = 11.0
_HARMONICS: Final = 12


class Pad:
    """Warm chords that change about every 15 s, in no fixed order."""

    def __init__(self, seed: int, *, key: str, mode: str, brightness: float, tempo: float) -> None:
        """Make a pool for each chord; `seed` ≥ 0 decides phases and the order of chords."""
        self._turn_seed = seed_of(seed, "turn")
        self._glow_seed = seed_of(seed, "glow")
        self._breeze_seed = seed_of(seed, "breeze")
        scale = MODES[mode]
        self._pools = []
        for number, (chord, frames) in enumerate(zip(scale.chords, _POOL_FRAMES, strict=True)):
            notes_hz = [tonic_hz(key) * 2 ** (scale.semitones_of(step) / 12) for step in chord]
            spectrum = _spectrum(notes_hz, frames, brightness)
            self._pools.append(stereo_pool(seed_of(seed, "chord", number), spectrum, width=0.85))
        pace = 2 ** (2 * tempo - 1)
        # a slower pad has more grains a chord, not longer ones: grains longer than their pools would loop
        self._grains_a_chord = _GRAINS_A_CHORD if pace > 1 else round(_GRAINS_A_CHORD / pace)
        grain_frames = 2 * round(_LONGEST_GRAIN_FRAMES / max(pace, 1.0) / 2)
        self._tones = Grains(self._chord_pool, grain_frames, seed_of(seed, "grains"))
        self._air_rms = _AIR_RMS * 4 ** (brightness - 0.5)
        self._air = faint_air(seed, 500, 6000)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        moments = control_moments(start, frames)
        glow = 0.8 + 0.4 * wander(self._glow_seed, 9.0, moments)
        breeze = 0.5 + wander(self._breeze_seed, 7.0, moments)
        pad = self._tones.render(start, frames, every_frame(_TONES_RMS * glow, start, frames))
        pad += self._air.render(start, frames, every_frame(self._air_rms * breeze, start, frames))
        return pad

    def _chord_pool(self, grain: int) -> Samples:
        turn, place = divmod(grain // self._grains_a_chord, len(_TURNS[0]))
        chance = hashed(self._turn_seed, np.array([turn])).item()
        return self._pools[_TURNS[int(chance * len(_TURNS))][place]]


def _spectrum(notes_hz: list[float], pool_frames: int, brightness: float) -> Samples:
    """Magnitude with every harmonic of every note as a bell about its frequency, wider for higher ones.

    PADsynth (P. O. Nasca, zynaddsubfx.sourceforge.io/doc/PADsynth), with a roll-off that leaves warmth and little edge.
    """
    hertz = frequencies(pool_frames)
    magnitude = np.zeros_like(hertz)
    for fundamental in notes_hz:
        for harmonic in range(1, _HARMONICS + 1):
            amplitude = _amplitude(fundamental, harmonic, brightness)
            centre_hz = fundamental * harmonic
            width_hz = max(0.35, centre_hz * (2 ** (_DETUNE_CENTS / 1200) - 1))
            first, last = np.searchsorted(hertz, (centre_hz - 5 * width_hz, centre_hz + 5 * width_hz))
            away = (hertz[first:last] - centre_hz) / width_hz
            # the square root of the width, because random phases add up powers, not amplitudes
            magnitude[first:last] += amplitude * np.exp(-0.5 * away**2) / np.sqrt(width_hz)
    return magnitude


def _amplitude(fundamental_hz: float, harmonic: int, brightness: float) -> float:
    higher_is_softer = (130 / max(fundamental_hz, 130)) ** 0.3
    steepness, corner_hz = 1.35 - 0.7 * (brightness - 0.5), 1400 * 4 ** (brightness - 0.5)
    return float(higher_is_softer * harmonic**-steepness / (1 + (fundamental_hz * harmonic / corner_hz) ** 2))
