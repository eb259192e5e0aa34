"""What the judges of craft find in sessions: each finding once, whatever the number of lengths it is found in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeAlias

from audiogen.check.craft.exemptions import Exemption, Exemptions
from audiogen.check.craft.judges import JUDGES
from audiogen.check.craft.session import CraftFinding, CraftSession, KnownSentences, Surroundings
from audiogen.check.lengths import ExpectedSession
from audiogen.errors import Problem
from audiogen.names import listed
from audiogen.project import Project
from audiogen.rules.catalogue import rules
from audiogen.script.load import SHOW_FILE, Library
from audiogen.script.model import Script
from audiogen.speech.phrase import Phrasing
from audiogen.units import written_length

_SHOWN: Final = 3
_Key: TypeAlias = tuple[str, Path, int, int]


def craft_findings(
    library: Library, editions: Iterable[Sequence[ExpectedSession]], project: Project, phrasing: Phrasing
) -> tuple[Problem, ...]:
    """What the craft says of some sessions, in the order of places; with what `ignore` silences in vain.

    Args:
        library: the show and these sessions.
        editions: of each of them, as they are expected to be.
        project: its folders.
        phrasing: how its phrases are said.
    """
    critic = _Critic(Surroundings(library.show, project, phrasing))
    problems = [
        problem
        for script, expected in zip(library.scripts, editions, strict=True)
        for problem in critic.findings(script, expected)
    ]
    # what other sessions share may silence something in one that nobody asked about
    whole = len(library.scripts) == library.total
    own = {script.origin.path for script in library.scripts}
    vain = (each for each in critic.known - critic.used if whole or each.path in own)
    return tuple(sorted({*problems, *(each.unused() for each in vain)}))


@dataclass(frozen=True, slots=True)
class _Critic:
    """Listens to the sessions of one show."""

    around: Surroundings
    known: set[Exemption] = field(default_factory=set)
    used: set[Exemption] = field(default_factory=set)

    def findings(self, script: Script, editions: Sequence[ExpectedSession]) -> Iterator[Problem]:
        """Those of one session that nothing silences."""
        exemptions = Exemptions.of(self.around.show, self.around.project.scripts / SHOW_FILE, script)
        if editions:
            self.known.update(exemptions.every)
        known: KnownSentences = {}
        sessions = [CraftSession.of(self.around, each, known) for each in editions]
        found: dict[_Key, dict[int, CraftFinding]] = {}
        for number, session in enumerate(sessions):
            for each in _found(session):
                place = None if each.step is None else session.script.origin.steps[each.step]
                if silenced := exemptions.of_rule(each.problem.rule, place):
                    self.used.update(silenced)
                    continue
                problem = each.problem
                found.setdefault((problem.rule, problem.path, problem.line, problem.column), {}).setdefault(
                    number, each
                )
        yield from (_told(in_editions, sessions) for in_editions in found.values())


def _found(session: CraftSession) -> Iterator[CraftFinding]:
    for judge in JUDGES.values():
        yield from judge(session)


def _told(found: Mapping[int, CraftFinding], sessions: Sequence[CraftSession]) -> Problem:
    """One finding for a place: the gravest, with the lengths in which there is one, where these are not all."""
    gravest = min(found.values(), key=lambda each: each.problem.warning).problem
    elsewhere = (session for number, session in enumerate(sessions) if number not in found)
    which = _lengths(found, sessions) if any(_has(session, found, sessions) for session in elsewhere) else ""
    remedy = gravest.remedy or rules()[gravest.rule].remedy
    return replace(gravest, message=f"{which}{gravest.message}", remedy=remedy.rstrip("."))


def _has(session: CraftSession, found: Mapping[int, CraftFinding], sessions: Sequence[CraftSession]) -> bool:
    """Whether a session has what a finding is about: where it lacks the step, nothing could be found there."""
    number, first = next(iter(found.items()))
    if first.step is None:
        return True
    return sessions[number].script.origin.steps[first.step] in session.script.origin.steps


def _lengths(found: Mapping[int, CraftFinding], sessions: Sequence[CraftSession]) -> str:
    """The lengths with a finding, as the beginning of its message; of many, the shortest and the longest."""
    lengths = sorted(length_s for number in found if (length_s := sessions[number].edition.length_s) is not None)
    named = [written_length(length_s) for length_s in lengths]
    if len(named) > _SHOWN:
        return f"in {len(named)} lengths, from {named[0]} to {named[-1]}, "
    return f"in {listed(named)}, " if named else ""
