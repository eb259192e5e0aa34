"""Writes into show.yaml where the show is published to; every other line stays as it is, byte for byte."""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal, TypeAlias

from audiogen.atomic import write_atomically
from audiogen.clients.lines import FileLines, read_lines
from audiogen.errors import AudiogenError
from audiogen.project import Project
from audiogen.script.destinations import is_folder
from audiogen.script.folder import SHOW_FILE
from audiogen.script.model import KEYS, Show
from audiogen.script.reading import read_model
from audiogen.script.yaml.document import parse_document
from audiogen.script.yaml.writing import scalar

DestinationKey: TypeAlias = Literal["publish", "publish_clients"]
_ABOVE: Final = ("publish", "base_url", "description")
"""Keys behind which a new one is at home, the first that is there."""


def destination_line(project: Project, key: DestinationKey, destination: str) -> str:
    """The line for show.yaml.

    Args:
        project: its folder is the one that paths of folders are meant from.
        key: the line's.
        destination: an address, or the path of a folder as it is found from here.
    """
    return f"{key}: {scalar(written_destination(project, destination))}"


def written_destination(project: Project, destination: str) -> str:
    """A destination as show.yaml has it: the path of a folder from the project folder, where it was not absolute."""
    if not is_folder(destination) or Path(destination).is_absolute() or destination.startswith("~"):
        return destination
    with contextlib.suppress(ValueError):  # on Windows, the project may lie on another drive
        return Path(os.path.relpath(destination, project.root)).as_posix()
    return str(Path(destination).resolve())


def remember(project: Project, key: DestinationKey, destination: str) -> Path:
    """Write a destination into show.yaml; the file.

    Args:
        project: the show's.
        key: that of the line.
        destination: as in `destination_line`.

    Raises:
        AudiogenError: when the file is written in a way in which a line cannot be added or changed.
        OutputError: when it cannot be written.
    """
    path, line = project.scripts / SHOW_FILE, destination_line(project, key, destination)
    lines = read_lines(path)
    after = _with_line(lines, key, line)
    if _read(path, after) != {**_read(path, lines), key: written_destination(project, destination)}:
        message = f"{path} is written in a way that only you can change"
        raise AudiogenError(message, hint=f"Write this line into it: {line}")
    if after != lines:
        # where a link leads, so that it stays one
        write_atomically(path.resolve(), after.to_bytes())
    return path


def _with_line(lines: FileLines, key: DestinationKey, line: str) -> FileLines:
    """The lines with one more, or with another in the place of the one that has this key."""
    own = _line_of(lines, key)
    if own is not None:
        ended = lines.lines[own].endswith(("\n", "\r"))
        changed = f"{line}{lines.newline if ended else ''}"
        return replace(lines, lines=(*lines.lines[:own], changed, *lines.lines[own + 1 :]))
    behind = next((at for each in _ABOVE if (at := _end_of(lines, each)) is not None), len(lines.lines))
    before = list(lines.lines[:behind])
    if before and not before[-1].endswith(("\n", "\r")):
        before[-1] += lines.newline
    return replace(lines, lines=(*before, f"{line}{lines.newline}", *lines.lines[behind:]))


def _line_of(lines: FileLines, key: str) -> int | None:
    """The line on which a key of the file's own stands, from 0."""
    return next((at for at, each in enumerate(lines.lines) if re.match(rf"{key}\s*:(?:\s|$)", each)), None)


def _end_of(lines: FileLines, key: str) -> int | None:
    """The line behind a key and all that belongs to it, from 0; None where the key is not there."""
    at = _line_of(lines, key)
    if at is None:
        return None
    end = at + 1
    while end < len(lines.lines) and not lines.lines[end][:1].strip():  # indented, or empty
        end += 1
    while end > at + 1 and not lines.lines[end - 1].strip():
        end -= 1
    return end


def _read(path: Path, lines: FileLines) -> dict[str, object]:
    """What a show's file says with these lines; nothing where it holds mistakes."""
    text = "".join(lines.lines)
    show = read_model(parse_document(path, text, KEYS), Show).value
    return {} if show is None else {name: getattr(show, name) for name in Show.model_fields}
