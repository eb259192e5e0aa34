"""The prose that drafts are made of: pictures, breaths and ways of asking, as they stand in this folder's tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pydantic import TypeAdapter

from audiogen.drafting.articles.tables import table
from audiogen.drafting.articles.themes import Guard, Intent


@dataclass(frozen=True, slots=True)
class SessionImage:
    """The picture that a session stays in; `images.toml` says what each field is for."""

    name: str
    bed: str
    title: str
    summary: str
    arrive: str
    open: str
    about: str
    anchor: str
    wander: str
    settle: tuple[str, ...]
    stay: str
    back: str
    place: str
    pause: str
    rest: str
    rest_between: str
    leave: str
    close: str


@dataclass(frozen=True, slots=True)
class BreathOffer:
    """A pattern of breath, with the words that offer it."""

    breathe: str
    chapter: str
    told: str
    """As a summary names it."""
    short: int
    usual: int
    long: int
    offers: tuple[str, ...]
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskingPath:
    """What a session asks, in its order; `paths.toml` says what each field is for."""

    intent: Intent
    people: bool
    touches: str
    warning: str
    asked: str
    chapter: str
    scene: str
    asks: tuple[tuple[str, ...], ...]
    after: str
    turn: str
    carry: str


@dataclass(frozen=True, slots=True)
class GuardWords:
    """What is said, written and told the author where an article touches on what asks for care."""

    content: str
    care: str
    note: str
    chapter: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class SharedLines:
    """Lines that may stand in any session, several of each kind; `lines.toml` says what each kind is for."""

    numbers: tuple[str, ...]
    names: tuple[str, ...]
    name: tuple[str, ...]
    coming: tuple[str, ...]
    coming_one: str
    breathing: tuple[str, ...]
    safety: tuple[str, ...]
    heavy: tuple[str, ...]
    keep: tuple[str, ...]
    again: tuple[str, ...]
    last: tuple[str, ...]
    care: str
    guards: dict[Guard, GuardWords]


@cache
def images() -> Sequence[SessionImage]:
    """All pictures."""
    return _IMAGES.validate_python(table("images.toml")["image"])


@cache
def breaths() -> Sequence[BreathOffer]:
    """All patterns of breath that are offered."""
    return _BREATHS.validate_python(table("breaths.toml")["pattern"])


@cache
def releases() -> Sequence[str]:
    """Lines that leave the breath to itself again."""
    return tuple(table("breaths.toml")["release"]["lines"])


@cache
def paths() -> Sequence[AskingPath]:
    """All ways of asking, two for each intent."""
    return _PATHS.validate_python(table("paths.toml")["path"])


@cache
def lines() -> SharedLines:
    """What may stand in any session."""
    return _LINES.validate_python(table("lines.toml"))


_IMAGES: Final = TypeAdapter(tuple[SessionImage, ...])
_BREATHS: Final = TypeAdapter(tuple[BreathOffer, ...])
_PATHS: Final = TypeAdapter(tuple[AskingPath, ...])
_LINES: Final = TypeAdapter(SharedLines)
