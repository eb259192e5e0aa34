"""How long builds have taken, so that it can be said how long the next one will about take.

What a track took is kept in the cache, under the hash of its manifest. Of tracks that are made side by side, each
counts as having taken its share of the time, so that all together took what went by.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, ValidationError

from audiogen.build.finished import FinishedEpisodes
from audiogen.build.session import Session
from audiogen.build.why.record import manifest_key
from audiogen.cache.store import Cache
from audiogen.check.lengths import expected_session
from audiogen.errors import AudiogenError
from audiogen.manifest import Manifest
from audiogen.units import to_seconds


class Took(BaseModel):
    """What the making of a track took, in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    spoken: int
    """Phrases that its voice had to speak."""
    speaking_s: float
    rest_s: float
    """Mixing, encoding and measuring."""


@dataclass
class SharedTime:
    """Time that is divided equally among those who are at work at once."""

    clock: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _at_work: int = field(default=0, init=False)
    _seen: float = field(default=0.0, init=False)
    _shared_s: float = field(default=0.0, init=False)

    @contextlib.contextmanager
    def share(self) -> Iterator[Share]:
        """One more is at work, whose share this is."""
        share = Share(self, self.now(+1))
        try:
            yield share
        finally:
            share.ended_s = self.now(-1)

    def now(self, more: int = 0) -> float:
        """The time for those who are at work, which are so many more from now on."""
        with self._lock:
            now = self.clock()
            if self._at_work:
                self._shared_s += (now - self._seen) / self._at_work
            self._seen, self._at_work = now, self._at_work + more
            return self._shared_s


@dataclass
class Share:
    """The time of one who is at work."""

    time: SharedTime
    begun_s: float
    spoken_s: float | None = None
    ended_s: float = 0.0

    def all_spoken(self) -> None:
        """Note that from now on nothing is spoken."""
        if self.spoken_s is None:
            self.spoken_s = self.time.now()

    def took(self, spoken: int) -> Took:
        """What it took, with so many phrases spoken, now that it has ended."""
        until_s = self.begun_s if self.spoken_s is None else self.spoken_s
        return Took(spoken=spoken, speaking_s=round(until_s - self.begun_s, 3), rest_s=round(self.ended_s - until_s, 3))


def keep_took(session: Session, manifest: Manifest, took: Took) -> None:
    """Keep what a track took, where the cache can be written to."""
    with contextlib.suppress(AudiogenError):
        session.own_cache.put(manifest_key("took", manifest), took.model_dump_json().encode())


def took_of(cache: Cache, manifest: Manifest) -> Took | None:
    """What a track took; None where nobody knows it. Nothing in the cache is changed."""
    content = cache.peek(manifest_key("took", manifest))
    with contextlib.suppress(ValidationError):
        return None if content is None else Took.model_validate_json(content)
    return None


def expected_s(session: Session, finished: FinishedEpisodes, new: int) -> float | None:
    """How long it will about take to make a track, going by what those took that stand; None where these do not tell.

    Args:
        session: the track's.
        finished: what stands in its folder.
        new: how many phrases its voice has to speak.
    """
    pace, length_s = _pace(session, finished), _length_s(session, finished)
    if pace is None or length_s is None or (new and pace.phrase_s is None):
        return None
    return pace.rest * length_s + new * (pace.phrase_s or 0.0)


@dataclass(frozen=True, slots=True)
class _BuildPace:
    rest: float
    """Seconds for each second of sound, beside speaking."""
    phrase_s: float | None
    """For each phrase; None where the voice has not spoken."""


def _pace(session: Session, finished: FinishedEpisodes) -> _BuildPace | None:
    """How quickly tracks were made, going by those that stand in the same folder."""
    cache = session.own_cache
    known = [(each.manifest, known) for each in finished.standing if (known := took_of(cache, each.manifest))]
    sound_s = sum(manifest.media[0].duration_s for manifest, _ in known)
    if not sound_s:
        return None
    by_voice = [each for manifest, each in known if manifest.voice == session.plan.speaker and each.spoken]
    spoken = sum(each.spoken for each in by_voice)
    phrase_s = sum(each.speaking_s for each in by_voice) / spoken if spoken else None
    return _BuildPace(sum(each.rest_s for _, each in known) / sound_s, phrase_s)


def known_length_s(session: Session, finished: FinishedEpisodes) -> float | None:
    """How long the track is to be, else how long it was; None where only its words tell."""
    if session.plan.target_frames is not None:
        return to_seconds(session.plan.target_frames)
    known = finished.of(session.edition.name)
    return known[0].media[0].duration_s if known else None


def _length_s(session: Session, finished: FinishedEpisodes) -> float | None:
    """The same, else how long it is expected to be."""
    known_s = known_length_s(session, finished)
    if known_s is not None:
        return known_s
    expected = expected_session(session.show, session.track, session.phrasing)
    return to_seconds(expected.length.frames) if expected else None
