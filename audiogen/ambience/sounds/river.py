"""River: bubbles that burble over stones, above the broad rush of water too busy to tell apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame, wander
from audiogen.ambience.parts.drops import bubble, drop_pool
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, Stream, stream_of
from audiogen.ambience.parts.texture import band, frequencies, reshaped, tilt, without_outbursts
from audiogen.audio.samples import Samples

_RIVER_RMS: Final = 0.058
_DENSER: Final = 6.0
"""So many more bubbles are there in a river than in a brook."""
_LOUDEST_BUBBLES: Final = 1.7
"""RMS of any 10 ms relative to that of all bubbles: where many coincide, they would startle."""


@dataclass(frozen=True, slots=True)
class _Bubbles:
    """A size of bubbles that plays by itself, as water does around one kind of stone."""

    name: str
    smallest_m: float
    biggest_m: float
    """Radii: a bubble of 1 mm rings at 3 kHz, one of 8 mm at 375 Hz."""
    per_s: float
    """How many can be told apart, between brook and river."""
    frames: int
    """By then the biggest has died away."""
    rise: float
    """How fast the pitch rises, as `audiogen.ambience.parts.drops.bubble` has it."""
    rms: float
    """Relative to the rush."""
    playing_s: float
    """How long it takes to swell or thin."""


_TRICKLE: Final = _Bubbles("trickle", 0.0007, 0.0026, 110.0, 3072, 0.03, 0.43, 1.1)
_GURGLE: Final = _Bubbles("gurgle", 0.0022, 0.009, 20.0, 6144, 0.05, 0.52, 0.7)


class River:
    """Water over stones, from a brook to a river; it burbles, and no bubble stands out."""

    def __init__(self, seed: int, *, intensity: float, brightness: float, distance: float) -> None:
        """Shape the pools; `seed` ≥ 0 decides every bubble."""
        hertz = frequencies(LONG_FRAMES)
        # air takes away the highest on a long way; close by, all of it is heard
        colour = tilt(hertz, 5.0 * (brightness - 0.5)) * band(hertz, 40, 22_000 * 0.16**distance, high_order=1)
        self._seed = seed
        self._rush = stream_of(_rush(hertz, intensity) * colour, seed, "rush")
        density = _DENSER ** (intensity - 0.5)
        self._bubbles = [(kind, _stream(seed, kind, density, colour)) for kind in (_TRICKLE, _GURGLE)]
        # few bubbles are softer together, many drown, and from afar the rush alone remains
        self._nearness = 2.0 ** (0.5 - distance) * 0.8 ** (2 * abs(intensity - 0.5))
        bubbles_power = sum((self._nearness * kind.rms) ** 2 for kind, _ in self._bubbles)
        self._rms = _RIVER_RMS * 1.8 ** (intensity - 0.5) / np.sqrt(1 + bubbles_power)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        flow = self._rms * (0.85 + 0.3 * wander(seed_of(self._seed, "flow"), 13.0, at))
        water = self._rush.render(start, frames, every_frame(flow, start, frames))
        for kind, stream in self._bubbles:
            water += stream.render(start, frames, self._nearness * self._playing(kind, flow, at, start, frames))
        return water

    def _playing(self, kind: _Bubbles, flow: Curve, at: Frames, start: int, frames: int) -> Samples:
        """Gain of a kind of bubbles, one for each ear: shape (2, frames)."""
        return np.stack(
            [
                every_frame(
                    kind.rms * flow * (0.5 + wander(seed_of(self._seed, kind.name, side), kind.playing_s, at)),
                    start,
                    frames,
                )
                for side in ("left", "right")
            ]
        )


def _rush(hertz: Samples, intensity: float) -> Samples:
    """Magnitude of what cannot be told apart: a brook splashes in the middle, a river is broad and deep."""
    deep = band(hertz, 70, 450, low_order=2, high_order=1)
    splash = band(hertz, 450, 2600, low_order=1, high_order=1)
    spray = band(hertz, 2500, 12_000, low_order=1, high_order=1)
    deep *= np.float32(0.75 * 5 ** (intensity - 0.5))
    spray *= np.float32(0.14 * 1.6 ** (intensity - 0.5))
    return np.asarray(np.sqrt(deep**2 + (np.float32(0.62) * splash) ** 2 + spray**2))


def _stream(seed: int, kind: _Bubbles, density: float, colour: Samples) -> Stream:
    """Bubbles of one kind, rising in pitch by a small part as each nears the surface."""
    radii = np.geomspace(kind.smallest_m, kind.biggest_m, 40).tolist()
    pool = drop_pool(
        np.random.Generator(np.random.SFC64(seed_of(seed, kind.name))),
        LONG_FRAMES,
        [bubble(radius_m, kind.frames, kind.rise) for radius_m in radii],
        drops_per_s=kind.per_s * density,
    )
    pool = reshaped(pool, colour)
    for _ in range(2):  # holding down the highest lifts all of it
        pool = without_outbursts(pool, _LOUDEST_BUBBLES)
    return Stream(pool, seed_of(seed, kind.name, "pieces"), backwards=False)
