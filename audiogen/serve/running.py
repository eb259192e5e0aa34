"""Runs an application until it is told to stop, and lets what is under way come to its end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from audiogen.serve.patience import MOST_CONNECTIONS, PatientProtocol
from audiogen.serve.settings import ServeSettings
from audiogen.serve.targets import LONGEST_HEAD_BYTES

_THIS_MACHINE: Final = ("127.0.0.1", "::1")
_KEPT_OPEN_S: Final = 5
"""Between two requests; pages ask for all that they need at once."""
_ENDING_S: Final = 5.0
"""What is broken off may take to notice it."""
_OF_FILES: Final = 4096
"""Open files that are asked of the system: two for each connection."""
_OWN_FILES: Final = 64


class PublicServer(uvicorn.Server):
    """uvicorn's server, for which being told to stop is no error, and which breaks off late transfers quietly."""

    def __init__(self, config: uvicorn.Config, grace_s: float, on_hang_up: Callable[[], None] | None = None) -> None:
        """The server.

        Args:
            config: uvicorn's.
            grace_s: how long running transfers may go on once it is to stop.
            on_hang_up: what SIGHUP means; None to leave that as it is.
        """
        super().__init__(config)
        self._grace_s = grace_s
        self._on_hang_up = on_hang_up
        self._loop: asyncio.AbstractEventLoop | None = None

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no connection any more, and end once the running transfers have, or their time is over."""
        self._loop = asyncio.get_running_loop()
        over = self._loop.call_later(self._grace_s, self._break_off)
        await super().shutdown(sockets)
        over.cancel()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """While it runs, SIGTERM and Ctrl-C stop it; uvicorn's own raises them anew afterwards, as if it had failed."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {each: signal.signal(each, self.handle_exit) for each in (signal.SIGINT, signal.SIGTERM)}
        if sys.platform != "win32" and self._on_hang_up:
            on_hang_up = self._on_hang_up
            before[signal.SIGHUP] = signal.signal(signal.SIGHUP, lambda *_: on_hang_up())
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop; at once, when that is said again."""
        if self.should_exit and self._loop:
            self._loop.call_soon_threadsafe(self._break_off)
        super().handle_exit(sig, frame)

    def _break_off(self) -> None:
        for connection in list(self.server_state.connections):
            if isinstance(connection, PatientProtocol):
                connection.abort()


def server_of(app: ASGIApp, settings: ServeSettings, *, on_hang_up: Callable[[], None] | None = None) -> PublicServer:
    """A server of an application; it listens on the sockets that its `run` is given."""
    logging.getLogger("uvicorn.error").addFilter(_worth_telling)
    config = uvicorn.Config(
        app,
        http=_protocol(),
        lifespan="off",
        ws="none",
        log_level="error",
        access_log=False,
        server_header=False,
        forwarded_allow_ips=[*_THIS_MACHINE, *settings.trusted_proxies],
        h11_max_incomplete_event_size=LONGEST_HEAD_BYTES,
        timeout_keep_alive=_KEPT_OPEN_S,
        # whole seconds, behind those after which all connections are broken off
        timeout_graceful_shutdown=round(settings.grace_s + _ENDING_S),
    )
    return PublicServer(config, settings.grace_s, on_hang_up)


def _protocol() -> type[PatientProtocol]:
    """With as many connections as the system gives files to."""
    most = max(min(MOST_CONNECTIONS, (_open_files() - _OWN_FILES) // 2), 1)
    return type("PatientProtocol", (PatientProtocol,), {"most_connections": most})


def _open_files() -> int:
    """How many files may be open at a time, after asking for as many as are needed."""
    if sys.platform == "win32":
        return _OF_FILES
    import resource  # noqa: PLC0415 - Windows has none

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OF_FILES if hard == resource.RLIM_INFINITY else min(_OF_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return _OF_FILES if soft == resource.RLIM_INFINITY else soft


def _worth_telling(record: logging.LogRecord) -> bool:
    """Whether an error is one: that a transfer is broken off when the server stops is none."""
    return not (record.exc_info and record.exc_info[0] is asyncio.CancelledError)
