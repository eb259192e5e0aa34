"""What is known of a finished episode: one JSON file each, and all that publishing needs.

Feed, page, transcripts and chapters are made from manifests alone, without touching a sample of sound.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from audiogen.errors import OutputError
from audiogen.script.bells import BellName
from audiogen.script.breath import BreathKind
from audiogen.script.levels import Anchor
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


class BellMark(_Value):
    """A bell, struck at `start_s`; its ring lasts for some seconds."""

    start_s: float
    name: BellName


class Stretch(_Value):
    """From `start_s` up to `end_s`."""

    start_s: float
    end_s: float


class Loudness(_Value):
    """Measured on the decoded file."""

    integrated_lufs: float
    true_peak_dbtp: float
    limited_share: float | None = None
    """The part of the session, 0 to 1, that was turned down before encoding so that peaks stay under the limit."""
    most_limited_db: float | None = None
    """By how much at the most."""


class Aims(_Value):
    """What the script asked for, to compare the finished file with."""

    loudness_lufs: float
    anchor: Anchor = "programme"
    """What that loudness was measured on."""
    true_peak_dbtp: float
    """At most."""
    bed_under_speech_db: float
    """Relative to the loudness of the speech, as the next one."""
    bed_in_pauses_db: float
    fade_in_s: float
    """How long the bed takes to come."""
    fade_out_s: float


class Checks(_Value):
    """The fast part of `audiogen verify`, found in the decoded file at the end of its build.

    Levels are in decibels to full scale; what is silent, and has none, stands at -120.
    """

    loudness_range_lu: float
    max_momentary_lufs: float
    max_short_term_lufs: float
    speech_dbfs: float | None
    """RMS of the phrases; None when there are none, and so on below."""
    bed_in_pauses_dbfs: float | None
    bed_under_speech_dbfs: float | None
    bed_in_pauses_lu: float | None
    """Loudness relative to that of the speech, as the next one."""
    bed_under_speech_lu: float | None
    longest_dead_air_s: float
    """Longest stretch under -60 dBFS."""
    longest_quiet_s: float
    """Longest stretch under -38 dBFS, which players that trim silence may shorten."""
    head_silence_s: float
    tail_silence_s: float
    full_scale_samples: int
    flat_tops: int
    """Of the highest peaks, those that are cut off."""
    dc_dbfs: float
    """Of the channel that has more of it."""
    balance_db: float
    """Left over right."""
    correlation: float
    mono_loss_db: float
    """What folding down to one channel takes away."""
    worst_mono_loss_db: float
    """In the worst 3 seconds."""
    worst_mono_loss_at_s: float


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
    caveats: tuple[str, ...] = ()
    """What listeners must be told before they hear the sounds of the bed."""
    credits: tuple[str, ...] = ()
    """Whom they have to thank for recordings in it."""
    bed: str | None
    """The name of the bed, for people."""
    bedless: tuple[Stretch, ...] = ()
    """Where chapters have turned the bed off, with the crossfades on either side."""
    media: Annotated[tuple[Media, ...], Field(min_length=1)]
    """The first is the feed's enclosure, the others are offered beside it."""
    stems: tuple[Media, ...] = ()
    """The voice alone and all but the voice, for mixing elsewhere; never published."""
    chapters: tuple[ChapterMark, ...]
    captions: tuple[Caption, ...]
    breaths: tuple[BreathMark, ...]
    loudness: Loudness
    bells: tuple[BellMark, ...] = ()
    """Manifests from before they were noted have none."""
    aims: Aims | None = None
    """None in a manifest from before they were noted; so is `checks`."""
    checks: Checks | None = None

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
