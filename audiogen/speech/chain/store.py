"""Finished clips in the cache: 16-bit samples that cost next to nothing to load, and a length that costs even less.

What was spoken is in the cache under a key of its own and is worth more: a clip that is lost is finished anew from it.
"""

from __future__ import annotations

import contextlib
import os
import time
from typing import Final

import numpy as np

from audiogen.audio.samples import FULL_SCALE_16, Samples, Samples16
from audiogen.cache.store import DIGEST_BYTES, MAGIC, TOUCHED_AFTER_S, Cache

_HEAD: Final = np.dtype("<u8")
"""How long the clip is, in frames: what does not agree with the size of the entry is not believed."""
_SAMPLE: Final = np.dtype("<i2")
_SIDES: Final = 2


def packed(clip: Samples) -> bytes:
    """A finished clip as it is kept.

    Args:
        clip: shape (2, frames), no sample above full scale.
    """
    head = np.array([clip.shape[1]], _HEAD)
    samples = np.empty(clip.shape, _SAMPLE)
    # one side at a time, since a recording may be long
    for side, kept in zip(clip, samples, strict=True):
        np.rint(side * np.float32(FULL_SCALE_16), out=kept, casting="unsafe")
    return b"".join((head.data, samples.data))


def unpacked(content: bytes) -> Samples16:
    """What is left of a clip by 16 bits, shape (2, frames), without a copy."""
    return np.frombuffer(content, _SAMPLE, offset=_HEAD.itemsize).reshape(_SIDES, -1)


class ClipStore(Cache):
    """A cache that can tell how long a finished clip is without reading it."""

    __slots__ = ()

    def frames(self, key: str) -> int | None:
        """The length of a clip, in frames; None when there is no clip, or when it was cut short.

        Only its beginning is read: whether all of it is what was written is found out when it is loaded.
        """
        head_at = len(MAGIC) + DIGEST_BYTES
        with contextlib.suppress(OSError), self._path(key).open("rb") as file:
            start = file.read(head_at + _HEAD.itemsize)
            size = file.seek(0, os.SEEK_END)
            if start.startswith(MAGIC) and len(start) == head_at + _HEAD.itemsize:
                frames = int(np.frombuffer(start, _HEAD, offset=head_at)[0])
                return frames if size == len(start) + frames * _SIDES * _SAMPLE.itemsize else None
        return None

    def note_use(self, key: str) -> None:
        """Note that an entry served, though it was not read: so that it is not pruned as one that nobody needs."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            if abs(time.time() - path.stat().st_mtime) > TOUCHED_AFTER_S:
                os.utime(path)
