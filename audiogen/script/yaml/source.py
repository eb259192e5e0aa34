"""A file of text as it was read, which need not be read or understood again while it holds the same."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from audiogen.script.yaml.contents import read_text
from audiogen.script.yaml.document import Document, parse_document
from audiogen.script.yaml.nodes import Fault

_Stamp: TypeAlias = tuple[int, int, int, int]
_COARSEST_CLOCK_S: Final = 3.0
"""Some systems of files note the time of a change in steps of two seconds."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's text; two are equal when they hold the same."""

    path: Path
    """As the user named it."""
    text: str | Fault
    """Or what is wrong with the file as a whole."""
    _stamp: _Stamp | None = field(default=None, compare=False)
    """What the system said of the file before it was read; None where a change could leave that as it is."""

    @classmethod
    def read(cls, path: Path) -> SourceFile:
        """What a file holds now."""
        stamp = _stamp(path)  # before its text: what is written meanwhile is found the next time
        return cls(path, read_text(path), stamp)

    def again(self) -> SourceFile:
        """What the file holds now; it is read only where the system says that it may have changed."""
        stamp = _stamp(self.path)
        return self if stamp is not None and stamp == self._stamp else SourceFile.read(self.path)

    def document(self, keys: Collection[str], verbs: Collection[str]) -> Document:
        """Its tree, as `read_document` makes it."""
        if isinstance(self.text, Fault):
            return Document(self.path, None, (self.text,))
        return parse_document(self.path, self.text, keys, verbs)


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    if time.time() - found.st_mtime < _COARSEST_CLOCK_S:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
