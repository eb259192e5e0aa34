"""Which files of a project do not name their schema yet, the line by which they would, and how they get it."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.atomic import write_atomically
from audiogen.clients.roster import YAML_FILE
from audiogen.script.folder import SHOW_FILE, session_paths
from audiogen.script.yaml.modeline import SIGN, modeline

_MOST_READ: Final = 4096
"""In bytes: the line stands at the top."""


@dataclass(frozen=True, slots=True)
class Nameless:
    """Files of one kind that name no schema."""

    line: str
    """That would name it."""
    paths: tuple[Path, ...]
    """One or more."""


def nameless(project: Path) -> Iterator[Nameless]:
    """Files that name no schema, by their kinds.

    Raises:
        AudiogenError: when there is no show.
    """
    scripts = project / "scripts"
    of_kind = {"session": session_paths(scripts), "show": [scripts / SHOW_FILE], "clients": [project / YAML_FILE]}
    for name, paths in of_kind.items():
        found = tuple(path for path in paths if path.is_file() and not _named(path))
        if found:
            yield Nameless(modeline(found[0], project, name).rstrip(), found)


def link(files: Nameless) -> None:
    """Put the line at the top of files; nothing else in them is changed.

    Raises:
        OutputError: when one cannot be written.
    """
    for path in files.paths:
        data = path.read_bytes()
        mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
        end = b"\r\n" if b"\r\n" in data else b"\n"
        write_atomically(path.resolve(), mark + files.line.encode() + end + data.removeprefix(mark))


def _named(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_MOST_READ)
    except OSError:
        return True  # what cannot be read is told of by other commands
    # and so is what is saved in an encoding of two bytes a letter
    return SIGN in head or head.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
