"""The noise of the breath in hibari's voices: a seed's numbers are always the same, and drawn once for all phrases."""

from __future__ import annotations

from functools import lru_cache
from math import prod
from typing import Final

import numpy as np

from audiogen.audio.samples import Samples

_KEPT: Final = 1 << 20
"""Numbers of each seed that are kept, 4 MB: what 11 s of speech take, and few phrases are longer."""
_SEEDS: Final = 4
"""The first, of all that is said once, and those of words that return."""


class KeptNoise:
    """What hibari takes for numpy's generator: the same numbers in the same order, of which the first are kept.

    To draw them took a third of hibari's own part of the work, the network apart.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._drawn = 0
        self._more: np.random.Generator | None = None

    def standard_normal(self, shape: tuple[int, ...], dtype: type[np.float32]) -> Samples:
        """The next numbers, to be changed at will.

        Args:
            shape: as hibari wants it.
            dtype: the only one that it asks for.
        """
        first, count = self._drawn, prod(shape)
        self._drawn += count
        if self._drawn <= _KEPT:
            return _first(self._seed)[first : self._drawn].reshape(shape).copy()
        if self._more is None:
            self._more = np.random.default_rng(self._seed)
            self._more.standard_normal(first, dtype)
        return self._more.standard_normal(shape, dtype)


@lru_cache(maxsize=_SEEDS)
def _first(seed: int) -> Samples:
    return np.random.default_rng(seed).standard_normal(_KEPT, np.float32)
