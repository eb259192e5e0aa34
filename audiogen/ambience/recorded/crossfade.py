"""From the end of a recording to its beginning without a change of level, however alike the two are.

The powers of sounds that have nothing to do with each other add up, and a fade of equal power keeps their level; equal
sounds add up in amplitude, and the same fade would swell by 3 dB. Between the two, the sum is brought to the level that
lies between those of its parts by what was measured of their likeness, moment by moment.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_CELL: Final = RATE // 100
"""Powers are taken over 10 ms."""
_SMOOTH_CELLS: Final = 50
"""And looked at over half a second: quicker than a listener hears a level change, slower than the sound's own life."""
_MOST: Final = 2.0
"""Of gain in power: beyond it, two sounds that cancel each other stay quieter rather than being torn up."""


def crossfaded(ending: Samples, beginning: Samples) -> Samples:
    """One stretch fading out over another of the same length fading in; both of shape (2, n), n ≥ 10 ms."""
    frames = ending.shape[1]
    turn = (np.arange(frames) + 0.5) / frames * np.pi / 2
    out, into = np.cos(turn), np.sin(turn)
    gain = np.sqrt(_power_gain(ending, beginning))
    faded: Samples = ending * (out * gain).astype(np.float32)
    faded += beginning * (into * gain).astype(np.float32)
    return faded


def _power_gain(ending: Samples, beginning: Samples) -> Curve:
    """The gain in power, for every frame, that gives the sum the power between those of its parts."""
    frames = ending.shape[1]
    first, last, shared = (_power(*pair) for pair in ((ending, ending), (beginning, beginning), (ending, beginning)))
    moments = (np.arange(first.size) + 0.5) * _CELL
    turn = np.minimum(moments / frames, 1) * np.pi / 2
    wanted = np.cos(turn) ** 2 * first + np.sin(turn) ** 2 * last
    summed = wanted + np.sin(2 * turn) * shared
    gain = np.divide(wanted, summed, out=np.full_like(wanted, _MOST), where=summed > wanted / _MOST)
    return np.asarray(np.interp(np.arange(frames), moments, gain))


def _power(one: Samples, other: Samples) -> Curve:
    """Mean product of two sounds, over both channels and about half a second: one value for each 10 ms."""
    cells = one.shape[1] // _CELL
    products = (np.ascontiguousarray(each[:, : cells * _CELL]).reshape(2, cells, _CELL) for each in (one, other))
    values = np.einsum("chn,chn->h", *products).astype(np.float64)
    window = np.hanning(min(_SMOOTH_CELLS, cells) + 2)[1:-1]
    return np.asarray(np.convolve(values, window, "same") / np.convolve(np.ones(cells), window, "same"))
