"""What changed on disk, and which sessions that concerns: only these are read and checked anew."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias

from audiogen.clients.roster import CSV_FILE, YAML_FILE
from audiogen.errors import AudiogenError
from audiogen.script.folder import SHOW_FILE, ScriptFile, read_folder
from audiogen.script.meant.media_files import is_media
from audiogen.script.numbering import FileName
from audiogen.speech.words.lexicon_file import LEXICON_FILE
from audiogen.watching.session import to_be_told
from audiogen.watching.snapshot import MOST_TOLD, Round, Snapshot, wide_problems
from audiogen.watching.told import Told, ToldGone, ToldShared, ToldTrouble

_SHARED: Final = frozenset({SHOW_FILE, LEXICON_FILE, YAML_FILE, CSV_FILE})
"""Files that sessions do not name, and share all the same."""

_Mark: TypeAlias = tuple[str, FileName | int | str]


def take_in(snapshot: Snapshot, changed: Collection[Path]) -> tuple[Snapshot, tuple[Told, ...]]:
    """Read what may have changed, and note what is to be checked anew.

    Args:
        snapshot: what is known.
        changed: files and folders, each named from the project's folder as the user named that.
    """
    changed = {*changed, *snapshot.missed}
    try:
        read = read_folder(snapshot.project.scripts, snapshot.read, changed=changed)
    except AudiogenError as error:
        trouble = f"{error.message}. {error.hint}" if error.hint else error.message
        told = () if trouble == snapshot.trouble else (ToldTrouble(trouble),)
        return replace(snapshot, trouble=trouble, missed=frozenset(changed)), told
    shared = snapshot.shared.again(snapshot.project, changed)
    now = replace(snapshot, read=read, shared=shared, trouble="", missed=frozenset())
    change = _FolderChange(snapshot, now, frozenset(changed))
    now = change.noted()
    return now, tuple(change.told(now))


def _names(snapshot: Snapshot) -> frozenset[tuple[Path, str, int]]:
    return frozenset((each.path, each.slug, each.number) for each in snapshot.read.files)


def _marks(file: ScriptFile) -> frozenset[_Mark]:
    """What a session is to share with no other."""
    title = file.title.value.strip().casefold() if file.title else ""
    return frozenset({("name", file.name), ("number", file.number), ("slug", file.slug), ("title", title)})


@dataclass(frozen=True)
class _FolderChange:
    before: Snapshot
    now: Snapshot
    """With what was read anew, before anything follows from that."""
    changed: frozenset[Path]

    @cached_property
    def known(self) -> dict[Path, ScriptFile]:
        return {each.path: each for each in self.before.read.files}

    @cached_property
    def written(self) -> tuple[Path, ...]:
        """The sessions whose own files hold something else."""
        return tuple(
            each.path
            for each in self.now.chosen
            if each.path not in self.known or each.source != self.known[each.path].source
        )

    @cached_property
    def concerned(self) -> tuple[Path, ...]:
        """The other sessions that something else concerns; the one first that was saved last."""
        last = self.before.last
        found = [each.path for each in self.now.chosen if each.path not in self.written and self._concerns(each)]
        return tuple(sorted(found, key=lambda path: path != last))

    def _concerns(self, file: ScriptFile) -> bool:
        known = self.known[file.path]
        newly_outdated = file.outdated and not known.outdated
        if self._everything or newly_outdated or self._parts_of(file) or file.reading != known.reading:
            return True
        text = file.source.text if isinstance(file.source.text, str) else ""
        return bool(self._names) and any(name in _plain(text) for name in self._names)

    def _parts_of(self, file: ScriptFile) -> bool:
        """Whether a file that it includes holds something else."""
        before, now = self.before.read.parts, self.now.read.parts
        return any(before.get(path) != now.get(path) for path in file.parts)

    @cached_property
    def _beside(self) -> tuple[Path, ...]:
        """The sessions that have a number, a slug or a title that one that changed has, or had: each tells of it."""
        before = {path: _marks(each) for path, each in self.known.items()}
        now = {each.path: _marks(each) for each in self.now.read.files}
        others = {path for path in {*before, *now} if before.get(path) != now.get(path)}
        if self.now.shared.roster and _names(self.before) != _names(self.now):
            # what a client's `sessions` means is another thing for each of them
            return tuple(each.path for each in self.now.chosen)
        marks = frozenset[_Mark]().union(*(each.get(path, ()) for each in (before, now) for path in others))
        return tuple(each.path for each in self.now.chosen if marks & now[each.path])

    @cached_property
    def _everything(self) -> bool:
        """Whether what all sessions share is not what it was, or names a file that changed."""
        if self.now.read.show != self.before.read.show or not self.now.shared.means(self.before.shared):
            return True
        show = repr((self.now.read.show, self.now.shared.shelf.presets)) if self._names else ""
        return any(name in _plain(show) for name in self._names)

    @cached_property
    def _names(self) -> frozenset[str]:
        """What other files that changed are called in a script: recordings, and parts that were not there."""
        read = {each.path for each in (*self.before.read.files, *self.now.read.files)}
        others = (path.name for path in self.changed if path not in read and path not in self._parts)
        bare = (name.removesuffix(".yaml") if is_media(name.removesuffix(".yaml")) else name for name in others)
        return frozenset(_plain(name) for name in bare if name not in _SHARED)

    @property
    def _parts(self) -> set[Path]:
        return {*self.before.read.parts, *self.now.read.parts}

    @cached_property
    def _others(self) -> str:
        """The files that changed beside sessions, as a person would name them; empty where there are none."""
        root, others = self.now.project.root, self.changed - {*self.known, *self.written}
        # an editor may write another file and rename it, and that one's name says nothing to anybody
        there = {path for path in others if path.exists()} or others
        names = sorted(path.relative_to(root).as_posix().removeprefix("scripts/") for path in there)
        return f"{names[0]} and {len(names) - 1} other files" if names[2:] else " and ".join(names)

    @property
    def _shared(self) -> bool:
        """Whether a file was saved that sessions share, so that an answer is waited for."""
        places = (self.now.project.root, self.now.project.scripts)
        known = (path.name in _SHARED and path.parent in places for path in self.changed)
        return bool(self.changed & self._parts) or any(known)

    @property
    def _cause(self) -> str:
        return self._others if self.concerned and self._others else "they changed"

    def noted(self) -> Snapshot:
        """The snapshot with what is to be checked."""
        there = {each.path for each in self.now.read.files}
        few = self.written if len(self.written) <= MOST_TOLD else ()
        told = (*self.concerned[:1], *few)
        good = {**self.known, **self.before.good}
        awaited = {**{path: good.get(path) for path in told}, **self.before.awaited}
        stale = dict.fromkeys((*self.written, *self.before.awaited, *self.concerned, *self.before.stale, *self._beside))
        states = {path: state for path, state in self.before.states.items() if path in there}
        states |= {new: self.before.states[old] for old, new in self._renamed.items() if old in self.before.states}
        now = replace(
            self.now,
            stale=tuple(path for path in stale if path in there),
            awaited=MappingProxyType({path: known for path, known in awaited.items() if path in there}),
            states=MappingProxyType(states),
            good=MappingProxyType({each.path: good[each.path] for each in self.now.read.files if self._spoilt(each)}),
            last=self.written[-1] if self.written else self.before.last,
            round=self._round(few),
        )
        spoilt = any(each.reading.value is None for each in now.read.files)
        return replace(now, wide=wide_problems(now), lost=self.before.all_wide if spoilt else ())

    def _spoilt(self, file: ScriptFile) -> bool:
        """Whether a session has mistakes, and was without any before."""
        known = self.known.get(file.path)
        was_good = file.path in self.before.good or (known is not None and known.reading.value is not None)
        return file.reading.value is None and was_good

    def _round(self, few: Collection[Path]) -> Round | None:
        together = {*self.concerned, *(path for path in self.written if path not in few)}
        if not together:
            return self.before.round
        return Round(self._cause, len({*together, *(self.before.stale if self.before.round else ())}))

    @cached_property
    def _gone(self) -> tuple[ScriptFile, ...]:
        there = {each.path for each in self.now.read.files}
        return tuple(each for each in self.before.chosen if each.path not in there)

    @cached_property
    def _renamed(self) -> dict[Path, Path]:
        """Sessions that are not there any more, each with the new file that holds the same."""
        new = {each.source.text: each.path for each in self.now.read.files if each.path not in self.known}
        return {each.path: new[each.source.text] for each in self._gone if each.source.text in new}

    def told(self, now: Snapshot) -> Iterator[Told]:
        """What is known at once, before a session is checked."""
        names = {each.path: each.slug or each.path.name for each in now.read.files}
        for each in self._gone:
            renamed = self._renamed.get(each.path)
            yield ToldGone(each.slug or each.path.name, names[renamed] if renamed else None)
        before, problems = self.before.wide, to_be_told(now.wide, self.before.all_wide)
        errors = sum(not problem.warning for problem in now.wide)
        mended = any(not problem.warning for problem in before) and not errors
        # an error that stands in another file is not told again whenever a session is saved
        lost = now.read.show is None
        new = tuple(each for each in problems if each not in before or each.path in self.changed or lost)
        if new or mended or len(self.concerned) > 1 or (self._shared and not self.concerned):
            what = self._others or "the show"
            yield ToldShared(what, new, errors, len(now.wide) - errors, mended, len(self.concerned))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
