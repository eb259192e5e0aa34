"""What `check --feed` shows: what platforms would say of a feed, by line, and which of them would take it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from audiogen.check.feed import CheckedFeed
from audiogen.cli.screen.terminal import counted, say
from audiogen.errors import AudiogenError, Problem
from audiogen.names import listed
from audiogen.platforms.catalogue import PLATFORMS, FeedFinding, takers, verdict

_MOST_OF_RULE: Final = 3
"""Findings of one rule that are shown: what is wrong in one episode is often wrong in all of them."""


def show_feed(checked: CheckedFeed) -> None:
    """All of it, for people."""
    told = Counter[str]()
    for found in checked.findings:
        told[found.rule] += 1
        if told[found.rule] <= _MOST_OF_RULE:
            say(str(_problem(checked, found)))
    for rule, count in told.items():
        if count > _MOST_OF_RULE:
            say(f"{count - _MOST_OF_RULE} more of [{rule}], which --format json tells one by one")
    say(_summary(checked.findings))


def show_feed_json(checked: CheckedFeed) -> None:
    """One object for programs, in letters that every encoding has."""
    taken = takers(checked.findings)
    report = {
        "findings": [_told(checked, found) for found in checked.findings],
        "taken": {name: name in taken for name in PLATFORMS},
    }
    say(json.dumps(report, indent=2))


def show_no_feed_json(dist: Path, error: AudiogenError) -> None:
    """The same where there is no feed to judge."""
    message = {"rule": "feed", "severity": "error", "platforms": PLATFORMS, "file": str(dist), "line": 1, "item": None}
    findings = [{**message, "message": error.message, "remedy": error.hint}]
    say(json.dumps({"findings": findings, "taken": dict.fromkeys(PLATFORMS, False)}, indent=2))


def _problem(checked: CheckedFeed, found: FeedFinding) -> Problem:
    of = f'in "{found.item}": ' if found.item else ""
    return Problem(
        checked.path,
        found.line,
        1,
        f"{of}{found.message}. {verdict(found)}",
        warning=not found.refuses,
        rule=found.rule,
        remedy=found.change,
    )


def _told(checked: CheckedFeed, found: FeedFinding) -> dict[str, object]:
    return {
        "rule": found.rule,
        "severity": "error" if found.refuses else "warning",
        "platforms": found.platforms,
        "file": str(checked.path),
        "line": found.line,
        "item": found.item,
        "message": found.message,
        "remedy": found.change,
    }


def _summary(findings: Sequence[FeedFinding]) -> str:
    """Which platforms would take the feed, and how much was found."""
    taken = takers(findings)
    refusing = [name for name in PLATFORMS if name not in taken]
    errors = sum(found.refuses for found in findings)
    numbers = [
        counted(number, what) for number, what in ((errors, "error"), (len(findings) - errors, "warning")) if number
    ]
    found = f"{listed(numbers)} above" if numbers else "nothing found"
    if not taken:
        return f"Feed checked, {found}: no platform would take it."
    others = f", and {listed(refusing)} would not" if refusing else ""
    return f"Feed checked, {found}: {listed(taken)} would take it{others}."
