"""A server of files on the loopback address, with the faults of real ones."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Literal

from support.silence import Silence

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

Mode = Literal[
    "ok", "no-ranges", "cut", "nothing", "404", "403", "500", "416", "html", "circle", "corrupt", "wrong-range",
    "other-size-in-range", "unsized", "drip", "silence", "stall",
]  # fmt: skip
"""Clients in this process see a time-out where the server drips or falls silent; where it stalls, nothing happens."""


@dataclass
class ModelServer:
    """Serves one file, following a script of modes, then `then`."""

    content: bytes = field(repr=False)
    script: list[Mode] = field(default_factory=list)
    then: Mode = "ok"
    ranges: list[str | None] = field(default_factory=list)
    """The Range header of each request."""
    silence: Silence = field(default_factory=Silence)
    stalled: threading.Event = field(default_factory=threading.Event)
    """Set when a request stalls, until the server closes."""
    closing: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        fake = self
        self.silence.__enter__()

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

            def do_GET(self) -> None:
                fake.answer(self)

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """Clients that leave early are part of the play."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self.silence.__exit__(kind, value, at)

    @property
    def url(self) -> str:
        """Where the file is."""
        return f"http://127.0.0.1:{self._server.server_port}/model.onnx"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request as the script says."""
        asked = handler.headers.get("Range")
        self.ranges.append(asked)
        mode = self.script.pop(0) if self.script else self.then
        start = int(re.sub(r"\D", "", asked)) if asked and mode != "no-ranges" else 0
        if mode in ("403", "404", "500", "416"):
            _send(handler, int(mode), b"", {})
        elif mode == "html":
            _send(handler, 200, b"<html>Sign in</html>", {"Content-Type": "text/html"})
        elif mode == "circle":
            _send(handler, 302, b"", {"Location": self.url})
        elif mode == "silence":
            self.silence.fall_on(handler.connection)
        elif mode == "stall":
            self.stalled.set()
            self.closing.wait()
        elif start >= len(self.content):
            _send(handler, 416, b"", {"Content-Range": f"bytes */{len(self.content)}"})
        else:
            self._serve(handler, mode, start)
        handler.close_connection = True

    def _serve(self, handler: BaseHTTPRequestHandler, mode: Mode, start: int) -> None:
        content = corrupted(self.content) if mode == "corrupt" else self.content
        body, headers = content[start:], {"Content-Type": "application/octet-stream"}
        if mode != "unsized":
            headers["Content-Length"] = str(len(body))
        if start:
            told = start // 2 if mode == "wrong-range" else start
            size = len(content) + (mode == "other-size-in-range")
            headers["Content-Range"] = f"bytes {told}-{len(content) - 1}/{size}"
        sent = {"cut": len(body) // 2, "nothing": 0, "drip": 1000}.get(mode, len(body))
        _send(handler, 206 if start else 200, body[:sent], headers)
        if mode == "drip":
            self.silence.fall_on(handler.connection)


def corrupted(content: bytes) -> bytes:
    """The same, but for one bit at its end."""
    return content[:-1] + bytes([content[-1] ^ 1])


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    """Answer with a body, which ends where the connection does unless its length is among the headers."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)
