"""`check --fix`: show what is mechanical, ask, write."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from audiogen.check.fixing import proposed_fixes, write_fix
from audiogen.cli.screen import fixing as screen
from audiogen.cli.screen.terminal import ERR, say
from audiogen.project import Project


def offer_fixes(project: Project, names: Sequence[str], *, yes: bool) -> None:
    """Mend what is mechanical in the files of a project, once that is shown and agreed to.

    Args:
        project: the folders.
        names: the sessions, as `check` takes them.
        yes: whether it is agreed to already.

    Raises:
        AudiogenError: when there is no show, or when a file cannot be written.
        typer.Exit: when nobody can be asked; then nothing is written.
    """
    fixes = proposed_fixes(project, names)
    screen.show_fixes(fixes)
    better = [fix for fix in fixes if fix.fixed.better]
    if better and not yes and not sys.stdin.isatty():
        say("Nothing was written, since nobody can be asked here: add --yes to write this.", ERR)
        raise typer.Exit(1)
    if better and (yes or typer.confirm(screen.question(better))):
        for fix in better:
            screen.show_written(fix, write_fix(fix))
