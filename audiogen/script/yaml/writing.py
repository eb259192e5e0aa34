"""From keys and values to the text of a YAML file, as people write it by hand.

PyYAML's own way of writing folds a text where its thoughts do not end, and puts long ones in quotes. It is asked for
one thing alone: whether a value is read as the text that it is without quotes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import yaml

WIDTH: Final = 120
"""In letters. A line is longer only where it is a thought of a `|` block, or has no space at which it could end."""

# before a space, a backslash would belong to it
_MAY_END: Final = re.compile(r"(?<=[^ \\]) (?=[^ ])")
_UNSEEN: Final = "\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff"
_FRAGILE: Final = re.compile(f"\\A[ \n]|[{_UNSEEN}]| (?=\n|\\Z)|\n\n\\Z")
"""What does not last in a block: spaces and line ends at its edges, and what no editor shows."""
_UNSEEN_SIGNS: Final = re.compile(f"[{_UNSEEN}]")
_ESCAPED: Final = re.compile(f'["\\\\\n{_UNSEEN}]')
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n"}


class Bare(str):
    """A value that stands without quotes, also where YAML would take it for a number, a day or a yes."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Remarked:
    """A value with remarks above its key or its dash."""

    value: Value
    remarks: Sequence[str]
    """Each begins a line of its own, and goes on below where it is too long for one; an empty one is an empty line."""


Value: TypeAlias = "str | tuple[str, ...] | list[Value] | dict[str, Value] | Remarked"
"""A text, several in brackets, values with a dash each, keys, or any of them with remarks above it."""


def yaml_text(keys: dict[str, Value], remarks: Sequence[str] = ()) -> str:
    """The text of a file with these keys, which ends with a line end.

    Args:
        keys: with their values.
        remarks: what stands above all of them, as in `Remarked`.
    """
    return "".join(f"{line}\n" for line in (*_remarks(remarks, ""), *_below(keys, "")))


def scalar(text: str, *, listed: bool = False) -> str:
    """A text on one line, in quotes only where it needs them.

    Args:
        text: without a line end.
        listed: whether it stands in brackets, with commas between.
    """
    if isinstance(text, Bare) or _is_plain(text, listed=listed):
        return text
    escaped = _escape(text)
    # where only quotes and backslashes are in the way, other quotes need no escapes
    return f"'{text}'" if escaped != text and "'" not in text and text.isprintable() else f'"{escaped}"'


def _below(keys: dict[str, Value], margin: str) -> Iterator[str]:
    for key, written in keys.items():
        value, remarks = _parted(written)
        yield from _remarks(remarks, margin)
        yield from _behind(f"{margin}{scalar(key)}:", value, f"{margin}  ")


def _parted(written: Value) -> tuple[Value, Sequence[str]]:
    return (written.value, written.remarks) if isinstance(written, Remarked) else (written, ())


def _remarks(remarks: Sequence[str], margin: str) -> Iterator[str]:
    for remark in remarks:
        words = " ".join(_UNSEEN_SIGNS.sub(" ", remark).split())
        yield from _folded(words, f"{margin}#   ", f"{margin}#") if words else [f"{margin}#"]


def _behind(head: str, value: Value, margin: str) -> Iterator[str]:
    """The lines of a value: behind a key or a dash, and below it within a margin."""
    if isinstance(value, str):
        yield from _text(head, value, margin)
    elif isinstance(value, tuple):
        yield from _folded(f"[{', '.join(scalar(each, listed=True) for each in value)}]", margin, head)
    elif isinstance(value, list):
        yield head
        for written in value:
            item, remarks = _parted(written)
            yield from _remarks(remarks, margin)
            yield from _item(item, margin)
    elif isinstance(value, dict):
        yield head
        yield from _below(value, margin)


def _item(item: Value, margin: str) -> Iterator[str]:
    if not isinstance(item, dict):
        yield from _behind(f"{margin}-", item, f"{margin}  ")
        return
    first, *others = _below(item, f"{margin}  ")
    yield f"{margin}- {first.removeprefix(f'{margin}  ')}"
    yield from others


def _text(head: str, text: str, margin: str) -> Iterator[str]:
    lines, chomped = text.removesuffix("\n").split("\n"), "" if text.endswith("\n") else "-"
    on_one_line = f"{head} {scalar(text)}"
    if "\n" not in text and len(on_one_line) <= WIDTH:
        yield on_one_line
    elif _FRAGILE.search(text):
        yield from _escaped_lines(head, text, margin)
    elif not lines[1:] and len(margin + lines[0]) > WIDTH:
        yield f"{head} >{chomped}"
        yield from _folded(lines[0], margin)
    else:
        yield f"{head} |{chomped}"
        yield from (margin + line if line else "" for line in lines)


def _is_plain(text: str, *, listed: bool) -> bool:
    if listed:
        return yaml.safe_dump([text], default_flow_style=True, allow_unicode=True, width=math.inf) == f"[{text}]\n"
    return yaml.safe_dump(text, allow_unicode=True, width=math.inf) == f"{text}\n...\n"


def _escape(text: str) -> str:
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[0], f"\\u{ord(found[0]):04x}"), text)


def _escaped_lines(head: str, text: str, margin: str) -> Iterator[str]:
    r"""A text in quotes, each of its lines on a line of its own.

    A backslash at the end of a line takes the line end away, and one before a space keeps that from being indentation.
    """
    lines = re.findall("[^\n]*\n|[^\n]+", text)
    for number, line in enumerate(lines):
        begin = "\\" if number and line.startswith(" ") else "" if number else '"'
        end = "\\" if lines[number + 1 :] else '"'
        yield from _folded(f"{begin}{_escape(line)}{end}", margin, None if number else head)


def _folded(text: str, margin: str, head: str | None = None) -> Iterator[str]:
    """A text on as many lines as it takes, which YAML reads with spaces for their ends."""
    first, *words = _MAY_END.split(text)
    line = f"{margin if head is None else f'{head} '}{first}"
    for word in words:
        if len(line) + 1 + len(word) > WIDTH:
            yield line
            line = f"{margin}{word}"
        else:
            line = f"{line} {word}"
    yield line
