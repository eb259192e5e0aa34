"""Rain: a rush of drops too many to tell apart, drops close by, and the murmur of ground, leaves or a roof."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import control_moments, every_frame, generator, wander
from audiogen.ambience.parts.drops import drop_pool, on_a_roof, on_leaves, on_open_ground
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, PoolStream, noise_stream
from audiogen.ambience.parts.texture import band, frequencies, reshaped, tilt, without_outbursts
from audiogen.audio.samples import Samples

_LIGHTEST_DROPS_PER_S: Final = 120.0
_HEAVIEST_DROPS_PER_S: Final = 800.0
_LOUDEST_DROPS: Final = 2.2
"""RMS of any 10 ms relative to that of all drops: where many coincide, they would startle."""


@dataclass(frozen=True, slots=True)
class _Surface:
    """A surface that rain falls on."""

    rush: Callable[[Samples], Samples]
    """From frequencies to the magnitude of all drops that cannot be told apart."""
    timbres: Callable[[np.random.Generator], list[Samples]]
    drops: float
    """RMS of the drops close by relative to that of the rush, at an intensity and a distance of 0.5."""


def _ground(hertz: Samples) -> Samples:
    rush = band(hertz, 350, 14_000, low_order=1, high_order=1) * (hertz + 200) ** -0.3
    return _together(rush, 10, band(hertz, 70, 320, high_order=1), 1.9)


def _wood(hertz: Samples) -> Samples:
    rustle = band(hertz, 1500, 8000, low_order=1, high_order=1)
    return _together(rustle, 1.0, band(hertz, 90, 700, high_order=1), 0.4)


def _below_a_roof(hertz: Samples) -> Samples:
    drumming = band(hertz, 130, 520, low_order=2, high_order=1) * (hertz + 100) ** -0.25
    hiss = band(hertz, 900, 5000, low_order=1, high_order=2)
    return _together(drumming, 4.0, hiss, 0.22)


def _together(first: Samples, first_weight: float, second: Samples, second_weight: float) -> Samples:
    """The magnitude of two noises together: their powers add up."""
    return np.asarray(np.hypot(first * np.float32(first_weight), second * np.float32(second_weight)))


_SURFACES: Final = {
    "open": _Surface(_ground, on_open_ground, 0.66),
    "leaves": _Surface(_wood, on_leaves, 0.62),
    "roof": _Surface(_below_a_roof, on_a_roof, 0.8),
}


class Rain:
    """Steady rain that swells and thins a little; no drop stands out."""

    def __init__(self, seed: int, *, intensity: float, brightness: float, distance: float, surface: str) -> None:
        """Shape the pools; `seed` ≥ 0 decides every drop."""
        kind = _SURFACES[surface]
        hertz = frequencies(LONG_FRAMES)
        # heavier rain falls in bigger drops, which sound lower: J. Marshall, W. Palmer, J. Meteor. 5 (1948)
        colour = tilt(hertz, 5.0 * (brightness - 0.5) - 1.0 * (intensity - 0.5))
        # air absorbs highs over a long way
        colour *= band(hertz, 30, 24_000 * 0.1**distance, high_order=1)
        self._rush = noise_stream(kind.rush(hertz) * colour, seed, "rush")
        self._drops = _drops(seed, kind, intensity, colour)
        # single drops stand out more than many do, above all where a dull rush masks less of them; none must startle
        masked = (0.7 + 0.6 * min(intensity, 0.5)) * (0.7 + 0.6 * min(brightness, 0.5))
        self._drops_rms = kind.drops * 2.1 ** (0.5 - distance) * masked
        # drops and rush together keep the level, whatever their balance
        self._rms = 0.062 * 2.2 ** (intensity - 0.5) / np.hypot(1, self._drops_rms)
        self._shower_seed = seed_of(seed, "shower")
        self._nearness_seed = seed_of(seed, "nearness")

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        moments = control_moments(start, frames)
        shower = self._rms * (0.8 + 0.4 * wander(self._shower_seed, 11.0, moments))
        nearness = self._drops_rms * shower * (0.7 + 0.6 * wander(self._nearness_seed, 5.0, moments))
        rain = self._rush.render(start, frames, every_frame(shower, start, frames))
        rain += self._drops.render(start, frames, every_frame(nearness, start, frames))
        return rain


def _drops(seed: int, kind: _Surface, intensity: float, colour: Samples) -> PoolStream:
    """Drops close by."""
    pool = drop_pool(
        generator(seed, "drops"),
        LONG_FRAMES,
        kind.timbres(generator(seed, "timbres")),
        drops_per_s=_LIGHTEST_DROPS_PER_S * (_HEAVIEST_DROPS_PER_S / _LIGHTEST_DROPS_PER_S) ** intensity,
        smallness=1.6 - 0.8 * intensity,
    )
    pool = without_outbursts(reshaped(pool, colour), _LOUDEST_DROPS)
    return PoolStream(pool, seed_of(seed, "drop pieces"), backwards=False)
