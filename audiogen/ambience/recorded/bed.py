"""A person's own recording as a bed: trimmed, and looped without a seam. Decoding is in `audiogen.audio.recording`.

No more of it is decoded than a session needs; a recording that is longer than the session is heard once, as it is. What
was decoded lies on disk, so that a long recording costs no memory. It is decoded anew for every session: kept ready,
it would take 12 MB a minute, and packed losslessly, as long to unpack as the original takes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from audiogen.ambience.recorded.crossfade import crossfaded
from audiogen.ambience.recorded.dc import DcBlocker
from audiogen.ambience.recorded.defects import Defect, DefectDetector
from audiogen.ambience.recorded.loop_point import Loop, find_loop
from audiogen.ambience.recorded.silence import silent_ends
from audiogen.ambience.recorded.store import BedStore
from audiogen.ambience.scene_check import SHORTEST_BED_S
from audiogen.audio.recording import decode
from audiogen.audio.samples import Samples
from audiogen.errors import SoundError
from audiogen.units import RATE, to_frames

_MORE_FRAMES: Final = 5 * RATE
"""Prepared beyond what is asked for: the level of a bed is listened to in windows that may reach over the end."""
_LEAST_FRAMES: Final = 10 * RATE
"""Decoded at a time."""
_WHOLE: Final = sys.maxsize


class FileBed:
    """A recording as endless sound: a `Source`."""

    def __init__(self, path: Path, frames: int | None = None, *, crossfade_s: float = 4.0) -> None:
        """Decode and trim the recording, and loop it if it is too short.

        Args:
            path: in any format that PyAV reads.
            frames: how much of the bed will be rendered; beyond it there may be silence. None for no end.
            crossfade_s: how long its end may take to become its beginning; at most a third of it is used.

        Raises:
            SoundError: when it is missing, unreadable, silent, or shorter than 5 s once it is trimmed.
            OutputError: when there is no room for it on disk.
        """
        self._store, detector = BedStore(), DefectDetector()
        wanted = _WHOLE if frames is None else frames + _MORE_FRAMES
        start, self._end = _prepared(path, self._store, detector, wanted)
        self._start, self._loop, self._blend = start, None, np.zeros((2, 0), np.float32)
        if self._end - start < wanted:
            loop = find_loop(self._store.read, start, self._end, to_frames(crossfade_s))
            ends = (self._store.read(at, loop.fade) for at in (loop.end, loop.start))
            self._loop, self._blend = loop, crossfaded(*ends)
        self.defects: tuple[Defect, ...] = detector.defects(path, start, self._end)
        """What its listeners may be bothered by, in what was prepared of it."""

    @property
    def loop(self) -> Loop | None:
        """Where it goes back to, in frames of the recording; None when it is heard once."""
        return self._loop

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        sound = np.zeros((2, frames), dtype=np.float32)
        done = 0
        while done < frames:
            part = self._from(start + done, frames - done)
            sound[:, done : done + part.shape[1]] = part
            done += part.shape[1] or frames
        return sound

    def _from(self, frame: int, most: int) -> Samples:
        """The sound from a frame on, as far as it lies in one piece; nothing past the end of what is heard once."""
        at, loop = self._start + frame, self._loop
        if loop is None:
            return self._store.read(at, max(0, min(most, self._end - at)))
        if at >= loop.end + loop.fade:
            at = loop.start + loop.fade + (at - loop.end - loop.fade) % loop.frames
        if at < loop.end:
            return self._store.read(at, min(most, loop.end - at))
        return self._blend[:, at - loop.end :][:, :most]


def _prepared(path: Path, store: BedStore, detector: DefectDetector, wanted: int) -> tuple[int, int]:
    """Decode as much as is wanted after a quiet beginning.

    Returns:
        The first frame that sounds, and the frame after the last.

    Raises:
        SoundError: when it cannot be decoded, is silent, or too short.
    """
    chunks = map(DcBlocker().feed, decode(path, detector.look_at))
    start, end = 0, 0
    while end - start < wanted and _fill(store, chunks, detector, max(_LEAST_FRAMES, wanted - (end - start))):
        start, end = silent_ends(store, detector.powers)
    if end <= start:
        message = f"{path} is silent from beginning to end"
        raise SoundError(message, hint="Choose a recording that can be heard, or write `bed: off`.")
    if end - start < to_frames(SHORTEST_BED_S):
        message = f"{path} has {(end - start) / RATE:.1f} s of sound; a bed needs at least {SHORTEST_BED_S:.0f} s"
        raise SoundError(message, hint="Choose a longer recording: the longer, the less it is heard to repeat.")
    return start, end


def _fill(store: BedStore, chunks: Iterator[Samples], detector: DefectDetector, frames: int) -> bool:
    """Store as much again; False when the recording was over already."""
    before = store.frames
    for chunk in chunks:
        store.append(chunk)
        detector.feed(chunk)
        if store.frames - before >= frames:
            break
    return store.frames > before
