"""A person's own recording as a bed: trimmed, and looped without a seam. Decoding is in `audiogen.recording`.

The finished loop lies in a temporary file of 16-bit samples and is read from there block by block, so that a long
recording costs no memory. It is made once, with a crossfade of equal power: the two ends of a recording are different
sound, whose powers add up; pydub's `append(crossfade=…)` fades in a straight line and would dip by 3 dB in the middle.
"""

from __future__ import annotations

import tempfile
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

import numpy as np

from audiogen.ambience.silence import leading_silence_frames
from audiogen.errors import SoundError
from audiogen.recording import decode
from audiogen.samples import Samples
from audiogen.units import RATE, to_frames

_SHORTEST_S: Final = 5.0
_SILENT_DBFS: Final = -80.0
_QUIET_DB: Final = -40.0
"""Head and tail are trimmed where they are this far below the recording as a whole."""
_SCALE: Final = 2**14
"""Integers for full scale: 6 dB of room for what fades and resampling add."""
_FRAME_BYTES: Final = 4
_CHUNK_FRAMES: Final = 10 * RATE


class FileBed:
    """A recording as endless sound: a `Source`."""

    def __init__(self, path: Path, *, crossfade_s: float = 4.0) -> None:
        """Decode, trim and loop the recording.

        Args:
            path: in any format that PyAV reads.
            crossfade_s: how long its end takes to become its beginning; at most a third of it is used.

        Raises:
            SoundError: when it is missing, unreadable, silent, or shorter than 5 s once it is trimmed.
        """
        store = _Store()
        weakref.finalize(self, store.close)
        for chunk in decode(path):
            store.append(chunk)
        start, end = _trimmed(store, path)
        fade = min(to_frames(crossfade_s), (end - start) // 3)
        store.write(start, _crossfaded(store, start, end - fade, fade))
        self._store, self._start, self._frames = store, start, end - fade - start

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.samples.Source` has it."""
        sound = np.empty((2, frames), dtype=np.float32)
        done = 0
        while done < frames:
            at = (start + done) % self._frames
            part = min(frames - done, self._frames - at)
            sound[:, done : done + part] = self._store.read(self._start + at, part)
            done += part
        return sound


class _Store:
    """Stereo sound in a temporary file, which disappears with the process at the latest, on any system."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="audiogen-bed-")  # noqa: SIM115 - open as long as the bed
        self._lock = threading.Lock()  # one place in the file for all threads
        self.frames = 0
        self._energy = 0.0

    @property
    def rms_dbfs(self) -> float:
        """RMS of all that was appended, both channels together; -inf for silence."""
        with np.errstate(divide="ignore"):
            return float(10 * np.log10(self._energy / max(1, self.frames)))

    def append(self, samples: Samples) -> None:
        self._energy += float(np.mean(samples.astype(np.float64) ** 2, axis=0).sum())
        self.write(self.frames, samples)
        self.frames += samples.shape[1]

    def write(self, at: int, samples: Samples) -> None:
        integers = np.rint(np.clip(samples * _SCALE, -(2**15), 2**15 - 1)).astype(np.int16)
        with self._lock:
            self._file.seek(at * _FRAME_BYTES)
            self._file.write(np.ascontiguousarray(integers.T).tobytes())

    def read(self, at: int, frames: int) -> Samples:
        with self._lock:
            self._file.seek(at * _FRAME_BYTES)
            data = self._file.read(frames * _FRAME_BYTES)
        return np.frombuffer(data, np.int16).reshape(-1, 2).T.astype(np.float32) / np.float32(_SCALE)

    def chunks(self) -> Iterator[Samples]:
        """All of it, ten seconds at a time."""
        for at in range(0, self.frames, _CHUNK_FRAMES):
            yield self.read(at, min(_CHUNK_FRAMES, self.frames - at))

    def chunks_reversed(self) -> Iterator[Samples]:
        """All of it backwards, ten seconds at a time."""
        for end in range(self.frames, 0, -_CHUNK_FRAMES):
            start = max(0, end - _CHUNK_FRAMES)
            yield self.read(start, end - start)[:, ::-1]

    def close(self) -> None:
        self._file.close()


def _trimmed(store: _Store, path: Path) -> tuple[int, int]:
    """The first frame that sounds, and the frame after the last one.

    Raises:
        SoundError: when too little is left to make a loop of.
    """
    if store.rms_dbfs < _SILENT_DBFS:
        message = f"{path} is silent: {store.rms_dbfs:.0f} dBFS from beginning to end"
        raise SoundError(message, hint="Choose a recording that can be heard, or write `bed: off`.")
    threshold_dbfs = store.rms_dbfs + _QUIET_DB
    start = _silence(store.chunks(), threshold_dbfs)
    end = store.frames - _silence(store.chunks_reversed(), threshold_dbfs)
    if end - start < to_frames(_SHORTEST_S):
        message = f"{path} has {max(0, end - start) / RATE:.1f} s of sound; a bed needs at least {_SHORTEST_S:.0f} s"
        raise SoundError(message, hint="Choose a longer recording: the longer, the less it is heard to repeat.")
    return start, end


def _silence(chunks: Iterator[Samples], threshold_dbfs: float) -> int:
    """Frames of silence before the first sound."""
    silent = 0
    for chunk in chunks:
        leading = leading_silence_frames(chunk, threshold_dbfs)
        silent += leading
        if leading < chunk.shape[1]:
            break
    return silent


def _crossfaded(store: _Store, head: int, tail: int, frames: int) -> Samples:
    """The stretch from `tail` on fading out over that from `head` on fading in; their powers add up to one."""
    turn = ((np.arange(frames) + 0.5) / frames * np.pi / 2).astype(np.float32)
    return store.read(tail, frames) * np.cos(turn) + store.read(head, frames) * np.sin(turn)
