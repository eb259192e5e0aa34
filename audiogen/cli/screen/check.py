"""What `check` shows: how long sessions will be, what was found, and the same for programs. Decides nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from audiogen.check.lengths import SessionLength
from audiogen.check.preflight import Checked
from audiogen.cli.screen.terminal import OUT, counted, say
from audiogen.errors import Problem
from audiogen.names import listed
from audiogen.units import clock, to_seconds


def show_checked(checked: Checked) -> None:
    """All of it, for people: lengths, what is worth knowing, what was found where, and what that comes to."""
    show_lengths(checked.lengths)
    for notice in checked.notices:
        say(f"note: {notice}")
    for problem in checked.told:
        say(str(problem))
    if checked.findings:
        OUT.print(_explained(checked.findings), markup=False)
    OUT.print(_summary(checked), markup=False)


def _summary(checked: Checked) -> str:
    errors = sum(not problem.warning for problem in checked.told)
    warnings = len(checked.told) - errors
    found = counted(errors, "error") if errors else "no problems found"
    joined = "and" if errors else "but"
    more = f", {joined} {counted(warnings, 'warning')}" if warnings else ""
    above = " above" if errors or warnings else ""
    return f"{counted(len(checked.loaded.scripts), 'session')} checked: {found}{more}{above}."


def _explained(findings: Sequence[Problem]) -> str:
    """How to learn more of what the craft says: the rule that is broken most, as an example."""
    rules = [problem.rule for problem in findings if problem.rule]
    if not rules:
        return "`audiogen rules` lists what sessions are judged by."
    most = max(dict.fromkeys(rules), key=rules.count)
    return f"{counted(len(rules), 'finding')}; `audiogen rules {most}` explains."


def show_json(problems: Sequence[Problem], lengths: Sequence[SessionLength]) -> None:
    """One object for programs, in letters that every encoding has.

    Args:
        problems: all that was found, in the order of places.
        lengths: of the sessions; none where a script cannot be built.
    """
    report = {"findings": [_finding(each) for each in problems], "sessions": [_session(each) for each in lengths]}
    say(json.dumps(report, indent=2))


def _finding(problem: Problem) -> dict[str, object]:
    return {
        "rule": problem.rule or "script",
        "severity": "warning" if problem.warning else "error",
        "file": str(problem.path),
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def _session(session: SessionLength) -> dict[str, object]:
    asked = session.asked_frames
    return {
        "session": session.edition.slug,
        "track": session.edition.name,
        "length_s": round(to_seconds(session.frames), 3),
        "target_s": None if asked is None else round(to_seconds(asked), 3),
        "speech_share": round(session.speech_share, 3),
        "words_per_minute": round(session.words_per_minute, 1),
    }


def show_lengths(lengths: Sequence[SessionLength]) -> None:
    """How long each session will be, in all its lengths, and how much of it is spoken."""
    width = max((len(session.edition.slug) for session in lengths), default=0)
    for slug, editions in groupby(lengths, key=lambda session: session.edition.slug):
        own, *others = editions
        also = f"; also {listed([_other_length(each) for each in others])}" if others else ""
        say(f"{slug:{width}}  {_length(own)}{also}; {_spoken(own)}")


def _spoken(session: SessionLength) -> str:
    """How much of a session is spoken; of several lengths, in its own."""
    if not session.words_per_minute:
        return "no words"
    return f"{100 * session.speech_share:.0f} % speech, {session.words_per_minute:.0f} words a minute"


def _other_length(session: SessionLength) -> str:
    """A length beside the session's own: those are always asked for."""
    lasts, asked = clock(to_seconds(session.frames)), session.asked_frames
    return lasts if asked in (None, session.frames) else f"about {lasts} ({clock(to_seconds(asked))} is asked for)"


def _length(session: SessionLength) -> str:
    lasts, asked = clock(to_seconds(session.frames)), session.asked_frames
    if session.frames == asked:
        return f"{lasts}, as asked"
    return f"about {lasts}" if asked is None else f"about {lasts}; {clock(to_seconds(asked))} is asked for"
