"""One MP3 from several encoders: what is decoded is, to the last bit, what one encoder would have made.

An encoder's frame depends on what went before it: the psychoacoustic model looks back, and unspent bits are carried on
in a reservoir. But not far: at 48 kHz, where every frame of a constant bit rate has the same size, two encoders that
hear the same sound come to say the same. Over the first show half of them did after 31 frames, nine of ten after 76,
and the slowest after 162. So each segment begins early, in the sound of the one before, and the two are joined where
both have said the same for a while. Where they have not, a bridge between them is encoded; and should that not help,
the caller encodes all of it with one encoder. Only what fills unused bits may differ from one encoder's file: LAME
fills them with ones and zeros in turn, which no decoder looks at.

What a segment becomes follows from the sound that it hears, and from nothing else. So it can be made by any thread, and
kept for as long as it sounds the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from audiogen.audio.samples import Samples
from audiogen.encode.mp3.lame import Lame
from audiogen.encode.mp3.lame_tag import FRAME_SAMPLES, frame_bytes

_MINUTE_FRAMES: Final = 2500
"""MP3 frames of a segment, exactly a minute: what an edit changes is encoded anew with all of its segment, and for each
segment 3.3 s are encoded twice."""
_LONG_FRAMES: Final = 16 * _MINUTE_FRAMES
"""Beyond that length, segments are of two minutes: an edit is a small part of it all the same."""
_LEAST_FRAMES: Final = 500
"""Below 12 s, a segment of its own would save little more than is encoded twice."""
_EARLY_FRAMES: Final = 96
"""Before its own first frame a segment hears this many."""
_LATE_FRAMES: Final = 40
"""After its own last frame it goes on for this many."""
_BRIDGE_FRAMES: Final = 400
"""A bridge begins this many before the place where two segments meet, and ends as many after it."""
_SPOILT_FRAMES: Final = 4
"""The last frames before a cut already hear the silence behind it."""
_AGREEING_FRAMES: Final = 12
"""So many equal frames in a row make a joint: more than a reservoir of 511 bytes can reach over at any bit rate."""
_HEADER_BYTES: Final = 4
_HEAD_BYTES: Final = _HEADER_BYTES + 32
"""Header and side information of a stereo frame of MPEG-1 layer III (ISO 11172-3, 2.4.1.7)."""
_LENGTHS_AT_BIT: Final = (20, 79, 138, 197)
"""Where in the side information the lengths of the two channels' data stand, for both granules; 12 bits each."""

OVERLAP_FRAMES: Final = (_EARLY_FRAMES, _LATE_FRAMES + _SPOILT_FRAMES)
"""MP3 frames before and after the place where two segments meet, between which their joint lies."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of MP3 frames and the sound that is heard to encode them; times are in frames of sound, at 48 kHz."""

    hears_from: int
    hears_to: int
    """The sound to be fed to the encoder."""
    owns_from: int
    owns_to: int
    """The sound that only this segment stands for; those of all segments, in a row, are the whole."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """What one encoder made of a segment."""

    first: int
    """Number of its first MP3 frame in the whole file."""
    frames: bytes
    """All of them, of constant size."""


Put: TypeAlias = Callable[[int, bytes], None]
"""Takes the number of the first frame in the whole file, and consecutive MP3 frames; from any thread."""


class NoJointError(Exception):
    """Two encoders never agreed where their segments meet."""


def segments(frames: int, apart: Sequence[tuple[int, int]] = ()) -> tuple[Segment, ...]:
    """How a session is divided; it depends on nothing else, so the bytes do not either.

    Segments meet at whole minutes. Where the session is another one for everybody who hears it, segments of their own
    begin and end, so that no other one hears anything of that.

    Args:
        frames: the length of the session.
        apart: where it is another one, from and up to; in order of time.
    """
    mp3_frames = -(-frames // FRAME_SAMPLES)
    bounds = _bounds(apart, mp3_frames)
    length = _MINUTE_FRAMES if mp3_frames <= _LONG_FRAMES else 2 * _MINUTE_FRAMES
    near = [0, *bounds, mp3_frames]
    whole = (at for at in range(length, mp3_frames, length) if all(abs(at - each) >= _LEAST_FRAMES for each in near))
    edges = [at * FRAME_SAMPLES for at in sorted({0, *bounds, *whole})] + [frames]
    return tuple(
        Segment(
            hears_from=max(0, begin - _EARLY_FRAMES * FRAME_SAMPLES),
            hears_to=min(frames, end + (_LATE_FRAMES + _SPOILT_FRAMES) * FRAME_SAMPLES),
            owns_from=begin,
            owns_to=end,
        )
        for begin, end in pairwise(edges)
    )


def _bounds(apart: Sequence[tuple[int, int]], mp3_frames: int) -> list[int]:
    """Where segments around what is another sound for everybody begin and end, as numbers of MP3 frames."""
    spans: list[tuple[int, int]] = []
    for start, end in apart:
        # a segment beside it must not hear it
        begin = start // FRAME_SAMPLES - _LATE_FRAMES - _SPOILT_FRAMES
        stop = -(-end // FRAME_SAMPLES) + _EARLY_FRAMES
        if begin - (spans[-1][1] if spans else 0) < _LEAST_FRAMES:
            begin, former = spans.pop() if spans else (0, 0)
            stop = max(stop, former)
        spans.append((begin, stop if mp3_frames - stop >= _LEAST_FRAMES else mp3_frames))
    return [each for span in spans for each in span if 0 < each < mp3_frames]


def bridge(following: Segment) -> Segment:
    """The sound around the place where a segment meets the one before, to be encoded once more; it owns nothing."""
    edge = following.owns_from
    return Segment(
        hears_from=max(0, edge - _BRIDGE_FRAMES * FRAME_SAMPLES),
        hears_to=min(following.hears_to, edge + _BRIDGE_FRAMES * FRAME_SAMPLES),
        owns_from=edge,
        owns_to=edge,
    )


class SegmentEncoder:
    """Encodes the sound of one segment."""

    def __init__(self, segment: Segment, bit_rate_kbps: int) -> None:
        self._first = segment.hears_from // FRAME_SAMPLES
        self._lame = Lame(bit_rate_kbps)
        self._made = bytearray()

    def feed(self, samples: Samples) -> None:
        """Take the next of the frames that the segment hears, shape (2, n)."""
        self._made += self._lame.encode(samples)

    def finish(self) -> Encoded:
        """What was made of it; call it once."""
        return Encoded(self._first, bytes(self._made + self._lame.flush()))


class Joiner:
    """Joins the segments of one file, which come in order, and puts their frames in place."""

    def __init__(self, bit_rate_kbps: int, put: Put) -> None:
        self._size = frame_bytes(bit_rate_kbps)
        self._put = put
        self._before: Encoded | None = None
        self._done = 0  # frames put in place so far

    def add(self, following: Encoded) -> None:
        """Put all frames in place up to the joint with what was added before.

        Raises:
            NoJointError: when there is no place where both say the same; nothing is added then.
            OutputError: when the file cannot be written.
        """
        before = self._before
        if before:
            self._settle(before, self._joint(before, following))
        self._before = following

    def finish(self) -> None:
        """Put the rest in place; call it once, after the last segment.

        Raises:
            OutputError: when the file cannot be written.
        """
        if self._before:
            self._settle(self._before, self._end(self._before))

    def _settle(self, encoded: Encoded, end: int) -> None:
        self._put(self._done, self._frames(encoded, self._done, end))
        self._done = end

    def _joint(self, before: Encoded, following: Encoded) -> int:
        """The last place at which both agree, as the number of the first frame to take from what follows."""
        # the data of a frame may begin in those before it, so equal frames are needed on both sides of the joint
        first = following.first + _AGREEING_FRAMES
        end = min(self._end(before), self._end(following)) - _SPOILT_FRAMES
        agreeing = 0
        for at in range(end - 1, max(first, self._done) - 1, -1):
            agreeing = agreeing + 1 if self._decoded_part(before, at) == self._decoded_part(following, at) else 0
            if agreeing == _AGREEING_FRAMES:
                return at + _AGREEING_FRAMES // 2
        message = f"no joint between the MP3 frames {first} and {end}"
        raise NoJointError(message)

    def _decoded_part(self, encoded: Encoded, at: int) -> bytes:
        """All that a decoder reads of one frame: its head, and its data, much of which lies in frames before it."""
        head = self._frames(encoded, at, at + 1)[:_HEAD_BYTES]
        side = int.from_bytes(head[_HEADER_BYTES:])
        begins_early = side >> (256 - 9)
        bits = sum(side >> (256 - 12 - place) & 0xFFF for place in _LENGTHS_AT_BIT)
        frames = self._frames(encoded, at - _AGREEING_FRAMES, at + 1)
        reservoir = b"".join(frames[i + _HEAD_BYTES : i + self._size] for i in range(0, len(frames), self._size))
        start = len(reservoir) - (self._size - _HEAD_BYTES) - begins_early
        whole, rest = divmod(bits, 8)
        data = reservoir[start : start + whole + 1]
        # bits after the data only fill the reservoir, and may differ
        return head + data[:-1] + bytes((data[-1] >> (8 - rest),))

    def _frames(self, encoded: Encoded, begin: int, end: int) -> bytes:
        return encoded.frames[(begin - encoded.first) * self._size : (end - encoded.first) * self._size]

    def _end(self, encoded: Encoded) -> int:
        """The number of the frame after its last."""
        return encoded.first + len(encoded.frames) // self._size
