"""A server of files on the loopback address, with the faults of real ones."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

Mode = Literal["ok", "no-ranges", "cut", "nothing", "404", "500", "html", "circle", "corrupt", "wrong-range", "416"]


@dataclass
class ModelServer:
    """Serves one file, following a script of modes, then `then`."""

    content: bytes
    script: list[Mode] = field(default_factory=list)
    then: Mode = "ok"
    ranges: list[str | None] = field(default_factory=list)
    """The Range header of each request."""

    def __enter__(self) -> Self:
        fake = self

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
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Where the file is."""
        return f"http://127.0.0.1:{self._server.server_port}/model.onnx"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request as the script says."""
        asked = handler.headers.get("Range")
        self.ranges.append(asked)
        mode = self.script.pop(0) if self.script else self.then
        if mode in ("404", "500", "416"):
            _send(handler, int(mode), b"")
        elif mode == "html":
            _send(handler, 200, b"<html>Sign in</html>", {"Content-Type": "text/html"})
        elif mode == "circle":
            _send(handler, 302, b"", {"Location": self.url})
        else:
            self._serve(handler, mode, asked)

    def _serve(self, handler: BaseHTTPRequestHandler, mode: Mode, asked: str | None) -> None:
        content = self.content[:-1] + b"!" if mode == "corrupt" else self.content
        start = int(re.sub(r"\D", "", asked)) if asked and mode != "no-ranges" else 0
        body, headers = content[start:], {"Content-Type": "application/octet-stream"}
        if start:
            told = 0 if mode == "wrong-range" else start
            headers["Content-Range"] = f"bytes {told}-{len(content) - 1}/{len(content)}"
        sent = body[: {"cut": len(body) // 2, "nothing": 0}.get(mode, len(body))]
        _send(handler, 206 if start else 200, sent, {**headers, "Content-Length": str(len(body))})
        handler.close_connection = True


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)
