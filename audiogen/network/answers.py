"""The answer to a request, which may be anything: it is read within limits, and unpacked within the same.

An answer that `requests` read by itself would be held whole in memory, whatever its size.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import requests
from urllib3.exceptions import HTTPError, ReadTimeoutError

_PIECE_BYTES: Final = 16_384
_PACKED: Final = ("gzip", "x-gzip", "deflate")
_EITHER: Final = zlib.MAX_WBITS | 32
"""zlib finds out by itself whether it is gzip or deflate."""


class OverlongError(Exception):
    """An answer that is larger than what was asked for can be."""


class GivenUpError(Exception):
    """An answer that nobody waits for any more."""


def content_of(response: requests.Response, most_bytes: int, given_up: Callable[[], bool]) -> bytes:
    """The content of an answer, unpacked.

    Args:
        response: asked for with `stream=True`, so that nothing of its content has been read.
        most_bytes: how large it may be, packed and unpacked.
        given_up: asked after each piece, whether nobody waits for the answer any more.

    Raises:
        requests.RequestException: when it breaks off, or the server is silent for too long.
        OverlongError: when it is larger than `most_bytes`.
        GivenUpError: when it was given up.
        ValueError: when it cannot be unpacked.
    """
    return b"".join(_unpacked(response, _within_limit(response, most_bytes, given_up), most_bytes))


def retry_after_s(header: str | None) -> float | None:
    """Seconds from a Retry-After header (RFC 9110, 10.2.3): a number of seconds, or a date; None where it says none."""
    if header is None:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        date = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (date.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _within_limit(response: requests.Response, most_bytes: int, given_up: Callable[[], bool]) -> Iterator[bytes]:
    """The content as it comes, without waiting for more than there is: so the end of all patience is seen in time."""
    size = 0
    try:
        while piece := response.raw.read1(_PIECE_BYTES, decode_content=False):
            size += len(piece)
            if given_up():
                raise GivenUpError
            if size > most_bytes:
                raise OverlongError
            yield piece
    except ReadTimeoutError as error:
        raise requests.ReadTimeout(error) from error
    except HTTPError as error:
        raise requests.exceptions.ChunkedEncodingError(error) from error


def _unpacked(response: requests.Response, pieces: Iterator[bytes], most_bytes: int) -> Iterator[bytes]:
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing in ("", "identity"):
        yield from pieces
        return
    if packing not in _PACKED:
        message = f"the answer is packed as {packing}"
        raise ValueError(message)
    unpacking, room = zlib.decompressobj(_EITHER), most_bytes
    for piece in pieces:
        try:
            # a kilobyte may unpack to a megabyte: no more is unpacked than there is room for
            content = unpacking.decompress(piece, room + 1)
        except zlib.error as error:
            raise ValueError(str(error)) from error
        room -= len(content)
        if room < 0:
            raise OverlongError
        yield content
