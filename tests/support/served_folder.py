"""A published folder on the web server that listeners have, on loopback, in another thread."""

from __future__ import annotations

import asyncio
import contextlib
import math
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from support.browsers import INSECURE_HOST

from audiogen.serve.server import listen, make_app
from audiogen.serve.settings import ServeSettings

_CUT: Final = -math.inf


class Connection:
    """The way from the server to its listeners: it can be held up behind so many bytes of sound."""

    def __init__(self) -> None:
        self._left: float = math.inf
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def cut(self) -> None:
        """Break off sound that is under way, and what is asked for from now on, until `hold_behind` is called."""
        self.hold_behind(_CUT)

    def hold_behind(self, most_bytes: float) -> None:
        """Send no more sound than this from now on, until this is called again; infinitely many are all; any thread."""
        self._left = most_bytes
        for loop, may_go_on in tuple(self._waiting):
            loop.call_soon_threadsafe(may_go_on.set)

    async def pass_on(self, size: int) -> None:
        """Wait until so many bytes of sound may be sent."""
        waiting = (asyncio.get_running_loop(), asyncio.Event())
        while size > self._left:
            if self._left == _CUT:
                raise ConnectionAbortedError
            self._waiting.add(waiting)
            await waiting[1].wait()
            waiting[1].clear()
        self._waiting.discard(waiting)
        self._left -= size


@dataclass(frozen=True, slots=True)
class ServedFolder:
    """Where it is found, and how."""

    url: str
    """With a slash at its end."""
    connection: Connection
    asked: list[str]
    """The paths that were asked for, in their order, whoever asked."""


@contextlib.contextmanager
def served_folder(dist: Path, below: str = "", port: int = 0) -> Iterator[ServedFolder]:
    """Serve a folder until the context is left.

    Args:
        dist: the folder.
        below: the path under which it is found, with a slash at its end; nothing else is there.
        port: where on this machine; 0 for any that is free.
    """
    connection, asked = Connection(), list[str]()
    made = make_app(dist, settings=ServeSettings(trusted_hosts=frozenset({INSECURE_HOST})))
    app = Starlette(routes=[Mount(f"/{below}", made)]) if below else made
    config = uvicorn.Config(
        _HeldUp(app, connection, asked), lifespan="off", ws="none", log_level="critical", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    with listen("127.0.0.1", port) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield ServedFolder(f"http://127.0.0.1:{listener.getsockname()[1]}/{below}", connection, asked)
        finally:
            connection.hold_behind(math.inf)
            server.should_exit = True
            thread.join()


class _HeldUp:
    """Passes sound on as the connection lets it through, and notes what was asked for."""

    def __init__(self, app: ASGIApp, connection: Connection, asked: list[str]) -> None:
        self._app = app
        self._connection = connection
        self._asked = asked

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_sound(message: Message) -> None:
            await self._connection.pass_on(len(message.get("body", b"")))
            await send(message)

        self._asked.append(scope["path"])
        is_sound = scope["type"] == "http" and scope["path"].endswith(".mp3")
        await self._app(scope, receive, send_sound if is_sound else send)
