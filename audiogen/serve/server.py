"""A server for the local network, so that a phone can listen and subscribe to the episodes in dist/.

Feed and page are rendered for the address that each client used: a phone that subscribes at this machine's address
gets all media from there, whatever `base_url` says. Every other file is sent unchanged.
"""

from __future__ import annotations

import contextlib
import errno
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audiogen.errors import AudiogenError
from audiogen.publish import layout
from audiogen.publish.address import is_local, lan_address
from audiogen.publish.facts import read_publication
from audiogen.serve.files import DistFiles
from audiogen.serve.patience import PatientProtocol
from audiogen.serve.rendered import RenderedTexts, explained
from audiogen.serve.targets import OrderlyTarget
from audiogen.serve.texts import Texts

OnReady: TypeAlias = Callable[[str, str | None], None]
"""Called once the port is open, with the server's URL on this machine and the one for a phone (None: there is none)."""

_PORTS_TRIED: Final = 10
_EVERY_ADDRESS: Final = ("0.0.0.0", "::", "")  # noqa: S104 - compared, not listened on
_SHARED: Final = {
    # web players on other sites fetch feed, chapters and transcripts
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Accept-Ranges, Content-Length, Content-Range, ETag, Last-Modified",
}
_OF_PAGES_ALONE: Final = (".html", ".js", ".css", ".svg")
"""What nobody else fetches; a page consists of some forty of them, and each header comes with every one."""
_PREFLIGHT: Final = {
    "allow": "GET, HEAD, OPTIONS",
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "If-Modified-Since, If-None-Match, If-Range, Range",
    "access-control-max-age": "86400",
}


def make_app(dist: Path, phone_url: str | None = None) -> Starlette:
    """The application.

    Args:
        dist: a folder in which something was published.
        phone_url: where a phone finds the page, for its QR code when it is opened on this machine.

    Raises:
        OutputError: when nothing is published in `dist`.
    """
    read_publication(dist)
    texts = Texts()
    rendered = RenderedTexts(dist, texts, phone_url)
    pages = [Route(path, rendered.page) for path in ("/", f"/{layout.PAGE}")]
    feed = Route(f"/{layout.FEED}", rendered.feed)
    return Starlette(
        routes=[*pages, feed, Mount("/", DistFiles(dist, texts))],
        middleware=[Middleware(_AnyOrigin), Middleware(OrderlyTarget)],
        exception_handlers={AudiogenError: _explain, 404: rendered.missing},
    )


def serve(dist: Path, host: str, port: int, on_ready: OnReady) -> None:
    """Serve a folder until interrupted.

    Args:
        dist: a folder in which something was published.
        host: the address to listen on; `0.0.0.0` for the whole network.
        port: the port; when it is taken, the next free one of the nine after it. 0 for any.
        on_ready: see `OnReady`.

    Raises:
        AudiogenError: when nothing is published, or the address cannot be listened on.
    """
    with listen(host, port) as listener:
        own_port = listener.getsockname()[1]
        phone_url = _phone_url(host, own_port)
        config = uvicorn.Config(
            make_app(dist, phone_url),
            http=PatientProtocol,
            lifespan="off",
            ws="none",
            log_level="error",
            access_log=False,
            server_header=False,
            # in seconds: a phone that is just loading a file would hold up Ctrl-C for as long as that takes
            timeout_graceful_shutdown=1,
        )
        on_ready(f"http://{_reachable(host)}:{own_port}/", phone_url)
        # Ctrl-C is how the user stops it: no error
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A listening socket at the port, or at the next free one of the nine after it.

    Raises:
        AudiogenError: when the address is not this machine's, or all the ports are taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + _PORTS_TRIED, 65_536)) if port else (0,):
        try:
            listener = socket.create_server((host, candidate), family=family)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                message = f"cannot listen on {host}, port {candidate}: {error.strerror or error}"
                hint = "Give an address of this computer with --host, and a port from 1024 up with --port."
                raise AudiogenError(message, hint=hint) from error
        else:
            # connections take it over; else the end of each answer waits 40 ms for the client to confirm its beginning
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return listener
    message = f"the ports from {port} to {port + _PORTS_TRIED - 1} are all in use"
    raise AudiogenError(message, hint="Choose another with --port, or --port 0 for any that is free.")


def _reachable(host: str) -> str:
    if host in _EVERY_ADDRESS:
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _phone_url(host: str, port: int) -> str | None:
    name = lan_address() if host in _EVERY_ADDRESS else _reachable(host)
    url = f"http://{name}:{port}/"
    return None if name is None or is_local(url) else url


def _explain(_request: Request, error: Exception) -> Response:
    return explained(error if isinstance(error, AudiogenError) else AudiogenError(str(error)))


class _AnyOrigin:
    """Lets pages from anywhere read what is not a part of ours, and answers their preflight requests (OPTIONS).

    Starlette's CORSMiddleware sends its headers only to requests with an Origin: a cache could then give an answer
    without them to a player that needs them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={**_SHARED, **_PREFLIGHT})(scope, receive, send)
            return

        async def send_shared(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["x-content-type-options"] = "nosniff"
                if not scope["path"].endswith(_OF_PAGES_ALONE):
                    headers.update(_SHARED)
            await send(message)

        await self._app(scope, receive, send_shared)
