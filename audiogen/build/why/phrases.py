"""How many phrases of a session its voice would have to speak."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from audiogen.build.session import Session
from audiogen.cache.store import UntouchedCache
from audiogen.plan.cues import Recording
from audiogen.speech.own import Shelves


@dataclass(frozen=True, slots=True)
class PhraseCount:
    """The different phrases of a session."""

    all: int
    new: int
    """Those that the cache does not have."""

    @property
    def told(self) -> str:
        """`3 of 61 phrases to be spoken`."""
        return f"{self.new} of {self.all} phrase{'' if self.all == 1 else 's'} to be spoken"


def count_phrases(session: Session, others: set[tuple[Path, str]] | None = None) -> PhraseCount:
    """How many phrases there are, and how many of them the cache does not have; nothing is changed in it.

    Args:
        session: whose phrases are counted.
        others: where the phrases will lie, with their keys, that are spoken before; those of the session are added.

    Raises:
        AudiogenError: when there is no such voice, or a phrase or a recording cannot be used.
    """
    from audiogen.speech.speak import kept_clips  # noqa: PLC0415 - numpy and the codecs

    shared, phrases = UntouchedCache(session.project.cache), session.plan.utterances
    own = session.own and replace(session.own, cache=UntouchedCache(session.own.cache.folder))
    shelves, before = Shelves(shared, own), set() if others is None else others
    kept = kept_clips(phrases, shared, session.phrasing, own=own)
    places = {each: (shelves.of(each).folder, session.phrasing.key(each)) for each in phrases}
    # a recording is nothing that a voice speaks
    asked = {each: place for each, place in places.items() if each not in kept and not isinstance(each, Recording)}
    new = {place for each, place in asked.items() if place not in before and shelves.of(each).get(place[1]) is None}
    before |= new
    return PhraseCount(len({*places.values()}), len(new))
