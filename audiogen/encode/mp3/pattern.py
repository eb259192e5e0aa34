"""Finished MP3s whose frames another one may take: tracks of one session differ only near the phrases of their own.

A pattern serves within one build, and lies nowhere but in memory; its frames are those of the finished track itself.
What is kept of the sound is a digest of each frame, so that nothing can be taken but what would come out the same.
"""

from __future__ import annotations

import hashlib
import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.encode.mp3.lame_tag import FRAME_SAMPLES, frame_bytes
from audiogen.encode.mp3.unused import data_bits, table

if TYPE_CHECKING:
    from audiogen.audio.samples import Samples

Digests: TypeAlias = NDArray[np.uint64]
"""Of the sound of each MP3 frame, shape (n, 2)."""

_DIGEST_BYTES: Final = 16
_READ_FRAMES: Final = 2048
"""At a time."""
_MOST_PATTERNS: Final = 4
"""Clients may have different parts of a session."""


class FrameDigests:
    """Digests of sound that comes in blocks of any size."""

    def __init__(self) -> None:
        self._made: list[bytes] = []
        self._left: Samples = np.zeros((2, 0), np.float32)

    def feed(self, samples: Samples) -> None:
        """Take the next frames of sound, shape (2, n)."""
        sound = np.concatenate((self._left, samples), axis=1)
        whole = sound.shape[1] // FRAME_SAMPLES
        self._left = sound[:, whole * FRAME_SAMPLES :].copy()
        cut = sound[:, : whole * FRAME_SAMPLES].reshape(2, whole, FRAME_SAMPLES)
        self._made.extend(map(_digest, np.ascontiguousarray(cut.swapaxes(0, 1))))

    def finish(self) -> Digests:
        """Those of all frames; the last may be a part of one. Call it once."""
        if self._left.size:
            self._made.append(_digest(self._left))
        return np.frombuffer(b"".join(self._made), np.uint64).reshape(-1, 2)


def _digest(sound: Samples) -> bytes:
    # processors have instructions for this one: it takes half as long as BLAKE2b
    return hashlib.sha256(sound.data).digest()[:_DIGEST_BYTES]


@dataclass(frozen=True, slots=True)
class TrackPattern:
    """A finished MP3 and the sound that it was made from."""

    path: Path
    frames_at: int
    """Where in the file its MP3 frames of sound begin, in bytes; they go on to its end."""
    bit_rate_kbps: int
    sound_frames: int
    """Frames of sound, at 48 kHz."""
    digests: Digests
    sounding: NDArray[np.bool_]
    """Which of its MP3 frames are not silent."""
    state: tuple[int, int]
    """Size and time of change of the file, to know it by."""

    @classmethod
    def of_file(cls, path: Path, *, frames_at: int, kbps: int, sound_frames: int, digests: Digests) -> Self:
        """The pattern that a finished file makes.

        Raises:
            OSError: when it cannot be read.
        """
        sounding = []
        with path.open("rb") as file:
            file.seek(frames_at)
            while data := file.read(_READ_FRAMES * frame_bytes(kbps)):
                sounding.append(data_bits(table(data, frame_bytes(kbps))) > 0)
        return cls(path, frames_at, kbps, sound_frames, digests, np.concatenate(sounding), _state(path))

    @property
    def stands(self) -> bool:
        """Whether the file is still the one that was written."""
        with suppress(OSError):
            return _state(self.path) == self.state
        return False

    def same(self, digests: Digests) -> NDArray[np.bool_]:
        """For each frame of another sound of the same length, whether it is the pattern's."""
        same: NDArray[np.bool_] = (self.digests == digests).all(axis=1)
        return same

    def read(self, begin: int, end: int) -> bytes:
        """The MP3 frames from a number up to another.

        Raises:
            OSError: when they are not there any more.
        """
        size = frame_bytes(self.bit_rate_kbps)
        with self.path.open("rb") as file:
            file.seek(self.frames_at + begin * size)
            data = file.read((end - begin) * size)
        if len(data) < (end - begin) * size or not self.stands:
            message = f"{self.path} has changed"
            raise OSError(message)
        return data

    def moved(self, place: Path, *, tagged: bool = True) -> Self:
        """The same pattern, after its file was given another name, or was copied there without its tag.

        Raises:
            OSError: when there is no such file.
        """
        # the frame that says how much sound follows stands before it, tag or no tag
        frames_at = self.frames_at if tagged else frame_bytes(self.bit_rate_kbps)
        return replace(self, path=place, frames_at=frames_at, state=_state(place))


def _state(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


@dataclass(slots=True)
class Patterns:
    """The patterns of one session and length within one build; for any thread."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _written: dict[Path, TrackPattern] = field(default_factory=dict)
    _settled: list[TrackPattern] = field(default_factory=list)
    _others: dict[str, Patterns] = field(default_factory=dict)

    def of(self, mix: str) -> Patterns:
        """The patterns of another mix of the same session and length, by its name."""
        with self._lock:
            return self._others.setdefault(mix, Patterns())

    def find(self, frames: int, kbps: int) -> tuple[TrackPattern, ...]:
        """Those of that many frames of sound and that bit rate whose files are still there, the newest first."""
        with self._lock:
            self._settled = [each for each in self._settled if each.stands]
            fitting = (each for each in self._settled if (each.sound_frames, each.bit_rate_kbps) == (frames, kbps))
            return tuple(fitting)[::-1]

    def keep(self, pattern: TrackPattern) -> None:
        """Take in what was just written; nobody finds it before it has its place."""
        with self._lock:
            self._written[pattern.path] = pattern

    def forget(self, written: Path) -> None:
        """What was written there is written anew."""
        with self._lock:
            self._written.pop(written, None)

    def settle(self, written: Path, place: Path, *, tagged: bool = True) -> None:
        """A file that was written has its lasting name now, with its tag or without."""
        with self._lock, suppress(OSError):  # a pattern that is gone is none
            if pattern := self._written.pop(written, None):
                self._settled.append(pattern.moved(place, tagged=tagged))
                del self._settled[:-_MOST_PATTERNS]
