"""`audiogen serve`: pages, feed and sounds for a phone in this network, or for the web."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from audiogen.cli.options import DistFolder, ProjectFolder, finished_at

if TYPE_CHECKING:
    from audiogen.serve.settings import AccessLogSettings, ServeSettings

_DEFAULT_PORT: Final = 8000
_EVERY_ADDRESS: Final = "0.0.0.0"  # noqa: S104 - a phone on the same network is the purpose
_THIS_COMPUTER: Final = "127.0.0.1"
_STDERR: Final = "-"
_GRACE_S: Final = 1.0
"""For somebody who waits at a terminal."""
_GRACE_OF_SERVICE_S: Final = 10.0
_FOR_SERVERS: Final = "Behind a proxy, and as a service"


def serve(  # noqa: PLR0913 - each is an option
    *,
    project: ProjectFolder = Path(),
    dist: DistFolder = None,
    client: Annotated[
        str | None, typer.Option("--client", metavar="ID", help="The page of one client, in place of the podcast.")
    ] = None,
    clients: Annotated[
        bool,
        typer.Option("--clients", help="The pages of all clients, each at the address of its link, and nothing else."),
    ] = False,
    host: Annotated[
        str | None,
        typer.Option(
            help="The address to listen on; 127.0.0.1 keeps it on this computer.",
            show_default="0.0.0.0; with --base-url https://…, 127.0.0.1",
        ),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = _DEFAULT_PORT,
    open_page: Annotated[bool, typer.Option("--open", help="Also open the page in this computer's browser.")] = False,
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="The address on the web: feed and page name it, whichever was used.",
            show_default="the one that was used",
            rich_help_panel=_FOR_SERVERS,
        ),
    ] = None,
    trusted_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Another name of this server; may be repeated.", rich_help_panel=_FOR_SERVERS
        ),
    ] = None,
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="IP",
            help="A computer or network whose X-Forwarded-Proto is believed; may be repeated.",
            show_default="this computer",
            rich_help_panel=_FOR_SERVERS,
        ),
    ] = None,
    access_log: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Note what is asked for; - for the screen. Nothing is noted without it.",
            rich_help_panel=_FOR_SERVERS,
        ),
    ] = None,
    log_addresses: Annotated[
        bool, typer.Option("--log-addresses", help="Also note who asked.", rich_help_panel=_FOR_SERVERS)
    ] = False,
    grace: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=3600,
            metavar="SECONDS",
            help="How long running transfers may go on when it is stopped.",
            show_default="1; 10 where no terminal is",
            rich_help_panel=_FOR_SERVERS,
        ),
    ] = None,
) -> None:
    """Let a phone on the same network listen and subscribe."""
    from audiogen.serve.settings import ServeSettings, host_names, proxy_addresses, public_address

    address = public_address(base_url) if base_url is not None else None
    settings = ServeSettings(
        host=_usual_host(address) if host is None else host,
        port=port,
        base_url=address,
        trusted_hosts=host_names(trusted_host or ()),
        trusted_proxies=proxy_addresses(trusted_proxy or ()),
        access_log=_log_settings(access_log, addresses=log_addresses),
        grace_s=_grace_s() if grace is None else grace,
    )
    if clients:
        _refuse_besides_clients(dist=dist, client=client, open_page=open_page)
        _serve_clients(project, settings)
    else:
        _serve_folder(project, dist, client, settings, open_page=open_page)


def _serve_folder(
    project: Path, dist: Path | None, client: str | None, settings: ServeSettings, *, open_page: bool
) -> None:
    """Serve the podcast, or the page of one client."""
    from audiogen.cli.browser import open_in_browser
    from audiogen.cli.screen import build as screen
    from audiogen.clients.whereabouts import client_folders
    from audiogen.publish.layout import FEED
    from audiogen.serve.server import serve as serve_dist

    (folder,) = client_folders(project, (client,)) if client is not None else (finished_at(project, dist),)

    def ready(url: str, phone_url: str | None) -> None:
        on_web = settings.base_url is not None
        screen.show_serving(url, phone_url, has_feed=(folder / FEED).is_file(), on_web=on_web)
        if open_page:
            open_in_browser(url, screen.show_no_browser)

    serve_dist(folder, settings, ready)


def _serve_clients(project: Path, settings: ServeSettings) -> None:
    """Serve what was made for clients, at the addresses of their links."""
    from audiogen.cli.screen.build import show_serving_clients
    from audiogen.clients.links import links_of, today_of_clients
    from audiogen.clients.roster import require_place
    from audiogen.serve.server import serve_clients

    require_place(project)
    links = links_of(project, today_of_clients())
    serve_clients(project, settings, lambda url, phone_url: show_serving_clients(url, phone_url, len(links)))


def _refuse_besides_clients(*, dist: Path | None, client: str | None, open_page: bool) -> None:
    for hint, given in (("--client", client is not None), ("--dist", dist is not None), ("--open", open_page)):
        if given:
            message = "goes with one folder, and --clients serves those of all clients; leave one of them out"
            raise typer.BadParameter(message, param_hint=hint)


def _usual_host(base_url: str | None) -> str:
    # what speaks https stands in front: without it, nobody is to come in
    return _THIS_COMPUTER if base_url and base_url.startswith("https://") else _EVERY_ADDRESS


def _log_settings(file: str | None, *, addresses: bool) -> AccessLogSettings | None:
    from audiogen.serve.settings import AccessLogSettings

    if file is None:
        if addresses:
            message = "there is no log in which addresses could be noted; name its file with --access-log"
            raise typer.BadParameter(message, param_hint="--log-addresses")
        return None
    if not file.strip():
        message = "nothing is written here; write the name of a file, or - for the screen"
        raise typer.BadParameter(message, param_hint="--access-log")
    return AccessLogSettings(None if file == _STDERR else Path(file), addresses)


def _grace_s() -> float:
    return _GRACE_S if sys.stdin.isatty() else _GRACE_OF_SERVICE_S
