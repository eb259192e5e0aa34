"""Rain: a steady rush, drops close by, and the low murmur of rain on ground and roofs."""

from __future__ import annotations

from typing import Final

from audiogen.ambience.chance import control_moments, every_frame, wander
from audiogen.ambience.drops import drop_pool
from audiogen.ambience.seeds import seed_of
from audiogen.ambience.texture import band, frequencies, grains_of, stereo_pool
from audiogen.samples import Samples

_GRAIN_FRAMES: Final = 1 << 16
_RUSH_RMS: Final = 0.051
_DROPS_RMS: Final = 0.037
_MURMUR_RMS: Final = 0.024


class Rain:
    """Steady rain that swells and thins a little; no drop stands out."""

    def __init__(self, seed: int) -> None:
        """Shape the pools; `seed` ≥ 0 decides every drop."""
        hertz = frequencies(1 << 20)
        rush = band(hertz, 350, 7000, low_order=1, high_order=1) * (hertz + 200) ** -0.35
        self._rush = grains_of(
            stereo_pool(seed_of(seed, "rush"), rush, width=0.85), _GRAIN_FRAMES, seed_of(seed, "rush grains")
        )
        hertz = frequencies(1 << 18)
        murmur = band(hertz, 70, 320, high_order=1)
        self._murmur = grains_of(
            stereo_pool(seed_of(seed, "murmur"), murmur, width=0.85), _GRAIN_FRAMES, seed_of(seed, "murmur grains")
        )
        drops = drop_pool(seed_of(seed, "drops"), 1 << 19, drops_per_s=260)
        self._drops = grains_of(drops, _GRAIN_FRAMES, seed_of(seed, "drop grains"))
        self._shower_seed = seed_of(seed, "shower")
        self._nearness_seed = seed_of(seed, "nearness")

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.samples.Source` has it."""
        moments = control_moments(start, frames)
        shower = 0.75 + 0.5 * wander(self._shower_seed, 11.0, moments)
        nearness = shower * (0.6 + 0.8 * wander(self._nearness_seed, 5.0, moments))
        rain = self._rush.render(start, frames)
        rain *= every_frame(_RUSH_RMS * shower, start, frames)
        drops = self._drops.render(start, frames)
        drops *= every_frame(_DROPS_RMS * nearness, start, frames)
        murmur = self._murmur.render(start, frames)
        murmur *= _MURMUR_RMS
        rain += drops
        rain += murmur
        return rain
