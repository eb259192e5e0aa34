"""Every problem that a user can meet and solve, as one tree.

    AudiogenError
    ├── ScriptError      scripts that cannot be read, or hold mistakes (all of them at once)
    ├── LengthError      a target length that the steps cannot reach
    ├── SpeechError      a phrase that could not be spoken
    │   └── VoiceError   a voice that does not exist or is not installed
    ├── SoundError       a bed, bell or recording that is missing, unknown or unreadable
    ├── MediaError       a finished file that is not what it must be
    └── OutputError      a place that cannot be written, or has no room

Raised once, near the cause; caught once, in `audiogen.cli.main`. Anything else that reaches the CLI is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class AudiogenError(Exception):
    """A known problem: what happened and where (`message`), and what to do next (`hint`)."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """All of it, whatever it is made with: it may be raised in another process than the one that shows it."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[AudiogenError], arguments: tuple[object, ...], known: dict[str, object]) -> AudiogenError:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(known)
    return error


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in one file, shown as `file:line:column: message`."""

    path: Path
    """The file, as the user named it."""
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    message: str
    """What is wrong, and what to write instead."""
    warning: bool = False
    """True when a build may go on all the same."""
    rule: str = ""
    """The id of the rule of craft that says so; empty for what no rule of craft is about."""
    remedy: str = ""
    """What to do, in one line, where the message does not say it."""

    def __str__(self) -> str:
        """The form that editors and terminals turn into a link."""
        kind = "warning: " if self.warning else ""
        told = f"{self.message}. {self.remedy}" if self.remedy else self.message
        named = f" [{self.rule}]" if self.rule else ""
        return f"{self.path}:{self.line}:{self.column}: {kind}{told}{named}"


class ScriptError(AudiogenError):
    """Scripts that cannot be built; `problems` holds every mistake found in every file."""

    def __init__(self, problems: tuple[Problem, ...], *, hint: str = "") -> None:
        super().__init__("\n".join(str(problem) for problem in problems), hint=hint)
        self.problems = problems


class LengthError(AudiogenError):
    """A target length that the elastic gaps of a session cannot reach."""


class SpeechError(AudiogenError):
    """A phrase that could not be spoken."""


class VoiceError(SpeechError):
    """A voice that does not exist, or is not installed here."""


class SoundError(AudiogenError):
    """A bed, bell or recording that is missing, unknown or unreadable."""


class MediaError(AudiogenError):
    """A finished media file that is not what it must be."""


class OutputError(AudiogenError):
    """A place that cannot be written, or has no room."""
