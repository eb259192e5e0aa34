"""River: bubbles that burble over stones, above the broad rush of the water."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame, generator, wander
from audiogen.ambience.parts.drops import bubble, drop_pool
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, PoolStream, noise_stream
from audiogen.ambience.parts.texture import band, frequencies, reshaped, tilt, without_outbursts
from audiogen.audio.samples import Samples

_RIVER_RMS: Final = 0.058
_DENSER: Final = 6.0
"""Ratio of the numbers of bubbles in a river and in a brook."""
_LOUDEST_BUBBLES: Final = 1.7
"""RMS of any 10 ms relative to that of all bubbles: where many coincide, they would startle."""


@dataclass(frozen=True, slots=True)
class _Bubbles:
    """A size of bubbles whose level varies by itself, as around one kind of stone."""

    name: str
    smallest_m: float
    biggest_m: float
    """Radii: a bubble of 1 mm rings at 3 kHz, one of 8 mm at 375 Hz."""
    per_s: float
    """How many begin, at an intensity of 0.5."""
    frames: int
    """Length of each: by then the biggest has died away."""
    rise: float
    """How fast the pitch rises: see `audiogen.ambience.parts.drops.bubble`."""
    rms: float
    """Relative to the rush."""
    unrest_s: float
    """How long it takes to swell or thin."""


_TRICKLE: Final = _Bubbles("trickle", 0.0007, 0.0026, 110.0, 3072, 0.03, 0.43, 1.1)
_GURGLE: Final = _Bubbles("gurgle", 0.0022, 0.009, 20.0, 6144, 0.05, 0.52, 0.7)


class River:
    """Water over stones, from a brook to a river; it burbles, and no bubble stands out."""

    def __init__(self, seed: int, *, intensity: float, brightness: float, distance: float) -> None:
        """Shape the pools; `seed` ≥ 0 decides every bubble."""
        hertz = frequencies(LONG_FRAMES)
        # air absorbs highs over a long way
        colour = tilt(hertz, 5.0 * (brightness - 0.5)) * band(hertz, 40, 22_000 * 0.16**distance, high_order=1)
        self._seed = seed
        self._rush = noise_stream(_rush(hertz, intensity) * colour, seed, "rush")
        density = _DENSER ** (intensity - 0.5)
        self._bubbles = [(kind, _stream(seed, kind, density, colour)) for kind in (_TRICKLE, _GURGLE)]
        # few bubbles are softer together, many mask each other, and from afar only the rush remains
        self._nearness = 2.0 ** (0.5 - distance) * 0.8 ** (2 * abs(intensity - 0.5))
        bubbles_power = sum((self._nearness * kind.rms) ** 2 for kind, _ in self._bubbles)
        self._rms = _RIVER_RMS * 1.8 ** (intensity - 0.5) / np.sqrt(1 + bubbles_power)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        flow = self._rms * (0.85 + 0.3 * wander(seed_of(self._seed, "flow"), 13.0, at))
        water = self._rush.render(start, frames, every_frame(flow, start, frames))
        for kind, stream in self._bubbles:
            gains = [self._gain(kind, side, flow, at) for side in ("left", "right")]
            both = np.stack([every_frame(gain, start, frames) for gain in gains])
            water += stream.render(start, frames, self._nearness * both)
        return water

    def _gain(self, kind: _Bubbles, side: str, flow: Curve, at: Frames) -> Curve:
        return kind.rms * flow * (0.5 + wander(seed_of(self._seed, kind.name, side), kind.unrest_s, at))


def _rush(hertz: Samples, intensity: float) -> Samples:
    """Magnitude of the rush: a brook splashes in the mids, a river is broad and deep."""
    deep = band(hertz, 70, 450, low_order=2, high_order=1)
    splash = band(hertz, 450, 2600, low_order=1, high_order=1)
    spray = band(hertz, 2500, 12_000, low_order=1, high_order=1)
    deep *= np.float32(0.75 * 5 ** (intensity - 0.5))
    spray *= np.float32(0.14 * 1.6 ** (intensity - 0.5))
    return np.asarray(np.sqrt(deep**2 + (np.float32(0.62) * splash) ** 2 + spray**2))


def _stream(seed: int, kind: _Bubbles, density: float, colour: Samples) -> PoolStream:
    """Bubbles of one kind; each rises a little in pitch as it nears the surface."""
    radii = np.geomspace(kind.smallest_m, kind.biggest_m, 40).tolist()
    pool = drop_pool(
        generator(seed, kind.name),
        LONG_FRAMES,
        [bubble(radius_m, kind.frames, kind.rise) for radius_m in radii],
        drops_per_s=kind.per_s * density,
    )
    pool = reshaped(pool, colour)
    for _ in range(2):  # twice, because limiting outbursts lowers the RMS that they are relative to
        pool = without_outbursts(pool, _LOUDEST_BUBBLES)
    return PoolStream(pool, seed_of(seed, kind.name, "pieces"), backwards=False)
