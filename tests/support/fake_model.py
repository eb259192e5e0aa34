"""A language model's server on the loopback address, speaking OpenAI's protocol of chat completions, with faults."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import sys
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Literal

from support.silence import Silence

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

Fault = Literal[
    *("401", "403", "404", "400", "429", "500", "503", "no-schema", "no-format", "other-limit", "no-money"),
    *("redirect", "page", "empty", "other-json", "truncated", "null", "refusal", "filtered", "length", "parts"),
    *("silence", "drip", "reset", "endless", "bomb", "packed", "oddly-packed", "in-200", "echoes-key"),
]
"""What is wrong with an answer; a text in its place is what the model says."""

Question = dict[str, Any]


@dataclass
class FakeModel:
    """A server that follows a script of answers and faults, one for each question, then answers `then`."""

    script: list[Fault | str] = field(default_factory=list)
    then: Fault | str | Callable[[Question], str] = "Hello."
    """What the model says, or what makes that of the question; or a fault."""
    models: tuple[str, ...] = ("llama3.2:3b", "qwen3:8b")
    retry_after: str | None = None
    questions: list[Question] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    """The Authorization header of each question."""
    paths: list[str] = field(default_factory=list)
    silence: Silence = field(default_factory=Silence)
    dripped: threading.Event = field(default_factory=threading.Event)
    """Set when the rest of an answer comes a byte now and then, for ever."""
    closing: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self.silence.__enter__()
        self._server = _Server(self)
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
        """Where it is, without a path."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def reset(self) -> None:
        """Forget all questions, and answer well again."""
        self.script, self.then, self.retry_after = [], "Hello.", None
        self.models = ("llama3.2:3b", "qwen3:8b")
        for seen in (self.questions, self.keys, self.paths, self.silence.timeouts_s):
            seen.clear()
        self.dripped.clear()


class _Server(ThreadingHTTPServer):
    def __init__(self, fake: FakeModel) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.fake = fake

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that leave early are part of the play."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        fake = self.server.fake
        fake.paths.append(self.path)
        if self.path.endswith("/v1/models") and fake.models:
            listed = [{"id": name, "object": "model", "owned_by": "library"} for name in fake.models]
            self._json(200, {"object": "list", "data": listed})
        else:
            self._send(404, b"404 page not found", kind="text/plain")

    def do_POST(self) -> None:
        fake = self.server.fake
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        fake.paths.append(self.path)
        fake.questions.append(question)
        fake.keys.append(self.headers.get("Authorization"))
        answer = fake.script.pop(0) if fake.script else fake.then
        said = answer(question) if callable(answer) else answer
        if not self.path.endswith("/v1/chat/completions"):
            self._send(404, b"404 page not found", kind="text/plain")
        elif fake.models and question["model"] not in fake.models:
            self._error(404, f'model "{question["model"]}" not found, try pulling it first')
        elif said in _AS_ASKED:
            self._only_as_asked(said, question)
        elif said in _STATUS:
            self._error(*_STATUS[said])
        elif said in _CHOICES:
            self._json(200, _completion(question, **_CHOICES[said]))
        elif hasattr(self, f"_{said.replace('-', '_')}"):
            getattr(self, f"_{said.replace('-', '_')}")(_framed(question, "Hello."))
        else:
            self._send(200, _framed(question, said))

    def _only_as_asked(self, fault: str, question: Question) -> None:
        """Refuse what the server does not know; answer what is asked without it."""
        kind = question.get("response_format", {}).get("type")
        if fault == "other-limit" and "max_tokens" in question:
            self._error(400, "Unsupported parameter: use 'max_completion_tokens' instead.")
        elif kind == "json_schema" or (kind and fault == "no-format"):
            self._error(400, f"response_format of type {kind} is unknown")
        else:
            self._json(200, _completion(question, content="Hello."))

    def _page(self, _body: bytes) -> None:
        self._send(200, b"<!doctype html><title>Web UI</title>", kind="text/html")

    def _redirect(self, _body: bytes) -> None:
        self._send(307, b"", Location="https://models.example.com/v1/chat/completions?token=abc")

    def _other_json(self, _body: bytes) -> None:
        self._json(200, {"object": "list", "data": []})

    def _in_200(self, _body: bytes) -> None:
        self._json(200, {"error": {"message": "the model has crashed"}})

    def _echoes_key(self, _body: bytes) -> None:
        self._error(400, f"bad request: {self.headers.get('Authorization')}")

    def _truncated(self, body: bytes) -> None:
        self._send(200, body[: len(body) // 2])

    def _packed(self, body: bytes) -> None:
        self._send(200, gzip.compress(body), **{"Content-Encoding": "gzip"})

    def _oddly_packed(self, body: bytes) -> None:
        self._send(200, body, **{"Content-Encoding": "br"})

    def _silence(self, _body: bytes) -> None:
        self.server.fake.silence.fall_on(self.connection)

    def _reset(self, _body: bytes) -> None:
        linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()

    def _drip(self, body: bytes) -> None:
        """Half of an answer, then a byte now and then, for ever."""
        self._head(200, len(body) * 1000)
        self.wfile.write(body[: len(body) // 2])
        self.server.fake.dripped.set()
        while not self.server.fake.closing.wait(0.005):
            try:
                self.wfile.write(b" ")
            except OSError:
                break
        self.close_connection = True

    def _endless(self, _body: bytes) -> None:
        self._without_end(packed=False)

    def _bomb(self, _body: bytes) -> None:
        self._without_end(packed=True)

    def _without_end(self, *, packed: bool) -> None:
        self._head(200, None, **({"Content-Encoding": "gzip"} if packed else {}))
        packer, block = zlib.compressobj(wbits=31), bytes(1 << 20)
        try:
            for _ in range(1000):
                self.wfile.write(packer.compress(block) if packed else block)
        except OSError:
            pass
        self.close_connection = True

    def _error(self, status: int, message: str) -> None:
        self._json(status, {"error": {"message": message, "type": "invalid_request_error", "code": None}})

    def _json(self, status: int, value: object) -> None:
        self._send(status, json.dumps(value).encode())

    def _send(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        self._head(status, len(body), kind, **headers)
        self.wfile.write(body)

    def _head(self, status: int, size: int | None, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if size is not None:
            self.send_header("Content-Length", str(size))
        if self.server.fake.retry_after is not None:
            self.send_header("Retry-After", self.server.fake.retry_after)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()


_AS_ASKED = ("no-schema", "no-format", "other-limit")
_STATUS: dict[str, tuple[int, str]] = {
    "401": (401, "Incorrect API key provided: sk-secret********6789."),
    "403": (403, "Forbidden"),
    "404": (404, "404 page not found"),
    "400": (400, "the question is too long for this model"),
    "429": (429, "Rate limit reached"),
    "no-money": (429, "You exceeded your current quota, please check your plan and billing details."),
    "500": (500, "llama runner process has terminated"),
    "503": (503, "Loading model"),
}
_CHOICES: dict[str, dict[str, Any]] = {
    "empty": {"choices": []},
    "null": {"content": None},
    "refusal": {"content": None, "refusal": "I can't help with that."},
    "filtered": {"content": "", "reason": "content_filter"},
    "length": {"content": '{"title": "A Long', "reason": "length"},
    "parts": {"content": [{"type": "text", "text": "Hel"}, {"type": "text", "text": "lo."}]},
}


def _framed(question: Question, said: str) -> bytes:
    return json.dumps(_completion(question, content=said)).encode()


def _completion(
    question: Question,
    content: object = None,
    *,
    refusal: str | None = None,
    reason: str = "stop",
    choices: list[object] | None = None,
) -> Question:
    """A completed chat, as servers frame it."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "message": message, "finish_reason": reason, "logprobs": None}
    return {
        "id": "chatcmpl-123",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": question["model"],
        "choices": [choice] if choices is None else choices,
        "usage": {"prompt_tokens": 900, "completion_tokens": 700, "total_tokens": 1600},
    }
