"""The check of a project with its clients: what everybody hears, and what is made for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from audiogen.check.preflight import Checked, check_project, mistaken
from audiogen.clients.client import Roster
from audiogen.clients.roster import load_roster, unread_lists
from audiogen.errors import Problem, ScriptError
from audiogen.project import Project
from audiogen.script.load import Library
from audiogen.speech.phrase import project_phrasing

if TYPE_CHECKING:
    from audiogen.check.clients import ClientChecks


def check_whole(project: Project, names: Sequence[str]) -> Checked:
    """Look for every problem of the scripts, and of what clients get.

    Raises:
        ScriptError: with all problems.
        AudiogenError: when there is nothing to check.
    """
    phrasing = project_phrasing(project)
    roster, faults = _roster(project)
    unread = unread_lists(project.root)
    try:
        checked = check_project(project, names, phrasing)
    except ScriptError as error:
        raise ScriptError(tuple(sorted({*error.problems, *faults, *unread}))) from error
    if faults:
        raise ScriptError(tuple(sorted({*faults, *checked.warnings, *unread})))
    library = checked.loaded
    warnings = [*checked.warnings, *unread, *_unwanted(library, roster)]
    if roster is None:
        return replace(checked, warnings=tuple(sorted(set(warnings))))
    from audiogen.check.clients import check_clients  # noqa: PLC0415 - few shows have clients
    from audiogen.clients.overview import unlisted_told  # noqa: PLC0415 - as above

    checks = check_clients(library, roster, phrasing)
    left = unlisted_told(project.root, roster.clients)
    warnings += checks.warnings
    if checks.problems:
        findings = () if mistaken(checks.all_problems) else checked.findings
        raise ScriptError(tuple(sorted({*checks.all_problems, *warnings, *findings})))
    return replace(
        checked,
        warnings=tuple(sorted(set(warnings))),
        notices=(*checked.notices, *_notices(project, checks), *filter(None, [left])),
    )


def _unwanted(library: Library, roster: Roster | None) -> Iterator[Problem]:
    if library.for_clients:
        from audiogen.clients.advice import unwanted_sessions  # noqa: PLC0415 - as above

        yield from unwanted_sessions(library, roster.clients if roster else None)


def _roster(project: Project) -> tuple[Roster | None, tuple[Problem, ...]]:
    try:
        return load_roster(project.root), ()
    except ScriptError as error:
        return None, error.problems


def _notices(project: Project, checks: ClientChecks) -> Iterator[str]:
    """What is worth knowing of clients, and no mistake."""
    from audiogen.clients.ignored import exposed  # noqa: PLC0415 - as above

    if warning := exposed(project.root):
        yield warning
    if checks.notice:
        yield checks.notice
