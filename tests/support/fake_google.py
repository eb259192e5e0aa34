"""Google Translate's speech service on the loopback address, speaking the wire format that gTTS reads, with faults."""

from __future__ import annotations

import base64
import contextlib
import gzip
import io
import json
import socket
import struct
import sys
import threading
import urllib.parse
import zlib
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Literal

import numpy as np
import pytest
import soundfile
from support.silence import Silence

from audiogen.network.retry import RetryPolicy
from audiogen.speech.engines.google import GoogleEngine
from audiogen.speech.engines.google_client import GoogleClient

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

Mode = Literal[
    *("ok", "429", "500", "503", "403", "captcha", "truncated", "halved", "silent", "silence", "drip", "reset"),
    *("broken-off", "empty", "garbage", "no-body", "other-json", "consent", "endless", "bomb", "packed"),
]

RATE_HZ = 24_000
SECONDS_A_WORD = 60 / 165
LEAD_S, TRAIL_S = 0.2, 0.4


@contextlib.contextmanager
def fake_google() -> Iterator[FakeGoogle]:
    """The server, and gTTS made to ask it."""
    with pytest.MonkeyPatch.context() as patch, FakeGoogle() as fake:
        patch.setenv("NO_PROXY", "127.0.0.1")
        patch.setattr("gtts.tts._translate_url", fake.url)
        yield fake


class Watch:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if seconds:
            self.slept.append(seconds)


@cache
def speech_mp3(text: str) -> bytes:
    """A swelling tone for each word, silence around, as MP3."""
    seconds = SECONDS_A_WORD * len(text.split())
    time_s = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    tone = 0.2 * np.sin(2 * np.pi * 220 * time_s) * (0.3 + np.abs(np.sin(np.pi * time_s / SECONDS_A_WORD)))
    lead, trail = (np.zeros(int(length * RATE_HZ)) for length in (LEAD_S, TRAIL_S))
    file = io.BytesIO()
    soundfile.write(file, np.concatenate((lead, tone, trail)), RATE_HZ, format="MP3")
    return file.getvalue()


@dataclass
class FakeGoogle:
    """A server that follows a script of modes, one for each request, then answers `then`."""

    script: list[Mode] = field(default_factory=list)
    then: Mode = "ok"
    retry_after: str | None = None
    asked: list[tuple[str, str]] = field(default_factory=list)
    """The text and the language of each request."""
    slow: list[bool] = field(default_factory=list)
    tlds: list[str] = field(default_factory=list)
    most_at_once: int = 0
    may_answer: threading.Event = field(default_factory=threading.Event)
    """While it is not set, requests are kept waiting."""
    silence: Silence = field(default_factory=Silence)
    closed: threading.Event = field(default_factory=threading.Event)
    """Set when a client left in the middle of an answer."""
    sent_bytes: int = 0
    """Of answers without end."""
    deadlines_s: list[float] = field(default_factory=list)
    """How long each answer that dripped would have been waited for."""

    def reset(self) -> None:
        """Forget all requests, and answer well again."""
        self.script, self.then, self.retry_after = [], "ok", None
        for seen in (self.asked, self.slow, self.tlds, self.deadlines_s, self.silence.timeouts_s):
            seen.clear()
        self.closed.clear()
        self.sent_bytes = 0

    def voice(self, watch: Watch | None = None, **retry: float) -> GoogleEngine:
        """A voice that asks this server, and for which no time passes."""
        watch = watch or Watch()
        policy = RetryPolicy(sleep=watch.sleep, clock=lambda: watch.now, **retry)
        return GoogleEngine(GoogleClient(policy, jitter=lambda: 0.0, result_within=self._result_within))

    def _result_within(self, answer: Future[bytes], seconds: float) -> bytes:
        """What `Future.result` does, but the time is over as soon as the server drips."""
        wait([answer, self._drips], return_when=FIRST_COMPLETED)
        if answer.done():
            return answer.result()
        self._drips = Future()
        self.deadlines_s.append(seconds)
        raise TimeoutError

    def __enter__(self) -> Self:
        self._drips: Future[None] = Future()
        self.may_answer.set()
        self.silence.__enter__()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._server.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self.silence.__exit__(kind, value, at)

    def drip(self) -> None:
        """Let those know that wait for an answer's end."""
        self._drips.set_result(None)

    def url(self, tld: str = "com", path: str = "") -> str:
        """What gTTS calls in place of its own function of this name."""
        self.tlds.append(tld)
        return f"http://127.0.0.1:{self._server.server_port}/{path}"


class _Server(ThreadingHTTPServer):
    def __init__(self, fake: FakeGoogle) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.fake = fake
        self.closing = threading.Event()
        self.lock = threading.Lock()
        self.at_once = 0

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that leave early are part of the play."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        server = self.server
        with server.lock:
            server.at_once += 1
            server.fake.most_at_once = max(server.fake.most_at_once, server.at_once)
        server.fake.may_answer.wait()
        # before the answer, after which the client may ask again
        with server.lock:
            server.at_once -= 1
        self._answer()

    def _answer(self) -> None:
        fake = self.server.fake
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        [[[rpc, parameters, _, _]]] = json.loads(urllib.parse.parse_qs(body)["f.req"][0])
        text, language, speed, _ = json.loads(parameters)
        fake.asked.append((text, language))
        fake.slow.append(speed is True)
        mode = fake.script.pop(0) if fake.script else fake.then
        if mode in ("endless", "bomb"):
            self._send_without_end(packed=mode == "bomb")
        elif mode in ("drip", "broken-off"):
            self._send_half(_envelope(rpc, _sound("ok", text)), drip=mode == "drip")
        elif mode == "packed":
            self._send(200, gzip.compress(_envelope(rpc, _sound("ok", text))), "application/json", packed=True)
        else:
            self._answer_at_once(mode, rpc, text)

    def _answer_at_once(self, mode: Mode, rpc: str, text: str) -> None:
        fake = self.server.fake
        if mode in ("429", "500", "503", "403"):
            self._send(int(mode), b"", "text/html")
        elif mode == "captcha":
            self._send(200, b"<html><body>Our systems have detected unusual traffic</body></html>", "text/html")
        elif mode == "consent":
            self.send_response(302)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/consent")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif mode == "no-body":
            self._send(200, b"", "application/json")
        elif mode == "other-json":
            self._send(200, b'{"error": {"code": 7}}', "application/json")
        elif mode == "silence":
            fake.silence.fall_on(self.connection)
        elif mode == "reset":
            self.connection.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
            )
            self.connection.close()
        else:
            self._send(200, _envelope(rpc, _sound(mode, text)), "application/json; charset=utf-8")

    def do_GET(self) -> None:
        self._send(200, b"<html><body>Before you continue</body></html>", "text/html")

    def _send_half(self, body: bytes, *, drip: bool) -> None:
        """Half of an answer; then the connection ends, or a byte comes now and then, for ever."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        if drip:
            self.server.fake.drip()
        while drip and not self.server.closing.wait(0.01):
            try:
                self.wfile.write(b" ")
            except OSError:
                self.server.fake.closed.set()
                break
        self.close_connection = True

    def _send_without_end(self, *, packed: bool) -> None:
        """A gigabyte as fast as it is taken; packed, it is a megabyte."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        packer, block = zlib.compressobj(wbits=31), bytes(1 << 20)
        try:
            for _ in range(1000):
                piece = packer.compress(block) if packed else block
                self.wfile.write(piece)
                self.server.fake.sent_bytes += len(piece)
        except OSError:
            self.server.fake.closed.set()
        self.close_connection = True

    def _send(self, status: int, body: bytes, kind: str, *, packed: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        if self.server.fake.retry_after is not None:
            self.send_header("Retry-After", self.server.fake.retry_after)
        self.end_headers()
        self.wfile.write(body)


def _sound(mode: Mode, text: str) -> bytes | None:
    if mode == "empty":
        return None
    if mode == "garbage":
        return b"this is no sound" * 20
    if mode == "silent":
        return speech_mp3("")
    if mode == "halved":
        words = text.split()
        return speech_mp3(" ".join(words[: len(words) // 2]))
    whole = speech_mp3(text)
    return whole[: len(whole) // 2 + 40] if mode == "truncated" else whole


def _envelope(rpc: str, sound: bytes | None) -> bytes:
    """The answer's frame: a guard line, then chunks, each behind its length."""
    inner = None if sound is None else json.dumps([base64.b64encode(sound).decode()], separators=(",", ":"))
    rows = [["wrb.fr", rpc, inner, None, None, None, "generic"], ["di", 52], ["af.httprm", 52, "1", 20]]
    chunks = [json.dumps(rows, separators=(",", ":")), '[["e",4,null,null,0]]']
    return (")]}'\n\n" + "".join(f"{len(chunk) + 2}\n{chunk}\n" for chunk in chunks)).encode()
