"""The command that looks for problems in scripts. What it needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from audiogen.cli.options import DistFolder, Names, ProjectFolder, finished_at, project_at
from audiogen.errors import AudiogenError, Problem, ScriptError
from audiogen.memory import seldom_collected
from audiogen.project import Project

if TYPE_CHECKING:
    from audiogen.check.lengths import SessionLength
    from audiogen.check.preflight import Checked


def check(
    names: Names = None,
    *,
    project: ProjectFolder = Path(),
    dist: DistFolder = None,
    told: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How it is told: for people, or for programs.")
    ] = "text",
    fix: Annotated[
        bool,
        typer.Option(
            "--fix", help="First mend what is mechanical, like tabs and curly quotes: shows every change, then asks."
        ),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --fix: write the changes without asking.")] = False,
    feed: Annotated[
        bool, typer.Option("--feed", help="Judge the finished feed instead: what podcast platforms would refuse of it.")
    ] = False,
) -> None:
    """Look for problems in the scripts, and tell how long each session will be, without speaking a word.

    What the craft of guided sessions says of them is told as well; `audiogen rules` explains it. The exit code is 1
    when anything is an error; warnings leave it at 0.
    """
    if feed:
        if names or fix or yes:
            message = "--feed judges the feed of the whole podcast as it was built; write it without sessions and --fix"
            raise typer.BadParameter(message)
        _check_feed(project, dist, told)
        return
    if yes and not fix:
        message = "--yes answers what --fix asks; write both, or neither"
        raise typer.BadParameter(message)
    if fix and told == "json":
        message = "--fix shows what it changes, and --format json prints for programs alone; write one of them"
        raise typer.BadParameter(message)
    if told == "json":
        _check_for_programs(project, dist, names or ())
        return
    place = project_at(project, dist)
    if fix:
        from audiogen.cli.fixing import offer_fixes

        offer_fixes(place, names or (), yes=yes)
    from audiogen.cli.screen import check as screen

    try:
        checked = _checked(place, names or ())
    except ScriptError as error:
        # whoever has just been asked knows
        raise error if fix else _with_advice(error, place) from error
    screen.show_checked(checked)
    _leave(checked.told)


def _check_feed(project: Path, dist: Path | None, told: str) -> None:
    """The check of what was built, for platforms."""
    import datetime as dt

    from audiogen.check.feed import check_feed
    from audiogen.cli.screen import feed as screen

    try:
        checked = check_feed(project_at(project, finished_at(project, dist)), dt.datetime.now(dt.UTC))
    except AudiogenError as error:
        if told == "text":
            raise
        screen.show_no_feed_json(dist or project / "dist", error)
        raise typer.Exit(1) from error
    if told == "json":
        screen.show_feed_json(checked)
    else:
        screen.show_feed(checked)
    if any(found.refuses for found in checked.findings):
        raise typer.Exit(1)


def _check_for_programs(project: Path, dist: Path | None, names: Sequence[str]) -> None:
    """The check whose answer is one object, whatever happens."""
    from audiogen.cli.screen import check as screen

    problems: tuple[Problem, ...]
    lengths: tuple[SessionLength, ...] = ()
    try:
        checked = _checked(project_at(project, dist), names)
    except ScriptError as error:
        problems = error.problems
    except AudiogenError as error:
        problems = (Problem(project, 1, 1, error.message, remedy=error.hint),)
    else:
        problems, lengths = checked.told, checked.lengths
    screen.show_json(problems, lengths)
    _leave(problems)


def _checked(place: Project, names: Sequence[str]) -> Checked:
    with seldom_collected():
        from audiogen.check.whole import check_whole

        return check_whole(place, names)


def _leave(problems: Sequence[Problem]) -> None:
    if any(not problem.warning for problem in problems):
        raise typer.Exit(1)


def _with_advice(error: ScriptError, place: Project) -> ScriptError:
    from audiogen.check.fixing import fixing_advice

    return ScriptError(error.problems, hint=error.hint or fixing_advice(place, error.problems))
