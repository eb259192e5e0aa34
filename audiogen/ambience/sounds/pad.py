"""Pad: slow chords of soft voices, with a little air above them."""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import control_moments, every_frame, hashed, wander
from audiogen.ambience.parts.harmony import Chord, Mode, find_mode, tonic_hz
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.texture import Grains, band, frequencies, grains_of, stereo_pool
from audiogen.audio.samples import Samples

_POOL_FRAMES: Final = (524_288, 540_000, 552_960, 576_000, 600_000)
"""One for each chord: products of 2, 3 and 5, so that transforms are fast, with no common rhythm to be heard."""
_LONGEST_GRAIN_FRAMES: Final = 1 << 19
"""10.9 s, so that one chord takes 5.5 s to become the next."""
_GRAINS_A_CHORD: Final = 3
_TONES_RMS: Final = 0.07
_AIR_RMS: Final = 0.004
_TURNS: Final = ((0, 1, 2, 1), (0, 2, 1, 3), (0, 4, 1, 3), (0, 1, 4, 2))
"""Orders of chords, each beginning at home; any may follow any."""
_DETUNE_CENTS: Final = 11.0
_HARMONICS: Final = 12


class Pad:
    """Warm chords that change about every quarter of a minute, in no fixed order."""

    def __init__(self, seed: int, *, key: str, mode: str, brightness: float, tempo: float) -> None:
        """Make a pool for each chord; `seed` ≥ 0 decides phases and the order of chords."""
        self._turn_seed = seed_of(seed, "turn")
        self._glow_seed = seed_of(seed, "glow")
        self._breeze_seed = seed_of(seed, "breeze")
        scale = find_mode(mode)
        self._pools = [
            stereo_pool(
                seed_of(seed, "chord", number), _spectrum(_notes_hz(key, scale, chord), frames, brightness), width=0.85
            )
            for number, (chord, frames) in enumerate(zip(scale.chords, _POOL_FRAMES, strict=True))
        ]
        pace = 2 ** (2 * tempo - 1)
        # a slower pad stays longer in its chords: longer grains than pools would be heard to loop
        self._grains_a_chord = _GRAINS_A_CHORD if pace > 1 else round(_GRAINS_A_CHORD / pace)
        grain_frames = 2 * round(_LONGEST_GRAIN_FRAMES / max(pace, 1.0) / 2)
        self._tones = Grains(self._chord_pool, grain_frames, seed_of(seed, "grains"))
        self._air_rms = _AIR_RMS * 4 ** (brightness - 0.5)
        self._air = _air(seed)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        moments = control_moments(start, frames)
        glow = 0.8 + 0.4 * wander(self._glow_seed, 9.0, moments)
        breeze = 0.5 + wander(self._breeze_seed, 7.0, moments)
        pad = self._tones.render(start, frames)
        pad *= every_frame(_TONES_RMS * glow, start, frames)
        air = self._air.render(start, frames)
        air *= every_frame(self._air_rms * breeze, start, frames)
        pad += air
        return pad

    def _chord_pool(self, grain: int) -> Samples:
        turn, place = divmod(grain // self._grains_a_chord, len(_TURNS[0]))
        chance = hashed(self._turn_seed, np.array([turn])).item()
        return self._pools[_TURNS[int(chance * len(_TURNS))][place]]


def _notes_hz(key: str, mode: Mode, chord: Chord) -> list[float]:
    return [tonic_hz(key) * 2 ** (mode.semitones_of(step) / 12) for step in chord]


def _spectrum(notes_hz: list[float], pool_frames: int, brightness: float) -> Samples:
    """Every harmonic of every note as a bell about its frequency, the wider the higher.

    PADsynth (P. O. Nasca, zynaddsubfx.sourceforge.io/doc/PADsynth), with a roll-off that leaves warmth and little edge.
    """
    hertz = frequencies(pool_frames)
    magnitude = np.zeros_like(hertz)
    for fundamental in notes_hz:
        for harmonic in range(1, _HARMONICS + 1):
            amplitude = _partial_amplitude(fundamental, harmonic, brightness)
            _add_partial(magnitude, hertz, fundamental * harmonic, amplitude)
    return magnitude


def _partial_amplitude(fundamental_hz: float, harmonic: int, brightness: float) -> float:
    higher_is_softer = (130 / max(fundamental_hz, 130)) ** 0.3
    steepness, corner_hz = 1.35 - 0.7 * (brightness - 0.5), 1400 * 4 ** (brightness - 0.5)
    return float(higher_is_softer * harmonic**-steepness / (1 + (fundamental_hz * harmonic / corner_hz) ** 2))


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
