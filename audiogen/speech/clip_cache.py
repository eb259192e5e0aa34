"""Finished clips in the cache: 16-bit samples that cost next to nothing to load, and a length that costs even less.

The engine's sound is in the cache under a key of its own and is worth more: a lost clip is finished anew from it.
"""

from __future__ import annotations

import contextlib
import os
from typing import Final

import numpy as np

from audiogen.audio.samples import FULL_SCALE_16, Samples, Samples16
from audiogen.cache.store import HEAD_BYTES, Cache, beginning

_LENGTH: Final = np.dtype("<u8")
"""What an entry begins with, in frames. When the size of the entry does not agree with it, the clip was cut short."""
_SAMPLE: Final = np.dtype("<i2")
_CHANNELS: Final = 2


def packed(clip: Samples) -> bytes:
    """The content of a cache entry for a finished clip.

    Args:
        clip: shape (2, frames), no sample above full scale.
    """
    samples = np.empty(clip.shape, _SAMPLE)
    # one channel at a time, since a recording may be long
    for channel, kept in zip(clip, samples, strict=True):
        np.rint(channel * np.float32(FULL_SCALE_16), out=kept, casting="unsafe")
    return b"".join((np.array([clip.shape[1]], _LENGTH).data, samples.data))


def unpacked(content: bytes) -> Samples16:
    """The clip of an entry in 16 bits, shape (2, frames), without a copy."""
    return np.frombuffer(content, _SAMPLE, offset=_LENGTH.itemsize).reshape(_CHANNELS, -1)


class ClipCache(Cache):
    """A cache that can tell how long a finished clip is without reading it."""

    __slots__ = ()

    def frames(self, key: str) -> int | None:
        """The length of a clip, in frames; None when there is no clip, when it was cut short, or is another's.

        Only its beginning is read: damage further on is found when the clip is loaded.
        """
        with contextlib.suppress(OSError), self._path(key).open("rb") as file:
            head = file.read(HEAD_BYTES + _LENGTH.itemsize)
            size = file.seek(0, os.SEEK_END)
            if head.startswith(beginning(key)) and len(head) == HEAD_BYTES + _LENGTH.itemsize:
                frames = int(np.frombuffer(head, _LENGTH, offset=HEAD_BYTES)[0])
                return frames if size == len(head) + frames * _CHANNELS * _SAMPLE.itemsize else None
        return None
