"""Many channels made two: each goes to the side that its name says, and those without a name to both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

_FRONT: Final = frozenset({"FL", "FR", "DL", "DR"})
_ON_A_SIDE: Final = re.compile(r"[BDFSTW]{1,2}([LR])C?")
_HALF_POWER: Final = 0.5**0.5
"""In the middle, behind and above, as ITU-R BS.775 has it. The channel for low effects, which it leaves out, is taken
in like the middle: what somebody recorded there is sound."""


def fold_matrix(places: Sequence[str]) -> NDArray[np.float32]:
    """Gains from channels to left and right, shape (2, channels).

    Neither side is louder than the loudest channel can be.

    Args:
        places: where each channel belongs, as FFmpeg calls it (FL, FC, LFE, ...); one name for all when it is unknown.
    """
    gains = np.array([_gains(place) for place in places], np.float32).T
    if len(set(places)) < len(places) or not gains[0].any() or not gains[1].any():
        gains = np.ones_like(gains)
    return np.asarray(gains / gains.sum(axis=1).max(), np.float32)


def _gains(place: str) -> tuple[float, float]:
    gain = 1.0 if place in _FRONT else _HALF_POWER
    side = _ON_A_SIDE.fullmatch(place)
    if side is None:
        return gain, gain
    return (gain, 0.0) if side[1] == "L" else (0.0, gain)
