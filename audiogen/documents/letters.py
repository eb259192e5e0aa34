"""Letters and white space as they are meant, out of what word processors and web pages write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from audiogen.documents.manuscript import TextRun

_UNSEEN: Final = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\x00-\x08\x0e-\x1b\x7f]"
)
"""Soft hyphens, spaces of no width, marks of direction and controls: nobody sees them, and words go on across them."""
_LINE_ENDS: Final = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES: Final = re.compile(r"[^\S\n]+")
_AROUND_LINE_ENDS: Final = re.compile(r" ?\n ?")


def as_meant(text: str) -> str:
    """Text without unseen characters, in composed letters, with one kind of line end."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))


def folded(runs: Iterable[TextRun]) -> tuple[TextRun, ...]:
    """Runs of one paragraph with white space folded across them; nothing for a paragraph without letters.

    Newlines stay, because in what is given here only an author makes one.
    """
    joined = [
        TextRun("".join(run.text for run in alike), *looks)
        for looks, alike in groupby(runs, key=lambda run: (run.italic, run.bold))
    ]
    kept = list[TextRun]()
    before = "\n"
    for run in joined:
        text = _AROUND_LINE_ENDS.sub("\n", _SPACES.sub(" ", as_meant(run.text)))
        text = text.lstrip(" \n" if before == "\n" else " " if before == " " else "")
        if before == " " and text.startswith("\n"):
            kept[-1] = _with_text(kept[-1], kept[-1].text.rstrip(" "))
        if text:
            kept.append(_with_text(run, text))
            before = text[-1]
    return _without_end(kept)


def _without_end(runs: list[TextRun]) -> tuple[TextRun, ...]:
    while runs:
        text = runs[-1].text.rstrip()
        if text:
            return (*_nonempty(runs[:-1]), _with_text(runs[-1], text))
        runs.pop()
    return ()


def _nonempty(runs: list[TextRun]) -> tuple[TextRun, ...]:
    return tuple(run for run in runs if run.text)


def _with_text(run: TextRun, text: str) -> TextRun:
    return TextRun(text, run.italic, run.bold)


def lines_of(runs: Iterable[TextRun]) -> list[tuple[TextRun, ...]]:
    """The lines of a paragraph, as its author ended them; an empty one between two has no letters."""
    lines: list[tuple[TextRun, ...]] = [()]
    for run in runs:
        first, *others = (_with_text(run, text) for text in run.text.split("\n"))
        lines[-1] += (first,)
        lines += [(other,) for other in others]
    return lines


def of_lines(lines: Iterable[tuple[TextRun, ...]]) -> tuple[TextRun, ...]:
    """One paragraph out of lines."""
    return folded(run for line in lines for run in (*line, TextRun("\n")))


def said_by(runs: Iterable[TextRun]) -> str:
    """All letters of a paragraph, or of a line."""
    return "".join(run.text for run in runs)
