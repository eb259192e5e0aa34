"""From the bytes of a file to its tree and its faults, as many of them as can be found in one reading.

What YAML refuses is explained and repaired in memory, so that the rest of the file can be checked, too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import yaml

from audiogen.script.yaml.contents import read_text
from audiogen.script.yaml.dashes import missing_steps
from audiogen.script.yaml.habits import mend, odd_keys
from audiogen.script.yaml.nodes import (
    Composer,
    Fault,
    Fields,
    Node,
    Place,
    Text,
    TreeBuilder,
    TreePath,
    described,
    follow,
)
from audiogen.script.yaml.parse_messages import diagnose
from audiogen.script.yaml.pasted import unwrap

# each repair reads the file anew, and more messages than these help nobody
_MOST_REPAIRS: Final = 50
_MOST_LETTERS: Final = 1_000_000
"""Of all these readings together, so that a large file takes no longer than a small one with many mistakes."""
_MOST_ODD_LINES: Final = 10

# all that YAML 1.1 refuses, and the line ends that editors do not show as such
_ODD: Final = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Document:
    """One file, as far as it could be read."""

    path: Path
    """As the user named it."""
    root: Node | None
    """None when nothing could be read; incomplete when there are faults."""
    faults: tuple[Fault, ...]

    def text(self, key: str) -> Text | None:
        """The text behind one of the file's own keys; None when there is no such key, or no text."""
        pair = self.root.entry(key) if isinstance(self.root, Fields) else None
        return pair.value if pair and isinstance(pair.value, Text) else None


def read_document(path: Path, keys: Collection[str] = (), verbs: Collection[str] = ()) -> Document:
    """Read the tree of a file; whatever is wrong with it is among the faults.

    Args:
        path: the file.
        keys: what may be a key in the file. A broken line that begins with a key gets another message, and another
            repair, than prose with a colon.
        verbs: those of the keys that begin a step.
    """
    text = read_text(path)
    return Document(path, None, (text,)) if isinstance(text, Fault) else parse_document(path, text, keys, verbs)


def parse_document(path: Path, text: str, keys: Collection[str] = (), verbs: Collection[str] = ()) -> Document:
    """The tree of a text; `path` is only noted, and `keys` and `verbs` are as in `read_document`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    odd = tuple(_odd_characters(lines))
    lines = [_ODD.sub("\ufffd", line) for line in lines]
    document = _parsed(path, lines, keys)
    if _as_meant(document, keys, verbs):
        return replace(document, faults=tuple(sorted({*odd, *document.faults})))
    missing = missing_steps(lines, verbs)
    if missing:
        return Document(path, None, tuple(sorted({*odd, missing})))
    inner = unwrap(lines, keys)
    if not inner.readable and inner.fault and document.faults:
        return Document(path, None, (inner.fault,))
    mended = mend(inner.lines, keys, verbs)
    faults = (*odd, *mended.faults, *([inner.fault] if inner.fault and inner.readable else ()))
    if mended.lines != lines:
        document = _parsed(path, mended.lines, keys)
    return replace(document, faults=tuple(sorted({*faults, *document.faults})))


def reads_as_meant(lines: list[str], keys: Collection[str], verbs: Collection[str]) -> bool:
    """Whether nothing is wrong with lines as YAML, and nothing in them looks like something else that was meant."""
    document = _unrepaired(Path(), "\n".join(lines))
    return document is not None and _as_meant(document, keys, verbs)


def sure_repairs(lines: list[str], keys: Collection[str]) -> list[str]:
    """The lines with those repairs alone that are what their author meant: others only help to read on."""
    read_on, good = lines, lines
    for _ in range(_MOST_REPAIRS):
        composer = Composer("\n".join(read_on))
        try:
            composer.get_single_node()
        except yaml.MarkedYAMLError as error:
            diagnosis = diagnose(error, read_on, composer.last_quoted, keys)
            if diagnosis.repaired in (None, read_on):
                break
            if diagnosis.meant:
                triples = zip(good, read_on, diagnosis.repaired, strict=True)
                good = [after if kept == before else kept for kept, before, after in triples]
            read_on = diagnosis.repaired
        except (ValueError, OverflowError):
            break
        else:
            break
        finally:
            composer.dispose()
    return good


def _as_meant(document: Document, keys: Collection[str], verbs: Collection[str]) -> bool:
    """Whether YAML reads a file without a fault, and nothing in its tree looks like something else that was meant."""
    return not document.faults and document.root is not None and not odd_keys(document.root, keys, verbs)


def _parsed(path: Path, lines: list[str], keys: Collection[str]) -> Document:
    """The tree of the lines, after as many repairs as it takes."""
    whole = _unrepaired(path, "\n".join(lines))
    if whole:
        return whole
    faults: list[Fault] = []
    letters = sum(map(len, lines)) + 1
    for _ in range(min(_MOST_REPAIRS, max(2, _MOST_LETTERS // letters))):
        composer = Composer("\n".join(lines))
        try:
            node = composer.get_single_node()
        except yaml.MarkedYAMLError as error:
            diagnosis = diagnose(error, lines, composer.last_quoted, keys)
            again = diagnosis.fault in faults
            faults.append(diagnosis.fault)
            # the same fault twice means that the repair has not helped; there would be no end
            if diagnosis.repaired is None or again:
                break
            lines = diagnosis.repaired
        except (ValueError, OverflowError):
            # PyYAML hands the number of an escape to chr() unseen
            place = Place(composer.line + 1, composer.column + 1)
            faults.append(Fault(place, "an escape here stands for no character; double the backslash, or remove it"))
            lines = [*lines]
            lines[composer.line] = lines[composer.line].replace("\\", "x")
        else:
            return _built(path, lines, node, [*faults, *composer.odd_beginnings()])
        finally:
            composer.dispose()
    return Document(path, None, tuple(sorted(set(faults))))


@lru_cache(maxsize=64)  # a file is read for its values, and again for the place of each problem in it
def _unrepaired(path: Path, text: str) -> Document | None:
    """The tree of a text as it stands; None where YAML refuses it."""
    composer = Composer(text)
    try:
        node = composer.get_single_node()
    except (yaml.MarkedYAMLError, ValueError, OverflowError):
        return None
    else:
        return _built(path, text.split("\n"), node, [*composer.odd_beginnings()])
    finally:
        composer.dispose()


def _built(path: Path, lines: list[str], node: yaml.Node | None, faults: list[Fault]) -> Document:
    if node is None:
        nothing = Fault(Place(1, 1), "the file is empty; write it, or remove the file")
        return Document(path, None, tuple(sorted(faults)) or (nothing,))
    builder = TreeBuilder(lines)
    root = builder.build(node)
    return Document(path, root, tuple(sorted({*faults, *builder.faults})))


def _odd_characters(lines: list[str]) -> Iterator[Fault]:
    odd = [(number, match) for number, line in enumerate(lines, 1) if (match := _ODD.search(line))]
    for shown, (number, match) in enumerate(odd[:_MOST_ODD_LINES], 1):
        more = len(odd) - shown
        tail = f" (and on {more} more lines)" if shown == _MOST_ODD_LINES and more else ""
        yield Fault(Place(number, match.start() + 1), f"this is {described(match[0])}; delete it and retype{tail}")


def key_place(path: Path, key: str) -> tuple[int, int] | None:
    """Line and column, from 1, of the value of a file's own key; None when the key is not there."""
    root = _root(path)
    pair = root.entry(key) if isinstance(root, Fields) else None
    return (pair.value.place.line, pair.value.place.column) if pair else None


def nearest_place(path: Path, way: TreePath, *, at_key: bool = False) -> tuple[int, int]:
    """Line and column, from 1, of what comes nearest to the value that a way leads to.

    Args:
        path: the file.
        way: keys, and positions in lists from 0, from the top of the file.
        at_key: point at the last key itself, not at its value.
    """
    root = _root(path)
    if root is None:
        return 1, 1
    node, found = follow(root, way)
    pair = found[-1] if at_key and found and len(found) == len(way) else None
    place = pair.place if pair else node.place
    return place.line, place.column


def text_at(path: Path, way: TreePath) -> str | None:
    """The text that stands where a way leads to, as it is written; None where none does.

    One value stands for a list of one.
    """
    root = _root(path)
    if root is None:
        return None
    node, found = follow(root, way)
    if len(found) < len(way) and not (way[-1] == 0 and len(found) == len(way) - 1):
        return None
    return node.value if isinstance(node, Text) else None


def _root(path: Path) -> Node | None:
    text = read_text(path)
    return None if isinstance(text, Fault) else _document(path, text).root


@lru_cache(maxsize=8)
def _document(path: Path, text: str) -> Document:
    # whoever asks for one place often asks for many in the same file
    return parse_document(path, text)
