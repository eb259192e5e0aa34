"""Requests to the server that listeners have, letter for letter, over a real connection on loopback."""

from __future__ import annotations

import contextlib
import http.client
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.types import ASGIApp

from audiogen.serve.listening import listen
from audiogen.serve.running import server_of
from audiogen.serve.server import make_app
from audiogen.serve.settings import ServeSettings
from audiogen.serve.today import Today

PHONE: Final = "http://192.168.1.5:8000/"
"""Where a phone finds the page."""
PATIENCE_S: Final = 300
"""Longer than any answer takes, however busy the machine is: only a server that never answers reaches it."""


class Ask:
    """Sends a request as it is written, and reads the whole answer."""

    def __init__(self, connection: http.client.HTTPConnection) -> None:
        """Over this connection."""
        self._connection = connection

    def __call__(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Send it; in the name of a header, an underscore stands for a hyphen. Gzip is asked for where that is said."""
        self._connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        response = self._connection.getresponse()
        return Answer(response.status, {name.lower(): text for name, text in response.getheaders()}, response.read())


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    """By their names in small letters."""
    body: bytes


@contextlib.contextmanager
def served(dist: Path, settings: ServeSettings | None = None, today: Today | None = None) -> Iterator[int]:
    """Serve a folder from another thread; the port, on which connections wait until the server takes them."""
    settings = settings or ServeSettings()
    with running(make_app(dist, PHONE, settings, today), settings) as port:
        yield port


@contextlib.contextmanager
def running(app: ASGIApp, settings: ServeSettings) -> Iterator[int]:
    """Run an application from another thread; its port."""
    server = server_of(app, settings)
    # a connection stays open however long a busy machine takes between two requests
    server.config.timeout_keep_alive = PATIENCE_S
    with listen("127.0.0.1", 0) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


@contextlib.contextmanager
def asking(port: int) -> Iterator[Ask]:
    """A connection to a server on this machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    yield Ask(connection)
    connection.close()
