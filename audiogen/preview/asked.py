"""Which part of a session is to be heard, as a person asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

LISTENED_S: Final = 60.0
"""How long a preview is, where nobody says it: long enough for the silence behind a phrase to be felt."""


@dataclass(frozen=True, slots=True)
class AskedPart:
    """A part of a session; its beginning when neither `begin` nor `line` is given."""

    begin: str = ""
    """The title of a chapter, or a time like 1:30."""
    line: int | None = None
    """A line of the session's file, from 1."""
    file: Path | None = None
    """An included file in which that line is; the session's own when None."""
    seconds: float = LISTENED_S
    """How long it is, at most."""
    voice_only: bool = False
    """Without bed, breaths and bells."""
