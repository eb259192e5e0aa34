"""Reads a folder of scripts: `show.yaml` and one file for each session, with all problems of all files at once.

Which files there are, how they are numbered and how they are chosen is decided here; how one file is read, in
`audiogen.script.reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.errors import AudiogenError, Problem, ScriptError
from audiogen.script.model import Script, Show
from audiogen.script.reading import Reading, read_script, read_show, slug_of
from audiogen.script.yaml.document import read_document
from audiogen.script.yaml.nodes import Fault, Place

SHOW_FILE: Final = "show.yaml"
_NO_SESSIONS: Final = frozenset({SHOW_FILE, "lexicon.yaml"})
"""Files that stand beside the sessions and are none."""


@dataclass(frozen=True, slots=True)
class Library:
    """A show, and the scripts that were asked for."""

    show: Show
    scripts: tuple[Script, ...]
    """By their numbers."""
    slugs: tuple[str, ...]
    """Those of all scripts in the folder, asked for or not."""

    @property
    def total(self) -> int:
        """How many scripts the folder holds."""
        return len(self.slugs)


@dataclass(frozen=True, slots=True)
class _Session:
    """One script's file, as far as it could be read."""

    path: Path
    number: int
    slug: str
    reading: Reading[Script]


def load_show(path: Path) -> Show:
    """The show in a file.

    Raises:
        ScriptError: with every mistake in it.
    """
    reading = read_show(read_document(path))
    if reading.value is None:
        raise ScriptError(_problems(path, reading.faults))
    return reading.value


def load_library(folder: Path, names: Sequence[str] = ()) -> Library:
    """The show of a folder and its scripts.

    Every YAML file is a script, but `show.yaml`, `lexicon.yaml` and those that begin with `_` or `.`.

    Args:
        folder: as the user named it; messages show its files so.
        names: the scripts to load, by slug, file, number or the beginning of a slug; all when empty.
            Mistakes in the others do not matter then.

    Raises:
        ScriptError: with every mistake of every file, in the order of files and lines.
        AudiogenError: when there is no folder, show or script, or no script of a name.
    """
    paths = _paths(folder)
    show_path = folder / SHOW_FILE
    show = read_show(read_document(show_path))
    sessions = [_session(path, position, show.value) for position, path in enumerate(paths, 1)]
    chosen = _chosen(sessions, names, folder)
    problems = [*_problems(show_path, show.faults), *_clashes(sessions, chosen)]
    for session in chosen:
        problems += _problems(session.path, session.reading.faults)
    scripts = [session.reading.value for session in chosen if session.reading.value is not None]
    if problems or show.value is None:
        raise ScriptError(tuple(sorted(set(problems))))
    slugs = tuple(session.slug for session in sessions)
    return Library(show.value, tuple(sorted(scripts, key=lambda script: script.origin.number)), slugs)


def _paths(folder: Path) -> list[Path]:
    """The scripts' files by name."""
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        message = f"the folder {folder} {what}"
        raise AudiogenError(message, hint="Go to the folder that holds scripts/, or name it with --project.")
    names = sorted(_names(folder))
    if SHOW_FILE not in names:
        message = f"{folder / SHOW_FILE} does not exist"
        hint = (
            "Rename show.yml to show.yaml." if "show.yml" in names else "Write one with title, author and description."
        )
        raise AudiogenError(message, hint=hint)
    paths = [folder / name for name in names if name not in _NO_SESSIONS]
    if not paths:
        message = f"there are no scripts in {folder}"
        raise AudiogenError(message, hint="Write one file for each session beside show.yaml, like 01-arriving.yaml.")
    return paths


def _names(folder: Path) -> Iterator[str]:
    try:
        for path in folder.iterdir():
            if path.suffix.lower() in {".yaml", ".yml"} and not path.name.startswith(("_", ".")):
                yield path.name
    except OSError as error:
        message = f"the folder {folder} cannot be read: {error.strerror or error}"
        raise AudiogenError(message, hint="Check its permissions.") from error


def _session(path: Path, position: int, show: Show | None) -> _Session:
    document = read_document(path)
    written = re.match("[0-9]+", path.stem)
    number = int(written[0]) if written else position
    reading = read_script(document, number, show)
    return _Session(path, number, slug_of(document), reading)


def _problems(path: Path, faults: tuple[Fault, ...]) -> tuple[Problem, ...]:
    return tuple(Problem(path, fault.place.line, fault.place.column, fault.message) for fault in faults)


def _clashes(sessions: list[_Session], chosen: list[_Session]) -> Iterator[Problem]:
    """What the chosen scripts share with any other, though it must be theirs alone."""
    for session in chosen:
        if session.number < 1:
            yield _at_top(session, "episodes count from 1; begin the name of the file with a number above 0")
        for other in sessions:
            if other is session:
                continue
            if other.slug and other.slug == session.slug:
                message = (
                    f'{other.path.name} has the slug "{session.slug}", too; give one of them its own with "slug: "'
                )
                yield _at_top(session, message)
            if other.number == session.number:
                message = (
                    f"{other.path.name} is episode {session.number}, too; begin the name of one with another number"
                )
                yield _at_top(session, message)


def _at_top(session: _Session, message: str) -> Problem:
    return Problem(session.path, Place(1, 1).line, Place(1, 1).column, message)


def _chosen(sessions: list[_Session], names: Sequence[str], folder: Path) -> list[_Session]:
    if not names:
        return sessions
    wanted = [_find(sessions, name, folder) for name in names]
    return [session for session in sessions if session in wanted]


def _find(sessions: list[_Session], name: str, folder: Path) -> _Session:
    """The session of a name: a number, slug, file or stem, else the only slug or stem that begins so."""
    bare = Path(name).name
    exact = [each for each in sessions if bare in {each.slug, each.path.name, each.path.stem, str(each.number)}]
    begun = [each for each in sessions if name and (each.slug.startswith(bare) or each.path.stem.startswith(bare))]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    meant = "could be more than one script" if found else "is none of the scripts"
    message = f'"{name}" {meant} in {folder}'
    listed = ", ".join(f"{each.number} {each.slug or each.path.name}" for each in found or sessions)
    raise AudiogenError(message, hint=f"Write a number or a name of these: {listed}.")
