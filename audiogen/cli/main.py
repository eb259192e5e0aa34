"""The command line: read arguments, call one function, show what happened.

The only module that catches every error. Exit codes: 0 good, 1 a known problem, 2 wrong usage, 3 a bug (with a log
file), 130 interrupted, 143 terminated. What a command needs is imported inside it, so that `--help` is fast.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from audiogen import __version__
from audiogen.cli.begin import add, new
from audiogen.cli.cache import cache_app
from audiogen.cli.check import check
from audiogen.cli.clients import clients_app, forget_elsewhere
from audiogen.cli.draft import draft
from audiogen.cli.exits import BUG, INTERRUPTED, PROBLEM, TERMINATED, WRONG_USAGE, TerminatedError
from audiogen.cli.identity import identity_app
from audiogen.cli.importing import import_
from audiogen.cli.links import expires, link, revoke, rotate
from audiogen.cli.log import log
from audiogen.cli.options import DistFolder, Names, ProjectFolder, place_options, project_at
from audiogen.cli.plan import plan
from audiogen.cli.preview import preview
from audiogen.cli.publish import publish
from audiogen.cli.rules import rules
from audiogen.cli.schema import schema
from audiogen.cli.serve import serve
from audiogen.cli.sounds import sounds
from audiogen.cli.usage import usage_told
from audiogen.cli.verify import verify
from audiogen.cli.voices import say, voices_app
from audiogen.cli.watch import watch
from audiogen.cli.words import words
from audiogen.errors import AudiogenError, ScriptError
from audiogen.memory import end_quickly, seldom_collected, share_one_heap

if TYPE_CHECKING:
    from audiogen.build.summary import EpisodeSummary
    from audiogen.progress import OnEvent

app = typer.Typer(
    name="audiogen",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command()(new)
app.command()(add)
app.command(name="import")(import_)
app.command()(draft)
app.add_typer(voices_app, name="voices")
app.command()(say)
app.command()(words)
app.command()(preview)
app.command()(sounds)
app.command()(plan)
app.command()(check)
app.command()(watch)
app.command()(verify)
app.command()(rules)
app.command()(schema)
app.add_typer(cache_app, name="cache")
app.add_typer(identity_app, name="identity")
clients_app.command()(link)
clients_app.command()(rotate)
clients_app.command()(revoke)
clients_app.command()(expires)
app.add_typer(clients_app, name="clients")
app.command(name="forget", hidden=True)(forget_elsewhere)


def _show_version(value: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if value:
        typer.echo(f"audiogen {__version__}")
        raise typer.Exit


@app.callback()
def audiogen(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Turn scripted reflection and breathing sessions into a podcast that a phone plays."""


@app.command()
def build(  # noqa: PLR0913 - each is an option
    names: Names = None,
    *,
    project: ProjectFolder = Path(),
    dist: DistFolder = None,
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", min=1, help="Sessions to build at the same time.", show_default="one per core"),
    ] = os.cpu_count() or 1,
    force: Annotated[bool, typer.Option("--force", help="Build sessions anew even when nothing has changed.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take away the episodes of sessions that have no script any more.")
    ] = False,
    clients: Annotated[
        bool, typer.Option("--clients", help="Build what is for clients, below private/, and no public episode.")
    ] = False,
    client: Annotated[
        list[str] | None, typer.Option("--client", metavar="ID", help="The same for one client; may be repeated.")
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Say of each session that is made anew why it is.")] = False,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Let a cluster of dask.distributed make them: tcp://HOST:8786."),
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(metavar="PLACE", help="With --cluster: a folder or URL for large files that all workers reach."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be made anew, and why, and what would be taken away.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="For programs: a JSON object a line on stdout for all that happens.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say only what needs attention: failures and warnings.")
    ] = False,
) -> None:
    """Speak, mix and package the sessions; what has not changed is kept."""
    import datetime as dt

    from audiogen.cli.clients import clients_named
    from audiogen.cli.elsewhere import reached
    from audiogen.cli.telling import Ending, telling_of, told

    telling = telling_of(as_json=as_json, quiet=quiet, dry_run=dry_run)
    if clients or client:
        from audiogen.build.clients import ClientOrder
        from audiogen.cli.clients import build_for

        order = ClientOrder(names or (), client or (), jobs, force, prune, why)
        with clients_named(project, names or ()):
            build_for(project_at(project), order, reached(cluster, store, jobs), telling, dry_run=dry_run)
        return

    from audiogen.build.unchanged import unchanged
    from audiogen.cli.screen import build as screen

    today, place = dt.datetime.now(tz=dt.UTC).date(), project_at(project, dist)
    if dry_run:
        from audiogen.build.dry_run import foresee
        from audiogen.cli.screen import dry_run as foreseen

        with clients_named(project, names or ()):
            forecast = foresee(place, names or (), today=today, on_event=foreseen.show_notice, force=force, prune=prune)
        foreseen.show_forecast(forecast)
        return

    def work(on_event: OnEvent) -> Sequence[EpisodeSummary]:
        with clients_named(project, names or ()):
            kept = None if names or force or prune else unchanged(place, today, on_event)
            if kept is not None:
                return kept
            # all that a build needs; to import it takes longer than to see that nothing has changed
            with seldom_collected():
                from audiogen.build.show import build as build_show

            with reached(cluster, store, jobs) as (elsewhere, at_once):
                return build_show(
                    place, names or (), today=today, jobs=at_once, on_event=on_event, force=force, prune=prune, why=why,
                    elsewhere=elsewhere,
                ).summaries  # fmt: skip

    episodes = told(telling, place, work, lambda made: Ending([(place.dist, made)], _any_failed(made)))
    # without episodes, what was asked for is for clients alone, which has been said
    if episodes and telling == "people":
        screen.show_summaries(episodes)
        screen.show_next(place.dist, place_options(project, dist), failed=_any_failed(episodes))
    if _any_failed(episodes):
        raise typer.Exit(PROBLEM)


def _any_failed(episodes: Sequence[EpisodeSummary]) -> bool:
    return any(each.outcome == "failed" for each in episodes)


app.command()(serve)
app.command()(publish)
app.command()(log)


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    share_one_heap()
    # in Windows a pipe may hold no more letters than those of a few languages; stderr is so of itself
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    code = run(sys.argv[1:])
    end_quickly()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run the command line; the exit code."""
    with _termination_as_interrupt() as terminated:
        code = _run(arguments)
        return TERMINATED if terminated.is_set() else code


@contextmanager
def _termination_as_interrupt() -> Iterator[threading.Event]:
    """While a command runs, SIGTERM ends it as Ctrl-C does, so that it cleans up; the event says that it came."""
    terminated = threading.Event()

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        # once: a second one would break off the cleaning up
        if not terminated.is_set():
            terminated.set()
            raise TerminatedError

    if threading.current_thread() is not threading.main_thread():
        yield terminated  # signals reach the main thread alone
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield terminated
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(arguments: list[str]) -> int:
    try:
        code = app(arguments, prog_name="audiogen", standalone_mode=False)
    except typer.TyperException as error:
        typer.echo(usage_told(error, arguments), err=True)
        return WRONG_USAGE
    except AudiogenError as error:
        _show_error(error, looked=arguments[:1] == ["check"])
        return PROBLEM
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted(arguments)
    except Exception:  # noqa: BLE001 - the one place where a bug is caught: it is written down and reported
        typer.echo(f"This is a bug in audiogen. Please report it with this file: {_write_log(arguments)}", err=True)
        return BUG
    # Typer turns exits, and an interrupt within a command, into exit codes
    if code == INTERRUPTED:
        return _interrupted(arguments)
    return code if isinstance(code, int) else 0


def _interrupted(arguments: list[str]) -> int:
    spoke = arguments[:1] == ["build"] and "--dry-run" not in arguments
    kept = "; what was spoken is kept, and the next build goes on from there" if spoke else ""
    if arguments[:1] == ["publish"] and "--dry-run" not in arguments:
        kept = "; what was sent is kept there, and the next `audiogen publish` sends only the rest"
    if any(each.partition("=")[0] == "--llm" for each in arguments):
        kept = "; what the model has finished is kept, and is not asked for again"
    typer.echo(f"\nInterrupted{kept}.", err=True)
    return INTERRUPTED


def _show_error(error: AudiogenError, *, looked: bool) -> None:
    """Say what is wrong; of a command that only looks, nobody expects that anything was changed."""
    typer.echo(error.message, err=True)
    if isinstance(error, ScriptError):
        mistakes = sum(not problem.warning for problem in error.problems)
        kept = "" if looked else "; nothing was changed"
        typer.echo(f"{mistakes} problem{'s' if mistakes > 1 else ''} found{kept}.", err=True)
    if error.hint:
        typer.echo(error.hint, err=True)


def _write_log(arguments: list[str]) -> Path:
    import tempfile

    with tempfile.NamedTemporaryFile("w", prefix="audiogen-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(f"audiogen {__version__}, Python {sys.version}, {sys.platform}\n")
        log.write(_told_of(arguments))
    return Path(log.name)


def _told_of(arguments: list[str]) -> str:
    """What a log says of a command and its error: of one that reads what is known of clients, nothing of that."""
    if not _reads_clients(arguments):
        return f"{arguments!r}\n\n{traceback.format_exc()}"
    names = [each if each == arguments[0] else each.partition("=")[0] if each[:1] == "-" else "…" for each in arguments]
    lines = [f"{names!r}, without messages of errors, since what is known of clients may be in them\n\n"]
    error = sys.exception()
    while error is not None:
        elsewhere: tuple[str, ...] = getattr(error, "places", ())  # of one that was raised in another process
        lines += [*traceback.format_tb(error.__traceback__), *elsewhere, f"{type(error).__name__}\n\n"]
        error = error.__cause__ or error.__context__
    return "".join(lines)


def _reads_clients(arguments: list[str]) -> bool:
    """Whether a command reads the clients' file, or what is made for them: `verify --dist private/c1`.

    What is published goes to an address in which somebody may have written a password.
    """
    told = any(each in {"clients", "check", "watch", "publish"} or each.startswith("--client") for each in arguments)
    paths = [Path(each.rpartition("=")[2]) for each in arguments]
    return told or any("private" in path.parts for path in (*paths, Path.cwd()))
