"""What the judges of craft find in the editions of one session: each finding once, whatever the number of lengths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from audiogen.check.craft.judges import JUDGES
from audiogen.check.craft.session import CraftFinding, CraftSession
from audiogen.check.lengths import ExpectedSession
from audiogen.errors import Problem
from audiogen.project import Project
from audiogen.rules.catalogue import rules
from audiogen.script.model import Show
from audiogen.units import written_length

_Key: TypeAlias = tuple[str, Path, int, int]


def craft_findings(show: Show, editions: Sequence[ExpectedSession], project: Project) -> Iterator[Problem]:
    """The findings of one session, each at its place.

    Args:
        show: the session's.
        editions: of the session, as they are expected to be.
        project: its folders.
    """
    sessions = [CraftSession.of(show, each, project) for each in editions]
    found: dict[_Key, dict[int, CraftFinding]] = {}
    for number, session in enumerate(sessions):
        for rule, judge in JUDGES.items():
            for each in judge(session):
                problem = each.problem
                at = found.setdefault((rule, problem.path, problem.line, problem.column), {})
                at.setdefault(number, each)
    for in_editions in found.values():
        yield _told(in_editions, sessions)


def _told(found: Mapping[int, CraftFinding], sessions: Sequence[CraftSession]) -> Problem:
    """One finding for a place: the gravest, with the lengths in which there is one, where these are not all."""
    gravest = min(found.values(), key=lambda each: each.problem.warning).problem
    elsewhere = (session for number, session in enumerate(sessions) if number not in found)
    lengths = [sessions[number].edition.length_s for number in found]
    named = [written_length(length_s) for length_s in lengths if length_s is not None]
    which = f"in {_listed(named)}, " if named and any(_has(session, found, sessions) for session in elsewhere) else ""
    remedy = gravest.remedy or rules()[gravest.rule].remedy
    return replace(gravest, message=f"{which}{gravest.message}", remedy=remedy.rstrip("."))


def _has(session: CraftSession, found: Mapping[int, CraftFinding], sessions: Sequence[CraftSession]) -> bool:
    """Whether a session has what a finding is about: where it lacks the step, nothing could be found there."""
    number, first = next(iter(found.items()))
    if first.step is None:
        return True
    return sessions[number].script.origin.steps[first.step] in session.script.origin.steps


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
