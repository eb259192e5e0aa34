"""The commands around clients' links, below `audiogen clients`. What a command needs is imported inside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audiogen.cli.options import Overwrite, ProjectFolder, project_at
from audiogen.errors import AudiogenError

if TYPE_CHECKING:
    import datetime as dt

    from audiogen.cli.screen.links import LinksAt
    from audiogen.clients.links import Link
    from audiogen.script.model import Show

ClientId = Annotated[str, typer.Argument(metavar="ID", help="Whose link, in whatever capitals.")]


def link(
    client: ClientId,
    *,
    feed: Annotated[
        bool | None,
        typer.Option("--feed/--no-feed", help="Whether podcast apps may have it, too.", show_default="as it was"),
    ] = None,
    qr: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write it as a QR code: a .svg or a .png.")
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also write a sheet to be printed and handed over, like private/sheets/c1.html."
        ),
    ] = None,
    force: Overwrite = False,
    project: ProjectFolder = Path(),
) -> None:
    """Give a client a private link to their page, and print it; one that was given stays the same."""
    from audiogen.cli.screen import links as screen
    from audiogen.clients.handing import check_file
    from audiogen.clients.linking import give_link
    from audiogen.clients.links import page_address, today_of_clients
    from audiogen.clients.roster import require_place
    from audiogen.publish.address import qr_picture
    from audiogen.publish.layout import FEED
    from audiogen.script.load import load_show

    require_place(project)
    for file, endings in ((qr, (".svg", ".png")), (sheet, (".html",))):
        if file is not None:
            check_file(project, file, endings, force=force)
    show = load_show(project / "scripts")
    with _editing(project):
        given = give_link(project, client, feed=feed)
    at = _links_at(show)
    page = page_address(at.address, given.token)
    address = f"{page}{FEED}" if feed else page
    screen.show_link(given, address, at, feed=bool(feed), today=today_of_clients())
    if qr:
        _write(project, qr, qr_picture(address, qr.suffix.lower()), given.client)
    if sheet:
        _write(project, sheet, _sheet(show, page, given).encode(), given.client)


def rotate(client: ClientId, *, project: ProjectFolder = Path()) -> None:
    """Give a client another link, and print it; the former one leads to nothing any more."""
    from audiogen.cli.screen import links as screen
    from audiogen.clients.handing import sheets_of
    from audiogen.clients.linking import rotate_link
    from audiogen.clients.links import page_address, today_of_clients
    from audiogen.clients.roster import require_place
    from audiogen.script.load import load_show

    require_place(project)
    show = load_show(project / "scripts")
    with _editing(project):
        given = rotate_link(project, client)
    at = _links_at(show)
    screen.show_link(given, page_address(at.address, given.token), at, feed=False, today=today_of_clients())
    screen.show_former(given, sheets_of(project, given.client))


def revoke(client: ClientId, *, project: ProjectFolder = Path()) -> None:
    """Take a client's link back: it leads to nothing any more."""
    from audiogen.cli.screen import links as screen
    from audiogen.clients.handing import sheets_of
    from audiogen.clients.linking import revoke_link
    from audiogen.clients.roster import require_place

    require_place(project)
    with _editing(project):
        before = revoke_link(project, client)
    screen.show_revoked(before, sheets_of(project, before.client))


def expires(
    client: ClientId,
    day: Annotated[
        str, typer.Argument(metavar="DATE", help="The last day on which it works, like 2026-12-31; or never.")
    ],
    *,
    project: ProjectFolder = Path(),
) -> None:
    """Say on which day a client's link works for the last time."""
    from audiogen.cli.screen import links as screen
    from audiogen.clients.linking import limit_link
    from audiogen.clients.links import today_of_clients
    from audiogen.clients.roster import require_place

    require_place(project)
    last_day = _day(day)
    with _editing(project):
        state = limit_link(project, client, last_day)
    screen.show_expiry(state, today=today_of_clients())


def _links_at(show: Show) -> LinksAt:
    """Where the pages of a show's clients are found: on the web, or in the practitioner's own network."""
    from urllib.parse import urlsplit

    from audiogen.cli.screen.links import LinksAt
    from audiogen.publish.address import lan_address
    from audiogen.script.web_address import ascii_address, is_local, is_private

    address = ascii_address(show.clients_address)
    if is_local(address):
        port = urlsplit(address).port
        return LinksAt(f"http://{lan_address() or 'localhost'}{f':{port}' if port else ''}", "served")
    return LinksAt(address, "network" if is_private(address) else "web")


def _sheet(show: Show, address: str, given: Link) -> str:
    """The text of the sheet that is handed over."""
    from audiogen.artwork.colours import NEUTRAL_HUE
    from audiogen.errors import OutputError
    from audiogen.publish.facts import read_publication
    from audiogen.publish.handout import handout

    try:
        hue = read_publication(given.folder).hue
    except OutputError:  # nothing is built yet
        hue = NEUTRAL_HUE
    return handout(show, address, given.expiry, hue)


def _write(project: Path, file: Path, data: bytes, client: str) -> None:
    from audiogen.cli.screen import links as screen
    from audiogen.clients.handing import put, remark_on

    put(project, file, data)
    screen.show_written(file, remark_on(project, file, client))


def _day(written: str) -> dt.date | None:
    from audiogen.script.meant.dates import calendar_day
    from audiogen.script.yaml.fitting import not_a_date

    if written.strip().casefold() == "never":
        return None
    try:
        return calendar_day(written.strip())
    except ValueError as error:
        message = not_a_date(written).removeprefix("date: ")
        raise AudiogenError(message, hint="For a link without a last day, write never.") from error


@contextmanager
def _editing(project: Path) -> Iterator[None]:
    """A turn at what is made for clients: builds read and write the same file of identities."""
    from dataclasses import replace

    from audiogen.build.turns import turn
    from audiogen.cli.screen.clients import show_waiting
    from audiogen.clients.folder import private_folder

    with turn(replace(project_at(project), dist=private_folder(project)), show_waiting):
        yield
