"""One session with everything decided: what `build` hands to `produce`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Self

from audiogen.cues import Plan
from audiogen.plan import plan_session
from audiogen.project import Project
from audiogen.script.bed import Presets
from audiogen.script.model import Notes, Script, Show
from audiogen.speech.phrase import Phrasing


@dataclass(frozen=True, slots=True)
class Session:
    """A script, its plan and its place in the show."""

    project: Project
    show: Show
    script: Script
    plan: Plan
    phrasing: Phrasing
    tracks: int
    """Number of sessions in the show."""
    guid: str
    published: dt.date
    build_key: str
    """SHA-256 of everything the episode is made from."""
    presets: Presets
    """Beds under a name."""

    @property
    def number(self) -> int:
        """The episode's number, from 1."""
        return self.script.origin.number

    @property
    def notes(self) -> Notes:
        """The script's notes; what it leaves out comes from the show."""
        own, shared = self.script.notes, self.show.notes
        return Notes(content=own.content or shared.content, care=own.care or shared.care)

    def attempted(self, attempt: int) -> Self:
        """The same session as its voice of this turn, from 0, speaks it."""
        return replace(self, plan=plan_session(self.show, self.script, attempt=attempt, presets=self.presets))

    def keyed(self, build_key: str) -> Self:
        """The same session under its build key."""
        return replace(self, build_key=build_key)
