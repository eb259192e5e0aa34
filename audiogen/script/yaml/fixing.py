"""From a file with mechanical mistakes to the same file without them: only what can be meant in one way alone.

What is wrong, and what was meant, is known to the modules that tell it. Here it is put into the text, letter for letter
beside all the rest, and no word is touched but those of values that have one meaning, like 15s-30s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from audiogen.script.yaml.contents import legible_text
from audiogen.script.yaml.dashes import missing_steps
from audiogen.script.yaml.document import reads_as_meant, sure_repairs
from audiogen.script.yaml.habits import mend
from audiogen.script.yaml.nodes import Fault
from audiogen.script.yaml.outline import INVISIBLE, TAB_WIDTHS, width, without_odd_spaces, without_tabs
from audiogen.script.yaml.pasted import without_fences

_MOST_ROUNDS: Final = 20
"""What one round mends may let the next one see more."""
_LINE_END: Final = re.compile(r"\r\n?|\n")
_UNREADABLE: Final = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff\ue000-\uf8ff]")
"""What YAML refuses, which only its author can delete or retype."""
_WORD: Final = re.compile(r"\w+")
_LONGEST_MARK: Final = 3
"""In letters, of a number or a letter that stands in place of a dash."""
_Faults: TypeAlias = Callable[[str], Sequence[Fault]]


@dataclass(frozen=True, slots=True)
class Fixing:
    """What is known of a kind of file."""

    keys: Collection[str]
    """What may be a key in it."""
    verbs: Collection[str]
    """Those of them that begin a step."""
    faults: _Faults
    """All that is wrong with a text of this kind."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file without its mechanical mistakes."""

    before: str
    """Its text as it was."""
    after: str
    """The same without the mistakes; perhaps no other, where only the way in which it was saved is one."""
    data: bytes
    """What the file is to hold."""
    better: bool = True
    """False where its lines are left as they are, because without the mistakes they would not read better."""


def fixed_file(data: bytes, kind: Fixing) -> Fixed | None:
    """A file without its mechanical mistakes; None where it has none.

    Args:
        data: what the file holds.
        kind: what is known of such files.
    """
    before = legible_text(data)
    if before is None:
        return None
    after = _fixed_text(before, kind)
    better = after is not None
    after = before if after is None else after
    # in a text of one kind of line ends they stay as they are
    ends = _LINE_END.findall(before)
    end = max(("\n", "\r\n", "\r"), key=ends.count) if ends else "\n"
    after = _LINE_END.sub(end, after)
    new = after.encode()
    return None if new == data and better else Fixed(before, after, new, better)


def _fixed_text(text: str, kind: Fixing) -> str | None:
    """The text without its mistakes; None where it would not read better."""
    lines = _LINE_END.sub("\n", text).split("\n")
    if any(map(_UNREADABLE.search, lines)):
        return text
    good, faults = min(_attempts(lines, kind), key=lambda attempt: attempt[1])
    if good == lines:
        return text
    before = len(kind.faults("\n".join(lines)))
    # a file may be broken in such a way that what is meant in one line is something else in its place
    if faults < before:
        return "\n".join(good)
    return None if before else text


def _attempts(lines: list[str], kind: Fixing) -> Iterator[tuple[list[str], int]]:
    """The ways in which the lines may be meant, the likeliest first, and how many faults each of them leaves."""
    good = _fixed_lines(lines, kind, moving=True)
    if not reads_as_meant(good, kind.keys, kind.verbs):
        # what is moved below another line by mistake is hard to put back
        good = _fixed_lines(lines, kind, moving=False)
    faults = len(kind.faults("\n".join(good)))
    yield good, faults
    # nobody knows how wide tabs look in the author's editor, and what is moved below another line depends on that
    if faults and any(line[: width(line)].strip(" ") for line in lines):
        ways = (without_tabs(without_odd_spaces(lines), columns) for columns in TAB_WIDTHS)
        for good in (_fixed_lines(way, kind, moving=True) for way in ways):
            if reads_as_meant(good, kind.keys, kind.verbs):
                yield good, len(kind.faults("\n".join(good)))


def _fixed_lines(lines: list[str], kind: Fixing, *, moving: bool) -> list[str]:
    """The lines after as many rounds as it takes; `moving` lets lines follow the step to which they belong."""
    for _ in range(_MOST_ROUNDS):
        better = _round(lines, kind, moving=moving)
        if better == lines:
            break
        lines = better
    return lines


def _round(lines: list[str], kind: Fixing, *, moving: bool) -> list[str]:
    """The lines after the first of all ways of mending that finds anything."""
    if not reads_as_meant(lines, kind.keys, kind.verbs):
        habits = _without_habits if moving else _without_unmoving_habits
        for way in (_with_steps, _without_fences, habits, _repaired):
            better = way(lines, kind)
            if better != lines:
                return better
    return _amended(lines, kind)


def _with_steps(lines: list[str], kind: Fixing) -> list[str]:
    missing = missing_steps(lines, kind.verbs)
    at = missing.place.line - 1 if missing else 0
    return [*lines[:at], "steps:", *lines[at:]] if missing else lines


def _without_fences(lines: list[str], kind: Fixing) -> list[str]:
    return without_fences(lines, kind.keys)


def _without_habits(lines: list[str], kind: Fixing) -> list[str]:
    mended = mend(lines, kind.keys, kind.verbs)
    pairs = enumerate(zip(lines, mended.lines, strict=True))
    sure = [old if at in mended.unsure else new for at, (old, new) in pairs]
    return sure if _same_words(lines, sure) else lines


def _without_unmoving_habits(lines: list[str], kind: Fixing) -> list[str]:
    """The same where no line begins in another column without them."""
    better = _without_habits(lines, kind)
    return better if list(map(width, better)) == list(map(width, lines)) else lines


def _repaired(lines: list[str], kind: Fixing) -> list[str]:
    repaired = sure_repairs(lines, kind.keys)
    return repaired if _same_words(lines, repaired) else lines


def _same_words(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether every line has the words that it had, but for the number or the letter that stood in place of a dash."""
    for old, new in zip(map(_words, before), map(_words, after), strict=True):
        if old != new and (old[1:] != new or len(old[0]) > _LONGEST_MARK):
            return False
    return True


def _words(line: str) -> list[str]:
    """The words of a line; keys may be written in capitals."""
    return _WORD.findall(re.sub(f"[{INVISIBLE}]", "", line).casefold())


def _amended(lines: list[str], kind: Fixing) -> list[str]:
    """The lines with what is meant in place of values that have one meaning alone."""
    good = list(lines)
    # from the end of a line to its beginning, so that places stay what they are
    for fault in sorted(kind.faults("\n".join(lines)), reverse=True):
        at, column = fault.place.line - 1, fault.place.column - 1
        if fault.amendment and good[at].startswith(fault.amendment.written, column):
            rest = good[at][column + len(fault.amendment.written) :]
            good[at] = good[at][:column] + fault.amendment.meant + rest
    return good
