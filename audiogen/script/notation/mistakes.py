"""Whether a text can be spoken; all its mistakes are told at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from audiogen.script.notation.braces import brace_slips
from audiogen.script.notation.pasted import pasted_marks
from audiogen.script.notation.reader import read_markup
from audiogen.script.slips import Slip, SpokenTextError, grouped
from audiogen.script.variables import Filled, filled_with, variables_of

_MOST_SLIPS: Final = 20
"""Mistakes of notation in one text that are looked for; for each the text is read anew."""


def checked(text: str) -> str:
    """The text itself, when its notation is right, nothing in it came from elsewhere, and there are words in it.

    Variables stand for words: the notation around them has to be right whatever fills them.

    Raises:
        SpokenTextError: with a sentence for each line where something is wrong: what to write instead.
    """
    slips = list(brace_slips(text))
    ends = [at for at, letter in enumerate(text) if letter == "\n"] if slips or "{" in text else []
    for stood in _read_as(text):
        found = list(pasted_marks(stood.text))
        found += _misread(stood.text, found)
        told = {bisect_left(ends, slip.offset) for slip in slips}
        placed = (replace(slip, offset=stood.origin(slip.offset)) for slip in found)
        slips += (slip for slip in placed if bisect_left(ends, slip.offset) not in told)
    if slips:
        raise SpokenTextError(grouped(slips))
    if not all(read_markup(stood.text).said() for stood in _read_as(text)):
        message = "there are no words here to be spoken; for a silence write a step of its own, like - pause: 4s"
        raise ValueError(message)
    return text


def _read_as(text: str) -> tuple[Filled, ...]:
    """What a text may become: with its name for each variable, and with what its author says in the stead of each."""
    with_names = filled_with(text, lambda variable: variable.name)
    if any(variable.default for variable in variables_of(text)):
        return with_names, filled_with(text, lambda variable: variable.default or variable.name)
    return (with_names,)


def _misread(text: str, told: Iterable[Slip]) -> Iterator[Slip]:
    """What the reader refuses, at most one mistake a line, in lines of which nothing is told yet."""
    for slip in told:
        text = _without_line(text, slip.offset)
    for _ in range(_MOST_SLIPS):
        try:
            read_markup(text)
        except SpokenTextError as error:
            yield from error.slips
            at = error.slips[0].offset
            mended = _without_line(text, at)
            # without the line of one tag, the other of its pair would be a mistake of its own
            if mended == text or "<" in text[at:].partition("\n")[0]:
                return
            text = mended
        else:
            return


def _without_line(text: str, offset: int) -> str:
    """A text in which nothing but a word stands on the line of an offset; all others keep their places."""
    start, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    end = len(text) if end < 0 else end
    return text[:start] + "x" * (end - start) + text[end:]
