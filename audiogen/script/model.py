"""What authors write of the show and of a session, as frozen values; its steps are in modules of their own.

The field names are the keys of the YAML files. Lengths of time are in seconds, levels in decibels. Nothing here reads
files; `audiogen.script.load` does, and adds where each step stands.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from audiogen.script.bed import BedChoice, ChapterBed, LayerChoice
from audiogen.script.blocks import KINDS, VERBS, Block, Include, Repeat, ScanPlace, Written, listed_steps
from audiogen.script.destinations import destination, destination_form
from audiogen.script.directory import EpisodeType, Funding, FundingLinks, License, Location, Medium, SeasonNames
from audiogen.script.disclosure import DisclosureChoice
from audiogen.script.helplines import Helpline, Helplines
from audiogen.script.ignored import Ignored
from audiogen.script.levels import Levels
from audiogen.script.meant.lengths import lengths_meant
from audiogen.script.meant.words import means_off
from audiogen.script.media import MediaChoice, MediaChoices
from audiogen.script.mixes import PageMixes
from audiogen.script.own_words import OwnWords
from audiogen.script.people import People, Person
from audiogen.script.slips import MeantError
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import STEPS, Step
from audiogen.script.voice import Language, VoiceChoice
from audiogen.script.web_address import folder_address, home_page
from audiogen.script.yaml.fields import (
    FilePath,
    Line,
    Model,
    Prose,
    Wanted,
    WantedLine,
    length_form,
    one_or_more,
    parse_length,
    wanted,
)
from audiogen.script.yaml.written import ONE_OR_SEVERAL, Form, WrittenAs, texts

_MAIL: Final = "@".join(2 * [r'[^@\s<>()?#%:;"]+'])
"""Without the signs that mean something in the address of a link, as clients' pages have one."""
_SLUG: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST_SLUG: Final = 200
"""In letters: names of files have 255, and what is published of an episode has more in its name than the slug."""


def _mail_form() -> Form:
    return texts("Write an e-mail address, like you@example.org.", pattern=f"^{_MAIL}$")


def _address_form() -> Form:
    return texts("Write a whole web address, like https://example.org/podcast.", pattern=r"^https?://[^\s/]")


def _address_of_mail(text: str) -> str:
    if not re.fullmatch(_MAIL, wanted(text)):
        message = f'"{text}" is not an e-mail address; write one like you@example.org'
        raise ValueError(message)
    return text


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


def _target_form() -> Form:
    return {**length_form(least=1), "examples": ["5m", "10m", "20m"]}


TargetLength = Annotated[float, BeforeValidator(_target), WrittenAs(_target_form)]


def _lengths(written: object) -> object:
    """Several as they are; those that stand in one text without brackets are told how they are written."""
    several = one_or_more(written)
    text = several[0] if isinstance(several, list | tuple) and len(several) == 1 else None
    if isinstance(text, str):
        parts = [part.strip() for part in _BETWEEN_LENGTHS.split(text)]
        meant = [(part,) if _is_length(part) else lengths_meant(part) for part in parts]
        if len(parts) > 1 and all(len(each) == 1 for each in meant):
            good = f"[{', '.join(each[0] for each in meant)}]"
            message = f'"{text}" are several lengths; write {good}'
            raise MeantError(message, good)
    return several


def _is_length(text: str) -> bool:
    try:
        return parse_length(text) > 0
    except ValueError:
        return False


_BETWEEN_LENGTHS: Final = re.compile(r"\s*[,;/&]\s*|\s+(?:and|or|und|oder|et|ou|y|o|e)\s+|(?<=[a-z])\s+(?=\d)")
"""What people write between lengths in place of a list."""
MOST_LENGTHS: Final = 8
"""Of one session, beside its target."""


class Notes(Model):
    """What a listener should know before pressing play."""

    content: Wanted | None = None
    """What the session touches on."""
    care: Wanted | None = None
    """Where the limits are and where help is."""

    @classmethod
    def beside(cls) -> Form:
        """Nothing is asked of them but that they are keys."""
        return {"errorMessage": f"Write {' or '.join(cls.key_names())} on lines of their own below."}


def _category(text: str) -> str:
    if not re.fullmatch(r"[^<>]+(>[^<>]+)?", text):
        message = f'"{text}" is not a category; write one of Apple\'s, like Health & Fitness > Mental Health'
        raise ValueError(message)
    return " > ".join(part.strip() for part in text.split(">"))


class Show(Model):
    """`scripts/show.yaml`: the facts of the podcast, and what its sessions share."""

    never_here = frozenset(VERBS)
    title: Title
    """As podcast apps list it; short ones survive small screens."""
    author: Annotated[Line, Field(max_length=255, examples=["your name"])]
    """Who makes the show: you, or your practice."""
    email: Annotated[Prose, AfterValidator(_address_of_mail), WrittenAs(_mail_form)] | None = None
    """Published in the feed as the owner's; some directories ask for it. Clients can write to it from their pages."""
    description: Annotated[Prose, Field(max_length=4000, examples=["what the show is, and for whom"])]
    """What the show is, for whom, and where its limits are."""
    language: Language = "en"
    """The language that is spoken: en, en-gb, de, pt-br and so on."""
    base_url: Annotated[str, AfterValidator(folder_address), WrittenAs(_address_form)] = "http://localhost:8000"
    """Where dist/ will be found on the web; every address in the feed begins with it."""
    link: Annotated[str, AfterValidator(home_page), WrittenAs(_address_form)] | None = None
    """The show's home page; the page in dist/ when left out."""
    clients_url: Annotated[str, AfterValidator(folder_address), WrittenAs(_address_form)] | None = None
    """Where clients' pages will be found on the web, each below p/ and letters that nobody guesses; else base_url."""
    publish: Annotated[str, AfterValidator(destination), WrittenAs(destination_form)] | None = None
    """Where `audiogen publish` sends dist/: a folder as a path from the project folder, or an address like sftp://."""
    publish_clients: Annotated[str, AfterValidator(destination), WrittenAs(destination_form)] | None = None
    """Where `audiogen publish --clients` sends clients' pages; to the place of the podcast when left out."""
    cover: Annotated[FilePath, AfterValidator(wanted)] | None = None
    """A square JPEG or PNG of 1400 to 3000 pixels, as a path from the project folder; drawn when left out."""
    category: Annotated[str, AfterValidator(_category)] = "Health & Fitness > Mental Health"
    """One of Apple's, written as Apple writes it."""
    explicit: bool = False
    """Whether there is strong language."""
    order: Literal["serial", "episodic"] = "serial"
    """Whether the episodes are meant to be heard in order, or the newest first."""
    medium: Medium = "podcast"
    """What the show is: apps may offer a course in another way than a podcast."""
    seasons: SeasonNames = ()
    """The names of its seasons, the first one first; sessions say of which season they are."""
    people: People = ()
    """Who speaks, writes or makes it; a session that has people of its own names all of its people."""
    location: Location | None = None
    """Where it is made."""
    license: License | None = None
    """What others may do with the sessions."""
    funding: FundingLinks = ()
    """Where listeners can support it."""
    copyright: WantedLine | None = None
    """A line like `2026 by your name`, for the feed and the files."""
    voice: VoiceChoice = VoiceChoice()
    """The voice of every session that names no other."""
    disclosure: DisclosureChoice = DisclosureChoice()
    """How listeners are told that a synthetic voice speaks."""
    bed: BedChoice = BedChoice()
    """What is heard behind the voice, in every session that has no bed of its own."""
    levels: Levels = Levels()
    """How loud the finished files are."""
    formats: MediaChoices = (MediaChoice("mp3"),)
    """Of the finished files; podcast apps are given the first, and offered the others beside it."""
    stems: bool = False
    """Whether the voice alone, and all but the voice, are written as FLAC, for mixing elsewhere; never published."""
    mixes: PageMixes = ("full",)
    """Which mixes of a session the page offers; full is among them. Others are not in the feed."""
    notes: Notes = Notes()
    """For every session that has none of its own."""
    helplines: Helplines = ()
    """Whom listeners can call or text with one tap, in the order in which the page shows them."""
    words: OwnWords = ()
    """Your own words in the place of those that the page says by itself."""
    lengths_in_feed: bool = False
    """Whether the other lengths of a session are episodes of the feed, too; they are on the page in any case."""
    ignore: Ignored = ()
    """Rules of craft that are not told of in any session, each with a reason."""
    retired: Annotated[tuple[Prose, ...], BeforeValidator(one_or_more), ONE_OR_SEVERAL] = ()
    """Slugs of sessions that were published, and are to be no more: what apps know them by stays reserved."""

    @property
    def clients_address(self) -> str:
        """Where clients' pages are found on the web."""
        return self.clients_url or self.base_url

    @classmethod
    def elsewhere(cls, key: str) -> str | None:
        """The file of a session, for what each has of its own."""
        return "the file of a session" if key in {*Script.key_names(), *VERBS} else None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a script stands, for messages and for the order of episodes."""

    path: Path
    """As the user named it."""
    number: int
    """The episode's number, from 1."""
    steps: tuple[StepPlace, ...]
    """The place of each step, in the same order."""


def _slug_form() -> Form:
    told = "Write small letters, digits and single hyphens, like first-light."
    return texts(told, pattern=_SLUG, longest=LONGEST_SLUG)


class Script(Model):
    """One session, as its author wrote it."""

    unwritten = frozenset({"origin"})
    supplied = frozenset({"slug"})
    slug: Annotated[str, Field(pattern=_SLUG, max_length=LONGEST_SLUG), WrittenAs(_slug_form)]
    """Names the files and, for ever, the episode; from the file's name unless the script says otherwise."""
    origin: Origin
    """Filled in by the loader."""
    title: Title
    """As podcast apps list it."""
    section: Annotated[WantedLine, Field(max_length=255)] | None = None
    """The part of the article or course that this session belongs to."""
    summary: Annotated[Prose, Field(max_length=3000, examples=["A short session with slow breathing."])]
    """The show notes: what listeners get, in a sentence or two."""
    target: TargetLength | None = None
    """The length to meet to the frame; without one, every silence takes its ideal length."""
    lengths: Annotated[
        tuple[TargetLength, ...], BeforeValidator(_lengths), Field(max_length=MOST_LENGTHS), ONE_OR_SEVERAL
    ] = ()
    """Other lengths in which it is offered, too; without a target, the first of them is the episode."""
    audience: Annotated[Literal["all", "clients"], Field(alias="for")] = "all"
    """A session for clients alone is no part of the podcast."""
    kind: Annotated[EpisodeType, Field(alias="type")] = "full"
    """What it is to the show: an episode, a trailer, or a bonus."""
    season: Annotated[int, Field(ge=1, le=999, examples=[1])] | None = None
    """The season that it belongs to, by its number."""
    people: People = ()
    """Who speaks, writes or makes it; those of the show when left out."""
    location: Location | None = None
    """Where it was made; the show's when left out."""
    unlisted: bool = False
    """Whether only those find it who have the address of its page: it is in no list and in no feed."""
    # None where nobody said so, which counts as no but for what the craft makes of it
    sleep: bool | None = None
    """Whether it leads into sleep: no bell at its end, a long fade, and a voice that becomes softer."""
    date: dt.date | None = None
    """Day of publication; when left out, that at the beginning of the file's name, else that of the first build."""
    language: Language | None = None
    """The language that is spoken; the show's when left out."""
    voice: VoiceChoice = VoiceChoice()
    """Who speaks; the show's voice where nothing is chosen."""
    disclosure: DisclosureChoice = DisclosureChoice()
    """How listeners are told that a synthetic voice speaks; as the show has it when left out."""
    bed: BedChoice = BedChoice()
    """What is heard behind the voice; the show's bed where nothing is chosen."""
    notes: Notes = Notes()
    """What a listener should know before pressing play; the show's notes when left out."""
    ignore: Ignored = ()
    """Rules of craft that are not told of in this session, each with a reason."""
    steps: Annotated[tuple[Written, ...], Field(min_length=1), WrittenAs(listed_steps)]
    """What happens, in order."""

    @property
    def plain_steps(self) -> tuple[Step, ...]:
        """The steps of a script that has been expanded: none of them stands for others."""
        plain = tuple(step for step in self.steps if not isinstance(step, Block))
        if len(plain) < len(self.steps):
            message = "the script has not been expanded for an edition"
            raise AssertionError(message)
        return plain

    @property
    def placed_steps(self) -> tuple[tuple[Step, StepPlace], ...]:
        """The steps of a script that has been expanded, each with its place."""
        return tuple(zip(self.plain_steps, self.origin.steps, strict=True))

    @property
    def written_steps(self) -> Iterator[tuple[Written, StepPlace]]:
        """Every step as it is written, with its place; behind one that stands for others, these."""
        return _with_held(self.steps, self.origin.steps)

    @classmethod
    def elsewhere(cls, key: str) -> str | None:
        """The show's file, for the facts that all sessions share."""
        return "scripts/show.yaml" if key in Show.key_names() else None


def _with_held(steps: tuple[Written, ...], places: tuple[StepPlace, ...]) -> Iterator[tuple[Written, StepPlace]]:
    for step, place in zip(steps, places, strict=True):
        yield step, place
        if isinstance(step, Repeat | Include):
            yield from _with_held(step.steps, step.places)


_PARTS: Final = (
    *(VoiceChoice, DisclosureChoice, BedChoice, ChapterBed, LayerChoice, Levels, Notes, Helpline, ScanPlace),
    *(Person, License, Funding, Location),
)
KEYS: Final = frozenset(key for model in (Show, Script, *_PARTS, *STEPS, *KINDS.values()) for key in model.key_names())
"""Everything that may be a key in a show or a script."""
