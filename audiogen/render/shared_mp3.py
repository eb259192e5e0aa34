"""An MP3 that takes what it can from finished tracks of the same session, and that later ones may take from.

The file does not show it: the same sound makes the same bytes, whether there was a pattern or not.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from audiogen.encode.behind import complete_or_removed, disk_errors
from audiogen.encode.mp3.patching import LEAST_KBPS, differences, patched, share_encoded
from audiogen.encode.mp3.pattern import Digests, FrameDigests, Patterns, TrackPattern
from audiogen.encode.mp3.segments import NoJointError, Segment, segments
from audiogen.encode.mp3.writer import Mp3File
from audiogen.encode.tags import Tags
from audiogen.parallel import Workers
from audiogen.render.counter import Counter
from audiogen.render.gain import Mastering
from audiogen.render.limiter import LimiterWork
from audiogen.render.mp3_sound import Mp3Sound, SessionSound

_WORTH_IT: Final = 0.7
"""Where more than this share would have to be encoded, all of it is, on all cores."""


@dataclass(frozen=True, slots=True)
class SharedMp3:
    """One such file, to be written."""

    path: Path
    kbps: int
    mix: SessionSound
    tags: Tags
    workers: Workers
    patterns: Patterns

    def write(self, mastering: Mastering, on_written: Callable[[int], None]) -> LimiterWork:
        """Write it anew; as `EpisodeFiles.write`.

        Raises:
            OutputError: when it cannot be written.
        """
        self.patterns.forget(self.path)  # what was written there before
        found = self.patterns.find(self.mix.frames, self.kbps) if self.kbps >= LEAST_KBPS else ()
        if found:
            # a pattern that is taken away meanwhile is none
            with suppress(OSError), Counter(on_written) as counter:
                if self._from_one_of(found, self._sound(mastering, counter)):
                    counter.complete(self.mix.frames)
                    return counter.limited
        one_encoder = (Segment(0, 0, self.mix.frames, 0, self.mix.frames),)
        for parts in (segments(self.mix.frames), one_encoder):
            with suppress(NoJointError), Counter(on_written) as counter:
                self._whole(parts, self._sound(mastering, counter))
                return counter.limited
        message = "one encoder has nothing to join"
        raise AssertionError(message)

    def _sound(self, mastering: Mastering, counter: Counter) -> Mp3Sound:
        return Mp3Sound(self.mix, mastering, self.kbps, self.workers, counter)

    def _file(self) -> Mp3File:
        # what no decoder reads would tell how many encoders there were
        return Mp3File(self.path, tags=self.tags, frames=self.mix.frames, bit_rate_kbps=self.kbps, blanked=True)

    def _whole(self, parts: tuple[Segment, ...], sound: Mp3Sound) -> None:
        """Encode all of it, and leave a pattern behind."""
        mp3, digests = self._file(), tuple(FrameDigests() for _ in parts)
        with complete_or_removed(self.path, mp3):
            sound.encode(parts, mp3.put_at, digests)
        with suppress(OSError):
            self.patterns.keep(
                TrackPattern.of_file(
                    self.path,
                    frames_at=mp3.frames_at,
                    kbps=self.kbps,
                    sound_frames=self.mix.frames,
                    digests=_joined(digests),
                )
            )

    def _from_one_of(self, found: tuple[TrackPattern, ...], sound: Mp3Sound) -> bool:
        """Encode what is in none of the patterns; False when nothing is written, since they have too little of it."""
        parts = segments(self.mix.frames)
        digests = tuple(FrameDigests() for _ in parts)
        sound.digest(parts, digests)
        joined = _joined(digests)
        pattern = max(found, key=lambda each: int(each.same(joined).sum()))
        same, mp3 = pattern.same(joined), self._file()
        changed = differences(same, pattern.sounding)
        if share_encoded(changed, same.size) > _WORTH_IT:
            return False
        with complete_or_removed(self.path, mp3):
            frames = patched(sound.patches(changed, same, pattern.read), pattern.read, pattern.sounding.size)
            for data in frames:
                with disk_errors(self.path):
                    mp3.append(data)
        return True


def _joined(digests: tuple[FrameDigests, ...]) -> Digests:
    return np.concatenate([each.finish() for each in digests])
