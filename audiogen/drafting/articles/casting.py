"""Which prose each section of an article gets: never the same in two of them, and always the same for the same text.

All choices follow from the words of the article, so that the same article gives the same files to the last byte, and
from the place of the section among the others, so that no session repeats what one before it has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from audiogen.drafting.articles.prose import (
    AskingPath,
    BreathOffer,
    SessionImage,
    breaths,
    images,
    lines,
    paths,
    releases,
)
from audiogen.drafting.articles.sections import Article, Section
from audiogen.drafting.articles.slots import SlotFiller
from audiogen.drafting.articles.themes import Intent
from audiogen.drafting.articles.words import PEOPLE, words_of

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Cast:
    """The prose of one session."""

    image: SessionImage
    breath: BreathOffer
    offer: str
    release: str
    path: AskingPath
    others: tuple[AskingPath, AskingPath]
    """For the second part of long sessions, and the third of very long ones."""
    names: tuple[str, ...]
    """Lines that let in what the section names, in the order in which they are tried."""
    coming: tuple[str, ...]
    """The same for the show notes."""
    breathing: str
    safety: str
    heavy: str
    keep: str
    again: tuple[str, str]
    """How these begin."""


def casts(article: Article, attempt: int = 0) -> tuple[Cast, ...]:
    """The prose for every section of an article, in their order.

    Args:
        article: all of it, whatever sections are asked for: the draft of a section does not depend on that.
        attempt: another number makes other choices, for where one of them will not do.
    """
    # the words alone: the same article has other spaces and signs in another format
    shuffled = _Shuffled(f"{' '.join(words_of(article.text))}\0{attempt}")
    ways, names = _ways(article.sections, shuffled), _names(article.sections, shuffled)
    return tuple(_cast(at, way, lets_in, shuffled) for at, (way, lets_in) in enumerate(zip(ways, names, strict=True)))


@dataclass(frozen=True, slots=True)
class _Shuffled:
    """Puts choices into an order that the words of an article decide."""

    seed: str

    def order(self, kind: str, choices: Sequence[_T]) -> list[_T]:
        """The choices in an order of their own for each kind."""
        return [choices[at] for at in sorted(range(len(choices)), key=lambda at: self._key(kind, at))]

    def at(self, kind: str, choices: Sequence[_T], place: int) -> _T:
        """The choice for a place; they come round when there are more places than choices."""
        return self.order(kind, choices)[place % len(choices)]

    def _key(self, kind: str, at: int) -> bytes:
        return hashlib.sha256(f"{kind}\0{at}\0{self.seed}".encode("utf-8", "surrogatepass")).digest()


def _ways(sections: Sequence[Section], shuffled: _Shuffled) -> Iterator[tuple[AskingPath, AskingPath, AskingPath]]:
    """For each section the way of asking that fits it best of those that are left, and two for more parts."""
    used: list[AskingPath] = []
    for section in sections:
        fitting = _fitting(section, shuffled)
        first = next((path for path in fitting if path not in used), fitting[len(used) % len(fitting)])
        used.append(first)
        yield first, *_more(first, fitting, used)


def _names(sections: Sequence[Section], shuffled: _Shuffled) -> Iterator[Sequence[str]]:
    """For each section lines that let in what it names: those first that it can fill, and that no other begins with."""
    used: list[str] = []
    for section in sections:
        order = sorted(shuffled.order("names", lines().names), key=used.count)
        fitting = [line for line in order if SlotFiller(section.phrases, {"subject": ""}).filled(line)]
        used += fitting[:1]
        yield fitting


def _more(
    first: AskingPath, fitting: Sequence[AskingPath], used: Sequence[AskingPath]
) -> tuple[AskingPath, AskingPath]:
    """Two more ways of asking for long sessions, of other intents; those that no session has come first."""
    second = _other(fitting, {first.intent}, used)
    return second, _other(fitting, {first.intent, second.intent}, used)


def _other(fitting: Sequence[AskingPath], taken: set[Intent], used: Sequence[AskingPath]) -> AskingPath:
    free = [path for path in fitting if path.intent not in taken]
    return next((path for path in free if path not in used), free[0])


def _fitting(section: Section, shuffled: _Shuffled) -> list[AskingPath]:
    """All ways of asking, those of the section's own intents first, and those about other people last of the rest.

    Of an intent, those come first that are about other people where the section is, too.
    """
    order = shuffled.order("paths", _safe(section))
    among_people = not PEOPLE.isdisjoint(words_of(f"{section.title}\n{section.text}"))
    own = [path for intent in section.intents for path in order if path.intent == intent]
    own.sort(key=lambda path: (section.intents.index(path.intent), path.people != among_people))
    return [*own, *sorted((path for path in order if path not in own), key=lambda path: path.people)]


def _safe(section: Section) -> Sequence[AskingPath]:
    """The ways of asking that may be taken: where harm is the subject, none that asks for a part of one's own in it."""
    return [path for path in paths() if _is_safe(path)] if section.about_harm else paths()


def _is_safe(path: AskingPath) -> bool:
    # a limit that is shown to somebody who harms can bring harm
    return path.intent in _SAFE and (path.intent == "support" or not path.people)


_SAFE: Final[frozenset[Intent]] = frozenset({"body", "word", "need", "support"})


def _cast(at: int, way: tuple[AskingPath, AskingPath, AskingPath], names: Sequence[str], shuffled: _Shuffled) -> Cast:
    common = lines()
    breath = shuffled.at("breath", breaths(), at)
    return Cast(
        image=shuffled.at("image", images(), at),
        breath=breath,
        offer=breath.offers[(at // len(breaths())) % len(breath.offers)],
        release=shuffled.at("release", releases(), at),
        path=way[0],
        others=(way[1], way[2]),
        names=(*names, *common.name),
        coming=(*_from(at, shuffled.order("coming", common.coming)), common.coming_one),
        breathing=shuffled.at("breathing", common.breathing, at),
        safety=shuffled.at("safety", common.safety, at),
        heavy=shuffled.at("heavy", common.heavy, at),
        keep=shuffled.at("keep", common.keep, at),
        again=(shuffled.at("again", common.again, at), shuffled.at("last", common.last, at)),
    )


def _from(at: int, choices: Sequence[_T]) -> tuple[_T, ...]:
    """All choices, beginning with one of them."""
    first = at % len(choices)
    return (*choices[first:], *choices[:first])
