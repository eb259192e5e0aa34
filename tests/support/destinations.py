"""Destinations of every kind, with a look at what they hold that asks nothing of audiogen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from audiogen.upload.destination import Destination, FileContent, FileKind

HTML: Final = FileKind("text/html; charset=utf-8", "no-cache")
MP3: Final = FileKind("audio/mpeg", "public, max-age=31536000, immutable")
ROOT: Final = "Übung eins/pod cast"
"""The folder that files are sent to in each place."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that files can be sent to."""

    kind: str
    address: str
    stored: Callable[[], dict[str, bytes]]
    """All that lies there now, whatever its name, without going through audiogen."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """What has to be set for it."""


@contextmanager
def folder_place(tmp: Path) -> Iterator[Place]:
    """A folder of this computer."""
    root = tmp / ROOT
    yield Place("folder", str(root), lambda: files_below(root))


def files_below(root: Path) -> dict[str, bytes]:
    """Every file in a folder and those in it."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def put(destination: Destination, path: str, data: bytes, kind: FileKind = HTML) -> None:
    """Send some bytes."""
    destination.put(path, FileContent(data, len(data)), kind)


def read(destination: Destination, path: str) -> bytes:
    """Fetch all of a file."""
    return b"".join(destination.read(path))
