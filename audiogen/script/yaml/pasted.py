"""What was pasted around a script, or in its place: fences and front matter of Markdown, and JSON."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from audiogen.script.yaml.nodes import Fault, Place

_FENCE: Final = re.compile(r" {0,3}(```+|~~~+)[ ]*[\w.-]*[ ]*")


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The script inside what was pasted."""

    lines: list[str]
    """As many as the file has; what does not belong to the script is made a remark."""
    fault: Fault | None = None
    readable: bool = True
    """False when the whole file is something else."""


def unwrap(lines: list[str], keys: Collection[str]) -> Unwrapped:
    """The script in a file that YAML refuses; `keys` are what may be a key in it."""
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    begun = lines[first].lstrip() if lines else ""
    if begun.startswith("{"):
        message = 'the file begins with {, as JSON does; write it without braces and commas, like "title: A Short Rest"'
        return Unwrapped(lines, Fault(Place(first + 1, 1), message), readable=False)
    if begun.rstrip() == "---":
        return _front_matter(lines, first)
    return _fenced(lines, first, keys)


def without_fences(lines: list[str], keys: Collection[str]) -> list[str]:
    """The lines without a fence of Markdown around the script; words before and behind it become remarks."""
    inner = unwrap(lines, keys)
    if inner.fault is None or not inner.readable:
        return lines
    pairs = [(line, kept) for line, kept in zip(lines, inner.lines, strict=True) if not _FENCE.fullmatch(line)]
    return [f"# {line}" if kept == "#" and line.strip("# ") else line for line, kept in pairs]


def _front_matter(lines: list[str], first: int) -> Unwrapped:
    """Facts between two lines of dashes, and text below: a page of Markdown."""
    end = next((index for index in range(first + 1, len(lines)) if lines[index].rstrip() == "---"), None)
    below = lines[end + 1 :] if end is not None else []
    if end is None or not any(map(str.strip, below)) or any(re.match(r"\w+[ ]*:", line) for line in below):
        return Unwrapped(lines)
    message = (
        "this is a page of Markdown: what stands below this line is no part of a script; remove both lines of ---, "
        'write "steps:" here, and put what is spoken below it, each step like "- say: Welcome."'
    )
    return Unwrapped(lines, Fault(Place(end + 1, 1), message), readable=False)


def _fenced(lines: list[str], first: int, keys: Collection[str]) -> Unwrapped:
    """A block of code, as chats and web pages hand it out, perhaps with words before and behind it."""
    fences = [index for index, line in enumerate(lines) if _FENCE.fullmatch(line)]
    known = (index for index, line in enumerate(lines) if (key := re.match(r"(\w+)[ ]*:", line)) and key[1] in keys)
    if not fences or fences[0] > next(known, len(lines)):
        return Unwrapped(lines)
    begin = fences[0]
    end = fences[-1] if len(fences) > 1 else len(lines)
    sign = lines[begin].strip()[:3]
    behind = f", and from line {end + 1} on" if end < len(lines) else ""
    message = f"{sign} belongs to Markdown, not to the script; remove everything up to line {begin + 1}{behind}"
    kept = [line if begin < index < end else "#" for index, line in enumerate(lines)]
    return Unwrapped(kept, Fault(Place(first + 1, 1), message))
