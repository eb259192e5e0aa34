"""One session as it was last checked, and what has become of its lengths and problems since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from audiogen.check.clients import check_clients
from audiogen.check.craft.exemptions import Exemption
from audiogen.check.craft.findings import CraftFindings, session_findings
from audiogen.check.craft.session import Surroundings
from audiogen.check.lengths import SessionLength
from audiogen.check.preflight import mistaken
from audiogen.check.session import SessionChecker
from audiogen.check.track_names import same_names
from audiogen.clients.advice import roster_warnings
from audiogen.errors import Problem
from audiogen.project import Project
from audiogen.script.clashes import clashes
from audiogen.script.folder import ReadFolder, ScriptFile
from audiogen.script.load import library_of, odd_names, script_mistakes
from audiogen.script.model import Script, Show
from audiogen.watching.shared import Shared

ProblemKey: TypeAlias = tuple[Path, str, str]


@dataclass(frozen=True, slots=True)
class SessionState:
    """A session as it was last checked."""

    problems: tuple[Problem, ...] = ()
    """Warnings and findings included, in the order of places; those it has with other sessions, too."""
    lengths: tuple[SessionLength, ...] = ()
    """How long its editions are, as far as that was known when it was last without a mistake."""
    measured: bool = False
    """Whether that is so now."""
    known: frozenset[Exemption] = frozenset()
    """What `ignore` says for it, here or in show.yaml."""
    used: frozenset[Exemption] = frozenset()
    """What of that silences something."""
    lost: tuple[Problem, ...] = ()
    """Warnings that it had before the errors that it has: not all are looked for beside these, and none of them is new
    once they are mended."""

    @property
    def errors(self) -> int:
        """How many of the problems keep it from being built."""
        return sum(not problem.warning for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many do not."""
        return len(self.problems) - self.errors

    @property
    def all_told(self) -> tuple[Problem, ...]:
        """Its problems, and those that its errors keep from being found."""
        known = set(map(_key, self.problems))
        return (*self.problems, *(each for each in self.lost if _key(each) not in known))

    @property
    def told(self) -> Counter[ProblemKey]:
        """Its problems, wherever they stand in their files."""
        return Counter(map(_key, self.problems))


@dataclass(frozen=True, slots=True)
class SessionChecks:
    """Checks sessions by what has been read."""

    project: Project
    read: ReadFolder
    show: Show
    shared: Shared

    def state(self, file: ScriptFile, before: SessionState | None) -> SessionState:
        """A session as it is now; where it holds mistakes, with the lengths that it had before."""
        alone = library_of(self.show, self.read, [file])
        mistakes = [*script_mistakes(file), *clashes(self.read.files, [file])]
        found = [*mistakes, *odd_names(self.read, [file], mistakes), *same_names(alone)]
        lengths: tuple[SessionLength, ...] = ()
        craft = CraftFindings()
        if file.reading.value:
            problems, lengths, craft = self._checked(file.reading.value, told=mistakes)
            found += problems
        known = before.lengths if before and not lengths else lengths
        state = SessionState(tuple(sorted({*found})), known, bool(lengths), craft.known, craft.used)
        return replace(state, lost=before.all_told) if before and state.errors else state

    def _checked(
        self, script: Script, told: Sequence[Problem]
    ) -> tuple[list[Problem], tuple[SessionLength, ...], CraftFindings]:
        # a memo of all phrases that were ever written would grow for as long as somebody writes
        phrasing = replace(self.shared.phrasing)
        around = Surroundings(self.show, self.project, phrasing)
        check = SessionChecker(around, self.shared.shelf.presets).check(script)
        problems = [*check.problems, *self._of_clients(script)]
        craft = CraftFindings()
        if not mistaken([*told, *problems]):
            craft = session_findings(script, check.editions, around)
        return [*problems, *craft.problems], check.lengths, craft

    def _of_clients(self, script: Script) -> Iterator[Problem]:
        roster = self.shared.roster
        if roster is None:
            return
        file = next(each for each in self.read.files if each.path == script.origin.path)
        alone = library_of(self.show, self.read, [file])
        checks = check_clients(alone, roster, replace(self.shared.phrasing))
        # what is odd about the list itself is told once, with what all sessions share
        of_list = {*roster_warnings(roster, alone)}
        yield from (each for each in (*checks.all_problems, *checks.warnings) if each not in of_list)


def to_be_told(now: Iterable[Problem], before: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors, and the warnings that were not there before, wherever in their files the others may stand by now."""
    known, told = Counter(map(_key, before)), []
    for problem in now:
        known[_key(problem)] -= 1
        if not problem.warning or known[_key(problem)] < 0:
            told.append(problem)
    return tuple(told)


def _key(problem: Problem) -> ProblemKey:
    return problem.path, problem.rule, problem.message
