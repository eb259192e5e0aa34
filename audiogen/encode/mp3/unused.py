"""The bits of an MP3 that no decoder reads: between the end of one frame's data and the beginning of the next one's.

At a constant bit rate an encoder fills what it cannot keep for later. LAME does so with its name, then with ones and
zeros in turn, and where it stands in them depends on all that went before; so only this tells two encoders apart that
have come to say the same. With zeros there, equal frames are equal bytes.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

FrameTable: TypeAlias = NDArray[np.uint8]
"""MP3 frames of one size, a row for each."""

FOLLOWING_FRAMES: Final = 12
"""So many must follow on a frame to know its unused bits: more than a reservoir of 511 bytes can reach over."""

_HEADER_BYTES: Final = 4
HEAD_BYTES: Final = _HEADER_BYTES + 32
"""Header and side information of a stereo frame of MPEG-1 layer III (ISO 11172-3, 2.4.1.7)."""
LENGTHS_AT_BIT: Final = (20, 79, 138, 197)
"""Where in the side information the lengths of the two channels' data stand, for both granules; 12 bits each."""


def table(frames: bytes, size: int) -> FrameTable:
    """Whole frames as a table of its own, which may be changed."""
    return np.frombuffer(frames, np.uint8).reshape(-1, size).copy()


def data_bits(frames: FrameTable) -> NDArray[np.int64]:
    """How many bits of data each frame has; none where it is silent."""
    side = frames[:, _HEADER_BYTES:HEAD_BYTES].astype(np.int64)
    total = np.zeros(len(frames), np.int64)
    for bit in LENGTHS_AT_BIT:
        at, shift = divmod(bit, 8)
        three = side[:, at] << 16 | side[:, at + 1] << 8 | side[:, at + 2]
        total += three >> (24 - 12 - shift) & 0xFFF
    return total


def blank(frames: FrameTable) -> None:
    """Set all unused bits of consecutive frames to zero, in place.

    What the last frames hold for frames that follow on them is not known, and set to zero, too: all but the last
    `FOLLOWING_FRAMES` are as in the whole file, or all of them, where the file ends.
    """
    body = frames.shape[1] - HEAD_BYTES
    side = frames[:, _HEADER_BYTES : _HEADER_BYTES + 2].astype(np.int64)
    # the data of all frames lie in a row, each beginning so many bytes before its own frame's part of them
    starts = np.arange(len(frames)) * body - (side[:, 0] << 1 | side[:, 1] >> 7)
    ends = 8 * starts + data_bits(frames)
    data = frames[:, HEAD_BYTES:].reshape(-1)
    used = np.ones(data.size, np.uint8)
    _mark(used, -(-ends // 8), np.append(starts[1:], data.size))
    data *= used
    split = ends[(ends % 8 > 0) & (ends > 0)]
    data[split // 8] &= (0xFF00 >> split % 8).astype(np.uint8)
    frames[:, HEAD_BYTES:] = data.reshape(len(frames), body)


def _mark(used: NDArray[np.uint8], begins: NDArray[np.int64], ends: NDArray[np.int64]) -> None:
    """Zeros from each beginning up to its end; they come in order."""
    steps = np.zeros(used.size + 1, np.int8)
    gaps = ends > np.maximum(begins, 0)
    np.add.at(steps, np.maximum(begins[gaps], 0), 1)
    np.add.at(steps, ends[gaps], -1)
    used -= np.cumsum(steps[:-1], dtype=np.int8).astype(np.uint8)
