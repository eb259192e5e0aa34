"""Where things stand in a file that has been read before, for problems that are found later."""

from __future__ import annotations

from pathlib import Path

from audiogen.script.yaml.document import read_document
from audiogen.script.yaml.nodes import Fields, Items, Node, Place


def key_place(path: Path, key: str) -> tuple[int, int] | None:
    """Line and column, from 1, of the value of a file's own key; None when the key is not there."""
    root = read_document(path).root
    entry = root.entry(key) if isinstance(root, Fields) else None
    return (entry.value.place.line, entry.value.place.column) if entry else None


def nearest_place(path: Path, way: tuple[str | int, ...], *, at_key: bool = False) -> tuple[int, int]:
    """Line and column, from 1, of what comes nearest to the value that a way leads to.

    Args:
        path: the file.
        way: keys, and positions in lists from 0, from the top of the file.
        at_key: point at the last key itself, not at its value.
    """
    node = read_document(path).root
    place = node.place if node else Place(1, 1)
    for part in way:
        node, key_place = _step(node, part)
        if node is None:
            break
        place = key_place if at_key and part is way[-1] else node.place
    return place.line, place.column


def _step(node: Node | None, part: str | int) -> tuple[Node | None, Place]:
    if isinstance(node, Fields) and isinstance(part, str) and (entry := node.entry(part)):
        return entry.value, entry.place
    if isinstance(node, Items) and isinstance(part, int) and part < len(node.items):
        return node.items[part], node.items[part].place
    return None, Place(1, 1)
