"""The editions of one session, as they are expected to be, and what is wrong with their lengths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audiogen.check.bells import bell_warnings
from audiogen.check.lengths import NO_PLANS, ExpectedSession, KnownPlans, expected_session
from audiogen.editions.problems import can_be_planned
from audiogen.editions.samples import heard_tracks
from audiogen.errors import Problem
from audiogen.script.model import Script, Show
from audiogen.speech.phrase import Phrasing


def expected_editions(
    show: Show, script: Script, phrasing: Phrasing, plans: KnownPlans = NO_PLANS
) -> list[ExpectedSession]:
    """The editions of a session for everybody, else for clients; without those of which nothing can be known."""
    found = (expected_session(show, track, phrasing, plans) for track in filter(can_be_planned, heard_tracks(script)))
    return [session for session in found if session]


def length_problems(editions: Sequence[ExpectedSession]) -> Iterator[Problem]:
    """What is wrong with the lengths of one session's editions, and with the bells at intervals in them."""
    for session in editions:
        yield from session.problems()
    yield from bell_warnings(editions)
