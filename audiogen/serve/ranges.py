"""Which bytes of a file a Range header asks for, as RFC 9110 has it (14.1 to 14.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

# 18 digits are enough for any file; int() raises ValueError for more than 4300
_SPEC: Final = re.compile(r"(?P<first>\d{1,18})-(?P<last>\d{1,18})?|-(?P<suffix>\d{1,18})", re.ASCII)
_MOST_RANGES: Final = 100
"""Nobody needs more, and each costs as much as a request."""


class ByteSpan(NamedTuple):
    """Some of the bytes of a file."""

    first: int
    end: int
    """The place behind the last one."""

    @property
    def size(self) -> int:
        """How many they are."""
        return self.end - self.first


def spans_of(header: str, size: int) -> tuple[ByteSpan, ...] | None:
    """What a Range header asks for: by its places, what overlaps as one; nothing where all lies behind the end.

    None where the header is to be ignored: it makes no sense, is of another unit, or is meant to wear this server out.

    Args:
        header: as the client sent it.
        size: the bytes of the whole file.
    """
    unit, equals, listed = header.partition("=")
    if unit.strip().lower() != "bytes" or not equals:
        return None
    specs = [_SPEC.fullmatch(part.strip()) for part in listed.split(",") if part.strip()]
    if not specs or len(specs) > _MOST_RANGES:
        return None
    within: list[ByteSpan] = []
    for spec in specs:
        if spec is None or (spec["last"] and int(spec["last"]) < int(spec["first"])):
            return None
        first = int(spec["first"]) if spec["first"] else max(size - int(spec["suffix"]), 0)
        end = min(int(spec["last"]) + 1, size) if spec["last"] else size
        # a suffix of no bytes begins at the end
        if first < end:
            within.append(ByteSpan(first, end))
    return _merged(within)


def _merged(spans: Iterable[ByteSpan]) -> tuple[ByteSpan, ...]:
    merged: list[ByteSpan] = []
    for span in sorted(spans):
        if merged and span.first <= merged[-1].end:
            merged[-1] = ByteSpan(merged[-1].first, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
