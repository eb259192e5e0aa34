"""The exit codes, and which of them an error leads to."""

from __future__ import annotations

from typing import Final

import typer

from audiogen.errors import AudiogenError

PROBLEM: Final = 1
WRONG_USAGE: Final = 2
BUG: Final = 3
INTERRUPTED: Final = 130
TERMINATED: Final = 143
"""128 and the number of the signal, as shells have it."""


class TerminatedError(KeyboardInterrupt):
    """An interrupt that came from outside, as SIGTERM, and not from the keyboard."""


def exit_code(error: BaseException) -> int:
    """What a command ends with that an error has broken off."""
    if isinstance(error, AudiogenError):
        return PROBLEM
    if isinstance(error, typer.TyperException):
        return WRONG_USAGE
    if isinstance(error, TerminatedError):
        return TERMINATED
    return INTERRUPTED if isinstance(error, KeyboardInterrupt) else BUG
