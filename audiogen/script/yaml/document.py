"""From the bytes of a file to its tree and its faults, as many of them as can be found in one reading.

What YAML refuses is explained and mended in memory, so that the rest of the file can be looked at, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from audiogen.script.yaml.mends import diagnose
from audiogen.script.yaml.nodes import Composer, Fault, Node, Place, TreeBuilder, naming

_MOST_MENDS: Final = 50
_MOST_ODD_LINES: Final = 10

# all that YAML 1.1 refuses, and the line ends that editors do not show as such
_ODD: Final = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Document:
    """One file, as far as it could be read."""

    path: Path
    """As the user named it."""
    root: Node | None
    """None when nothing could be read; incomplete when there are faults."""
    faults: tuple[Fault, ...]


def read_document(path: Path) -> Document:
    """The tree of a file; whatever is wrong with it is among its faults."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return _unreadable(path, Place(1, 1), _why_unreadable(path, error))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _unreadable(path, *_not_utf8(data, error.start))
    return parse_document(path, text)


def parse_document(path: Path, text: str) -> Document:
    """The tree of a text; `path` is only noted."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    faults = list(_odd_characters(lines))
    lines = [_ODD.sub("\ufffd", line) for line in lines]
    for _ in range(_MOST_MENDS):
        composer = Composer("\n".join(lines))
        try:
            node = composer.get_single_node()
        except yaml.MarkedYAMLError as error:
            mend = diagnose(error, lines, composer.last_quoted)
            again = mend.fault in faults
            faults.append(mend.fault)
            if mend.lines is None or again:
                break
            lines = mend.lines
        except (ValueError, OverflowError):
            # PyYAML hands the number of an escape to chr() unseen
            place = Place(composer.line + 1, composer.column + 1)
            faults.append(Fault(place, "an escape here stands for no character; double the backslash, or remove it"))
            lines[composer.line] = lines[composer.line].replace("\\", "x")
        else:
            return _built(path, lines, node, [*faults, *composer.odd_beginnings()])
        finally:
            composer.dispose()
    return Document(path, None, tuple(sorted(set(faults))))


def _built(path: Path, lines: list[str], node: yaml.Node | None, faults: list[Fault]) -> Document:
    if node is None:
        nothing = Fault(Place(1, 1), "the file is empty; write it, or remove the file")
        return Document(path, None, tuple(sorted(faults)) or (nothing,))
    builder = TreeBuilder(lines)
    root = builder.build(node)
    return Document(path, root, tuple(sorted({*faults, *builder.faults})))


def _unreadable(path: Path, place: Place, message: str) -> Document:
    return Document(path, None, (Fault(place, message),))


def _why_unreadable(path: Path, error: OSError) -> str:
    if path.is_dir():
        return "this is a folder, not a file; move or rename it"
    return f"the file cannot be read: {error.strerror or error}; check its permissions"


def _not_utf8(data: bytes, at: int) -> tuple[Place, str]:
    if data.startswith(_UTF16_MARKS):
        return Place(1, 1), "the file is saved as UTF-16; in your editor, save it again as UTF-8"
    line = data.count(b"\n", 0, at) + 1
    before = data[data.rfind(b"\n", 0, at) + 1 : at].decode(errors="replace")
    message = f"the byte 0x{data[at]:02x} is not UTF-8; in your editor, save the file again as UTF-8"
    return Place(line, len(before) + 1), message


def _odd_characters(lines: list[str]) -> Iterator[Fault]:
    odd = [(number, match) for number, line in enumerate(lines, 1) if (match := _ODD.search(line))]
    for number, match in odd[:_MOST_ODD_LINES]:
        more = len(odd) - _MOST_ODD_LINES
        tail = f" (and on {more} more lines)" if number == odd[:_MOST_ODD_LINES][-1][0] and more > 0 else ""
        yield Fault(Place(number, match.start() + 1), f"this is {naming(match[0])}; delete it and retype{tail}")
