"""Loudness over time, from a meter's energies: momentary, short-term and loudness range (EBU Tech 3341 and 3342)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from audiogen.audio.loudness import SILENCE, Energies
from audiogen.verify.meters.sums import Steps

HOPS_PER_S: Final = 10
MOMENTARY_HOPS: Final = 4
SHORT_TERM_HOPS: Final = 30
_ABSOLUTE_GATE_LUFS: Final = -70.0
_RELATIVE_GATE_LU: Final = -20.0
_OFFSET: Final = -0.691
"""BS.1770-4, equation 2."""


def lufs(energies: Energies) -> Steps:
    """Each energy as loudness; -inf for silence."""
    with np.errstate(divide="ignore"):
        return np.asarray(_OFFSET + 10 * np.log10(energies))


def loudness_curve(energies: Energies, hops: int) -> Steps:
    """Loudness of each window of so many hops, one every 100 ms, in LUFS; empty when the sound is shorter than one."""
    if energies.size < hops:
        return np.zeros(0)
    # differences of running sums would leave a rounding error as the loudness of silence
    return lufs(sliding_window_view(energies, hops).mean(axis=1))


def loudness_by_second(energies: Energies) -> tuple[float, ...]:
    """Short-term loudness around the middle of each second, in LUFS; -inf for silence."""
    curve = loudness_curve(np.pad(energies, SHORT_TERM_HOPS // 2), SHORT_TERM_HOPS)
    return tuple(curve[HOPS_PER_S // 2 :: HOPS_PER_S].tolist())


def greatest(curve: Steps) -> float:
    """The loudest of a curve; -inf when there is nothing."""
    return float(curve.max(initial=SILENCE))


def loudness_range_lu(energies: Energies) -> float:
    """Loudness range (EBU Tech 3342): from the 10th to the 95th percentile of what passes its two gates.

    Zero when nothing does.
    """
    curve = loudness_curve(energies, SHORT_TERM_HOPS)
    loud = curve[curve >= _ABSOLUTE_GATE_LUFS]
    if not loud.size:
        return 0.0
    gate_lufs = 10 * float(np.log10(np.mean(10 ** (loud / 10)))) + _RELATIVE_GATE_LU
    low, high = np.percentile(loud[loud >= gate_lufs], (10, 95))
    return float(high - low)
