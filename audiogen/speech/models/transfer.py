"""One request for a file, or for the rest of it. What arrives is written, and what goes wrong is raised.

Whether to try again is decided in `download`, which verifies the content, too.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import requests
import urllib3.exceptions

from audiogen.speech.models.catalogue import RemoteFile

_BLOCK_BYTES: Final = 64 * 1024
_TIMEOUT_S: Final = 30.0
"""For a connection, and for each silence of the server."""
_SLOW_S: Final = 60.0
SLOW_BYTES: Final = 64 * 1024
"""Fewer than these in a minute, about 1 kB/s, are a fault: a model would take days."""
_CONTENT_RANGE: Final = re.compile(r"bytes (?P<start>\d+)-\d+/(?P<size>\d+|\*)")


class TransientError(Exception):
    """The end of the file was not reached; what arrived is kept, and the next request may go on from there."""


class PermanentError(Exception):
    """Another request would fail in the same way."""


class _EncryptedSession(requests.Session):
    """Follows redirects, as the hosts of models send them, but none from HTTPS to HTTP."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """The target of a redirect; None for any other answer."""
        target = super().get_redirect_target(resp)
        if target and resp.url.startswith("https:") and not urljoin(resp.url, target).startswith("https:"):
            message = f"the server sends to {target}, which is not encrypted,"
            raise PermanentError(message)
        return target


def size_of(path: Path) -> int:
    """Bytes in a file; 0 when there is none."""
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_size
    return 0


def receive(file: RemoteFile, part: Path, clock: Callable[[], float]) -> Iterator[int]:
    """Write what is missing of a file, or all of it when the server cannot resume.

    Args:
        file: what to request.
        part: what is there of it; it grows, or begins anew.
        clock: seconds since any moment.

    Yields:
        How many bytes are there, after each block.

    Raises:
        TransientError: when not everything arrived.
        PermanentError: when the server has no such file, or another one.
        OSError: when it cannot be written.
    """
    have = size_of(part)
    # a server may compress the answer unless told not to; its length would then not be the file's
    headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={have}-"} if have else {})}
    with (
        _requests_errors_translated(),
        _EncryptedSession() as session,
        session.get(file.url, headers=headers, stream=True, timeout=_TIMEOUT_S) as answer,
    ):
        done = _start(file, answer, part, have)
        with part.open("ab" if done else "wb") as out:
            for block in _blocks(answer, clock):
                out.write(block)
                done += len(block)
                yield done
                if done > file.size_bytes:
                    break
    if done < file.size_bytes:
        message = "the connection was cut"
        raise TransientError(message)


def _blocks(answer: requests.Response, clock: Callable[[], float]) -> Iterator[bytes]:
    """What arrives, as soon as it arrives: while it waits for a whole block, nobody would see how slow a server is."""
    since, received = clock(), 0
    while block := answer.raw.read1(_BLOCK_BYTES, decode_content=True):
        yield block
        received += len(block)
        now = clock()
        if now - since >= _SLOW_S:
            if received < SLOW_BYTES:
                message = f"the server sends next to nothing, {received} bytes in {now - since:.0f} s"
                raise TransientError(message)
            since, received = now, 0


def _start(file: RemoteFile, answer: requests.Response, part: Path, have: int) -> int:
    """Where in the file the answer begins: where the part ends, or at 0."""
    if answer.status_code == requests.codes.partial_content:
        _require_range(file, answer.headers.get("Content-Range", ""), part, have)
        return have
    if answer.status_code == requests.codes.requested_range_not_satisfiable:
        part.unlink(missing_ok=True)
        message = "the server has another file"
        raise TransientError(message)
    if answer.status_code in (requests.codes.too_many, requests.codes.request_timeout) or answer.status_code >= 500:
        message = f"the server is in trouble ({answer.status_code})"
        raise TransientError(message)
    if answer.status_code != requests.codes.ok:
        message = f"the server answers {answer.status_code} {answer.reason}"
        raise PermanentError(message)
    if "text/html" in answer.headers.get("Content-Type", ""):
        message = "the server sends a page in place of the file"
        raise PermanentError(message)
    if "Content-Encoding" not in answer.headers:
        _require_size(file, answer.headers.get("Content-Length", "*"))
    return 0


def _require_range(file: RemoteFile, content_range: str, part: Path, have: int) -> None:
    match = _CONTENT_RANGE.fullmatch(content_range)
    if match is None or int(match["start"]) != have:
        # to write it anywhere would be a guess; the next request asks for the whole file
        part.unlink(missing_ok=True)
        message = "the server sends another part than was asked for"
        raise TransientError(message)
    _require_size(file, match["size"])


def _require_size(file: RemoteFile, size: str) -> None:
    """Refuse another file before all of it has arrived; a server need not send the size."""
    if size.isdecimal() and int(size) != file.size_bytes:
        message = f"the server has another file, {int(size)} bytes long in place of {file.size_bytes},"
        raise PermanentError(message)


_CAUSES: Final[tuple[tuple[type[Exception], str], ...]] = (
    (requests.exceptions.SSLError, "the server does not prove who it is, or something between hinders it (TLS)"),
    (requests.exceptions.ProxyError, "the proxy that HTTPS_PROXY or HTTP_PROXY names refuses, or cannot be reached"),
    (requests.Timeout, "the server is silent"),
    (urllib3.exceptions.TimeoutError, "the server is silent"),
    (requests.RequestException, "the server cannot be reached"),
    (urllib3.exceptions.HTTPError, "the connection was cut"),
)
"""What requests and urllib3 raise, subclasses first, and what people are told about it."""


@contextlib.contextmanager
def _requests_errors_translated() -> Iterator[None]:
    try:
        yield
    except requests.TooManyRedirects as error:
        message = "the server sends round in circles"
        raise PermanentError(message) from error
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise TransientError(next(text for kind, text in _CAUSES if isinstance(error, kind))) from error
