"""The manifest of a finished episode: one JSON file each, which holds all that publishing needs.

Feed, page, transcripts and chapters are made from manifests alone, without touching a sample of sound. Every file of
an episode has a part of its content's hash in its name: what is published never changes under its name, so that sound,
captions and feed belong together at every moment, however a build ends.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from audiogen.errors import OutputError
from audiogen.script.bells import BellName
from audiogen.script.breath import NATURAL, BreathKind
from audiogen.script.directory import EpisodeType, Location
from audiogen.script.length_words import titled, track_name
from audiogen.script.levels import Anchor
from audiogen.script.mixes import PageMix
from audiogen.script.model import Notes, Script
from audiogen.script.people import Person

FORMAT: Final = 2
"""The version of the manifest's own form."""
_UNSAID: Final = ("length_s", "softening", "plan", "page", "listing")
"""What an episode may lack."""
HASH_DIGITS: Final = 8
"""How much of its content's SHA-256 the name of a file ends in, in hexadecimal digits."""
PUBLICATION: Final = "show.json"
"""The file in dist/ that alone says which manifests are published."""


def file_of(name: str, sha256: str, ending: str, folder: str = "episodes") -> str:
    """Where a file of a track lies: a path below dist/, with the first eight hexadecimal digits of its SHA-256."""
    return f"{folder}/{name}-{sha256[:HASH_DIGITS]}{ending}"


def file_of_content(name: str, content: bytes, ending: str, folder: str = "episodes") -> str:
    """The same, of a content that is at hand."""
    return file_of(name, hashlib.sha256(content).hexdigest(), ending, folder)


class _ManifestPart(BaseModel):
    # forbidden, so that a manifest of another version is refused and not half understood; commands that read none
    # need not wait for the validators
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Media(_ManifestPart):
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


class PageSound(_ManifestPart):
    """A file that the page plays, without tags and picture, so that sound begins at once."""

    mix: PageMix
    guid: str
    """What places and choices of listeners are kept by: of the full mix, the track's own."""
    media: Media


class TimeSpan(_ManifestPart):
    """From `start_s` up to `end_s`."""

    start_s: float
    end_s: float


class ChapterMark(TimeSpan):
    """A chapter."""

    title: str


class Caption(TimeSpan):
    """Words as they were written, and when they sound."""

    text: str
    kind: Literal["speech", "cue"]
    """`cue` for the counts and words that guide a breath."""
    paragraph: bool
    """Whether a new paragraph of the transcript begins here."""
    language: str | None = None
    """BCP 47, where the words are not in the language of the episode."""


class BreathMark(TimeSpan):
    """One phase of one breath, or time in which everybody breathes as the breath comes."""

    kind: BreathKind
    cycle: int
    """From 1, within its breathing exercise."""
    cycles: int


class BellMark(_ManifestPart):
    """A bell, struck at `start_s`; its ring lasts for some seconds."""

    start_s: float
    name: BellName


class SofteningMark(TimeSpan):
    """The words become softer, evenly in decibels; behind it they are as soft as they become."""

    softer_db: float
    """By how much at its end."""


class Loudness(_ManifestPart):
    """Measured on the decoded file."""

    integrated_lufs: float
    true_peak_dbtp: float
    limited_share: float
    """The part of the session, 0 to 1, that was turned down before encoding so that peaks stay under the limit."""
    most_limited_db: float
    """By how much at the most, in decibels."""


class Aims(_ManifestPart):
    """What the script asked for, to compare the finished file with."""

    loudness_lufs: float
    anchor: Anchor
    """What that loudness was measured on."""
    programme_lufs: float | None = None
    """What all that sounds comes to, about, where that is asked for beside the loudness of the speech."""
    true_peak_dbtp: float
    """At most."""
    bed_under_speech_db: float
    """Relative to the loudness of the speech, as the next one."""
    bed_in_pauses_db: float
    fade_in_s: float
    """How long the bed takes to come."""
    fade_out_s: float


class Checks(_ManifestPart):
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


class RefusedVoice(_ManifestPart):
    """A voice that was to speak an episode, and could not."""

    voice: str
    reason: str


class Keys(_ManifestPart):
    """SHA-256 of what each part of an episode was made from; nothing of other sessions is in any of them."""

    sound: str
    tags: str
    """Of what stands in the media files beside the sound."""
    texts: str
    """Of what feed, page and captions say."""


class Listing(_ManifestPart):
    """How an episode is listed, and what is told of it there, beside its words: what its session says of that."""

    kind: EpisodeType = "full"
    season: int | None = None
    people: tuple[Person, ...] = ()
    """Where there are any, they stand in the place of the show's."""
    location: Location | None = None
    """Where there is one, it stands in the place of the show's."""
    unlisted: bool = False
    """Whether its page is found by its address alone."""

    @classmethod
    def of(cls, script: Script) -> Listing:
        """As a session says it."""
        return cls(**{name: getattr(script, name) for name in cls.model_fields})


class EpisodeTexts(_ManifestPart):
    """What can change about an episode without a change of its sound, but for the words of chapters and captions."""

    stage_keys: Keys
    number: int
    guid: str
    published: dt.date
    length_s: float | None = None
    """The length for which it is made beside the session's own episode; None for that one."""
    title: str
    section: str | None
    summary: str
    notes: Notes
    listing: Listing = Listing()
    """Left out where the session says nothing of it."""
    caveats: tuple[str, ...] = ()
    """What listeners must be told before they hear the sounds of the bed."""
    credits: tuple[str, ...] = ()
    """Whom they have to thank for recordings in it."""


class UncheckedManifest(EpisodeTexts):
    """One finished episode: what sounds when, which is what its decoded sound is checked against."""

    format: Literal[2] = FORMAT
    slug: str
    language: str
    voice: str
    """The name of the voice that spoke."""
    other_voices: tuple[str, ...] = ()
    """Those that spoke single steps."""
    refused_voices: tuple[RefusedVoice, ...] = ()
    """Those that were tried before it, with the reason why they could not speak the session."""
    synthetic_voice: bool
    bed: str | None
    """The name of the bed, for people."""
    bedless: tuple[TimeSpan, ...] = ()
    """Where chapters have turned the bed off, with the crossfades on either side."""
    media: Annotated[tuple[Media, ...], Field(min_length=1)]
    """The first is the feed's enclosure, the others are offered beside it."""
    stems: tuple[Media, ...] = ()
    """The voice alone and all but the voice, for mixing elsewhere; never published."""
    page: tuple[PageSound, ...] = ()
    """What the page plays, the full mix first. Empty where an older version made the episode: then it plays `media`."""
    plan: str | None = None
    """Its timeline as a picture, a path below dist/; never published. None where there is none."""
    chapters: tuple[ChapterMark, ...]
    captions: tuple[Caption, ...]
    breaths: tuple[BreathMark, ...]
    loudness: Loudness
    bells: tuple[BellMark, ...]
    softening: SofteningMark | None = None
    """Of a session that leads into sleep; None of any other."""
    aims: Aims

    @model_validator(mode="before")
    @classmethod
    def _of_first_form(cls, data: object) -> object:
        """A manifest of the first form, as one that fits no key: it is good until its episode is built anew."""
        if not isinstance(data, dict) or data.get("format") != 1:
            return data
        kept = {name: value for name, value in data.items() if name != "build_key"}
        return {**kept, "format": FORMAT, "stage_keys": dict.fromkeys(Keys.model_fields, "")}

    @property
    def name(self) -> str:
        """What names its files: the slug, and its length where it is not the session's own episode."""
        return track_name(self.slug, self.length_s)

    @property
    def full_title(self) -> str:
        """The title, with the length where it is not the session's own episode."""
        return titled(self.title, self.length_s, self.language)

    @property
    def guided_breaths(self) -> tuple[BreathMark, ...]:
        """The phases of exercises; in time for natural breath there is nothing to hear but the bed."""
        return tuple(breath for breath in self.breaths if breath.kind != NATURAL)

    @property
    def voices(self) -> tuple[str, ...]:
        """Every voice that speaks, the episode's own first."""
        return (self.voice, *self.other_voices)


class Manifest(UncheckedManifest):
    """One finished episode, with what was found in its sound."""

    checks: Checks

    @property
    def file(self) -> str:
        """Where it lies, as a path below dist/."""
        return file_of_content(self.name, self.to_json().encode(), ".json")

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that a build has made for the episode, as paths below dist/; itself last."""
        pictures = (self.plan,) if self.plan else ()
        return (*(media.file for media in self.sounds), *pictures, self.file)

    @property
    def sounds(self) -> tuple[Media, ...]:
        """All of these that hold sound."""
        return (*self.media, *self.stems, *(each.media for each in self.page))

    def to_json(self) -> str:
        """The text of the manifest's file; of what an episode may lack, and does, it says nothing."""
        unsaid = {name for name in _UNSAID if getattr(self, name) in (None, (), Listing())}
        return self.model_dump_json(indent=2, exclude=unsaid) + "\n"


def in_order(episode: Manifest) -> tuple[int, str, float]:
    """What tracks are ordered by: sessions by their numbers, then the session's own episode, then by length."""
    return episode.number, episode.slug, episode.length_s or 0.0


class _NamedManifest(BaseModel):
    slug: str
    manifest: str = ""


class _NamedManifests(BaseModel):
    """As much of the publication as one needs to find its manifests."""

    episodes: tuple[_NamedManifest, ...]


def published_manifests(dist: Path) -> tuple[tuple[str, Path], ...]:
    """The files of the manifests that are published in a folder, each behind the slug of its session.

    Raises:
        OutputError: when nothing is published there, or the list of it is damaged.
    """
    path = dist / PUBLICATION
    try:
        listed = _NamedManifests.model_validate_json(path.read_bytes()).episodes
    except FileNotFoundError as error:
        message = f"there is no finished episode in {dist}"
        raise OutputError(message, hint="Run `audiogen build` first, or name the folder with --dist.") from error
    except ValidationError as error:
        message = f"{path} is not a file that this version can read"
        raise OutputError(message, hint="Run `audiogen build`: it writes it anew.") from error
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}"
        raise OutputError(message, hint="Look at what is in its place, or in that of its folder.") from error
    return tuple((each.slug, dist / (each.manifest or f"episodes/{each.slug}.json")) for each in listed)


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
