"""What is to be told of a show that is being written: small frozen values. Only the command line shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from audiogen.errors import Problem
from audiogen.script.folder import ReadFolder, ScriptFile
from audiogen.watching.session import SessionState


@dataclass(frozen=True, slots=True)
class ToldSession:
    """A session that was checked anew."""

    file: ScriptFile
    earlier: ScriptFile | None
    """As it was last without mistakes before it changed; None for a new one, and where others changed, too."""
    read: ReadFolder
    """All that was read with it."""
    before: SessionState | None
    """None where it was not checked before."""
    now: SessionState
    problems: tuple[Problem, ...]
    """Those that are to be told: errors in any case, warnings when they are new."""

    @property
    def saved(self) -> bool:
        """Whether its author may have worked on it just now."""
        return self.earlier is not None or self.before is None

    @property
    def name(self) -> str:
        """What its author calls it."""
        return self.file.slug or self.file.path.name

    @property
    def different(self) -> bool:
        """Whether its lengths or its problems are not what they were."""
        return self.before is None or (self.before.lengths, self.before.told) != (self.now.lengths, self.now.told)


@dataclass(frozen=True, slots=True)
class ToldGone:
    """A session whose file is not there any more."""

    name: str
    renamed: str | None
    """What a new file is called that holds the same."""


@dataclass(frozen=True, slots=True)
class ToldShared:
    """What became of what all sessions share."""

    what: str
    """The files that changed."""
    problems: tuple[Problem, ...]
    """Those that are to be told, as of a session."""
    errors: int
    """How many there are in all; so for the warnings."""
    warnings: int
    mended: bool
    """Whether there were errors before, and none now."""
    sessions: int
    """How many are checked anew for it."""


@dataclass(frozen=True, slots=True)
class ToldTrouble:
    """The folder cannot be read at present; what was known is kept."""

    reason: str


@dataclass(frozen=True, slots=True)
class ToldRound:
    """All sessions that something concerned have been checked anew."""

    cause: str
    """What changed; empty for the first time that they were checked."""
    total: int
    changed: int
    """How many are not as they were."""
    errors: int
    """In the whole show; so for the warnings."""
    warnings: int


Told: TypeAlias = ToldSession | ToldGone | ToldShared | ToldTrouble | ToldRound
