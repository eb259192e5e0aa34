"""The commands around clients. What a command needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from audiogen.cli.exits import PROBLEM
from audiogen.cli.options import ProjectFolder, project_at
from audiogen.errors import AudiogenError, ScriptError

if TYPE_CHECKING:
    from audiogen.build.clients import ClientOrder, ClientReport
    from audiogen.cli.elsewhere import Makers
    from audiogen.cli.telling import Telling
    from audiogen.progress import OnEvent
    from audiogen.project import Project

_YES: Final = frozenset(["y", "yes", "j", "ja", "o", "oui", "s", "sí", "si", "sì", "sim"])
_NO: Final = frozenset(["n", "no", "nein", "non", "não", "nee"])

clients_app = typer.Typer(
    invoke_without_command=True,
    help="List the clients for whom sessions are made, add one, give one a private link, and forget one.",
)


@clients_app.callback()
def show(context: typer.Context, *, project: ProjectFolder = Path()) -> None:
    """List the clients for whom sessions are made."""
    if context.invoked_subcommand is None:
        _list(project, as_json=False)


@clients_app.command(name="list")
def list_clients(
    *,
    project: ProjectFolder = Path(),
    as_json: Annotated[
        bool, typer.Option("--json", help="For programs: without names, and all dates as text.")
    ] = False,
) -> None:
    """List the clients: their sessions and lengths, and what has been built for each."""
    _list(project, as_json=as_json)


@clients_app.command()
def add(  # noqa: PLR0913 - one for each option
    client: Annotated[str, typer.Argument(metavar="ID", help="Letters, digits and hyphens, and no name: c1.")],
    *,
    name: Annotated[
        str | None, typer.Option(help="What the client is called in a session, as {name}.", show_default=False)
    ] = None,
    session: Annotated[list[str] | None, typer.Option(help="A session; may be repeated. All when left out.")] = None,
    length: Annotated[str, typer.Option(help="The one length to make, like 10m.", show_default="all")] = "",
    start: Annotated[str, typer.Option(help="The day of the first session, like 2026-11-02.")] = "",
    every: Annotated[
        str, typer.Option(metavar="TIME", help="How far apart they come, like 1d or 1w; none is there before.")
    ] = "",
    message: Annotated[str, typer.Option(help="A sentence of yours for the client's page; never spoken.")] = "",
    values: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Another variable; may be repeated.")
    ] = None,
    project: ProjectFolder = Path(),
) -> None:
    """Add a client to clients.yaml or clients.csv; every other line stays as it is."""
    from audiogen.check.new_client import look_at
    from audiogen.cli.screen import clients as screen
    from audiogen.clients.adding import NewClient, add_new
    from audiogen.clients.ignored import exposed

    if not (project / "scripts").is_dir():
        from audiogen.project import way_to_project

        message = f"the folder {project / 'scripts'} does not exist"
        raise AudiogenError(message, hint=way_to_project(project))
    warnings: list[str] = []
    place = project_at(project)
    new = NewClient(client, name, tuple(session or ()), length, start, tuple(values or ()), message, every)
    with _editing(project):
        path = add_new(project, new, lambda roster: warnings.extend(look_at(place, roster)))
    screen.show_added(path, client, [*warnings, *filter(None, [exposed(project)])])


@clients_app.command()
def forget(
    client: Annotated[str, typer.Argument(metavar="ID", help="Whose sessions, entry and identities go.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
    project: ProjectFolder = Path(),
) -> None:
    """Take away all that there is of a client: private/ID, the entry in clients.yaml, and what apps know it by."""
    from dataclasses import replace

    from audiogen.build.turns import turn
    from audiogen.cli.screen import clients as screen
    from audiogen.clients.folder import private_folder
    from audiogen.clients.forgetting import forget as forget_client
    from audiogen.clients.forgetting import known_ids, leftovers
    from audiogen.clients.roster import require_place

    require_place(project)
    there = leftovers(project, client)
    if not there and there.unread:
        raise AudiogenError("\n".join(there.unread))
    if not there:
        from audiogen.clients.client import unknown_client

        raise AudiogenError(unknown_client(client, known_ids(project)), hint="`audiogen clients` lists them.")
    screen.show_leftovers(client, there)
    if not yes and not _meant():
        raise typer.Exit(1)
    place = replace(project_at(project), dist=private_folder(project))
    with turn(place, screen.show_waiting), _editing(project):
        erasure = forget_client(project, client)
    screen.show_erasure(client, erasure)
    if erasure.left:
        raise typer.Exit(1)


@clients_app.command(name="delete", hidden=True)
@clients_app.command(name="remove", hidden=True)
def forget_elsewhere(client: Annotated[str, typer.Argument(metavar="ID")] = "ID") -> None:
    """Name the command that forgets a client: what erases is written as it is meant."""
    message = f"`audiogen clients forget {client}` takes away all that there is of a client"
    raise AudiogenError(message, hint="It shows what that is, and asks first.")


@contextmanager
def clients_named(root: Path, names: Sequence[str]) -> Iterator[None]:
    """Where a name is none of a session's, but a client's id: how clients are named."""
    try:
        yield
    except ScriptError:
        raise
    except AudiogenError as error:
        found = [each for each in names if f'"{each}"' in error.message and _is_client(root, each)]
        if not found:
            raise
        message = f"{found[0]} is a client, and no session"
        raise AudiogenError(message, hint=f"Write --client {found[0]}.") from error


def _is_client(root: Path, name: str) -> bool:
    from audiogen.clients.roster import load_roster

    with suppress(AudiogenError):
        roster = load_roster(root)
        return roster is not None and roster.find(name) is not None
    return False


def _meant() -> bool:
    """Whether all of it is to be taken away: yes in a few tongues, since nothing else can be taken for it."""
    question = "Take all of it away? It cannot be brought back. [y/N]"
    while (answer := typer.prompt(question, default="n", show_default=False).strip().casefold()) not in _NO:
        if answer in _YES:
            return True
        typer.echo("Write y or n.")
    return False


def _editing(project: Path) -> AbstractContextManager[bool]:
    """A turn at the clients' file, so that no two commands write it at once and one takes the other's change back."""
    from dataclasses import replace

    from audiogen.build.turns import turn
    from audiogen.clients.roster import YAML_FILE
    from audiogen.progress import ignore

    return turn(replace(project_at(project), dist=project / YAML_FILE), ignore)


def _list(project: Path, *, as_json: bool) -> None:
    from audiogen.cli.screen import clients as screen
    from audiogen.clients.overview import overview
    from audiogen.clients.roster import require_place, unread_lists

    require_place(project)
    screen.show_clients(overview(project), as_json=as_json, unread=unread_lists(project))


def build_for(project: Project, order: ClientOrder, makers: Makers, telling: Telling, *, dry_run: bool) -> None:
    """Build what is for clients, and say where it is; or only say what would be built.

    Args:
        project: the folders.
        order: what is asked for, on this computer.
        makers: who makes it elsewhere, as `reached` has it: asked only where anything is built.
        telling: whom it is told to.
        dry_run: whether nothing is built.
    """
    import datetime as dt
    from dataclasses import replace

    from audiogen.build.clients import build_clients
    from audiogen.cli.screen import clients as screen
    from audiogen.cli.telling import Ending, told
    from audiogen.clients.folder import private_folder

    today = dt.datetime.now(tz=dt.UTC).date()
    if dry_run:
        from audiogen.build.dry_run import foresee_clients
        from audiogen.cli.screen import dry_run as foreseen

        foreseen.show_for_clients(foresee_clients(project, order, today=today, on_event=foreseen.show_notice))
        return

    def work(on_event: OnEvent) -> list[ClientReport]:
        with makers as (elsewhere, at_once):
            whole = replace(order, jobs=at_once, elsewhere=elsewhere)
            return build_clients(project, whole, today=today, on_event=on_event)

    reports = told(
        telling,
        replace(project, dist=private_folder(project.root)),
        work,
        lambda made: Ending([(each.folder, each.report.summaries) for each in made], any(each.failed for each in made)),
        clients=True,
    )
    if telling == "people":
        screen.show_built(reports)
    if any(each.failed for each in reports):
        raise typer.Exit(PROBLEM)
