"""Reads a folder of scripts: `show.yaml` and one file for each session, with all problems of all files at once.

This module decides which files there are, how they are numbered and how they are chosen; `audiogen.script.reading`
reads a single one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.errors import AudiogenError, Problem, ScriptError
from audiogen.script.model import KEYS, VERBS, Script, Show
from audiogen.script.reading import Reading, read_model, read_script, slug_of
from audiogen.script.yaml.document import read_document
from audiogen.script.yaml.nodes import Fault

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
class _ScriptFile:
    """A script's file, as far as it could be read."""

    path: Path
    number: int
    slug: str
    reading: Reading[Script]


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
    show = read_model(read_document(show_path, KEYS), Show)
    files = [_read(path, position, show.value) for position, path in enumerate(paths, 1)]
    wanted = [_find(files, name, folder) for name in names]
    chosen = [each for each in files if each in wanted or not names]
    problems = [*_problems(show_path, show.faults), *_clashes(files, chosen)]
    for each in chosen:
        problems += _problems(each.path, each.reading.faults)
    if problems or show.value is None:
        raise ScriptError(tuple(sorted(set(problems))))
    scripts = (each.reading.value for each in chosen if each.reading.value is not None)
    by_number = sorted(scripts, key=lambda script: script.origin.number)
    return Library(show.value, tuple(by_number), tuple(each.slug for each in files))


def _paths(folder: Path) -> list[Path]:
    """The scripts' files by name."""
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        message = f"the folder {folder} {what}"
        raise AudiogenError(message, hint="Go to the folder that holds scripts/, or name it with --project.")
    try:
        listed = sorted(path.name for path in folder.iterdir() if path.suffix.lower() in {".yaml", ".yml"})
    except OSError as error:
        message = f"the folder {folder} cannot be read: {error.strerror or error}"
        raise AudiogenError(message, hint="Check its permissions.") from error
    if SHOW_FILE not in listed:
        message = f"{folder / SHOW_FILE} does not exist"
        hint = "Write one with title, author and description."
        raise AudiogenError(message, hint="Rename show.yml to show.yaml." if "show.yml" in listed else hint)
    paths = [folder / name for name in listed if name not in _NO_SESSIONS and not name.startswith(("_", "."))]
    if not paths:
        message = f"there are no scripts in {folder}"
        raise AudiogenError(message, hint="Write one file for each session beside show.yaml, like 01-arriving.yaml.")
    return paths


def _read(path: Path, position: int, show: Show | None) -> _ScriptFile:
    document = read_document(path, KEYS, VERBS)
    written = re.match("[0-9]+", path.stem)
    number = int(written[0]) if written else position
    return _ScriptFile(path, number, slug_of(document), read_script(document, number, show))


def _problems(path: Path, faults: tuple[Fault, ...]) -> tuple[Problem, ...]:
    return tuple(Problem(path, fault.place.line, fault.place.column, fault.message) for fault in faults)


def _clashes(files: list[_ScriptFile], chosen: list[_ScriptFile]) -> Iterator[Problem]:
    """What the chosen scripts share with any other, though it must be theirs alone."""
    for each in chosen:
        messages: list[str] = []
        if each.number < 1:
            messages.append("episodes count from 1; begin the name of the file with a number above 0")
        for other in files:
            name = other.path.name
            if other is each:
                continue
            if other.slug and other.slug == each.slug:
                messages.append(f'{name} has the slug "{each.slug}", too; give one of them its own with "slug: "')
            if other.number == each.number:
                messages.append(f"{name} is episode {each.number}, too; begin the name of one with another number")
        yield from (Problem(each.path, 1, 1, message) for message in messages)


def _find(files: list[_ScriptFile], name: str, folder: Path) -> _ScriptFile:
    """The script of a name: a number, slug, file or stem, else the only slug or stem that begins so."""
    bare = Path(name).name
    exact = [each for each in files if bare in {each.slug, each.path.name, each.path.stem, str(each.number)}]
    begun = [each for each in files if name and (each.slug.startswith(bare) or each.path.stem.startswith(bare))]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    meant = "could be more than one script" if found else "is none of the scripts"
    message = f'"{name}" {meant} in {folder}'
    listed = ", ".join(f"{each.number} {each.slug or each.path.name}" for each in found or files)
    raise AudiogenError(message, hint=f"Write a number or a name of these: {listed}.")
