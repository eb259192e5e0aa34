"""Sound that is kept from build to build, by what decides how it sounds; where it lies is not known here."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, Self, TypeAlias

from audiogen.audio.samples import Source
from audiogen.encode.mp3.segments import Encoded
from audiogen.render.limiter import LimiterWork

Facts: TypeAlias = Sequence[object]
"""What JSON can hold."""

BedFacts: TypeAlias = Callable[[int, int], Facts]
"""What decides how a bed sounds from one frame up to another."""

_HEAD: Final = struct.Struct("<QQQd")
"""Of an entry: number of the first MP3 frame, cells and reduced cells of the limiter, the most that it took, in dB."""


@dataclass(frozen=True, slots=True)
class HeardFacts:
    """All that decides how a stretch of a mix sounds: equal facts, equal samples."""

    facts: Facts
    own: bool
    """Whether something in it is said to one person alone."""


class Fingerprinted(Source, Protocol):
    """The mix of a session, which can tell what sounds in any stretch of it without rendering that."""

    frames: int

    def fingerprint(self, begin: int, end: int) -> HeardFacts:
        """Of the stretch from one frame up to another; both may lie beyond the ends of the session."""
        ...


class KeepingPlace(Protocol):
    """The place of one thing that may be kept."""

    def find(self) -> bytes | None:
        """What is kept there; None where there is nothing that can be read."""
        ...

    def keep(self, content: bytes) -> None:
        """Keep something; where that is impossible, nothing happens."""
        ...


class Keeper(Protocol):
    """Keeps what is made of sound."""

    def shelf(self, facts: Facts, *, own: bool) -> KeepingPlace:
        """The place of what is made from these facts; apart from all else, where one person alone may hear it."""
        ...


@dataclass(frozen=True, slots=True)
class EncodedSegment:
    """A segment that one encoder made, and what the limiter did before it."""

    encoded: Encoded
    limited: LimiterWork

    def to_bytes(self) -> bytes:
        """What is kept of it."""
        limited = self.limited
        head = _HEAD.pack(self.encoded.first, limited.cells, limited.reduced_cells, limited.most_db)
        return head + self.encoded.frames

    @classmethod
    def of_bytes(cls, content: bytes) -> Self:
        """The same again."""
        first, cells, reduced_cells, most_db = _HEAD.unpack_from(content)
        return cls(Encoded(first, content[_HEAD.size :]), LimiterWork(cells, reduced_cells, most_db))
