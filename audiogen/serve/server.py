"""A server for phones in the same network, or for the web behind a program that speaks https.

Feed and page are rendered for the address that each client used: a phone that subscribes at this machine's address
gets all media from there, whatever `base_url` in show.yaml says. Files of sessions that are not due yet are for nobody;
every other file is sent unchanged.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from starlette.types import ASGIApp

from audiogen.clients.links import today_of_clients
from audiogen.publish.facts import read_publication
from audiogen.serve.access_log import AccessLog, ErrorLines, LogFile
from audiogen.serve.clients import ClientsApp
from audiogen.serve.folder import folder_app
from audiogen.serve.hosts import KnownHosts
from audiogen.serve.listening import PORTS_TRIED, listen, own_url, phone_url
from audiogen.serve.rendered import Offer, WebFolder
from audiogen.serve.running import server_of
from audiogen.serve.settings import ServeSettings
from audiogen.serve.sharing import ForEverybody, ForOne
from audiogen.serve.targets import BelowPath, OrderlyTarget, ShortRequests
from audiogen.serve.texts import Texts
from audiogen.serve.today import PublishedToday, Today, today_of_shows

OnReady: TypeAlias = Callable[[str, str | None], None]
"""Called once the port is open, with the server's URL on this machine and the one for a phone (None: there is none)."""

_USUAL: ServeSettings = ServeSettings()


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


def serve_clients(root: Path, settings: ServeSettings, on_ready: OnReady) -> None:
    """Serve what was made for clients, each at the address of their link and nowhere else, until told to stop.

    Args:
        root: the project's folder.
        settings: how.
        on_ready: see `OnReady`.

    Raises:
        AudiogenError: when the address cannot be listened on.
    """
    _run(lambda _phone: make_clients_app(root, settings), settings, on_ready, only_clients=True)


def make_app(
    dist: Path, phone: str | None = None, settings: ServeSettings = _USUAL, today: Today | None = None
) -> ASGIApp:
    """The application of a folder.

    Args:
        dist: a folder in which something was published.
        phone: where a phone finds the page, for its QR code when it is opened on this machine.
        settings: what it answers to.
        today: tells by which day sessions are due; the usual day when left out.

    Raises:
        OutputError: when nothing is published in `dist`.
    """
    private = read_publication(dist).private
    published = PublishedToday(dist, today or (today_of_clients if private else today_of_shows))
    offer = Offer(published, WebFolder(settings.base_url), private, feed=not private, phone_url=phone)
    app = guarded(folder_app(offer, Texts()), settings)
    return ForOne(app) if private else ForEverybody(app)


def make_clients_app(root: Path, settings: ServeSettings = _USUAL, today: Today = today_of_clients) -> ASGIApp:
    """The application of clients' links.

    Args:
        root: the project's folder.
        settings: what it answers to.
        today: tells by which day links are valid and sessions are due.
    """
    return ForOne(guarded(ClientsApp(root, settings.base_url, today), settings))


def guarded(app: ASGIApp, settings: ServeSettings) -> ASGIApp:
    """The application behind what every request passes, whatever it asks for."""
    below = BelowPath(app, settings.prefix, settings.base_url or "")
    return OrderlyTarget(KnownHosts(ShortRequests(below), settings.named_hosts))


def _run(
    make: Callable[[str | None], ASGIApp], settings: ServeSettings, on_ready: OnReady, *, only_clients: bool = False
) -> None:
    tried = 1 if settings.is_port_fixed else PORTS_TRIED
    with listen(settings.host, settings.port, tried=tried) as listener, contextlib.ExitStack() as closing:
        port = listener.getsockname()[1]
        phone = f"{settings.base_url}/" if settings.base_url else phone_url(settings.host, port)
        app, on_hang_up = make(phone), None
        if settings.access_log is not None:
            file, addresses = settings.access_log.file, settings.access_log.addresses
            log = closing.enter_context(contextlib.closing(LogFile(file))) if file else None
            app = AccessLog(app, log or ErrorLines(), addresses=addresses, only_clients=only_clients)
            # whoever closes the window of a terminal means the server, too
            on_hang_up = log.reopen if log and not sys.stdin.isatty() else None
        server = server_of(app, settings, on_hang_up=on_hang_up)
        on_ready(own_url(settings.host, port), phone)
        # Ctrl-C is how the user stops it: no error
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
