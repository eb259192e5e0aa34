"""A server for phones in the same network, or for the web behind a program that speaks https.

Feed and page are rendered for the address that each client used: a phone that subscribes at this machine's address
gets all media from there, whatever `base_url` in show.yaml says. Every other file is sent unchanged.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from audiogen.errors import AudiogenError
from audiogen.publish import layout
from audiogen.publish.facts import read_publication
from audiogen.serve.access_log import AccessLog, ErrorLines, LogFile
from audiogen.serve.files import DistFiles
from audiogen.serve.hosts import KnownHosts
from audiogen.serve.listening import listen, own_url, phone_url
from audiogen.serve.rendered import RenderedTexts, explained
from audiogen.serve.running import server_of
from audiogen.serve.settings import ServeSettings
from audiogen.serve.sharing import ForEverybody, ForOne
from audiogen.serve.targets import BelowPath, NothingSentIn, OrderlyTarget
from audiogen.serve.texts import Texts

OnReady: TypeAlias = Callable[[str, str | None], None]
"""Called once the port is open, with the server's URL on this machine and the one for a phone (None: there is none)."""


def serve(dist: Path, settings: ServeSettings, on_ready: OnReady) -> None:
    """Serve a folder until told to stop.

    Args:
        dist: a folder in which something was published.
        settings: how.
        on_ready: see `OnReady`.

    Raises:
        AudiogenError: when nothing is published, or the address cannot be listened on.
    """
    _run(lambda phone: make_app(dist, phone, settings), settings, on_ready)


def make_app(dist: Path, phone: str | None = None, settings: ServeSettings = ServeSettings()) -> ASGIApp:  # noqa: B008 - frozen
    """The application.

    Args:
        dist: a folder in which something was published.
        phone: where a phone finds the page, for its QR code when it is opened on this machine.
        settings: what it answers to.

    Raises:
        OutputError: when nothing is published in `dist`.
    """
    private = read_publication(dist).private
    texts = Texts()
    rendered = RenderedTexts(dist, texts, phone, settings.base_url)
    pages = [Route(path, rendered.page) for path in ("/", f"/{layout.PAGE}")]
    feed = Route(f"/{layout.FEED}", rendered.feed)
    return Starlette(
        routes=[*pages, feed, Mount("/", DistFiles(dist, texts))],
        middleware=[Middleware(ForOne if private else ForEverybody), *guarded(settings)],
        exception_handlers={AudiogenError: _explain, 404: rendered.missing},
    )


def guarded(settings: ServeSettings) -> list[Middleware]:
    """What every request passes, whatever it asks for."""
    return [
        Middleware(OrderlyTarget),
        Middleware(KnownHosts, named=settings.named_hosts),
        Middleware(NothingSentIn),
        Middleware(BelowPath, prefix=settings.prefix, address=settings.base_url or ""),
    ]


def _run(make: Callable[[str | None], ASGIApp], settings: ServeSettings, on_ready: OnReady) -> None:
    tried = 1 if settings.is_port_fixed else 10
    with listen(settings.host, settings.port, tried=tried) as listener, contextlib.ExitStack() as closing:
        port = listener.getsockname()[1]
        phone = f"{settings.base_url}/" if settings.base_url else phone_url(settings.host, port)
        app, on_hang_up = make(phone), None
        if settings.access_log is not None:
            file = settings.access_log.file
            log = closing.enter_context(contextlib.closing(LogFile(file))) if file else None
            app = AccessLog(app, log or ErrorLines(), addresses=settings.access_log.addresses)
            on_hang_up = log.reopen if log and not sys.stdin.isatty() else None
        server = server_of(app, settings, on_hang_up=on_hang_up)
        on_ready(own_url(settings.host, port), phone)
        # Ctrl-C is how the user stops it: no error
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def _explain(_request: Request, error: Exception) -> Response:
    return explained(error if isinstance(error, AudiogenError) else AudiogenError(str(error)))
