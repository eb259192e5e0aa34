"""Endless sound from a pool that is read in pieces: no piece returns soon, and noise never returns as it was.

A pool lasts for seconds and a session for an hour, so that pieces must return; what can be chosen is when, and together
with what. A lane reads all places of one half of the pool in random order, then all of the other half, so that a piece
is away for more than half the length of the pool. Noise is the sum of two lanes. One of them reads backwards, which
makes other noise of the same pool: a piece that returns in one lane meets another piece in the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Frames, hashed
from audiogen.ambience.parts.events import Integers
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.texture import stereo_pool
from audiogen.audio.samples import Samples

LONG_FRAMES: Final = 1 << 20
"""A pool of 22 s, for what is heard most: its pieces are away for at least 11 s."""
SHORT_FRAMES: Final = 1 << 19
"""A pool of 11 s, for bands that are masked by others or heard now and then."""

_PIECE_FRAMES: Final = 1 << 16
_JOIN_FRAMES: Final = 1 << 13
_LENGTH_FRAMES: Final = _PIECE_FRAMES + _JOIN_FRAMES
# equal power, because neighbouring pieces are not correlated
_RISE: Final = np.sin(
    (np.arange(_JOIN_FRAMES, dtype=np.float32) + np.float32(0.5)) * np.float32(np.pi / 2 / _JOIN_FRAMES)
)
_FALL: Final = _RISE[::-1].copy()
_HIGHEST: Final = 2**15 - 1


class _Lane:
    """Pieces of 1.4 s of a pool, one after the other, joined by crossfades of 0.17 s."""

    def __init__(self, pool: Integers, seed: int, *, backwards: bool) -> None:
        self._pool, self._backwards = pool, backwards
        self._order_seed, self._off_seed = seed_of(seed, "order"), seed_of(seed, "off")
        self._half = pool.shape[1] // (2 * _LENGTH_FRAMES)
        self._spacing = pool.shape[1] // (2 * self._half)
        # so that the crossfades of both lanes do not coincide
        self._shift = _PIECE_FRAMES // 2 if backwards else 0

    def parts(self, start: int, frames: int) -> Iterator[tuple[slice, Integers]]:
        """Sound from frame `start` on, in parts: the slice that each fills, counted from there, and its frames."""
        at = start + self._shift
        pieces = np.arange(at // _PIECE_FRAMES - 1, (at + frames - 1) // _PIECE_FRAMES + 1, dtype=np.int64)
        places = self._places(pieces).tolist()
        for piece, before, place in zip(pieces[1:].tolist(), places, places[1:], strict=False):
            begin = piece * _PIECE_FRAMES - self._shift
            first, last = max(start - begin, 0), min(start + frames - begin, _PIECE_FRAMES)
            if first < (joined := min(last, _JOIN_FRAMES)):
                ending = self._read(before, first + _PIECE_FRAMES, joined + _PIECE_FRAMES) * _FALL[first:joined]
                ending += self._read(place, first, joined) * _RISE[first:joined]
                yield slice(begin + first - start, begin + joined - start), np.rint(ending).astype(np.int16)
            if (joined := max(first, _JOIN_FRAMES)) < last:
                yield slice(begin + joined - start, begin + last - start), self._read(place, joined, last)

    def _places(self, pieces: Frames) -> Frames:
        """The frame of the pool that each piece begins at, a little off its regular place."""
        rounds, within = np.divmod(pieces, self._half)
        ranks = hashed(self._order_seed, rounds[:, None] * self._half + np.arange(self._half))
        order = np.take_along_axis(ranks.argsort(axis=1), within[:, None], axis=1)[:, 0]
        freedom = self._spacing - _LENGTH_FRAMES
        off = (hashed(self._off_seed, pieces) * freedom).astype(np.int64)
        return np.asarray((rounds % 2 * self._half + order) * self._spacing + off)

    def _read(self, place: int, first: int, last: int) -> Integers:
        """Frames `first` to `last` of the piece at a place of the pool."""
        if not self._backwards:
            return self._pool[:, place + first : place + last]
        end = place + _LENGTH_FRAMES
        return self._pool[:, end - last : end - first][:, ::-1]


class PoolStream:
    """Endless sound from one pool; gains are applied while it is read.

    The pool is kept in 16 bits, which is half the memory: the noise of rounding lies 75 dB and more below it.
    """

    def __init__(self, pool: Samples, seed: int, *, backwards: bool) -> None:
        """Keep the pool.

        Args:
            pool: shape (2, n), n at least twice 73 728 frames.
            seed: of the order of pieces.
            backwards: whether it is noise, which may be read backwards, too. Drops, which begin and end, may not: they
                are read in one lane alone.
        """
        lanes = 2 if backwards else 1
        # peaks of two pieces may coincide in the crossfade of each lane: 16 bits must hold their sum
        scale = _HIGHEST / (lanes * np.sqrt(2) * max(float(pool.max()), -float(pool.min())))
        integers = np.empty(pool.shape, np.int16)
        for channel, out in zip(pool, integers, strict=True):  # one at a time, for memory: a pool is large
            scaled = channel * np.float32(scale)
            out[...] = np.rint(scaled, out=scaled)
        self._lanes = [_Lane(integers, seed, backwards=False)]
        self._lanes += [_Lane(integers, seed_of(seed, "backwards"), backwards=True)] * (lanes - 1)
        self._unit = np.float32(1 / (scale * np.sqrt(lanes)))

    def render(self, start: int, frames: int, gain: Samples | np.float32) -> Samples:
        """A stretch of shape (2, frames) from frame `start`, times a gain: one, or shape (frames,) or (2, frames)."""
        integers = np.empty((2, frames), dtype=np.int16)
        for here, part in self._lanes[0].parts(start, frames):
            integers[:, here] = part
        for lane in self._lanes[1:]:
            for here, part in lane.parts(start, frames):
                integers[:, here] += part
        return np.multiply(integers, gain * self._unit, dtype=np.float32)


def noise_stream(magnitude: Samples, seed: int, name: str) -> PoolStream:
    """Endless wide noise with this spectrum, at the `frequencies` of its pool; a sound names each of its streams."""
    pool = stereo_pool(seed_of(seed, name), magnitude, width=0.85)
    return PoolStream(pool, seed_of(seed, name, "pieces"), backwards=True)
