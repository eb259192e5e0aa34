"""Night: crickets, each with its own pitch and pace, over soft air and a chorus of crickets far away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import control_moments, every_frame, generator, hashed, wander
from audiogen.ambience.parts.events import Cells, add_event
from audiogen.ambience.parts.outdoors import placed, places
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, noise_stream
from audiogen.ambience.parts.texture import Grains, band, frequencies, grains_of, stereo_pool
from audiogen.audio.samples import Samples
from audiogen.units import RATE, to_frames

_CHIRPS_A_S: Final = 1.7
_PULSES_A_S: Final = 34.0
"""Strokes of the wings within a chirp. Both rates are those of a mild night; tempo makes it warmer or cooler."""
_VARIANTS: Final = 3
_LONGEST_S: Final = 0.65
_UNSTEADINESS: Final = 0.16
"""The random part of the time from one chirp to the next."""
_CRICKET_RMS: Final = 0.011
"""Of each cricket, on average, while it sings on a mild night."""
_CHORUS_RMS: Final = 0.018
_AIR_RMS: Final = 0.036
_FEWEST: Final = 3
_MOST: Final = 14
_MIDDLE: Final = 6
_LOWEST_HZ: Final = 3500.0
_HIGHEST_HZ: Final = 5000.0
_REST_S: Final = 23.0
"""A cricket sings for a while, and rests for a while."""


@dataclass(frozen=True, slots=True)
class _Cricket:
    """One cricket that can be told from the others."""

    cells: Cells
    seed: int
    chirps: tuple[Samples, ...]
    """Chirps with more or fewer strokes of the wings, each of shape (2, frames)."""


class Night:
    """Crickets near and far on a still night."""

    def __init__(self, seed: int, *, intensity: float, distance: float, tempo: float) -> None:
        """Make every cricket; `seed` ≥ 0 decides where each is and when it sings."""
        self._seed = seed
        count, warmth = round(_FEWEST * (_MOST / _FEWEST) ** intensity), 3.5 ** (tempo - 0.5)
        self._crickets = [
            _cricket(seed_of(seed, "cricket", number), warmth, *place)
            for number, place in enumerate(places(seed, count, distance))
        ]
        self._gain = (_MIDDLE / count) ** 0.1 * (1.0 - 0.1 * distance)
        self._chorus = _chorus(seed, warmth)
        self._chorus_rms = _CHORUS_RMS * (0.6 + 0.8 * intensity) * (0.8 + 0.4 * distance)
        hertz = frequencies(LONG_FRAMES)
        air = band(hertz, 60, 700, low_order=1, high_order=1) * (hertz + 60) ** -0.5
        self._air = noise_stream(air, seed, "air")

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        breeze = _AIR_RMS * (0.7 + 0.6 * wander(seed_of(self._seed, "breeze"), 9.0, at))
        night = self._air.render(start, frames, every_frame(breeze, start, frames))
        far = self._chorus_rms * (0.6 + 0.8 * wander(seed_of(self._seed, "far"), 13.0, at))
        night += self._chorus.render(start, frames, every_frame(far, start, frames))
        for cricket in self._crickets:
            self._sing(cricket, night, start)
        return night

    def _sing(self, cricket: _Cricket, night: Samples, start: int) -> None:
        numbers, begins = cricket.cells.sounding(start, start + night.shape[1])
        kinds = (hashed(seed_of(cricket.seed, "kind"), numbers) * _VARIANTS).astype(int)
        # from 0, at rest, to 1: a cricket begins softly and grows
        vigour = np.clip(5 * wander(seed_of(cricket.seed, "vigour"), _REST_S, begins) - 1.6, 0, 1)
        gains = self._gain * vigour * (0.85 + 0.3 * hashed(seed_of(cricket.seed, "gain"), numbers))
        for kind, begin, gain in zip(kinds.tolist(), begins.tolist(), gains.tolist(), strict=True):
            if gain > 0:
                add_event(night, start, cricket.chirps[kind], begin, gain)


def _cricket(seed: int, warmth: float, side: float, distance: float) -> _Cricket:
    """A field cricket: chirps of a few nearly pure pulses, the first one soft.

    Pitch, pulses and their rate as measured on Gryllus (F. Huber, T. Moore, W. Loher, "Cricket Behavior and
    Neurobiology", 1989); all paces grow with warmth (A. Dolbear, "The cricket as a thermometer", 1897).
    """
    chance = np.random.Generator(np.random.SFC64(seed))
    hertz, own_pace = chance.uniform(_LOWEST_HZ, _HIGHEST_HZ), chance.uniform(0.8, 1.2)
    pulses_a_s = _PULSES_A_S * warmth**0.6 * chance.uniform(0.9, 1.15)
    pulses = int(chance.integers(4, 6))
    cell_frames = to_frames(1 / (_CHIRPS_A_S * warmth * own_pace))
    chirps = [_chirp(hertz, pulses_a_s, pulses + more) for more in (-1, 0, 1)]
    rms = np.sqrt(np.sum(chirps[1] ** 2) * _CHIRPS_A_S / RATE / 2)
    chirps = [placed(chirp * np.float32(_CRICKET_RMS / rms), side, distance, chance) for chirp in chirps]
    cells = Cells(seed_of(seed, "chirps"), cell_frames, to_frames(_LONGEST_S), freedom=_UNSTEADINESS)
    return _Cricket(cells, seed, tuple(chirps))


def _chirp(hertz: float, pulses_a_s: float, pulses: int) -> Samples:
    """Strokes of the wings, each a tone that falls by a fiftieth as the wings close, and swells and fades."""
    pulse_s = 0.8 / pulses_a_s
    t = np.arange(to_frames(pulse_s)) / RATE
    x = t / pulse_s
    turns = hertz * t * (1.01 - 0.01 * x)
    pulse = (np.sin(2 * np.pi * turns) + 0.04 * np.sin(4 * np.pi * turns)) * np.sin(np.pi * x**0.85) ** 1.5
    chirp = np.zeros(to_frames(pulses / pulses_a_s), dtype=np.float32)
    for number in range(pulses):
        begin = to_frames(number / pulses_a_s)
        chirp[begin : begin + pulse.size] += pulse * min(1.0, 0.55 + 0.25 * number)
    return chirp


def _chorus(seed: int, warmth: float) -> Grains:
    """Crickets far away, whose trills run together."""
    hertz = frequencies(1 << 18)
    magnitude = np.zeros_like(hertz)
    for centre_hz in generator(seed, "chorus").uniform(_LOWEST_HZ, _HIGHEST_HZ, 9):
        magnitude += np.exp(-0.5 * ((hertz - centre_hz) / 28) ** 2)
    pool = stereo_pool(seed_of(seed, "chorus pool"), magnitude, width=0.85)
    # a whole number of strokes, because the pool is a circle
    strokes = round(1.4 * _PULSES_A_S * warmth**0.6 * pool.shape[1] / RATE)
    pool *= 1 + 0.5 * np.sin(2 * np.pi * strokes / pool.shape[1] * np.arange(pool.shape[1])).astype(np.float32)
    return grains_of(pool, 1 << 16, seed_of(seed, "chorus grains"))
