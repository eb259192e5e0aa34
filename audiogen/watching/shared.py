"""What all sessions of a show have in common beside show.yaml: words, presets, clients; read again when it changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from audiogen.ambience.presets import PRESET_FOLDER, Shelf, load_presets
from audiogen.clients.client import Roster
from audiogen.clients.roster import load_roster, unread_lists
from audiogen.errors import Problem, ScriptError
from audiogen.project import Project
from audiogen.speech.phrase import Phrasing, project_phrasing
from audiogen.speech.words.lexicon_file import LEXICON_FILE

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Shared:
    """What was read, as it was last without a mistake, and the mistakes in what stands there now."""

    phrasing: Phrasing
    shelf: Shelf
    roster: Roster | None
    faults: tuple[Problem, ...] = ()
    """In the lexicon and the clients' file."""
    unread: tuple[Problem, ...] = ()
    """Files that look like the clients', and are not read."""

    @classmethod
    def read(cls, project: Project) -> Shared:
        """All of it, from nothing."""
        empty = cls(Phrasing(root=project.root), load_presets(project.root), None)
        return empty._again(project, empty.shelf, lexicon=True, clients=True)

    def again(self, project: Project, changed: Collection[Path]) -> Shared:
        """The same with what may have changed; the same object where nothing did.

        Args:
            project: its folders.
            changed: files and folders, each named from the project's folder as the user named that.
        """
        presets = project.root / PRESET_FOLDER
        shelf = load_presets(project.root) if any(_touches(path, presets) for path in changed) else self.shelf
        lexicon = project.scripts / LEXICON_FILE
        return self._again(
            project,
            self.shelf if shelf == self.shelf else shelf,
            lexicon=any(_touches(path, lexicon) for path in changed),
            clients=any(path.parent in (project.root, project.scripts) for path in changed),
        )

    def means(self, other: Shared) -> bool:
        """Whether sessions are the same with the other."""
        return (self.phrasing, self.shelf, self.roster) == (other.phrasing, other.shelf, other.roster)

    def _again(self, project: Project, shelf: Shelf, *, lexicon: bool, clients: bool) -> Shared:
        words, roster = (self.phrasing, self._faults_of(project.scripts)), (self.roster, self._faults_of(project.root))
        unread = self.unread
        if lexicon:
            phrasing, faults = _read_or_kept(lambda: project_phrasing(project), self.phrasing)
            words = (self.phrasing if phrasing.lexicon == self.phrasing.lexicon else phrasing), faults
        if clients:
            roster = _read_or_kept(lambda: load_roster(project.root), self.roster)
            unread = unread_lists(project.root)
        now = Shared(words[0], shelf, roster[0], (*words[1], *roster[1]), unread)
        return self if now == self else now

    def _faults_of(self, folder: Path) -> tuple[Problem, ...]:
        return tuple(fault for fault in self.faults if fault.path.parent == folder)


def _touches(path: Path, place: Path) -> bool:
    """Whether a file that changed is at a place, or in the folder there, or is a folder that holds the place."""
    return path.is_relative_to(place) or place.is_relative_to(path)


def _read_or_kept(read: Callable[[], _Read], known: _Read) -> tuple[_Read, tuple[Problem, ...]]:
    """What is read, else what was known, with the mistakes."""
    try:
        return read(), ()
    except ScriptError as error:
        return known, error.problems
