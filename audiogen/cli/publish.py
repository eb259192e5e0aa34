"""The command that sends what was built to where listeners find it. What it needs is imported inside it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audiogen.cli.options import DistFolder, ProjectFolder, finished_at, project_at
from audiogen.cli.signing import SignKey, SignWith, signing_of, unmarked
from audiogen.cli.unbuilt import unbuilt, unbuilt_for_clients
from audiogen.errors import AudiogenError

if TYPE_CHECKING:
    from audiogen.marking.tracks import Signing
    from audiogen.project import Project
    from audiogen.script.model import Show
    from audiogen.upload.client_pages import ReadyClients
    from audiogen.upload.destination import Destination
    from audiogen.upload.remembering import DestinationKey
    from audiogen.upload.transfer import SendOptions

Address = Annotated[
    str | None,
    typer.Argument(
        metavar="DEST",
        help="A folder, sftp://you@host/folder, s3://bucket/folder or webdavs://you@host/folder.",
        show_default="publish: in show.yaml",
    ),
]


@dataclass(frozen=True, slots=True)
class _PublishOrder:
    """What was asked for."""

    place: Project
    address: str
    """An address, or the path of a folder as it is found from here."""
    given: bool
    """Whether it was written on the command line."""
    show: Show | None
    how: SendOptions
    dry_run: bool
    htaccess: bool
    look: bool
    remember: bool
    signing: Signing | None
    """What media files are signed with; None where they go as they were built."""


def publish(  # noqa: PLR0913 - each is an option
    destination: Address = None,
    *,
    project: ProjectFolder = Path(),
    dist: DistFolder = None,
    clients: Annotated[
        bool, typer.Option("--clients", help="Clients' pages, each at its private link, and not the podcast.")
    ] = False,
    client: Annotated[
        list[str] | None, typer.Option("--client", metavar="ID", help="The same for one client; may be repeated.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be sent and taken away; nothing is changed there.")
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take old files away at once, and not when they are 30 days old.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace files there that have the same names, and are not audiogen's.")
    ] = False,
    htaccess: Annotated[
        bool, typer.Option("--htaccess", help="Also put the settings there that web space with Apache needs.")
    ] = False,
    remember: Annotated[
        bool, typer.Option("--remember", help="Write DEST into show.yaml, so that it need not be named again.")
    ] = False,
    look: Annotated[
        bool, typer.Option("--look/--no-look", help="Look at the podcast's address afterwards, as listeners do.")
    ] = True,
    sign: SignWith = None,
    key: SignKey = None,
) -> None:
    """Send the podcast to its web space: what changed, and the feed last; what is there stays whole meanwhile."""
    from audiogen.script.lock import guids_beside
    from audiogen.upload.publishing import written_show
    from audiogen.upload.transfer import SendOptions

    for_clients = clients or bool(client)
    place = project_at(project, dist if for_clients else finished_at(project, dist))
    show = written_show(place)
    how = SendOptions(prune=prune, replace=replace, former_owners=guids_beside(place.scripts), cache=place.cache)
    address = _address(place, show, destination, for_clients=for_clients)
    signing = signing_of(sign, key, place.cache)
    order = _PublishOrder(
        place, address, destination is not None, show, how, dry_run, htaccess, look, remember, signing
    )
    if for_clients:
        _publish_clients(order, client or [])
    else:
        _publish_podcast(order)


def _publish_podcast(order: _PublishOrder) -> None:
    from audiogen.cli.screen import publish as screen
    from audiogen.upload.carrier import Carrier
    from audiogen.upload.file_kinds import public_kind
    from audiogen.upload.htaccess import with_settings
    from audiogen.upload.look import look_at_podcast
    from audiogen.upload.publishing import ready_podcast
    from audiogen.upload.transfer import look, send

    now = dt.datetime.now(tz=dt.UTC)
    today = now.date()
    with screen.SigningDisplay(order.signing) as display:
        ready = ready_podcast(order.place, order.show, order.address, now, display.watched())
    screen.show_doubts([*unbuilt(order.place), *ready.doubts])
    if order.signing:
        screen.show_signer(order.signing.signer.name)
    with _opened(order.address) as there:
        with screen.UploadDisplay() as display:
            carrier = Carrier(there, order.how.retry, display.show_event)
            files, notes = with_settings(ready.files, carrier, asked=order.htaccess)
        screen.show_doubts(notes)
        owner = ready.publication.podcast_guid
        with screen.UploadDisplay() as display:
            if order.dry_run:
                view = look(there, files, owner, today=today, how=order.how, on_event=display.show_event)
            else:
                report = send(
                    there, files, owner,
                    today=today, kind_of=public_kind, how=order.how, on_event=display.show_event,
                )  # fmt: skip
        screen.show_doubts(unmarked(order.signing, order.place.cache, (view if order.dry_run else report).plan, today))
        if order.dry_run:
            screen.show_plan(there.shown, view, files)
            return
        screen.show_sent(there.shown, report, files)
    base_url = ready.publication.show.base_url
    if order.look:
        screen.show_look(base_url, look_at_podcast(base_url, files))
    screen.show_next_day(ready.next_day)
    _remember(order, "publish", new=not report.plan.present)
    screen.show_addresses(base_url)


def _publish_clients(order: _PublishOrder, ids: list[str]) -> None:
    from audiogen.cli.screen import publish as screen
    from audiogen.cli.screen.clients import show_waiting
    from audiogen.clients.links import LINKS, today_of_clients
    from audiogen.upload.client_pages import ready_clients
    from audiogen.upload.transfer import turn_there

    show = order.show
    if show is None:
        from audiogen.project import way_to_show

        message = f"there is no show in {'this folder' if order.place.root == Path() else order.place.root}"
        raise AudiogenError(message, hint=way_to_show(order.place.root))
    with (
        _opened(order.address) as there,
        # two at once would bring back what one of them takes away: which links are valid is read in one's own turn
        turn_there(order.place.cache, f"{there.shown}/{LINKS}", show_waiting),
    ):
        today = today_of_clients()
        with screen.SigningDisplay(order.signing) as display:
            ready = ready_clients(order.place, show, ids, order.address, today, display.watched())
        links = [each.link for each in ready.clients]
        doubts = unbuilt_for_clients(order.place, [each.client for each in links], [each.folder for each in links])
        screen.show_unbuilt(ready.unbuilt)
        screen.show_doubts(dict.fromkeys([*doubts, *(doubt for each in ready.clients for doubt in each.doubts)]))
        _empty_void_folders(order, ready, there)
        new = _send_to_clients(order, ready, there, today)
    if order.dry_run:
        screen.show_dry_run()
        return
    if order.look and ready.clients:
        screen.show_client_look(ready.clients[0].shown, _seen_of_clients(ready))
    _remember(order, "publish_clients", new=new)
    screen.show_daily(ready, new=new)


def _empty_void_folders(order: _PublishOrder, ready: ReadyClients, there: Destination) -> None:
    """Take away what lies at links that are not valid any more, and see that nothing lists the others."""
    from audiogen.cli.screen import publish as screen
    from audiogen.clients.links import LINKS, masked
    from audiogen.upload.carrier import Carrier
    from audiogen.upload.client_pages import close_list, void_folders
    from audiogen.upload.masked_folder import MaskedFolder

    with screen.UploadDisplay() as display:
        carrier = Carrier(MaskedFolder(there, LINKS), order.how.retry, display.show_event)
        listed = carrier.listed([""])
        void = void_folders(carrier, listed, ready)
        for path in (path for paths in void.values() for path in paths if not order.dry_run):
            carrier.take_away(path)
        notes = () if order.dry_run else close_list(carrier, listed, settings=order.htaccess)
    for token, paths in void.items():
        screen.show_void(masked(token), len(paths), dry_run=order.dry_run)
    screen.show_doubts(notes)


def _send_to_clients(order: _PublishOrder, ready: ReadyClients, there: Destination, today: dt.date) -> bool:
    """Whether there was nothing yet of one of them."""
    from dataclasses import replace

    from audiogen.cli.screen import publish as screen
    from audiogen.clients.links import link_path
    from audiogen.upload.file_kinds import private_kind
    from audiogen.upload.masked_folder import MaskedFolder
    from audiogen.upload.transfer import look, send

    new = False
    for each in ready.clients:
        folder, files, owner = MaskedFolder(there, link_path(each.link.token)), each.files, ready.owner
        how = replace(order.how, withheld=each.withheld)
        with screen.UploadDisplay() as display:
            if order.dry_run:
                view = look(folder, files, owner, today=today, how=how, on_event=display.show_event)
            else:
                report = send(
                    folder, files, owner,
                    today=today, kind_of=private_kind, how=how, on_event=display.show_event,
                )  # fmt: skip
        plan = (view if order.dry_run else report).plan
        marks = unmarked(order.signing, each.link.folder / "cache", plan, today)
        screen.show_doubts(f"{each.link.client}: {note}" for note in marks)
        if order.dry_run:
            screen.show_client_plan(each, view)
        else:
            screen.show_client_sent(each, report)
            new = new or not report.plan.present
    return new


def _seen_of_clients(ready: ReadyClients) -> list[str]:
    """What is found where clients look: of the first page, as the others lie beside it, and of what lists them."""
    from audiogen.clients.links import LINKS
    from audiogen.publish import layout
    from audiogen.upload.look import LookedAt, look_at_page, look_for_list

    first = ready.clients[0]
    above = f"{first.address.partition(f'/{LINKS}/{first.link.token}')[0]}/{LINKS}/"
    tokens = [each.link.token for each in ready.clients]
    found = look_at_page(LookedAt(first.address, first.shown), first.files[layout.PAGE])
    return [*found, *look_for_list(LookedAt(above, above), tokens)]


def _address(place: Project, show: Show | None, written: str | None, *, for_clients: bool) -> str:
    """Where to: what was written on the command line, else what show.yaml remembers."""
    from audiogen.script.destinations import is_folder
    from audiogen.upload.address import read_address

    remembered = (for_clients and show and show.publish_clients) or (show and show.publish)
    address = written or remembered
    if not address:
        command = f"audiogen publish{' --clients' if for_clients else ''}"
        message = "nobody has said yet where to publish to"
        hint = (
            f"Write it behind the command, like {command} sftp://you@example.org/podcast, or into show.yaml, like "
            "publish: sftp://you@example.org/podcast. docs/publishing.md goes through it step by step."
        )
        raise AudiogenError(message, hint=hint)
    read_address(address)
    if not is_folder(address):
        return address
    # in show.yaml, it is meant from the project's folder
    return str((Path() if written else place.root) / Path(address).expanduser())


@contextlib.contextmanager
def _opened(address: str) -> Iterator[Destination]:
    from audiogen.upload.destination import open_destination
    from audiogen.upload.masked_folder import masking

    # a host may name the folders of clients in what it says of errors
    with masking(), contextlib.closing(open_destination(address)) as there:
        yield there


def _remember(order: _PublishOrder, key: DestinationKey, *, new: bool) -> None:
    """Where it went is written into show.yaml; or how to do that is said, once: where nothing was there before."""
    from audiogen.cli.screen import publish as screen
    from audiogen.upload.remembering import destination_line, remember, written_destination

    if not order.given or order.show is None:
        return
    known = order.show.publish if key == "publish" else order.show.publish_clients or order.show.publish
    line = destination_line(order.place, key, order.address)
    if known == written_destination(order.place, order.address):
        return
    if order.remember:
        screen.show_remembered(remember(order.place, key, order.address), line)
    elif new and not known:
        command = "audiogen publish" if key == "publish" else "audiogen publish --clients"
        screen.show_line_to_add(order.place.scripts / "show.yaml", line, command)
