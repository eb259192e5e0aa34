"""The files that sessions name, wherever they lie: recordings, the cover, models of voices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from audiogen.build.session import Session
from audiogen.errors import VoiceError
from audiogen.plan.cues import Recording
from audiogen.project import located


def named_files(sessions: Sequence[Session]) -> frozenset[Path] | None:
    """The files that sessions name; None where they name a voice of another package, which alone knows its files."""
    found = frozenset(path for session in sessions for path in _named(session))
    return None if None in found else frozenset(filter(None, found))


def _named(session: Session) -> Iterator[Path | None]:
    root, show, plan = session.project.root, session.show, session.plan
    recordings = (each.file for each in plan.utterances if isinstance(each, Recording))
    yield from (located(root, file) for file in (*plan.bed_files, *recordings))
    if show.cover:
        yield root / show.cover
    others = (session.attempted(attempt).plan for attempt in range(1, plan.attempts))
    for name in {name for each in (plan, *others) for name in each.speakers}:
        yield from _files_of(session, name)


def _files_of(session: Session, voice: str) -> Iterator[Path | None]:
    try:
        engine = session.phrasing.find(voice)
    except VoiceError:
        return  # it is told of at each build until somebody installs a package, or writes another name
    own = type(engine).__module__.startswith("audiogen.")
    yield from getattr(engine, "files", ()) if own else (None,)
