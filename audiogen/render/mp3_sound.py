"""The sound of one MP3, rendered and mastered a segment at a time on all cores, and encoded there; or kept from before.

What a segment becomes follows from what it hears. So it is kept under a key of all that sounds in it, and whoever needs
the same again, after an edit elsewhere or for somebody else, finds it: nothing in a file shows what was kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from audiogen.audio.samples import Samples
from audiogen.encode.mp3.segments import Encoded, Joiner, NoJointError, Put, Segment, SegmentEncoder, bridge
from audiogen.parallel import Workers
from audiogen.render.counter import Counter
from audiogen.render.gain import SETTLING_FRAMES, Mastering, mastered
from audiogen.render.kept_sound import EncodedSegment, Fingerprinted, HeardFacts, Keeper
from audiogen.render.limiter import LimiterWork


@dataclass(frozen=True, slots=True)
class Mp3Sound:
    """A mix, how it is mastered, and the threads that render it."""

    mix: Fingerprinted
    mastering: Mastering
    kbps: int
    workers: Workers
    counter: Counter
    """Is told of all that is done."""
    kept: Keeper | None = None

    def encode(self, parts: tuple[Segment, ...], put: Put) -> None:
        """Encode all of it, in segments.

        Args:
            parts: the segments, in order.
            put: takes the MP3 frames.

        Raises:
            NoJointError: when two segments cannot be joined.
            OutputError: when the file cannot be written.
        """
        joiner = Joiner(self.kbps, put)
        made = self.workers.in_order(partial(self._made, part) for part in parts)
        for part, encoded in zip(parts, made, strict=True):
            try:
                joiner.add(encoded)
            except NoJointError:
                # where the bridge has no joint either, one encoder makes all of it
                joiner.add(self._made(bridge(part)))
                joiner.add(encoded)
        joiner.finish()

    def _made(self, segment: Segment) -> Encoded:
        made = self._found_or_encoded(segment)
        # a bridge is limited once more, and counts for nothing
        if segment.owns_from < segment.owns_to:
            self.counter.note(made.limited)
        return made.encoded

    def _found_or_encoded(self, segment: Segment) -> EncodedSegment:
        if self.kept is None:
            return self._encoded(segment)
        heard, mastering = heard_by(segment, self.mix), self.mastering
        made_as = [self.kbps, mastering.gain_db, mastering.ceiling_dbtp, segment.hears_from, segment.hears_to]
        shelf = self.kept.shelf(["segment", *made_as, *heard.facts], own=heard.own)
        if content := shelf.find():
            self.counter.add(segment.owns_to - segment.owns_from)
            return EncodedSegment.of_bytes(content)
        made = self._encoded(segment)
        shelf.keep(made.to_bytes())
        return made

    def _encoded(self, segment: Segment) -> EncodedSegment:
        encoder = SegmentEncoder(segment, self.kbps)
        limited: list[LimiterWork] = []
        for block, own_frames in self._blocks(segment, limited):
            encoder.feed(block)
            # what two segments both encode counts once
            self.counter.add(own_frames)
        return EncodedSegment(encoder.finish(), *limited)

    def _blocks(self, segment: Segment, limited: list[LimiterWork]) -> Iterator[tuple[Samples, int]]:
        """What a segment hears, and how much of it is its own."""
        at = segment.hears_from
        for block in mastered(self.mix, self.mastering, segment.hears_from, segment.hears_to, limited.append):
            end = at + block.shape[1]
            yield block, max(0, min(end, segment.owns_to) - max(at, segment.owns_from))
            at = end


def heard_by(segment: Segment, mix: Fingerprinted) -> HeardFacts:
    """All that decides what a segment hears."""
    # what is mixed before it still moves the limiter
    return mix.fingerprint(max(0, segment.hears_from - SETTLING_FRAMES), segment.hears_to)
