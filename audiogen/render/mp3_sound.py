"""The sound of one MP3, rendered and mastered a stretch at a time on all cores, and encoded there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from audiogen.audio.samples import Samples, Source
from audiogen.encode.mp3.lame_tag import FRAME_SAMPLES
from audiogen.encode.mp3.patching import Difference, Marks, Patch, PatchEncoder, ReadFrames
from audiogen.encode.mp3.pattern import FrameDigests
from audiogen.encode.mp3.segments import Encoded, Joiner, NoJointError, Put, Segment, SegmentEncoder, bridge
from audiogen.parallel import Workers
from audiogen.render.counter import Counter
from audiogen.render.gain import Mastering, mastered
from audiogen.render.limiter import LimiterWork

_PIECE_FRAMES = 24 * FRAME_SAMPLES
"""After so much sound an encoder is asked whether it has heard enough."""


class SessionSound(Source, Protocol):
    """The mix of a session, from its first frame to its last."""

    frames: int


@dataclass(frozen=True, slots=True)
class Mp3Sound:
    """A mix, how it is mastered, and the threads that render it."""

    mix: SessionSound
    mastering: Mastering
    kbps: int
    workers: Workers
    counter: Counter
    """Is told of all that is done."""

    def encode(self, parts: tuple[Segment, ...], put: Put, digests: tuple[FrameDigests, ...] | None = None) -> None:
        """Encode all of it, in segments.

        Args:
            parts: the segments, in order.
            put: takes the MP3 frames.
            digests: one for each segment, to be fed with its own sound.

        Raises:
            NoJointError: when two segments cannot be joined.
            OutputError: when the file cannot be written.
        """
        joiner = Joiner(self.kbps, put)
        made = self.workers.in_order(
            partial(self._encoded, part, put, digests[part.number] if digests else None) for part in parts
        )
        for part, encoded in zip(parts, made, strict=True):
            try:
                joiner.add(encoded)
            except NoJointError:
                # where the bridge has no joint either, one encoder makes all of it
                joiner.add(self._encoded(bridge(part), put, None))
                joiner.add(encoded)
        joiner.finish()

    def digest(self, parts: tuple[Segment, ...], digests: tuple[FrameDigests, ...]) -> None:
        """Render all of it, as `encode` does, and encode nothing; counts as half of the work."""
        made = self.workers.in_order(
            partial(self._digested, part, each) for part, each in zip(parts, digests, strict=True)
        )
        deque(made, maxlen=0)

    def patches(self, found: tuple[Difference, ...], same: Marks, pattern: ReadFrames) -> Iterator[Patch]:
        """What is to be put in the place of a pattern's frames, in order.

        Raises:
            OSError: when the pattern's file cannot be read.
        """
        return self.workers.in_order(partial(self._patch, each, same, pattern) for each in found)

    def _encoded(self, segment: Segment, put: Put, digests: FrameDigests | None) -> Encoded:
        encoder = SegmentEncoder(segment, self.kbps, put)
        for block, own in self._blocks(segment):
            encoder.feed(block)
            if digests:
                digests.feed(own)
            # what two segments both encode counts once
            self.counter.add(own.shape[1])
        return encoder.finish()

    def _digested(self, segment: Segment, digests: FrameDigests) -> None:
        for _, own in self._blocks(segment):
            digests.feed(own)
            self.counter.add(own.shape[1] // 2)

    def _blocks(self, segment: Segment) -> Iterator[tuple[Samples, Samples]]:
        """What a segment hears, and what of it is its own."""
        at = segment.hears_from
        # a bridge is limited once more, and counts for nothing
        note = self.counter.note if segment.owns_from < segment.owns_to else _forget
        for block in mastered(self.mix, self.mastering, segment.hears_from, segment.hears_to, note):
            yield block, block[:, max(0, segment.owns_from - at) : max(0, segment.owns_to - at)]
            at += block.shape[1]

    def _patch(self, difference: Difference, same: Marks, pattern: ReadFrames) -> Patch:
        for first in difference.hears_from[:-1]:
            try:
                return self._patch_from(first, PatchEncoder(difference, first, same, pattern, self.kbps))
            except NoJointError:
                continue
        return self._patch_from(0, PatchEncoder(difference, 0, same, pattern, self.kbps))

    def _patch_from(self, first: int, encoder: PatchEncoder) -> Patch:
        for block in mastered(self.mix, self.mastering, first * FRAME_SAMPLES, self.mix.frames):
            for at in range(0, block.shape[1], _PIECE_FRAMES):
                if patch := encoder.feed(block[:, at : at + _PIECE_FRAMES]):
                    return patch
            self.counter.add(0)
        return encoder.finish()


def _forget(_work: LimiterWork) -> None:
    pass
