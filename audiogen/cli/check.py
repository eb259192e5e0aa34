"""The command that looks for problems in scripts. What it needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from audiogen.cli.options import DistFolder, Names, ProjectFolder, project_at
from audiogen.errors import ScriptError
from audiogen.memory import seldom_collected
from audiogen.project import Project


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
) -> None:
    """Look for problems in the scripts, and tell how long each session will be, without speaking a word.

    What the craft of guided sessions says of them is told as well; `audiogen rules` explains it. The exit code is 1
    when anything is an error; warnings leave it at 0.
    """
    if yes and not fix:
        message = "--yes answers what --fix asks; write both, or neither"
        raise typer.BadParameter(message)
    if fix and told == "json":
        message = "--fix shows what it changes, and --format json prints for programs alone; write one of them"
        raise typer.BadParameter(message)
    place = project_at(project, dist)
    if fix:
        from audiogen.cli.fixing import offer_fixes

        offer_fixes(place, names or (), yes=yes)
    with seldom_collected():
        from audiogen.check.whole import check_whole
        from audiogen.cli.screen import check as screen

        try:
            checked = check_whole(place, names or ())
        except ScriptError as error:
            if told == "json":
                screen.show_json(error.problems, ())
                raise typer.Exit(1) from None
            # whoever has just been asked knows
            raise error if fix else _with_advice(error, place) from error
    if told == "json":
        screen.show_json(checked.told, checked.lengths)
    else:
        screen.show_checked(checked)
    if any(not problem.warning for problem in checked.told):
        raise typer.Exit(1)


def _with_advice(error: ScriptError, place: Project) -> ScriptError:
    from audiogen.check.fixing import fixing_advice

    return ScriptError(error.problems, hint=error.hint or fixing_advice(place, error.problems))
