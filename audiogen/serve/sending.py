"""Files on their way to clients: whole, or in the parts that a Range header names.

Starlette's own FileResponse opens a file once its answer has begun, asks another thread for each piece, and answers 400
to ranges that RFC 9110 wants ignored.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import contextmanager, suppress
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from audiogen.serve.ranges import ByteSpan, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK_BYTES: Final = 64 * 1024
"""As much as is held of a file for each client."""
_BOUNDARY_BYTES: Final = 13


class SentFile(FileResponse):
    """A file, whole or in the parts that a Range header names."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            file = await run_in_threadpool(_FileToSend, self.path)
        except OSError:
            # a build has taken it away since it was looked up, or it cannot be read
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, send)
            return
        with file.closing():
            self._go_by(file.stat)
            spans = self._asked(scope["method"], Headers(scope=scope), file.stat.st_size)
            if spans == ():
                self._refuse(file.stat.st_size)
                await Response(status_code=416, headers=dict(self.headers))(scope, receive, send)
                return
            parts = _whole(file.stat.st_size) if spans is None else self._parts(spans, file.stat.st_size)
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if scope["method"] == "HEAD":
                await send({"type": "http.response.body", "body": b""})
            else:
                await _send(file, parts, receive, send)

    def _go_by(self, stat: os.stat_result) -> None:
        """Say what is true of the file that was opened: it may have come into the place of one that was looked up."""
        known = self.stat_result
        if known is None or (stat.st_size, stat.st_mtime) != (known.st_size, known.st_mtime):
            for name in ("content-length", "last-modified", "etag"):
                del self.headers[name]
            self.set_stat_headers(stat)

    def _asked(self, method: str, asked: Headers, size: int) -> tuple[ByteSpan, ...] | None:
        header, condition = asked.get("range"), asked.get("if-range")
        if method != "GET" or header is None:
            return None
        if condition is not None and condition not in (self.headers["etag"], self.headers.get("last-modified")):
            return None
        return spans_of(header, size)

    def _refuse(self, size: int) -> None:
        del self.headers["content-length"]
        self.headers["content-range"] = f"bytes */{size}"

    def _parts(self, spans: tuple[ByteSpan, ...], size: int) -> list[bytes | ByteSpan]:
        """The body of an answer with some of the file, in its order; its headers are set."""
        self.status_code = 206
        if len(spans) == 1:
            self.headers["content-range"] = _content_range(spans[0], size)
            self.headers["content-length"] = str(spans[0].size)
            return [spans[0]]
        boundary, kind = token_hex(_BOUNDARY_BYTES), self.headers["content-type"]
        parts: list[bytes | ByteSpan] = []
        for span in spans:
            head = f"--{boundary}\r\nContent-Type: {kind}\r\nContent-Range: {_content_range(span, size)}\r\n\r\n"
            parts += [head.encode("latin-1"), span, b"\r\n"]
        parts.append(f"--{boundary}--".encode())
        self.headers["content-type"] = f"multipart/byteranges; boundary={boundary}"
        length = sum(len(part) if isinstance(part, bytes) else part.size for part in parts)
        self.headers["content-length"] = str(length)
        return parts


class _FileToSend:
    """A file that is read from several places, by whoever asks."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self.stat = os.fstat(self._descriptor)

    @contextmanager
    def closing(self) -> Iterator[None]:
        try:
            yield
        finally:
            os.close(self._descriptor)

    async def read(self, first: int, size: int) -> bytes:
        """Some bytes: at once those that the system has in memory, the others on a thread that waits for the disk."""
        # whoever reads as fast as this sends would keep all others waiting
        await asyncio.sleep(0)
        with suppress(OSError):
            return self._at_once(first, size)
        return await run_in_threadpool(self._read, first, size)

    def _at_once(self, first: int, size: int) -> bytes:
        """Some bytes, or fewer, from memory.

        Raises:
            OSError: when they are not there.
        """
        if sys.platform != "linux":
            raise OSError
        piece = bytearray(size)
        found = os.preadv(self._descriptor, [piece], first, os.RWF_NOWAIT)
        return bytes(piece) if found == size else bytes(memoryview(piece)[:found])

    def _read(self, first: int, size: int) -> bytes:
        if sys.platform != "win32":
            return os.pread(self._descriptor, size, first)
        os.lseek(self._descriptor, first, os.SEEK_SET)
        return os.read(self._descriptor, size)


async def _send(file: _FileToSend, parts: list[bytes | ByteSpan], receive: Receive, send: Send) -> None:
    gone = asyncio.create_task(_until_gone(receive))
    try:
        for part in parts:
            if isinstance(part, bytes):
                await send({"type": "http.response.body", "body": part, "more_body": True})
                continue
            at = part.first
            while at < part.end and not gone.done():
                piece = await file.read(at, min(_BLOCK_BYTES, part.end - at))
                if not piece:
                    # it was cut short: whoever waits for the rest has to learn that nothing comes
                    return
                await send({"type": "http.response.body", "body": piece, "more_body": True})
                at += len(piece)
        await send({"type": "http.response.body", "body": b""})
    finally:
        gone.cancel()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _whole(size: int) -> list[bytes | ByteSpan]:
    return [ByteSpan(0, size)] if size else []


def _content_range(span: ByteSpan, size: int) -> str:
    return f"bytes {span.first}-{span.end - 1}/{size}"
