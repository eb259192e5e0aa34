"""Saving scripts as authors do, for tests of what is said of it: no clock, and no file system that tells of changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

import pytest

from audiogen.cli.screen.watch import WatchDisplay
from audiogen.project import Project
from audiogen.watching.snapshot import Snapshot, first_snapshot
from audiogen.watching.told import Told
from audiogen.watching.watch import watch

Save: TypeAlias = Callable[[], Iterable[Path]]
"""Changes files, and says which."""
_AT = dt.datetime(2026, 11, 30, 10, 42, 7)  # noqa: DTZ001 - the time of day where the author is


def write(path: Path, text: str) -> Save:
    """Write a file."""

    def save() -> list[Path]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return [path]

    return save


def replace(path: Path, old: str, new: str) -> Save:
    """Replace what stands in a file."""

    def save() -> list[Path]:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return [path]

    return save


def remove(path: Path) -> Save:
    """Remove a file."""

    def save() -> list[Path]:
        path.unlink()
        return [path]

    return save


def together(*saves: Save) -> Save:
    """Change several files at once."""
    return lambda: [path for save in saves for path in save()]


def untold(save: Save) -> Save:
    """Change files before the system tells of it."""
    return lambda: list(save())[:0]


class Saves:
    """What an author saves, one after another, each as soon as all of the one before is answered."""

    def __init__(self, saves: Sequence[Save], meanwhile: Sequence[Save] = (), between: Sequence[Save] = ()) -> None:
        """Save nothing yet.

        Args:
            saves: each happens when nothing is left to be done.
            meanwhile: each happens while the answer to one before is being found.
            between: each happens when an answer was told, and other sessions are still to be checked.
        """
        self._saves, self._meanwhile, self._between = [*saves], [*meanwhile], [*between]

    def next(self, *, wait: bool) -> frozenset[Path]:
        """Save the next one."""
        due = self._saves if wait else self._between
        if wait and not due:
            raise StopIteration
        return frozenset(due.pop(0)() if due else ())

    def meanwhile(self) -> frozenset[Path]:
        """Save what is saved while an answer is found."""
        return frozenset(self._meanwhile.pop(0)() if self._meanwhile else ())


class Desk:
    """Watches a project, and keeps the lines that are shown."""

    def __init__(self, project: Project, capsys: pytest.CaptureFixture[str], *names: str) -> None:
        self.project, self._capsys = project, capsys
        self.told: list[Told] = []
        self._display = WatchDisplay(lambda: _AT)
        self.snapshot: Snapshot = first_snapshot(project, names)
        self.saved()

    def saved(self, *saves: Save, meanwhile: Sequence[Save] = (), between: Sequence[Save] = ()) -> list[str]:
        """The lines that answer some saves, without the time of day."""
        self._capsys.readouterr()
        self.snapshot = watch(self.snapshot, Saves(saves, meanwhile, between), self._show)
        root = f"{self.project.root}/"
        return [
            line.replace(root, "").removeprefix(f"{_AT:%H:%M:%S}  ")
            for line in self._capsys.readouterr().out.splitlines()
        ]

    def _show(self, told: Told) -> None:
        self.told.append(told)
        self._display.show(told)
