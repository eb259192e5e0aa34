"""What was asked for, noted line by line; nothing is noted unless that is asked for.

Who listens to what, and when, may tell of somebody's health. So no line says who asked, unless that is asked for, too;
tokens of clients are cut, and so is what comes behind them; of what a client says of itself only the first word stays.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol, TextIO
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audiogen.clients.links import LINKS, masked
from audiogen.errors import AudiogenError

_LONGEST_PATH: Final = 200
_LONGEST_AGENT: Final = 40
_HIDDEN: Final = "…"
_PRODUCT: Final = re.compile(r"[\w!#$%&'*+.^`|~-]+(?:/[\w!#$%&'*+.^`|~-]+)?", re.ASCII)
_SAFE: Final = "/!$&'()*+,;=:@~-._"


class Lines(Protocol):
    """Where lines go."""

    def write(self, line: str) -> None:
        """Add a line; it ends with what ends lines."""

    def reopen(self) -> None:
        """Go on in a new file, where the old one was moved away."""


class LogFile:
    """A file to which lines are added; nobody but its owner may read it."""

    def __init__(self, path: Path) -> None:
        """Begin, or go on with, this file.

        Raises:
            AudiogenError: when it cannot be written.
        """
        self._path = path
        try:
            self._file = self._opened()
        except OSError as error:
            message = f"cannot write the access log {path}: {error.strerror or error}"
            raise AudiogenError(message, hint="Name a file in a folder that is there, with --access-log.") from error

    def write(self, line: str) -> None:
        """Add a line; where the disk is full, listeners go on listening."""
        with contextlib.suppress(OSError, ValueError):
            self._file.write(line)
            self._file.flush()

    def reopen(self) -> None:
        """Go on in a file of this name; in the old one, where there can be none."""
        with contextlib.suppress(OSError):
            before, self._file = self._file, self._opened()
            before.close()

    def close(self) -> None:
        """End it."""
        with contextlib.suppress(OSError):
            self._file.close()

    def _opened(self) -> TextIO:
        return open(self._path, "a", encoding="utf-8", newline="\n", opener=_private)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


class ErrorLines:
    """Lines to stderr."""

    def write(self, line: str) -> None:
        """Write a line."""
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(line)
            sys.stderr.flush()

    def reopen(self) -> None:
        """Nothing is to be done."""


class AccessLog:
    """Notes each request once its answer has ended, or has been broken off."""

    def __init__(
        self,
        app: ASGIApp,
        lines: Lines,
        *,
        addresses: bool = False,
        only_clients: bool = False,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Note what this application answers.

        Args:
            app: the application.
            lines: where lines go.
            addresses: whether it is noted where a request came from.
            only_clients: whether all that is served lies under tokens: then what looks otherwise is not noted, as a
                token may be in it.
            now: tells the time.
            clock_s: measures how long something takes.
        """
        self._app = app
        self._lines = lines
        self._addresses = addresses
        self._only_clients = only_clients
        self._now = now
        self._clock_s = clock_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, begun_s = self._now(), self._clock_s()
        status, sent_bytes = 0, 0

        async def send_counted(message: Message) -> None:
            nonlocal status, sent_bytes
            if message["type"] == "http.response.start":
                status = message["status"]
            elif scope["method"] != "HEAD":
                sent_bytes += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_counted)
        finally:
            took_ms = round((self._clock_s() - begun_s) * 1000)
            asked = f"{_plain(scope['method'], 16)} {shown_path(scope['path'], only_clients=self._only_clients)}"
            client = [scope["client"][0]] if self._addresses and scope.get("client") else []
            agent = shown_agent(Headers(scope=scope).get("user-agent", ""))
            when = begun.strftime("%Y-%m-%dT%H:%M:%SZ")
            self._lines.write(
                " ".join((when, *client, asked, str(status or "-"), str(sent_bytes), f"{took_ms}ms", agent)) + "\n"
            )


def shown_path(path: str, *, only_clients: bool = False) -> str:
    """A path as it may be noted: on one line, without tokens, and without what a client looked at.

    Args:
        path: decoded, as somebody sent it.
        only_clients: whether all that is served lies under tokens.
    """
    parts = [part for part in path.split("/") if part not in {"", "."}]
    at = next((place for place, part in enumerate(parts) if part.lower() == LINKS), None)
    if at is not None and parts[at + 1 :]:
        before = "" if only_clients else "".join(f"/{_quoted(part)}" for part in parts[:at])
        rest = f"/{_HIDDEN}" if parts[at + 2 :] or path.endswith("/") else ""
        return f"{_cut(before)}/{LINKS}/{masked(_quoted(parts[at + 1]))}{rest}"
    if only_clients and parts:
        return f"/{_HIDDEN}"
    return _cut(_quoted(path)) or "/"


def shown_agent(text: str) -> str:
    """What a program calls itself: its name and its version, and nothing of the phone that it runs on."""
    found = _PRODUCT.match(text)
    return found[0][:_LONGEST_AGENT] if found else "-"


def _quoted(text: str) -> str:
    return quote(text, safe=_SAFE, errors="replace")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_PATH else f"{text[:_LONGEST_PATH]}{_HIDDEN}"


def _plain(text: str, longest: int) -> str:
    return re.sub(r"[^A-Za-z-]", "?", text)[:longest]
