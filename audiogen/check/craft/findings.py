"""What the judges of craft find in sessions: each finding once, whatever the number of lengths it is found in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
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
from audiogen.script.folder import SHOW_FILE
from audiogen.script.load import Library
from audiogen.script.model import Script
from audiogen.speech.phrase import Phrasing
from audiogen.units import written_length

_SHOWN: Final = 3
_Key: TypeAlias = tuple[str, Path, int, int]


@dataclass(frozen=True, slots=True)
class CraftFindings:
    """What the craft says of one session."""

    problems: tuple[Problem, ...] = ()
    known: frozenset[Exemption] = frozenset()
    """What `ignore` says in it, and for it in show.yaml."""
    used: frozenset[Exemption] = frozenset()
    """What of that silences something."""


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
    around = Surroundings(library.show, project, phrasing)
    pairs = zip(library.scripts, editions, strict=True)
    found = [session_findings(script, expected, around) for script, expected in pairs]
    # what other sessions share may silence something in one that nobody asked about
    whole = len(library.scripts) == library.total
    own = {script.origin.path for script in library.scripts}
    vain = (each for each in in_vain(found) if whole or each.path in own)
    return tuple(sorted({*chain.from_iterable(each.problems for each in found), *(each.unused() for each in vain)}))


def in_vain(found: Sequence[CraftFindings]) -> frozenset[Exemption]:
    """What silences nothing in any of some sessions."""
    none = frozenset[Exemption]()
    return none.union(*(each.known for each in found)) - none.union(*(each.used for each in found))


def session_findings(script: Script, editions: Sequence[ExpectedSession], around: Surroundings) -> CraftFindings:
    """What the craft says of one session in all its lengths, but for what is silenced."""
    exemptions = Exemptions.of(around.show, around.project.scripts / SHOW_FILE, script)
    used: set[Exemption] = set()
    known: KnownSentences = {}
    sessions = [CraftSession.of(around, each, known) for each in editions]
    found: dict[_Key, dict[int, CraftFinding]] = {}
    for number, session in enumerate(sessions):
        for each in _found(session):
            place = None if each.step is None else session.script.origin.steps[each.step]
            if silenced := exemptions.of_rule(each.problem.rule, place):
                used.update(silenced)
                continue
            problem = each.problem
            found.setdefault((problem.rule, problem.path, problem.line, problem.column), {}).setdefault(number, each)
    problems = tuple(_told(in_editions, sessions) for in_editions in found.values())
    return CraftFindings(problems, exemptions.every if editions else frozenset(), frozenset(used))


def _found(session: CraftSession) -> Iterator[CraftFinding]:
    for judge in JUDGES.values():
        yield from judge(session)


def _told(found: Mapping[int, CraftFinding], sessions: Sequence[CraftSession]) -> Problem:
    """One finding for a place: the gravest, with the lengths in which there is one, where these are not all."""
    gravest = min(found.values(), key=lambda each: each.problem.warning).problem
    elsewhere = (session for number, session in enumerate(sessions) if number not in found)
    which = _lengths(found, sessions) if any(_has(session, found, sessions) for session in elsewhere) else ""
    if which in gravest.message:
        which = ""  # that a length is out of reach says already which one
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
