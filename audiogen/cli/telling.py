"""Who is told what of a build: people at a terminal, those who want quiet, or a program; and the log of all builds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

import typer

from audiogen.cli.exits import PROBLEM

if TYPE_CHECKING:
    from audiogen.build.summary import EpisodeSummary
    from audiogen.build.timings import Timings
    from audiogen.cli.screen.build import BuildDisplay, QuietDisplay
    from audiogen.cli.screen.json_lines import JsonLines
    from audiogen.progress import Event, OnEvent
    from audiogen.project import Project

Telling: TypeAlias = Literal["people", "quiet", "json"]
"""Whom a build is told to."""

_Made = TypeVar("_Made")


def telling_of(*, as_json: bool, quiet: bool, dry_run: bool) -> Telling:
    """Whom a build is told to, by the options of the command.

    Raises:
        typer.BadParameter: when they do not go together.
    """
    if as_json and quiet:
        message = "it is for programs, and --quiet for people; leave one of them out"
        raise typer.BadParameter(message, param_hint="--json")
    if dry_run and (as_json or quiet):
        message = "it tells of what is built, and --dry-run builds nothing; leave one of them out"
        raise typer.BadParameter(message, param_hint="--json" if as_json else "--quiet")
    return "json" if as_json else "quiet" if quiet else "people"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a build ended."""

    made: Sequence[tuple[Path, Sequence[EpisodeSummary]]]
    """What became of the tracks in each folder."""
    failed: bool
    """Whether anything is amiss."""

    @property
    def code(self) -> int:
        """What the command ends with."""
        return PROBLEM if self.failed else 0


def told(
    telling: Telling,
    project: Project,
    work: Callable[[OnEvent], _Made],
    ending: Callable[[_Made], Ending],
    *,
    clients: bool = False,
) -> _Made:
    """Do the work of a build; tell of it while it goes on, and note it in the log.

    Args:
        telling: whom it is told to.
        project: with the folder into which is built.
        work: builds, calling what it is given with every event.
        ending: how that ended.
        clients: whether what is made is for clients.
    """
    from audiogen.build.timings import Timings

    timings = Timings()
    with _noted(project, timings, clients=clients), _screen(telling, timings, clients=clients) as screen:

        def on_event(event: Event) -> None:
            timings.note(event)
            screen.show_event(event)

        made = work(on_event)
        end = ending(made)
        screen.finish(end.made, end.code)
    return made


@contextmanager
def _noted(project: Project, timings: Timings, *, clients: bool) -> Iterator[None]:
    """Note a build in the log, however it ends; one that kept everything is not worth it, nor the time it takes."""
    begun, ended = dt.datetime.now(tz=dt.UTC), "interrupted"
    try:
        yield
        ended = "finished"
    except Exception:
        ended = "failed"
        raise
    finally:
        if any(each.outcome != "kept" for each in timings.tracks):
            from audiogen.build.log import BuildLog

            BuildLog(project).note(timings, begun=begun, ended=ended, clients=clients)


def _screen(
    telling: Telling, timings: Timings, *, clients: bool
) -> AbstractContextManager[BuildDisplay | QuietDisplay | JsonLines]:
    if telling == "json":
        from audiogen.cli.screen.json_lines import JsonLines

        return JsonLines(timings, clients=clients)
    from audiogen.cli.screen.build import BuildDisplay, QuietDisplay

    return QuietDisplay() if telling == "quiet" else BuildDisplay()
