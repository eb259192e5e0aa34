"""An MP3 of a sound that differs in places from one whose MP3 is finished: only what differs is encoded.

As where segments meet (`audiogen.encode.mp3.segments`), an encoder that begins early soon says what the one said that
has heard all before, and behind a place that differs it soon says again what the other file says. Measured on a spoken
session over a bed, at 200 places: half of them after 30 frames, 95 of 100 after 101, the slowest after 182; and none
that had said the same for 6 frames said anything else later. So what is decoded is what one encoder makes of it all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.samples import Samples
from audiogen.encode.mp3.lame import Lame
from audiogen.encode.mp3.lame_tag import frame_bytes
from audiogen.encode.mp3.segments import NoJointError
from audiogen.encode.mp3.unused import FOLLOWING_FRAMES, FrameTable, blank, data_bits, table

_EARLY_FRAMES: Final = (96, 240, 720)
"""So many frames that are not silent an encoder hears before a difference; more, where it does not agree by then."""
_NEAR_FRAMES: Final = 160
"""Differences with fewer frames between them that are not silent are encoded as one."""
_SPOILT_FRAMES: Final = 4
"""The last frames before a difference already hear it."""
_MEMORY_FRAMES: Final = 24
"""LAME shares out bits by how hard the last 19 frames were: sooner after a difference, frames are equal by chance."""
_AGREEING_FRAMES: Final = 48
"""So many equal frames that are not silent make a joint: through silence an encoder keeps what it has heard before."""
_COPIED_FRAMES: Final = 1024
"""At a time."""

LEAST_KBPS: Final = 80
"""Below, encoders that differ say the same for too long."""

Marks: TypeAlias = NDArray[np.bool_]
"""For each MP3 frame, whether something is the case."""

ReadFrames: TypeAlias = Callable[[int, int], bytes]
"""Reads the MP3 frames of a finished file, from a number up to another; raises OSError when it cannot."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of MP3 frames whose sound differs, and where to begin encoding; numbers are those of frames."""

    begin: int
    end: int
    """After the last; frames of the same sound may lie between."""
    hears_from: tuple[int, ...]
    """The first frame to be heard, at the first attempt and at each further one; the last is 0, which never fails."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Frames to be put into the file instead of the pattern's."""

    begin: int
    frames: bytes
    end: int

    def since(self, number: int) -> bytes:
        """The frames from this number on."""
        return self.frames[(number - self.begin) * len(self.frames) // (self.end - self.begin) :]


def differences(same: Marks, sounding: Marks) -> tuple[Difference, ...]:
    """Where a sound is not that of a pattern.

    Args:
        same: for each frame of sound, whether it is.
        sounding: which of the pattern's frames are not silent; there are more of them, since an encoder adds some.
    """
    heard = np.concatenate(([0], np.cumsum(sounding)))
    runs: list[tuple[int, int]] = []
    edges = np.flatnonzero(np.diff(~same, prepend=False, append=False)).tolist()
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        if runs and heard[begin] - heard[runs[-1][1]] < _NEAR_FRAMES:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((begin, end))
    return tuple(Difference(begin, end, tuple(_hears_from(begin, heard))) for begin, end in runs)


def _hears_from(begin: int, heard: NDArray[np.int64]) -> Iterator[int]:
    for early in _EARLY_FRAMES:
        if (wanted := int(heard[begin]) - early) <= 0:
            break
        # the last frame before which so much is still to be heard
        yield int(np.searchsorted(heard, wanted, side="right")) - 1
    yield 0


def share_encoded(found: tuple[Difference, ...], frames: int) -> float:
    """About how much of all frames is encoded for the sake of these differences, from 0 to 1."""
    return sum(each.end + _NEAR_FRAMES // 2 - each.hears_from[0] for each in found) / frames


class PatchEncoder:
    """Encodes the sound around one difference, until it says the same as the pattern's file again."""

    def __init__(self, difference: Difference, first: int, same: Marks, pattern: ReadFrames, kbps: int) -> None:
        """Nothing is read yet.

        Args:
            difference: what to encode.
            first: the frame at which the sound begins, one of its `hears_from`.
            same: for each frame of sound, whether it is that of the pattern.
            pattern: reads the pattern's file.
            kbps: the bit rate.
        """
        self._difference = difference
        self._first = first
        self._same = same
        self._pattern = pattern
        self._size = frame_bytes(kbps)
        self._lame = Lame(kbps)
        self._raw = b""  # the last frames: what follows on them decides which of their bits are unused
        self._frames: list[bytes] = []
        self._agreeing: list[int] = []  # for each frame, how many up to it agree in a row and are not silent
        self._begin = first

    def feed(self, samples: Samples) -> Patch | None:
        """Take the next frames of sound, shape (2, n); what was made of it, as soon as no more is to be heard.

        Raises:
            NoJointError: when it does not say what the pattern's file says before the difference.
            OSError: when the pattern's file cannot be read.
        """
        self._raw += self._lame.encode(samples)
        return self._settled(len(self._raw) // self._size - FOLLOWING_FRAMES)

    def finish(self) -> Patch:
        """What was made of it, when all of the sound has been heard, up to its end. Raises as `feed` does."""
        self._raw += self._lame.flush()
        return self._settled(len(self._raw) // self._size) or self._patch()

    def _settled(self, count: int) -> Patch | None:
        """Compare so many frames more, unless all is said before."""
        if count <= 0:
            return None
        whole = len(self._raw) // self._size  # the encoder may be in the midst of one
        frames = table(self._raw[: whole * self._size], self._size)
        blank(frames)
        frames, self._raw = frames[:count], self._raw[count * self._size :]
        for frame, equal, bits in zip(frames, self._equal(frames), data_bits(frames), strict=True):
            number = self._first + len(self._frames)
            if number == max(self._first, self._difference.begin - _SPOILT_FRAMES):
                self._begin = self._joint()
            before = self._agreeing[-1] if self._agreeing else 0
            self._frames.append(frame.tobytes())
            self._agreeing.append(before + bool(bits) if equal and self._undisturbed(number) else 0)
            if number >= self._difference.end and self._agreeing[-1] >= _AGREEING_FRAMES:
                return self._patch()
        return None

    def _equal(self, frames: FrameTable) -> list[bool]:
        at = self._first + len(self._frames)
        pattern = table(self._pattern(at, at + len(frames)), self._size)
        equal: list[bool] = (frames == pattern).all(axis=1).tolist()
        return equal

    def _undisturbed(self, number: int) -> bool:
        """Whether no sound that differs, nor the beginning of hearing, has a part in a frame."""
        first = number - _MEMORY_FRAMES
        return first >= self._first and bool(self._same[first : number + _SPOILT_FRAMES].all())

    def _joint(self) -> int:
        """The last place before the difference at which both agree."""
        if self._first == 0:
            return 0
        for back, agreeing in enumerate(reversed(self._agreeing)):
            if agreeing >= _AGREEING_FRAMES:
                return self._first + len(self._frames) - back
        message = f"no joint between the MP3 frames {self._first} and {self._difference.begin}"
        raise NoJointError(message)

    def _patch(self) -> Patch:
        end = self._first + len(self._frames)
        return Patch(self._begin, b"".join(self._frames[self._begin - self._first :]), end)


def patched(patches: Iterator[Patch], pattern: ReadFrames, frames: int) -> Iterator[bytes]:
    """All frames of a file in their order: those of the pattern, and patches, which come in order, between them."""
    done = 0
    for patch in patches:
        # an encoder that did not agree for long may have gone on through what the next one heard
        if patch.end > done:
            begin = max(patch.begin, done)
            yield from _copied(pattern, done, begin)
            yield patch.since(begin)
            done = patch.end
    yield from _copied(pattern, done, frames)


def _copied(pattern: ReadFrames, begin: int, end: int) -> Iterator[bytes]:
    for first, stop in pairwise([*range(begin, end, _COPIED_FRAMES), end]):
        yield pattern(first, stop)
