"""What is known of a finished episode: one JSON file each, and all that publishing needs.

Feed, page, transcripts and chapters are made from manifests alone, without touching a sample of sound.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from audiogen.errors import OutputError
from audiogen.script.breath import BreathKind
from audiogen.script.model import Notes

FORMAT: Final = 1
"""The version of the manifest's own form; a manifest of another version is made anew."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Media(_Value):
    """One media file of an episode."""

    file: str
    """Its path below dist/, with forward slashes."""
    mime: str
    size_bytes: int
    frames: int
    """Decoded length at 48 kHz."""
    duration_s: float
    bit_rate: int
    """Bits per second."""
    sha256: str


class ChapterMark(_Value):
    """A chapter, from `start_s` up to `end_s`."""

    start_s: float
    end_s: float
    title: str


class Caption(_Value):
    """Words as they were written, and when they sound."""

    start_s: float
    end_s: float
    text: str
    kind: Literal["speech", "cue"]
    """`cue` for the counts and words that guide a breath."""
    paragraph: bool
    """Whether a new paragraph of the transcript begins here."""
    language: str | None = None
    """BCP 47, where the words are not in the language of the episode."""


class BreathMark(_Value):
    """One phase of one breath."""

    start_s: float
    end_s: float
    kind: BreathKind
    cycle: int
    """From 1, within its breathing exercise."""
    cycles: int


class Loudness(_Value):
    """Measured on the decoded file."""

    integrated_lufs: float
    true_peak_dbtp: float


class Refused(_Value):
    """A voice that was to speak an episode, and could not."""

    voice: str
    reason: str


class Manifest(_Value):
    """One finished episode."""

    format: Literal[1] = FORMAT
    build_key: str
    """SHA-256 of everything the episode was made from."""
    slug: str
    number: int
    guid: str
    published: dt.date
    title: str
    section: str | None
    summary: str
    language: str
    notes: Notes
    voice: str
    """The name of the voice that spoke."""
    other_voices: tuple[str, ...] = ()
    """Those that spoke single steps."""
    refused_voices: tuple[Refused, ...] = ()
    """Those that were tried before it, with the reason why they could not speak the session."""
    synthetic_voice: bool
    bed: str | None
    """The name of the bed, for people."""
    media: Annotated[tuple[Media, ...], Field(min_length=1)]
    """The first is the feed's enclosure."""
    chapters: tuple[ChapterMark, ...]
    captions: tuple[Caption, ...]
    breaths: tuple[BreathMark, ...]
    loudness: Loudness

    @property
    def voices(self) -> tuple[str, ...]:
        """Every voice that speaks, the episode's own first."""
        return (self.voice, *self.other_voices)

    def to_json(self) -> str:
        """The text of the manifest's file."""
        return self.model_dump_json(indent=2) + "\n"


def read_manifest(path: Path) -> Manifest:
    """The manifest in a file.

    Raises:
        FileNotFoundError: when there is none.
        OutputError: when the file is damaged, or from another version.
    """
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        message = f"{path} is not a manifest that this version can read"
        raise OutputError(message, hint="Run `audiogen build`: it makes the episode anew.") from error
