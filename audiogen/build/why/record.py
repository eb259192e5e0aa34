"""What an episode was made from, under the names that its author knows; kept to be told apart from what comes later.

The record lies in the cache, under the hash of the episode's manifest; that of a client's track, in the client's own.
So nothing of it is ever published, no manifest changes with it, and where the cache was emptied, the manifest still
tells the most. What cannot be told in few words is kept as a digest.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from audiogen.build.session import Session
from audiogen.cache.store import content_key
from audiogen.errors import AudiogenError
from audiogen.manifest import Manifest

_FORM: Final = 1
_DIGITS: Final = 16
WITHHELD: Final = "#"
"""What a digest begins with that stands for something that is not told."""


class _RecordPart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class MadeStep(_RecordPart):
    """One plain step of a script."""

    line: int
    """In its file."""
    file: str = ""
    """The file, where it is another one than the session's."""
    verb: str
    values: dict[str, str]
    """By the keys of the step, those that were left out, too. Spoken text is as its author wrote it."""
    filled: dict[str, str] = {}
    """What its variables were filled with, by their names; of a client's, digests behind `WITHHELD`."""
    rows: dict[str, tuple[tuple[int, int], ...]] = {}
    """Of spoken text, by its keys: the lines in which it stands, each behind the number of words before it."""

    @property
    def place(self) -> str:
        """`line 42`, or `line 3 of parts/rest.yaml`."""
        return f"line {self.line} of {self.file}" if self.file else f"line {self.line}"

    @property
    def spot(self) -> tuple[str, int]:
        """Its file and its line."""
        return self.file, self.line

    def spot_of(self, key: str, words: int) -> tuple[str, int]:
        """The same of what stands in its text behind so many words."""
        lines = [line for before, line in self.rows.get(key, ()) if before <= words]
        return self.file, lines[-1] if lines else self.line


class MadePhrase(_RecordPart):
    """What a voice was given."""

    text: str
    """As messages may quote it."""
    voice: str
    key: str
    """A digest of all that decides its sound."""
    said: str
    """The words that the voice was given; a digest where they are a client's."""


class MadeFrom(_RecordPart):
    """All that an episode was made from."""

    form: Literal[1] = _FORM
    version: str
    """Of audiogen, as the next one of Python."""
    python: str
    code: str
    libraries: dict[str, str]
    """Their versions, by their names."""
    settings: dict[str, str]
    """What show and session say about the sound, by the keys that authors write."""
    said: dict[str, str]
    """What is said of the episode in tags, feed and page, by the same."""
    unsaid: dict[str, str]
    """Digests of what authors do not write, by what it is called in a sentence."""
    steps: tuple[MadeStep, ...]
    phrases: dict[str, MadePhrase]
    """By digests of the phrases as they stand in the plan."""
    voices: dict[str, str]
    """Digests of what makes each voice sound as it does."""
    files: dict[str, str]
    """Digests of the people's own recordings, by their paths in the project."""


def short_sha256(sha256: str) -> str:
    """As much of a SHA-256 as tells apart what one episode is made from."""
    return sha256[:_DIGITS]


def digest(*parts: object) -> str:
    """The beginning of a SHA-256 of what JSON can hold."""
    return short_sha256(content_key(parts))


def digest_of(text: str) -> str:
    """The beginning of a SHA-256 of a text."""
    return short_sha256(hashlib.sha256(text.encode()).hexdigest())


def recall(session: Session, manifest: Manifest) -> MadeFrom | None:
    """What an episode was made from; None where that is not known here. Nothing is changed, not even in the cache."""
    content = session.own_cache.peek(manifest_key("made from", manifest))
    if content is None:
        return None
    try:
        return MadeFrom.model_validate_json(content)
    except ValidationError:
        return None  # another version's


def remember(session: Session, manifest: Manifest, record: Callable[[], MadeFrom]) -> None:
    """Keep what an episode was made from, unless that is known.

    Args:
        session: the episode's.
        manifest: as it stands.
        record: gives it where it is needed: making it takes longer than finding it.
    """
    cache, key = session.own_cache, manifest_key("made from", manifest)
    # what cannot be kept is missed only by whoever asks for the reasons of the next build
    with contextlib.suppress(AudiogenError):
        if recall(session, manifest) is None:
            cache.put(key, record().model_dump_json().encode())
        cache.note_use(key)


def manifest_key(kind: str, manifest: Manifest) -> str:
    """The cache's key of something that is known of an episode as it stands."""
    return content_key({"kind": kind, "manifest": hashlib.sha256(manifest.to_json().encode()).hexdigest()})
