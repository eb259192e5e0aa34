"""Where things stand in a file that has been read before, for problems that are found later."""

from __future__ import annotations

from pathlib import Path

from audiogen.script.document import read_document
from audiogen.script.yaml_nodes import Fields


def key_place(path: Path, key: str) -> tuple[int, int] | None:
    """Line and column, from 1, of the value of a file's own key; None when the key is not there."""
    root = read_document(path).root
    entry = root.entry(key) if isinstance(root, Fields) else None
    return (entry.value.place.line, entry.value.place.column) if entry else None
