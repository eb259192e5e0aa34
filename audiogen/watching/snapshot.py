"""A show in memory while it is written: what was read, what each session was when it was checked, what is still to do.

Every step takes a snapshot and gives the next one, with what is to be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from audiogen.check.craft.exemptions import Exemption
from audiogen.check.preflight import show_problems
from audiogen.clients.advice import roster_warnings, unwanted_sessions
from audiogen.errors import AudiogenError, Problem
from audiogen.project import Project
from audiogen.script.beside import unread_files
from audiogen.script.folder import ReadFolder, ScriptFile, read_folder, renewed
from audiogen.script.load import ScriptName, library_of, named, show_mistakes
from audiogen.script.lock import read_lock
from audiogen.watching.session import SessionChecks, SessionState, to_be_told
from audiogen.watching.shared import Shared
from audiogen.watching.told import Told, ToldRound, ToldSession

MOST_TOLD: Final = 5
"""Sessions that are told of one by one, when many change at once."""


@dataclass(frozen=True, slots=True)
class Round:
    """Sessions that are checked anew one after another, because something changed that concerns many."""

    cause: str
    """The files that changed; empty for the first time that all are checked."""
    total: int
    changed: int = 0
    """Those that are not as they were, so far."""
    told: frozenset[Problem] = frozenset()
    """Problems that have been told already: in a file that many include, each has them."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that is known of a show."""

    project: Project
    read: ReadFolder
    shared: Shared
    names: tuple[str, ...] = ()
    """The sessions that are watched, as their author named them; all when empty."""
    states: Mapping[Path, SessionState] = field(default_factory=lambda: MappingProxyType({}))
    """Of those that have been checked."""
    wide: tuple[Problem, ...] = ()
    """Problems of what all share."""
    lost: tuple[Problem, ...] = ()
    """Those that mistakes in a session keep from being found: none of them is new once these are mended."""
    trouble: str = ""
    """Why the folder cannot be read at present."""
    missed: frozenset[Path] = frozenset()
    """What changed since it could not."""
    stale: tuple[Path, ...] = ()
    """Those to be checked, the next one first."""
    awaited: Mapping[Path, ScriptFile | None] = field(default_factory=lambda: MappingProxyType({}))
    """Those told of in any case, each as it was last without mistakes before it changed; None for a new one."""
    good: Mapping[Path, ScriptFile] = field(default_factory=lambda: MappingProxyType({}))
    """Those with mistakes as they were last without any."""
    last: Path | None = None
    """The session that was saved last."""
    round: Round | None = None

    @property
    def all_wide(self) -> tuple[Problem, ...]:
        """Problems of what all share, and those that mistakes keep from being found."""
        return (*self.wide, *(each for each in self.lost if each not in self.wide))

    @property
    def chosen(self) -> tuple[ScriptFile, ...]:
        """The sessions that are watched."""
        if not self.names:
            return self.read.files
        names = tuple(ScriptName(each.slug, each.path, each.number) for each in self.read.files)
        meant = {each.path for name in self.names for each in named(names, name)}
        return tuple(each for each in self.read.files if each.path in meant)


def first_snapshot(project: Project, names: Sequence[str] = ()) -> Snapshot:
    """A show as it is now, with all of its sessions to be checked: those first that were written last.

    Raises:
        AudiogenError: when there is no show, or no session.
    """
    snapshot = Snapshot(project, read_folder(project.scripts), Shared.read(project), tuple(names))
    paths = sorted((each.path for each in snapshot.chosen), key=_written, reverse=True)
    awaited = MappingProxyType({each.path: each for each in (snapshot.chosen if names else ())})
    if snapshot.read.show is not None:
        snapshot = replace(snapshot, stale=tuple(paths), awaited=awaited, round=Round("", len(paths)))
    return replace(snapshot, wide=wide_problems(snapshot))


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def wide_problems(snapshot: Snapshot) -> tuple[Problem, ...]:
    """Every problem of what sessions share; of single sessions, their own checks tell."""
    return tuple(sorted({*_wide(snapshot)}))


def _wide(snapshot: Snapshot) -> Iterator[Problem]:
    read, shared, project = snapshot.read, snapshot.shared, snapshot.project
    yield from show_mistakes(read)
    yield from shared.faults
    yield from shared.unread
    yield from unread_files(project.scripts)
    if read.show is None:
        return
    library = library_of(read.show, read, read.files)
    if library.scripts:
        try:
            lock = read_lock(project.scripts)
        except AudiogenError as error:
            yield Problem(project.scripts, 1, 1, f"{error.message}. {error.hint}")
        else:
            yield from show_problems(library, project, lock, shared.shelf)
    if shared.roster:
        yield from roster_warnings(shared.roster, library)
    yield from unwanted_sessions(library, shared.roster.clients if shared.roster else None)
    yield from _unused(snapshot)


def _unused(snapshot: Snapshot) -> Iterator[Problem]:
    """What silences nothing, which is known once all sessions have been checked."""
    states = snapshot.states
    judged = len(states) == len(snapshot.read.files) and not any(each.errors for each in states.values())
    if judged and not snapshot.stale:
        yield from (each.unused() for each in _in_vain(states))


def _in_vain(states: Mapping[Path, SessionState]) -> frozenset[Exemption]:
    none = frozenset[Exemption]()
    return none.union(*(each.known for each in states.values())) - none.union(*(each.used for each in states.values()))


def check_next(snapshot: Snapshot) -> tuple[Snapshot, tuple[Told, ...]]:
    """Check the first of the sessions that are to be checked."""
    path, *rest = snapshot.stale
    left = replace(snapshot, stale=tuple(rest))
    file = _file(left.read, path)
    if file and file.outdated:
        left = _renewed(left, file)
        file = _file(left.read, path)
    if file is None or left.read.show is None:
        return _rounded(left)
    before, read = snapshot.states.get(path), left.read
    state = SessionChecks(left.project, read, left.read.show, left.shared).state(file, before)
    problems = to_be_told(state.problems, before.all_told if before else ())
    told = ToldSession(file, snapshot.awaited.get(path), read, before, state, problems)
    awaited = MappingProxyType({each: earlier for each, earlier in snapshot.awaited.items() if each != path})
    left = replace(left, states=MappingProxyType({**snapshot.states, path: state}), awaited=awaited)
    return _told_of(left, told, awaited=path in snapshot.awaited)


def _renewed(snapshot: Snapshot, file: ScriptFile) -> Snapshot:
    """The snapshot with a session read anew; spoilt by what it includes, it is known as it was without mistakes."""
    read = renewed(snapshot.read, file.path)
    earlier = snapshot.good.get(file.path, file if file.reading.value else None)
    good = {path: each for path, each in snapshot.good.items() if path != file.path}
    now = _file(read, file.path)
    if earlier and now and now.reading.value is None:
        good[file.path] = earlier
    return replace(snapshot, read=read, good=MappingProxyType(good))


def _file(read: ReadFolder, path: Path) -> ScriptFile | None:
    return next((each for each in read.files if each.path == path), None)


def _told_of(snapshot: Snapshot, told: ToldSession, *, awaited: bool) -> tuple[Snapshot, tuple[Told, ...]]:
    """The session, where it is awaited, or among the first that a round has made another."""
    current = snapshot.round
    different = told.different and told.before is not None
    tell = awaited or (different and current is not None and current.changed < MOST_TOLD)
    if current and different:
        fresh = tuple(problem for problem in told.problems if problem not in current.told)
        current = replace(current, changed=current.changed + 1, told=current.told | {*told.problems})
        told = replace(told, problems=fresh)
    after, more = _rounded(replace(snapshot, round=current))
    return after, (*((told,) if tell else ()), *more)


def _rounded(snapshot: Snapshot) -> tuple[Snapshot, tuple[Told, ...]]:
    """The round, ended with what it came to when nothing is left to be checked."""
    current = snapshot.round
    if snapshot.stale:
        return snapshot, ()
    if current is None:
        return replace(snapshot, wide=tuple(sorted({*snapshot.wide, *_unused(snapshot)}))), ()
    after = replace(snapshot, round=None)
    after = replace(after, wide=wide_problems(after))
    if snapshot.names and not current.cause:
        return after, ()
    problems = {*after.wide, *(each for state in after.states.values() for each in state.problems)}
    errors = sum(not problem.warning for problem in problems)
    return after, (ToldRound(current.cause, current.total, current.changed, errors, len(problems) - errors),)
