"""A web server that gives one answer to everything, as servers do that are full, closed or moved."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

_EMPTY: Final[Mapping[str, str]] = {}


class AnsweringServer(ThreadingHTTPServer):
    """What it answers can be changed at any time; what it was asked is kept."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.said = (200, b"", _EMPTY)
        self.asked: list[str] = []

    def answer(self, status: int, body: bytes = b"", headers: Mapping[str, str] = _EMPTY) -> None:
        """Say this from now on."""
        self.said = (status, body, headers)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of connections that are closed early."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: AnsweringServer

    def handle_one_request(self) -> None:
        """Answer, whatever the method is."""
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        self.server.asked.append(f"{self.command} {self.path}")
        left = int(self.headers.get("Content-Length") or 0)
        while left > 0 and (data := self.rfile.read(min(left, 65536))):
            left -= len(data)
        status, body, headers = self.server.said
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        """Say nothing."""


@contextlib.contextmanager
def answering_server() -> Iterator[AnsweringServer]:
    """One on a free port."""
    with AnsweringServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
