"""What authors write: the show, its scripts and their steps, as frozen values.

The field names are the keys of the YAML files. Lengths of time are in seconds, levels in decibels. Nothing here reads
files; `audiogen.script.load` does, and adds where each step stands.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar, Final, Literal, Self, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from audiogen.script.bed import BedChoice, ChapterBed, LayerChoice
from audiogen.script.bells import SOFTNESS, BellName, BowlName
from audiogen.script.breath import BreathSound, CueKind, Phase, parse_pattern
from audiogen.script.levels import Levels
from audiogen.script.meant.languages import another_tag, tag_meant
from audiogen.script.meant.words import means_nothing, means_off
from audiogen.script.media import MediaChoice, MediaChoices
from audiogen.script.notation.mistakes import checked
from audiogen.script.web_address import folder_address, home_page
from audiogen.script.yaml.fields import (
    FilePath,
    Length,
    Line,
    Model,
    Prose,
    Silence,
    Span,
    one_or_more,
    parse_length,
    span,
)
from audiogen.script.yaml.nodes import Text

Spoken = Annotated[Prose, AfterValidator(checked)]
"""Prose in which emphasis, silences and pronunciations may be marked; see `audiogen.script.notation.reader`."""
LONGEST_SLUG: Final = 200
"""In letters: names of files have 255, and what is published of an episode has more in its name than the slug."""
_TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def is_tag(text: str) -> bool:
    """Whether a text is a language tag in its usual form."""
    return _TAG.fullmatch(text) is not None and another_tag(text) is None


def _language_tag(text: str) -> str:
    if is_tag(text):
        return text
    meant = tag_meant(text)
    advice = f"write {meant}" if meant else "write one like en, en-gb or pt-br"
    message = f'"{text}" is not a language tag; {advice}'
    raise ValueError(message)


Language = Annotated[str, AfterValidator(_language_tag)]
"""BCP 47, as feeds have it: en, en-gb, de, pt-br."""


def _wanted(text: str) -> str:
    if means_nothing(text):
        message = f'"{text}" would be taken for the text itself; to have none, remove the line'
        raise ValueError(message)
    return text


def _address_of_mail(text: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", _wanted(text)):
        message = f'"{text}" is not an e-mail address; write one like you@example.org'
        raise ValueError(message)
    return text


Wanted = Annotated[Prose, AfterValidator(_wanted)]
"""Text that may be left out: nobody means the word none."""
WantedLine = Annotated[Line, AfterValidator(_wanted)]
Title = Annotated[Line, Field(max_length=255, examples=["Arriving"])]


def _target(written: str | float) -> float:
    if means_off(str(written)) and written != "0":
        message = f'"{written}" is no length; for a session without a target, remove the line'
        raise ValueError(message)
    length_s = parse_length(written)
    if length_s == 0:
        message = f'"{written}" leaves no time for anything; write how long the session lasts, like 10m'
        raise ValueError(message)
    return length_s


Pattern = Annotated[tuple[Phase, ...], BeforeValidator(parse_pattern)]


class VoiceChoice(Model):
    """`voice: heart`, `voice: [google-en, heart]`, or a mapping.

    What is left out comes from the session, then from the show, then from the defaults of `Voice`.
    """

    shorthand: ClassVar[str] = "name"
    name: Annotated[tuple[Prose, ...], BeforeValidator(one_or_more), Field(min_length=1, max_length=5)] | None = None
    """As `audiogen voices` lists them; when one cannot speak the session, the next one speaks all of it."""
    wpm: Annotated[float, Field(ge=60, le=220)] | None = None
    """Words a minute while speaking, the silences between sentences left out."""
    sentence_gap: Silence | None = None
    """Silence between two sentences of one line."""
    line_gap: Silence | None = None
    """Silence between two lines of one `say`."""
    paragraph_gap: Silence | None = None
    """Silence at an empty line."""


_SENTENCE_GAP, _LINE_GAP, _PARAGRAPH_GAP = span(0.8), span(1.5), span(4.0)


@dataclass(frozen=True, slots=True)
class Voice:
    """The voice of one session, with everything decided."""

    names: tuple[str, ...] = ("heart",)
    """In the order in which they are tried, each for a whole session; never empty."""
    wpm: float = 140.0
    sentence_gap: Span = _SENTENCE_GAP
    line_gap: Span = _LINE_GAP
    paragraph_gap: Span = _PARAGRAPH_GAP

    def name_at(self, attempt: int) -> str:
        """Whose turn it is at an attempt, from 0; after the last name, that one again."""
        return self.names[min(attempt, len(self.names) - 1)]


class Notes(Model):
    """What a listener should know before pressing play."""

    content: Wanted | None = None
    """What the session touches on."""
    care: Wanted | None = None
    """Where the limits are and where help is."""


class Say(Model):
    """Words, spoken. Each line of a block is a thought of its own; an empty line is a longer silence."""

    verb: ClassVar[str] = "say"
    say: Spoken
    voice: VoiceChoice = VoiceChoice()
    """Who says it; the session's voice where nothing is chosen."""
    language: Language | None = None
    """The language of these words; the session's when left out."""


class Clip(Model):
    """Words that the show's own people recorded."""

    verb: ClassVar[str] = "clip"
    clip: FilePath
    """The recording, as a path from the project folder."""
    text: Annotated[Prose, Field(examples=["what is said in the recording"])]
    """What is said in it, for captions and transcript."""
    length: Length | None = None
    """How long the recording is; a file that is shorter is refused."""


def _in_small_letters(value: object) -> object:
    if isinstance(value, str) and value != "fill" and value.strip().casefold() == "fill":
        message = f'"{value}" is written in small letters; write pause: fill'
        raise ValueError(message)
    return value


class Pause(Model):
    """Silence over the bed: a length, a range, or `fill` with `min` and `max`."""

    verb: ClassVar[str] = "pause"
    pause: Annotated[Silence | Literal["fill"], BeforeValidator(_in_small_letters)]
    min: Length | None = None
    max: Length | None = None

    @model_validator(mode="after")
    def _fill_has_limits(self) -> Self:
        if self.pause != "fill":
            if self.min is not None or self.max is not None:
                message = "`min` and `max` go with `pause: fill`; for a range write `pause: 20s to 40s`"
                raise ValueError(message)
        elif self.min is None or self.max is None:
            message = "`pause: fill` takes up what is left of the target; say how much with `min: 30s` and `max: 75s`"
            raise ValueError(message)
        elif self.max < self.min:
            message = "`max` is shorter than `min`; write the longer length as `max`"
            raise ValueError(message)
        return self

    @property
    def span(self) -> Span:
        """The silence, whichever way it was written."""
        if isinstance(self.pause, Span):
            return self.pause
        return Span(self.min or 0.0, self.min or 0.0, self.max or 0.0)


class Breathe(Model):
    """Breaths on an exact grid, with sound for every in- and out-breath and spoken cues by schedule."""

    verb: ClassVar[str] = "breathe"
    breathe: Pattern
    cycles: Annotated[int, Field(ge=1, le=200, examples=["6"])]
    cues: tuple[CueKind, ...] | None = None
    """One for each cycle; the last one stays. See `audiogen.script.breath.cue_schedule` for the default."""
    sound: BreathSound | None = None
    """What is heard with the breaths that have words; as the first breath without words sounds, when left out."""
    lead_in: Silence = span(3.0)
    """Silence before the first in-breath."""
    settle: Silence = span(10.0)
    """Time to breathe naturally after the last out-breath."""


class Reflect(Model):
    """A question or an invitation, time with it, and perhaps a shorter repeat."""

    verb: ClassVar[str] = "reflect"
    reflect: Spoken
    silence: Silence = span(20.0)
    again: Spoken | None = None
    """The prompt once more, in fewer words, after the silence."""
    again_silence: Silence | None = None
    """Silence after the repeat; half of `silence` when left out."""
    voice: VoiceChoice = VoiceChoice()
    """Who says it; the session's voice where nothing is chosen."""
    language: Language | None = None
    """The language of these words; the session's when left out."""

    @model_validator(mode="after")
    def _silence_after_repeat(self) -> Self:
        if self.again_silence is not None and self.again is None:
            message = "`again_silence` follows the repeat; write the repeat as `again:`, or leave it out"
            raise ValueError(message)
        return self


class Bell(Model):
    """A bell, and the time it may ring before the next step."""

    verb: ClassVar[str] = "bell"
    bell: BellName
    ring: Silence = span(8.0)
    bowl: BowlName | None = None
    """What is struck; the usual one for this bell when left out."""
    softness: Annotated[float, Field(ge=0, le=1)] = SOFTNESS
    """Of the mallet: 0 is wood, 1 a palm."""


class Chapter(Model):
    """Where a new chapter begins, under this title."""

    verb: ClassVar[str] = "chapter"
    chapter: Line
    bed: ChapterBed = ChapterBed()
    """What sounds from here on; when nothing is chosen, what sounded before."""


Step: TypeAlias = Say | Clip | Pause | Breathe | Reflect | Bell | Chapter
STEPS: tuple[type[Step], ...] = (Say, Clip, Pause, Breathe, Reflect, Bell, Chapter)
"""Every kind of step; each is known by its verb."""


def _category(text: str) -> str:
    if not re.fullmatch(r"[^<>]+(>[^<>]+)?", text):
        message = f'"{text}" is not a category; write one of Apple\'s, like Health & Fitness > Mental Health'
        raise ValueError(message)
    return " > ".join(part.strip() for part in text.split(">"))


class Show(Model):
    """`scripts/show.yaml`: the facts of the podcast, and what its sessions share."""

    title: Title
    author: Annotated[Line, Field(max_length=255, examples=["your name"])]
    email: Annotated[Prose, AfterValidator(_address_of_mail)] | None = None
    """Published in the feed as the owner's; some directories ask for it."""
    description: Annotated[Prose, Field(max_length=4000, examples=["what the show is, and for whom"])]
    language: Language = "en"
    base_url: Annotated[str, AfterValidator(folder_address)] = "http://localhost:8000"
    """Where dist/ will be found on the web; every address in the feed begins with it."""
    link: Annotated[str, AfterValidator(home_page)] | None = None
    """The show's home page; the page in dist/ when left out."""
    cover: Annotated[FilePath, AfterValidator(_wanted)] | None = None
    """A square JPEG or PNG of 1400 to 3000 pixels, as a path from the project folder; drawn when left out."""
    category: Annotated[str, AfterValidator(_category)] = "Health & Fitness > Mental Health"
    explicit: bool = False
    order: Literal["serial", "episodic"] = "serial"
    """Whether the episodes are meant to be heard in order, or the newest first."""
    copyright: WantedLine | None = None
    voice: VoiceChoice = VoiceChoice()
    bed: BedChoice = BedChoice()
    levels: Levels = Levels()
    formats: MediaChoices = (MediaChoice("mp3"),)
    """Of the finished files; podcast apps are given the first, and offered the others beside it."""
    stems: bool = False
    """Whether the voice alone, and all but the voice, are written as FLAC, for mixing elsewhere; never published."""
    notes: Notes = Notes()
    """For every session that has none of its own."""
    retired: Annotated[tuple[Prose, ...], BeforeValidator(one_or_more)] = ()
    """Slugs of sessions that were published, and are to be no more: what apps know them by stays reserved."""

    @classmethod
    def elsewhere(cls, key: str) -> str | None:
        """The file of a session, for what each has of its own."""
        return "the file of a session" if key in {*Script.key_names(), *(step.verb for step in STEPS)} else None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a script stands, for messages and for the order of episodes."""

    path: Path
    """As the user named it."""
    number: int
    """The episode's number, from 1."""
    step_lines: tuple[int, ...]
    """The line of each step, from 1."""
    texts: tuple[tuple[Text, ...], ...] = field(default=(), compare=False, repr=False)
    """What each step says, as it stands in the file."""


class Script(Model):
    """One session, as its author wrote it."""

    unwritten = frozenset({"origin"})
    slug: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=LONGEST_SLUG)]
    """Names the files and, for ever, the episode; from the file's name unless the script says otherwise."""
    origin: Origin
    """Filled in by the loader."""
    title: Title
    section: Annotated[WantedLine, Field(max_length=255)] | None = None
    """The part of the article or course that this session belongs to."""
    summary: Annotated[Prose, Field(max_length=3000, examples=["A short session with slow breathing."])]
    target: Annotated[float, BeforeValidator(_target)] | None = None
    """The length to meet to the frame; without one, every silence takes its ideal length."""
    date: dt.date | None = None
    """Day of publication; when left out, that at the beginning of the file's name, else that of the first build."""
    language: Language | None = None
    voice: VoiceChoice = VoiceChoice()
    bed: BedChoice = BedChoice()
    notes: Notes = Notes()
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]

    @classmethod
    def elsewhere(cls, key: str) -> str | None:
        """The show's file, for the facts that all sessions share."""
        return "scripts/show.yaml" if key in Show.key_names() else None


SPOKEN_KEYS: Final = ("say", "reflect", "again")
"""The keys of steps whose text is spoken, in the order in which it is."""
VERBS: Final = tuple(step.verb for step in STEPS)
"""The keys that begin a step."""
KEYS: Final = frozenset(
    key
    for model in (Show, Script, VoiceChoice, BedChoice, ChapterBed, LayerChoice, Levels, Notes, *STEPS)
    for key in model.key_names()
)
"""Everything that may be a key in a show or a script."""
