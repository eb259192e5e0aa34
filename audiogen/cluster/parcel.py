"""What is sent to a worker to make one track, and what comes back: all that making it needs, and all that it made.

What a parcel holds is in its memory alone; it says nothing but the track's name, whoever asks, since schedulers and
workers write what they are given into their logs.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Self, TypeAlias

from audiogen.build.session import Session
from audiogen.build.task import portable
from audiogen.build.worker import Bug
from audiogen.cache.store import Cache
from audiogen.cluster.store import Store
from audiogen.errors import AudiogenError, OutputError
from audiogen.manifest import Manifest
from audiogen.plan.cues import Recording
from audiogen.project import located
from audiogen.script.sidecar import sidecar_path
from audiogen.speech.own import Shelves

_MOST_BYTES: Final = 64 << 20
"""That are sent with a track itself: it passes through the scheduler's memory."""

Carried: TypeAlias = bytes | str
"""Content, or the name under which it is in the store."""


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """A track to be made by a worker."""

    session: Session
    """Its folders are those of the computer that sends it."""
    files: Mapping[str, Carried]
    """Those of the project that it needs, by their paths in the project."""
    phrases: Mapping[str, bytes]
    """What voices have said for it before, by the keys; with a store, only those that are its own."""
    store: Store | None

    def __repr__(self) -> str:
        return f"Parcel({self.session.edition.key})"


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """A parcel as it travels: pickled at once, and opened by nobody but whoever makes tracks with the same version."""

    name: str
    """The track's; all that is ever shown of it."""
    version: str
    """What it is to be made with."""
    content: bytes

    @classmethod
    def of(cls, parcel: Parcel, version: str) -> Self:
        """A parcel, sealed."""
        return cls(parcel.session.edition.key, version, pickle.dumps(parcel))

    def __repr__(self) -> str:
        return f"Sealed({self.name})"

    def opened(self) -> Parcel:
        """What is in it."""
        parcel: Parcel = pickle.loads(self.content)  # noqa: S301 - a build wrote it, and its scheduler runs any program
        return parcel


@dataclass(frozen=True, slots=True, repr=False)
class Goods:
    """A track that a worker has made."""

    manifest: Manifest
    files: Mapping[str, Carried]
    """By their paths in dist/: all that the manifest names and that only making gives."""
    phrases: Mapping[str, bytes]
    """What voices have said anew, by the keys."""
    own: frozenset[str]
    """Those of the keys that nobody else gets."""
    used: int
    spoken: int
    notices: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Goods({self.manifest.name})"


Delivered: TypeAlias = Goods | AudiogenError | Bug


def pack(session: Session, store: Store | None) -> Parcel:
    """A track as it is sent.

    Args:
        session: whose sound is to be made.
        store: for what is large and is nobody's own; None sends all of it along.

    Raises:
        AudiogenError: when a file cannot be read, the store not be written, or too much would be sent along.
    """
    files: dict[str, Carried] = {}
    for name in _needed(session):
        content = _read(located(session.project.root, name), name)
        if content is not None:
            files[name] = content if store is None else _stored(store, f"files/{sha256(content).hexdigest()}", content)
    phrases: dict[str, bytes] = {}
    for key, cache, own in voiced(session):
        content = cache.peek(key)
        if content is not None and (store is None or own):
            phrases[key] = content
        elif content is not None and store:
            _stored(store, phrase_name(key), content)
    size = sum(len(each) for each in (*files.values(), *phrases.values()) if isinstance(each, bytes))
    if size > _MOST_BYTES:
        message = (
            f"{session.edition.key} needs {size / 1e6:.0f} MB of recordings and phrases, too much to be sent along"
        )
        raise AudiogenError(message, hint="Give a place that all workers reach, too: --store FOLDER, or --store URL.")
    return Parcel(portable(session), files, phrases, store)


def unpacked(carried: Carried, store: Store | None) -> bytes:
    """The content of what was sent.

    Raises:
        OutputError: when the store lost it.
    """
    if isinstance(carried, bytes):
        return carried
    content = store.get(carried) if store else None
    if content is None:
        message = f"the store lost {carried} while it was needed"
        raise OutputError(message, hint="Take nothing out of it while a build is running, then build again.")
    return content


def voiced(session: Session) -> Iterator[tuple[str, Cache, bool]]:
    """The keys of all that voices say in a session, where each is kept, and whether it is the session's own."""
    shelves = Shelves(Cache(session.project.cache), session.own)
    for phrase in session.phrases():
        if not isinstance(phrase, Recording):
            yield session.phrasing.key(phrase), shelves.of(phrase), shelves.is_own(phrase)


def _needed(session: Session) -> Iterator[str]:
    for file in session.plan.bed_files:
        yield file
        yield str(sidecar_path(Path(file)))
    for phrase in session.plan.utterances:
        if isinstance(phrase, Recording):
            yield phrase.file
    if session.show.cover:
        yield str(session.show.cover)


def _read(path: Path, name: str) -> bytes | None:
    """A file of the project; None for the note beside a recording, where there is none."""
    if name.endswith(".yaml") and not path.exists():
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"cannot read {path}: {error.strerror or error}"
        raise AudiogenError(message) from error


def phrase_name(key: str) -> str:
    """Under which the store has what a voice said."""
    return f"phrases/{key[:2]}/{key}"


def _stored(store: Store, name: str, content: bytes) -> str:
    if not store.has(name):
        store.put(name, content)
    return name
