"""One MP3 from several encoders at once: what is decoded is, to the last bit, what one encoder would have made.

An encoder's frame depends on what went before it: the psychoacoustic model looks back, and unspent bits are carried on
in a reservoir. But not far: at 48 kHz, where every frame of a constant bit rate has the same size, two encoders that
hear the same sound come to say the same. Over the first show half of them did after 31 frames, nine of ten after 76,
and the slowest after 162. So each segment begins early, in the sound of the one before, and the two are joined where
both have said the same for a while. Where they have not, a bridge between them is encoded; and should that not help,
the caller encodes all of it with one encoder. Only what fills unused bits may differ from one encoder's file: LAME
fills them with ones and zeros in turn, which no decoder looks at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from audiogen.audio.samples import Samples
from audiogen.encode.mp3.lame import Lame
from audiogen.encode.mp3.lame_tag import FRAME_SAMPLES, frame_bytes
from audiogen.encode.mp3.unused import HEAD_BYTES, LENGTHS_AT_BIT

_LONGEST_FRAMES: Final = 19_200
"""MP3 frames, just under eight minutes: what is encoded twice is then less than a hundredth of the whole."""
_SHORTEST_FRAMES: Final = 1000
"""Below 24 s, more would be encoded twice than is gained."""
_EARLY_FRAMES: Final = 96
"""Before its own first frame a segment hears this many."""
_LATE_FRAMES: Final = 40
"""After its own last frame it goes on for this many."""
_BRIDGE_FRAMES: Final = 400
"""A bridge begins this many before the place where two segments meet, and ends as many after it."""
_SPOILT_FRAMES: Final = 4
"""The last frames before a cut already hear the silence behind it."""
_END_FRAMES: Final = 512
"""As much of either end of a segment may lie beside another segment or a bridge, and is kept until it is joined."""
_AGREEING_FRAMES: Final = 12
"""So many equal frames in a row make a joint: more than a reservoir of 511 bytes can reach over at any bit rate."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of MP3 frames and the sound that is heard to encode them; times are in frames of sound, at 48 kHz."""

    number: int
    """From 0."""
    hears_from: int
    hears_to: int
    """The sound to be fed to the encoder."""
    owns_from: int
    owns_to: int
    """The sound that only this segment stands for; those of all segments, in a row, are the whole."""


Put: TypeAlias = Callable[[int, bytes], None]
"""Takes the number of the first frame in the whole file, and consecutive MP3 frames; from any thread."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """The two ends of a segment that one encoder has made. All frames between them are in the file already."""

    first: int
    """Number of its first frame in the whole file."""
    end: int
    """The frame after its last."""
    head: bytes
    """Frames of constant size, from the first on."""
    tail: bytes
    """Frames up to the last."""


class NoJointError(Exception):
    """Two encoders never agreed where their segments meet."""


def segments(frames: int) -> tuple[Segment, ...]:
    """How a session of that many frames is divided; it depends on nothing else, so the bytes do not either.

    Their number is even, so that two cores end together.
    """
    mp3_frames = -(-frames // FRAME_SAMPLES)
    pairs = -(-mp3_frames // (2 * _LONGEST_FRAMES))
    count = 2 * pairs if mp3_frames >= 2 * _SHORTEST_FRAMES else 1
    edges = [mp3_frames * number // count * FRAME_SAMPLES for number in range(count)] + [frames]
    return tuple(
        Segment(
            number=number,
            hears_from=max(0, begin - _EARLY_FRAMES * FRAME_SAMPLES),
            hears_to=min(frames, end + (_LATE_FRAMES + _SPOILT_FRAMES) * FRAME_SAMPLES),
            owns_from=begin,
            owns_to=end,
        )
        for number, (begin, end) in enumerate(pairwise(edges))
    )


def bridge(following: Segment) -> Segment:
    """The sound around the place where a segment meets the one before, to be encoded once more; it owns nothing."""
    edge = following.owns_from
    return Segment(
        number=following.number,
        hears_from=max(0, edge - _BRIDGE_FRAMES * FRAME_SAMPLES),
        hears_to=min(following.hears_to, edge + _BRIDGE_FRAMES * FRAME_SAMPLES),
        owns_from=edge,
        owns_to=edge,
    )


class SegmentEncoder:
    """Encodes the sound of one segment, and keeps no more of it than its ends."""

    def __init__(self, segment: Segment, bit_rate_kbps: int, put: Put) -> None:
        self._first = segment.hears_from // FRAME_SAMPLES
        self._lame = Lame(bit_rate_kbps)
        self._put = put
        self._size = frame_bytes(bit_rate_kbps)
        self._made = 0  # bytes so far
        self._head = b""
        self._tail = bytearray()

    def feed(self, samples: Samples) -> None:
        """Take the next of the frames that the segment hears, shape (2, n).

        Raises:
            OutputError: when the file cannot be written.
        """
        self._add(self._lame.encode(samples))

    def finish(self) -> Encoded:
        """Both ends of it; call it once."""
        self._add(self._lame.flush())
        end = self._first + self._made // self._size
        return Encoded(self._first, end, self._head, bytes(self._tail))

    def _add(self, data: bytes) -> None:
        self._made += len(data)
        missing = _END_FRAMES * self._size - len(self._head)
        self._head += data[:missing]
        self._tail += data[missing:]
        settled = len(self._tail) // self._size - _END_FRAMES
        if settled > 0:
            begin = self._first + (self._made - len(self._tail)) // self._size
            self._put(begin, bytes(self._tail[: settled * self._size]))
            del self._tail[: settled * self._size]


class Joiner:
    """Joins the segments of one file, which come in order, and puts the frames of their ends in place."""

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
            joint = self._joint(before, following)
            self._settle(before, joint)
        self._before = following

    def finish(self) -> None:
        """Put the rest in place; call it once, after the last segment.

        Raises:
            OutputError: when the file cannot be written.
        """
        if self._before:
            self._settle(self._before, self._before.end)

    def _settle(self, encoded: Encoded, end: int) -> None:
        for first, data in self._ends(encoded):
            begin, stop = max(first, self._done), min(first + len(data) // self._size, end)
            if begin < stop:
                self._put(begin, data[(begin - first) * self._size : (stop - first) * self._size])
        self._done = end

    def _joint(self, before: Encoded, following: Encoded) -> int:
        """The last place at which both agree, as the number of the first frame to take from what follows."""
        # the data of a frame may begin in those before it, so equal frames are needed on both sides of the joint
        first, end = following.first + _AGREEING_FRAMES, min(before.end, following.end) - _SPOILT_FRAMES
        agreeing = 0
        for at in range(end - 1, max(first, self._done) - 1, -1):
            agreeing = agreeing + 1 if self._decoded_part(before, at) == self._decoded_part(following, at) else 0
            if agreeing == _AGREEING_FRAMES:
                return at + _AGREEING_FRAMES // 2
        message = f"no joint between the MP3 frames {first} and {end}"
        raise NoJointError(message)

    def _decoded_part(self, encoded: Encoded, at: int) -> bytes:
        """All that a decoder reads of one frame: its head, and its data, much of which lies in frames before it."""
        head = self._frames(encoded, at, at + 1)[:HEAD_BYTES]
        side = int.from_bytes(head[4:])
        begins_early = side >> (256 - 9)
        bits = sum(side >> (256 - 12 - place) & 0xFFF for place in LENGTHS_AT_BIT)
        frames = self._frames(encoded, at - _AGREEING_FRAMES, at + 1)
        reservoir = b"".join(frames[i + HEAD_BYTES : i + self._size] for i in range(0, len(frames), self._size))
        start = len(reservoir) - (self._size - HEAD_BYTES) - begins_early
        whole, rest = divmod(bits, 8)
        data = reservoir[start : start + whole + 1]
        # bits after the data only fill the reservoir, and may differ
        return head + data[:-1] + bytes((data[-1] >> (8 - rest),))

    def _frames(self, encoded: Encoded, begin: int, end: int) -> bytes:
        """Frames that lie in its ends: no two segments meet elsewhere."""
        return b"".join(
            data[max(0, begin - first) * self._size : max(0, end - first) * self._size]
            for first, data in self._ends(encoded)
        )

    def _ends(self, encoded: Encoded) -> tuple[tuple[int, bytes], tuple[int, bytes]]:
        tail_first = encoded.end - len(encoded.tail) // self._size
        return (encoded.first, encoded.head), (tail_first, encoded.tail)
