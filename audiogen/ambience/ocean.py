"""Ocean: swells that roll in without a rhythm, break and run out as foam."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.chance import Curve, Frames, control_moments, every_frame, hashed, wander
from audiogen.ambience.seeds import seed_of
from audiogen.ambience.texture import Grains, band, frequencies, grains_of, stereo_pool
from audiogen.samples import Samples
from audiogen.units import RATE

_GRAIN_FRAMES: Final = 1 << 16
_POOL_FRAMES: Final = 1 << 19
_SWELL_S: Final = 9.5
"""From one swell to the next, on average."""
_SWELLS_HEARD: Final = np.arange(-3, 3, dtype=np.int64)[:, None]
"""Swells that can be heard at a moment, counted from the one that it falls to."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """One band of the sound of every wave; together they act as a filter that opens and closes."""

    name: str
    low_hz: float
    high_hz: float
    lag_s: float
    """When it is at its height, after the wave's own moment."""
    rise_s: float
    fall_s: float
    wave_rms: float
    floor_rms: float
    """Between waves: the sea further out."""


_LAYERS: Final = (
    _Layer("body", 45, 190, -0.7, 3.4, 3.2, 0.054, 0.028),
    _Layer("rush", 190, 700, 0.0, 2.5, 2.6, 0.048, 0.025),
    _Layer("break", 700, 2600, 0.4, 1.6, 2.7, 0.035, 0.0165),
    _Layer("foam", 2600, 11_000, 1.1, 1.5, 4.0, 0.024, 0.010),
)
"""Lows lead and the foam lags behind, as it does on a beach."""


class Ocean:
    """Waves on a beach: no two alike, and never quite silent between them."""

    def __init__(self, seed: int) -> None:
        """Shape the pools; `seed` ≥ 0 decides every wave."""
        self._seed = seed
        self._noises = tuple(_noise(seed, layer) for layer in _LAYERS)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.samples.Source` has it."""
        moments = control_moments(start, frames)
        since, heights = _waves(self._seed, moments)
        sea = np.zeros((2, frames), dtype=np.float32)
        for layer, noise in zip(_LAYERS, self._noises, strict=True):
            sound = noise.render(start, frames)
            sound *= every_frame(_level(layer, since, heights), start, frames)
            sea += sound
        # the wave runs along the beach; the powers of both sides add up to the same throughout
        turn = np.pi / 4 * (1 + 0.9 * (wander(seed_of(self._seed, "place"), 6.0, moments) - 0.5))
        sea[0] *= every_frame(np.sqrt(2) * np.cos(turn), start, frames)
        sea[1] *= every_frame(np.sqrt(2) * np.sin(turn), start, frames)
        return sea


def _noise(seed: int, layer: _Layer) -> Grains:
    magnitude = band(frequencies(_POOL_FRAMES), layer.low_hz, layer.high_hz)
    pool = stereo_pool(seed_of(seed, layer.name), magnitude, width=0.85)
    return grains_of(pool, _GRAIN_FRAMES, seed_of(seed, layer.name, "grains"))


def _waves(seed: int, moments: Frames) -> tuple[Curve, Curve]:
    """Seconds since the height of each wave that can be heard, negative before it, and how high each is: (waves, n)."""
    swell_frames = int(_SWELL_S * RATE)
    waves = moments // swell_frames + _SWELLS_HEARD
    early_or_late = 0.66 * (hashed(seed_of(seed, "moment"), waves) - 0.5)
    since = (moments - (waves + 0.5 + early_or_late) * swell_frames) / RATE
    return since, 0.5 + 0.5 * hashed(seed_of(seed, "height"), waves)


def _level(layer: _Layer, since: Curve, heights: Curve) -> Curve:
    """RMS of a layer: each wave rises and falls like a bell, falling at its own pace; the sea never stops."""
    x = since - layer.lag_s
    shape = np.exp(-((x / np.where(x < 0, layer.rise_s, layer.fall_s)) ** 2))
    return np.asarray(layer.floor_rms + layer.wave_rms * (shape * heights).sum(axis=0))
