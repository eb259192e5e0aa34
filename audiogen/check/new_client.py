"""What keeps a client from being made as it is given, before it is written down."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

from audiogen.check.clients import check_clients
from audiogen.clients.client import Roster
from audiogen.errors import AudiogenError, Problem, ScriptError
from audiogen.project import Project
from audiogen.script.load import Library, load_library
from audiogen.speech.phrase import project_phrasing


def look_at(project: Project, roster: Roster) -> tuple[str, ...]:
    """The warnings about a client that stands in no file yet; none while the scripts themselves cannot be read.

    Args:
        project: the folders.
        roster: the one client, and the file in which it will stand.

    Raises:
        AudiogenError: with all that keeps its sessions from being made.
    """
    library: Library | None = None
    with contextlib.suppress(ScriptError, AudiogenError):  # `check` tells what is wrong with them
        library = load_library(project.scripts)
    if library is None:
        return ()
    checks = check_clients(library, roster, project_phrasing(project))
    if checks.problems:
        told = dict.fromkeys(map(_bare, _of(roster, checks.all_problems)))
        raise AudiogenError("\n".join(told), hint="Nothing was written. Change the command, and run it again.")
    return tuple(dict.fromkeys(map(_bare, _of(roster, checks.warnings))))


def _of(roster: Roster, problems: tuple[Problem, ...]) -> Iterator[tuple[Roster, Problem]]:
    return ((roster, replace(problem, warning=False)) for problem in problems)


def _bare(told: tuple[Roster, Problem]) -> str:
    """A problem without the place in the file in which the client does not stand yet."""
    roster, problem = told
    message = problem.message.removeprefix(f"for {roster.clients[0].id}: ")
    return message if problem.path == roster.path else str(replace(problem, message=message))
