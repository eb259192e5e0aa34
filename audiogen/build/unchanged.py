"""A build of which nothing can come is over at once: all that the last one went by, and left, is as it was.

Whether it is, sizes and times tell. What a build goes by is looked at before it reads any of it, and what it leaves
when it has ended, so that nothing can change unseen in between. Little is imported here: to import the build takes
longer than all that is done here.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final, Self

from audiogen.build.stamps import Stamp, stamps_below
from audiogen.build.summary import EpisodeSummary
from audiogen.cache.store import Cache, content_key
from audiogen.errors import OutputError
from audiogen.progress import BuildPlanned, EpisodeKept, Notice, OnEvent
from audiogen.project import LOCK_FILE, PRIVATE, Project, shipped_assets
from audiogen.speech.models.catalogue import models_folder

_PACKAGE: Final = Path(__file__).parents[1]
_OF_PROGRAMS: Final = re.compile(r"\.git|\.hg|\.svn|__pycache__|node_modules|\..*_cache|\.tox|\.nox")
"""Folders in which programs keep what is theirs."""
_MOST_FILES: Final = 20_000
"""Of a project; to ask more of them takes longer than a build of which nothing comes."""


@dataclass(frozen=True, slots=True)
class Basis:
    """All that a build of a show goes by, as sizes and times tell it."""

    digest: str
    settled_ns: int
    """From when on no change of it can go unseen."""
    root: str
    files: frozenset[str]
    """Everything in it, as paths."""

    @classmethod
    def of(cls, project: Project, today: dt.date) -> Self | None:
        """That of a project on this day; None where it cannot be told."""
        root = os.fspath(project.root)
        try:
            own = [*islice(_of_project(project), _MOST_FILES + 1)]
            files = [*own, *chain.from_iterable(stamps_below(folder, _is_of_programs) for folder in _shared())]
            around = [*_environment(project, today)]
        except OSError:
            return None
        if len(own) > _MOST_FILES:
            return None
        settled_ns = max((stamp.settled_ns for _, stamp in files), default=0)
        return cls(_digest(files, around), settled_ns, root, frozenset(path for path, _ in files))

    def holds(self, path: Path) -> bool:
        """Whether a file is part of it."""
        below = os.path.join(self.root, os.path.relpath(path, self.root))  # noqa: PTH118 - as the others are named
        return os.fspath(path) in self.files or below in self.files


def unchanged(project: Project, today: dt.date, on_event: OnEvent) -> tuple[EpisodeSummary, ...] | None:
    """What a build of all sessions would say, where nothing would come of it; None where it has to be asked.

    Args:
        project: the folders.
        today: the day of the build.
        on_event: called with the events of that build.
    """
    cache, key = Cache(project.cache), _key(project)
    noted = _read(cache.peek(key))
    basis = Basis.of(project, today) if noted and noted.at_ns <= time.time_ns() else None
    if noted is None or basis is None or noted.basis != basis.digest or noted.left != _left(project):
        return None
    cache.note_use(key)
    for notice in noted.notices:
        on_event(Notice(notice))
    on_event(BuildPlanned((), len(noted.episodes)))
    for each in noted.episodes:
        on_event(EpisodeKept(each.key))
    return noted.episodes


def note_unchanged(
    project: Project, today: dt.date, basis: Basis, notices: Iterable[str], episodes: Sequence[EpisodeSummary]
) -> None:
    """Note what the next build will say if nothing changes until then; in vain where something already has.

    Args:
        project: the folders.
        today: the day of the build.
        basis: what it went by.
        notices: what is told at each build.
        episodes: all that is told of.
    """
    left, now = _left(project), Basis.of(project, today)
    if left is None or now is None or now.digest != basis.digest:
        return
    kept = tuple(_kept(each) for each in episodes)
    noted = _Noted(basis.digest, left, time.time_ns(), tuple(notices), kept)
    with contextlib.suppress(OutputError):
        Cache(project.cache).put(_key(project), json.dumps(asdict(noted)).encode())


@dataclass(frozen=True, slots=True)
class _Noted:
    """What a build has seen, and what the next one will say."""

    basis: str
    left: str
    at_ns: int
    notices: tuple[str, ...]
    episodes: tuple[EpisodeSummary, ...]


def _kept(episode: EpisodeSummary) -> EpisodeSummary:
    told = {**asdict(episode), "outcome": "kept", "wall_s": 0.0, "phrases": 0, "phrases_spoken": 0}
    return EpisodeSummary(**told)


def _read(content: bytes | None) -> _Noted | None:
    """What was noted; None where nothing was, or another version did."""
    try:
        value = json.loads(content or b"")
        episodes = tuple(EpisodeSummary(**{**each, "voices": tuple(each["voices"])}) for each in value["episodes"])
        return _Noted(**{**value, "notices": tuple(value["notices"]), "episodes": episodes})
    except (ValueError, TypeError, KeyError):
        return None


def _key(project: Project) -> str:
    folders = [os.path.normcase(os.path.realpath(folder)) for folder in (project.root, project.dist)]
    return content_key({"kind": "unchanged build", "form": 1, "folders": folders})


def _of_project(project: Project) -> Iterator[tuple[str, Stamp]]:
    """The files that people have put into a project, whatever for: any may be named in a script."""
    made = {os.path.realpath(folder) for folder in (project.dist, project.root / PRIVATE, project.cache)}

    def passes(folder: str) -> bool:
        # an environment of Python holds thousands of files that nobody writes
        environment = os.path.exists(os.path.join(folder, "pyvenv.cfg"))  # noqa: PTH110, PTH118 - for many folders
        return _is_of_programs(folder) or environment or os.path.realpath(folder) in made

    lock = os.path.join(os.fspath(project.root), "scripts", LOCK_FILE)  # noqa: PTH118 - as the others are named
    yield from ((path, stamp) for path, stamp in stamps_below(project.root, passes) if path != lock)


def _is_of_programs(folder: str) -> bool:
    return _OF_PROGRAMS.fullmatch(os.path.basename(folder)) is not None  # noqa: PTH119 - for many folders


def _shared() -> tuple[Path, ...]:
    """Folders of files that all shows go by: the code, what comes with it, models of voices."""
    return _PACKAGE, shipped_assets(), models_folder()


def _environment(project: Project, today: dt.date) -> Iterator[object]:
    yield from (today.isoformat(), str(project.root), str(project.dist), sys.version)
    yield sorted((name, value) for name, value in os.environ.items() if name.startswith("AUDIOGEN_"))
    # packages come and go with an entry in their folder
    for folder in (each for each in sys.path if each.endswith(("site-packages", "dist-packages"))):
        with contextlib.suppress(FileNotFoundError):
            yield folder, Stamp.of(folder).changed_ns


def _left(project: Project) -> str | None:
    """What a build leaves, as sizes and times tell it: what it published, and the lock of identities."""
    try:
        lock = project.scripts / LOCK_FILE
        return _digest([*stamps_below(project.dist), (str(lock), Stamp.of(lock))], [])
    except OSError:
        return None


def _digest(files: Iterable[tuple[str, Stamp]], around: Sequence[object]) -> str:
    listed = [(path, *astuple(stamp)) for path, stamp in files]
    return hashlib.sha256(json.dumps([listed, around]).encode("utf-8", "surrogatepass")).hexdigest()
