"""Writes new files, all of them or none. What is there is never written over."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from audiogen.atomic import beside, cannot_write, write_atomically
from audiogen.errors import OutputError
from audiogen.script.yaml.modeline import modeline_if_any


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that is to be, or a few lines at the end of one that may be there."""

    path: Path
    content: bytes
    at_end: bool = False
    """Whether a file of this name is kept, with the content behind what it holds."""


def new_session(path: Path, text: str) -> NewFile:
    """The file of a session; its first line names the schema where the project has one."""
    return NewFile(path, f"{modeline_if_any(path, 'session')}{text}".encode())


def write_all(files: Sequence[NewFile]) -> None:
    """Write files in their order; folders on the way are made.

    When one cannot be written, or the user breaks off, those before it are taken away again, and the folders that were
    made for them.

    Raises:
        OutputError: when a place cannot be written, or a file of the name is there already.
    """
    with ExitStack() as undo:
        for file in files:
            try:
                _make_folder(file.path.parent, undo)
                if file.at_end and file.path.exists():
                    _add_to(file, undo)
                else:
                    _write_new(file, undo)
            except OSError as error:
                raise cannot_write(file.path, error) from error
        # all of them are there: nothing is undone
        undo.pop_all()


def _make_folder(folder: Path, undo: ExitStack) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        undo.callback(_remove_folder, each)


def _remove_file(path: Path) -> None:
    # what cannot be taken away must not keep the rest from it
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _remove_folder(folder: Path) -> None:
    # somebody may have put something into it in the meantime
    with contextlib.suppress(OSError):
        folder.rmdir()


def _add_to(file: NewFile, undo: ExitStack) -> None:
    # a link stays a link
    path = file.path.resolve()
    before = path.read_bytes()
    undo.callback(write_atomically, path, before)
    write_atomically(path, before + file.content)


def _write_new(file: NewFile, undo: ExitStack) -> None:
    """Put a file in place whole, where none is."""
    unfinished = beside(file.path)
    try:
        with unfinished.open("xb") as stream:
            stream.write(file.content)
            stream.flush()
            os.fsync(stream.fileno())
        _give_name(unfinished, file.path)
        undo.callback(_remove_file, file.path)
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _give_name(unfinished: Path, path: Path) -> None:
    """A link is refused where a file is, at the very moment; a rename would write over it."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        raise is_there(path) from None
    except OSError:
        # memory cards and some network drives have no links
        if os.path.lexists(path):
            raise is_there(path) from None
        unfinished.replace(path)


def is_there(path: Path) -> OutputError:
    """What is said where a file stands in the way."""
    return OutputError(f"{path} is there already", hint="Nothing was changed. Move it away, or choose another name.")
