"""One request to Google's speech service, and its answer, which may be anything: it is read within limits.

gTTS makes the request. It would read the whole answer at once, whatever its size; so what it does then is done here.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from threading import Event
from typing import Final

import requests
from gtts.tts import gTTS
from urllib3.exceptions import HTTPError, ReadTimeoutError

MOST_BYTES: Final = 4_000_000
"""Of an answer, unpacked: twenty times what the longest piece takes."""
_PIECE_BYTES: Final = 16_384
_PACKED: Final = ("gzip", "x-gzip", "deflate")
_EITHER: Final = zlib.MAX_WBITS | 32
"""zlib finds out by itself whether it is gzip or deflate."""


class OverlongError(Exception):
    """An answer that is larger than any sound can be."""


class GivenUpError(Exception):
    """An answer that nobody waits for any more."""


def ask(speech: gTTS, given_up: Event) -> tuple[requests.Response, bytes]:
    """The answer to the one request of a text: its head, and its content, unpacked.

    Args:
        speech: a text short enough for one request.
        given_up: set from another thread when nobody waits for the answer any more; the connection is closed then.

    Raises:
        requests.RequestException: when there is no answer, or it breaks off.
        OverlongError: when it is larger than `MOST_BYTES`.
        GivenUpError: after `given_up` was set.
        ValueError: when it cannot be unpacked.
    """
    [prepared] = speech._prepare_requests()  # noqa: SLF001 - all that it has to send alone; its version is pinned
    with requests.Session() as session:
        settings = session.merge_environment_settings(prepared.url, {}, stream=True, verify=None, cert=None)
        # a redirect leads to a page, never to sound, and its content would be read without a limit
        with session.send(prepared, timeout=speech.timeout, allow_redirects=False, **settings) as response:
            return response, b"".join(_unpacked(response, _within_limit(response, given_up)))


def sounds_in(content: bytes) -> Iterator[bytes | None]:
    """The sounds in an answer; None where one should be.

    Raises:
        ValueError: when it is not of the form that it has.
    """
    for line in content.decode().split("\n"):
        if gTTS.GOOGLE_TTS_RPC in line:
            found = re.search(rf'{gTTS.GOOGLE_TTS_RPC}","\[\\"([^"\\]*)\\"]', line)
            yield base64.b64decode(found[1]) if found else None


def _within_limit(response: requests.Response, given_up: Event) -> Iterator[bytes]:
    """The content as it comes, without waiting for more than there is: so the end of all patience is seen in time."""
    size = 0
    try:
        while piece := response.raw.read1(_PIECE_BYTES, decode_content=False):
            size += len(piece)
            if given_up.is_set():
                raise GivenUpError
            if size > MOST_BYTES:
                raise OverlongError
            yield piece
    except ReadTimeoutError as error:
        raise requests.ReadTimeout(error) from error
    except HTTPError as error:
        raise requests.exceptions.ChunkedEncodingError(error) from error


def _unpacked(response: requests.Response, pieces: Iterator[bytes]) -> Iterator[bytes]:
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing in ("", "identity"):
        yield from pieces
        return
    if packing not in _PACKED:
        message = f"the answer is packed as {packing}"
        raise ValueError(message)
    unpacking, room = zlib.decompressobj(_EITHER), MOST_BYTES
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
