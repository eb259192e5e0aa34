"""How many phrases of a session its voice would have to speak."""

from __future__ import annotations

from dataclasses import dataclass, replace

from audiogen.build.session import Session
from audiogen.cache.store import UntouchedCache
from audiogen.plan.cues import Recording
from audiogen.speech.own import Shelves
from audiogen.speech.speak import kept_clips


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


def counted(session: Session) -> PhraseCount:
    """How many phrases there are, and how many of them the cache does not have; nothing is changed in it.

    Raises:
        AudiogenError: when there is no such voice, or a phrase or a recording cannot be used.
    """
    shared, phrases = UntouchedCache(session.project.cache), session.plan.utterances
    own = session.own and replace(session.own, cache=UntouchedCache(session.own.cache.folder))
    shelves = Shelves(shared, own)
    kept = kept_clips(phrases, shared, session.phrasing, own=own)
    keys = {each: session.phrasing.key(each) for each in phrases}
    # a recording is nothing that a voice speaks
    new = {
        keys[each]
        for each in phrases
        if each not in kept and not isinstance(each, Recording) and shelves.of(each).get(keys[each]) is None
    }
    return PhraseCount(len({*keys.values()}), len(new))
