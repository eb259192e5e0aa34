"""One request for a file, or for the rest of it: what comes is written, and what the server did is told.

Trying again, verifying the content and putting it in place are decided in `download`.
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


class Cut(Exception):  # noqa: N818 - it becomes an error when trying again does not help
    """It stopped before the file's end; what came is kept, and the next request may go on from there."""


class Refused(Exception):  # noqa: N818 - as above
    """Asking again would change nothing."""


class _Session(requests.Session):
    """Follows redirects, as the hosts of models send them, but none that leaves the encrypted way."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Where an answer sends to; None when it sends nowhere."""
        target = super().get_redirect_target(resp)
        if target and resp.url.startswith("https:") and not urljoin(resp.url, target).startswith("https:"):
            message = f"the server sends to {target}, which is not encrypted,"
            raise Refused(message)
        return target


def size_of(path: Path) -> int:
    """Bytes in a file; 0 when there is none."""
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_size
    return 0


def receive(file: RemoteFile, unfinished: Path, clock: Callable[[], float]) -> Iterator[int]:
    """Write what is missing of a file, or all of it when the server cannot go on; the bytes there after each block.

    Args:
        file: what to ask for.
        unfinished: what is there of it; it grows, or begins anew.
        clock: tells seconds.

    Raises:
        Cut: when not all came.
        Refused: when the server has no such file, or another one.
        OSError: when it cannot be written.
    """
    have = size_of(unfinished)
    # without the first, a server may pack the answer, whose length would then be another than the file's
    headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={have}-"} if have else {})}
    with (
        _faults_named(),
        _Session() as session,
        session.get(file.url, headers=headers, stream=True, timeout=_TIMEOUT_S) as answer,
    ):
        done = _start(file, answer, unfinished, have)
        with unfinished.open("ab" if done else "wb") as out:
            for block in _blocks(answer, clock):
                out.write(block)
                done += len(block)
                yield done
                if done > file.size_bytes:
                    break
    if done < file.size_bytes:
        message = "the connection was cut"
        raise Cut(message)


def _blocks(answer: requests.Response, clock: Callable[[], float]) -> Iterator[bytes]:
    """What comes, as soon as it comes: while whole blocks were waited for, nobody would see that it only drips."""
    since, received = clock(), 0
    while block := answer.raw.read1(_BLOCK_BYTES, decode_content=True):
        yield block
        received += len(block)
        now = clock()
        if now - since >= _SLOW_S:
            if received < SLOW_BYTES:
                message = f"the server sends next to nothing, {received} bytes in {now - since:.0f} s"
                raise Cut(message)
            since, received = now, 0


def _start(file: RemoteFile, answer: requests.Response, unfinished: Path, have: int) -> int:
    """Where in the file the answer begins: where what is there ends, or at 0."""
    if answer.status_code == requests.codes.partial_content:
        return _start_of_part(file, answer, unfinished, have)
    if answer.status_code == requests.codes.requested_range_not_satisfiable:
        unfinished.unlink(missing_ok=True)
        message = "the server has another file"
        raise Cut(message)
    if answer.status_code in (requests.codes.too_many, requests.codes.request_timeout) or answer.status_code >= 500:
        message = f"the server is in trouble ({answer.status_code})"
        raise Cut(message)
    if answer.status_code != requests.codes.ok:
        message = f"the server answers {answer.status_code} {answer.reason}"
        raise Refused(message)
    if "text/html" in answer.headers.get("Content-Type", ""):
        message = "the server sends a page in place of the file"
        raise Refused(message)
    if "Content-Encoding" not in answer.headers:
        _require_size(file, answer.headers.get("Content-Length", "*"))
    return 0


def _start_of_part(file: RemoteFile, answer: requests.Response, unfinished: Path, have: int) -> int:
    told = _CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if told is None or int(told["start"]) != have:
        # to write it anywhere would be a guess; the next request asks for the whole file
        unfinished.unlink(missing_ok=True)
        message = "the server sends another part than was asked for"
        raise Cut(message)
    _require_size(file, told["size"])
    return have


def _require_size(file: RemoteFile, told: str) -> None:
    """Refuse another file at once, rather than after all of it has come; a server need not tell the size."""
    if told.isdecimal() and int(told) != file.size_bytes:
        message = f"the server has another file, {int(told)} bytes long in place of {file.size_bytes},"
        raise Refused(message)


_FAULTS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (requests.exceptions.SSLError, "the server does not prove who it is, or something between hinders it (TLS)"),
    (requests.exceptions.ProxyError, "the proxy that HTTPS_PROXY or HTTP_PROXY names refuses, or cannot be reached"),
    (requests.Timeout, "the server is silent"),
    (urllib3.exceptions.TimeoutError, "the server is silent"),
    (requests.RequestException, "the server cannot be reached"),
    (urllib3.exceptions.HTTPError, "the connection was cut"),
)
"""What lower levels raise, the particular before the general, and what it is to people."""


@contextlib.contextmanager
def _faults_named() -> Iterator[None]:
    try:
        yield
    except requests.TooManyRedirects as error:
        message = "the server sends round in circles"
        raise Refused(message) from error
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise Cut(next(text for kind, text in _FAULTS if isinstance(error, kind))) from error
