"""Finds where a recording can go back, and to where, so that it is heard least.

Two places are alike when their loudness in sixteen bands moves alike for as long as the crossfade lasts. Among the
pairs that are most alike, the waves themselves are laid over each other, so that tones stay in phase and beats in step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.audio.samples import Samples
from audiogen.units import RATE

Read: TypeAlias = Callable[[int, int], Samples]
"""A stretch of the recording: the first frame, and how many; shape (2, n)."""
Table: TypeAlias = NDArray[np.float32]

HOP: Final = RATE // 16
"""62.5 ms between two looks at the bands."""
_LOOK: Final = 2 * HOP
_LOOKS_AT_ONCE: Final = 64
_LOWEST_HZ, _HIGHEST_HZ, _BANDS = 60.0, 14_000.0, 16
_FLOOR_DB: Final = -60.0
"""Below the strongest band: what is quieter is all the same."""
_HEAD_SHARE, _LONGEST_HEAD_S = 0.1, 20.0
_TAIL_SHARE, _LONGEST_TAIL_S = 0.2, 40.0
"""Where a way back is looked for; both together are less than a third, so that the loop stays long."""
_TRIED: Final = 5
"""Pairs whose waves are laid over each other."""
_LOOKED_AT: Final = 5000
"""Pairs among which they are chosen."""
_APART: Final = 2
"""Hops by which the lengths of their loops differ at least."""
_IN_PHASE_DB: Final = 6.0
"""What perfect agreement of the waves is worth beside likeness in the bands."""
_SHORT_DB: Final = 1.0
"""What all that may be lost of the recording is worth: noise is alike everywhere."""
_FADES: Final = (64, 32, 16)
"""Lengths of the crossfade, in hops."""


@dataclass(frozen=True, slots=True)
class Loop:
    """Sound up to `end` passes, over `fade` frames, into the sound from `start` on."""

    start: int
    """First frame of what fades in."""
    end: int
    """First frame of what fades out."""
    fade: int
    """Length of both."""

    @property
    def frames(self) -> int:
        """After how long it is heard again."""
        return self.end - self.start


def find_loop(read: Read, start: int, end: int, most_fade: int) -> Loop:
    """The best way back.

    Args:
        read: the recording.
        start: its first frame that may be used.
        end: the frame after its last.
        most_fade: frames that the crossfade may last; the longest of 4, 2 or 1 s that fits is used, and that also takes
            no more than a third of the recording.
    """
    frames = end - start
    hops = next((each for each in _FADES if each * HOP <= min(most_fade, frames // 3)), _FADES[-1])
    fade = hops * HOP
    head = int(min(_HEAD_SHARE * frames, _LONGEST_HEAD_S * RATE))
    tail = int(min(_TAIL_SHARE * frames, _LONGEST_TAIL_S * RATE)) - HOP
    heads = _places(read, start, head + fade + HOP)
    tails = _places(read, end - tail - fade - HOP, tail + fade + HOP)
    pairs = _most_alike(_differences_db(heads.bands(), tails.bands(), hops))
    return min((_aligned(heads, tails, pair, fade) for pair in pairs), key=itemgetter(0))[1]


@dataclass(frozen=True, slots=True)
class _Places:
    """A stretch in which places are looked for, both channels folded into one."""

    at: int
    samples: Samples

    def bands(self) -> Table:
        """Levels in decibels, shape (looks, _BANDS); a look begins at every hop and lasts for two."""
        looks = sliding_window_view(self.samples, _LOOK)[::HOP]
        edges = (np.geomspace(_LOWEST_HZ, _HIGHEST_HZ, _BANDS + 1) * _LOOK / RATE).round().astype(int)
        parts = (looks[at : at + _LOOKS_AT_ONCE] for at in range(0, len(looks), _LOOKS_AT_ONCE))
        sums = np.concatenate([_band_powers(part, edges) for part in parts])
        floor = max(float(sums.mean(axis=0).max()), 1e-20) * 10 ** (_FLOOR_DB / 10)
        return np.asarray(10 * np.log10(sums + floor), np.float32)


def _places(read: Read, at: int, frames: int) -> _Places:
    mono = np.empty(frames, np.float32)
    for done in range(0, frames, RATE):
        left, right = read(at + done, min(RATE, frames - done))
        # half of one channel: what stands in both with opposite signs does not vanish
        mono[done : done + RATE] = left + np.float32(0.5) * right
    return _Places(at, mono)


def _band_powers(looks: Samples, edges: NDArray[np.intp]) -> Table:
    spectra = np.fft.rfft(looks * np.hanning(_LOOK).astype(np.float32), norm="ortho")
    return np.asarray(np.add.reduceat(np.abs(spectra) ** 2, edges, axis=1)[:, :_BANDS])


@dataclass(frozen=True, slots=True)
class _Pair:
    """A place at the head and one at the tail, in hops, and how ill they fit together."""

    head: int
    tail: int
    unlike_db: float


def _differences_db(heads: Table, tails: Table, hops: int) -> Table:
    """RMS difference in decibels of every stretch of `hops` looks at the head from every one at the tail.

    What would be lost of the recording between them and its ends counts a little.
    """
    squares = (heads**2).sum(axis=1)[:, None] + (tails**2).sum(axis=1) - 2 * heads @ tails.T
    for reach in (2**power for power in range(hops.bit_length() - 1)):
        # sums along the diagonals, of twice as many each time
        squares = squares[:-reach, :-reach] + squares[reach:, reach:]
    unlike_db = np.sqrt(np.maximum(squares, 0) / (_BANDS * hops))
    lost = np.arange(unlike_db.shape[0])[:, None] + np.arange(unlike_db.shape[1])[::-1]
    return np.asarray(unlike_db + np.float32(_SHORT_DB) * lost / max(1, int(lost.max())), np.float32)


def _most_alike(unlike_db: Table) -> list[_Pair]:
    """The pairs that are most alike, each another length of the loop."""
    found: dict[int, _Pair] = {}
    for place in np.argsort(unlike_db, axis=None)[:_LOOKED_AT].tolist():
        head, tail = divmod(place, unlike_db.shape[1])
        if not any(abs(tail - head - other) < _APART for other in found):
            found[tail - head] = _Pair(head, tail, float(unlike_db.flat[place]))
        if len(found) == _TRIED:
            break
    return list(found.values())


def _aligned(heads: _Places, tails: _Places, pair: _Pair, fade: int) -> tuple[float, Loop]:
    """The same pair, moved at the head by up to a hop to where the waves agree best: its cost in dB, and the loop."""
    ending = tails.samples[pair.tail * HOP :][:fade]
    begin = max(0, (pair.head - 1) * HOP)
    beginnings = heads.samples[begin : (pair.head + 1) * HOP + fade]
    likeness = _likeness(ending, beginnings)
    shift = int(likeness.argmax())
    loop = Loop(heads.at + begin + shift, tails.at + pair.tail * HOP, fade)
    return pair.unlike_db - _IN_PHASE_DB * float(likeness[shift]), loop


def _likeness(ending: Samples, beginnings: Samples) -> Table:
    """Correlation of a stretch with every one of its length in another, from -1 to 1."""
    size = 1 << (beginnings.size - 1).bit_length()  # what wraps round is not looked at
    spectra = np.fft.rfft(beginnings, size, norm="ortho") * np.fft.rfft(ending, size, norm="ortho").conj()
    shifts = beginnings.size - ending.size + 1
    products = np.fft.irfft(spectra, size, norm="ortho")[:shifts].astype(np.float64) * np.sqrt(size)
    sums = np.concatenate(([0.0], np.cumsum(np.square(beginnings, dtype=np.float64))))
    energies = (sums[ending.size :] - sums[: -ending.size]) * np.square(ending, dtype=np.float64).sum()
    return np.asarray(products / np.sqrt(np.maximum(energies, 1e-20)), np.float32)
