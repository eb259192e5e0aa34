"""What a scan says at each of its places, and where that stands: pure, from its places and the words for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from typing import Final

from audiogen.script.blocks import Scan
from audiogen.script.steps import Pause, Say
from audiogen.script.variables import Variable, filled_with, variables_of
from audiogen.script.yaml.nodes import Place, Text

PLACE: Final = "place"
"""The variable that stands for the place in the words of a scan, and for nothing else there."""
_ENDS: Final = ".!?…。！？؟।"  # noqa: RUF001 - other scripts' full stops
_CLOSING: Final = "\"'”’»)*"  # noqa: RUF001 - quotation marks
_NO_END: Final = " \t\n.,;:…。、।"
_BEGINS: Final = re.compile(rf"(?:^|\n|[{_ENDS}][{_CLOSING}]*\s)[\s\"'“„«(*¿¡]*\Z")
_FIRST_LETTER: Final = re.compile(r"[\"'“„«(*¿¡]*([^\W\d_])")
_TOUCHING: Final = re.compile(r"[^\s{}]*")
_STOPS: Final = (("\u3000", "\u9fff", "。"), ("\u0900", "\u097f", "।"))
"""The full stops of scripts, from their first letter to their last."""


def scanned(scan: Scan) -> Iterator[tuple[Say, Pause]]:
    """What is said at each place, and the time with it."""
    for place, turn in zip(scan.scan, turns(scan), strict=True):
        words = place.words or (scan.words[turn] if turn is not None else "")
        say = Say.model_construct(say=said(words, place.place), voice=scan.voice, language=scan.language)
        yield say, Pause.model_construct(pause=place.silence or scan.silence)


def turns(scan: Scan) -> Iterator[int | None]:
    """Which of the words for all places each of them has; None for its own, or where it is a sentence by itself."""
    turn = cycle(range(len(scan.words)))
    yield from (None if place.words else next(turn, None) for place in scan.scan)


def said(words: str, place: str) -> str:
    """A place in its words, spoken text as they are; where it begins a sentence, with a capital.

    Args:
        words: with `{place}` where the place goes; empty where it is a sentence by itself.
        place: as it stands within a sentence; marks at its end are left out where the words go on.
    """
    if not words.strip():
        sentence = capital(place)
        ended = sentence.rstrip(_CLOSING)[-1:] in _ENDS
        return sentence if ended else sentence.rstrip(_NO_END) + _full_stop(sentence)
    return filled_with(words, lambda variable: _filling(words, variable, place)).text.strip()


def _filling(words: str, variable: Variable, place: str) -> str | None:
    if variable.name != PLACE:
        return None
    bare = place.rstrip(_NO_END + "!?") if words[variable.end :].strip() else place
    return capital(bare) if begins_sentence(words[: variable.start]) else bare


def begins_sentence(before: str) -> bool:
    """Whether what follows such words begins a sentence."""
    return _BEGINS.search(before) is not None


def capital(text: str) -> str:
    """A text as a sentence begins; notation at its beginning stays as it is."""
    first = _FIRST_LETTER.match(text)
    letter = first[1].title() if first else ""
    return f"{text[: first.start(1)]}{letter}{text[first.end(1) :]}" if first and len(letter) == 1 else text


def _full_stop(sentence: str) -> str:
    letters = [letter for letter in sentence if letter.isalpha()]
    return next((stop for low, high, stop in _STOPS if letters and low <= letters[-1] <= high), ".")


def text_of(words: Text | None, place: Text, whole: str) -> Text:
    """What is said at a place, with the places in the file of all its words.

    Args:
        words: as they are written; None where the place is a sentence by itself.
        place: as it is written.
        whole: all that is said.
    """
    if words is None:
        return replace(place, value=whole, style="block", lines=_lines(place, begins=True))
    pieces = tuple(piece for at, line in words.lines for piece in _spliced(at, line, place))
    return Text(words.place, whole, "block", lines=pieces)


def _lines(place: Text, *, begins: bool) -> tuple[tuple[Place, str], ...]:
    """What stands at a place, line by line, as it is said."""
    (at, first), *others = place.lines
    return ((at, capital(first) if begins else first), *others)


def _spliced(at: Place, line: str, place: Text) -> Iterator[tuple[Place, str]]:
    """A line of words, with what stands at the place where the place goes.

    Marks that touch the place go with it, so that there are as many words as are said.
    """
    done = 0
    for variable in variables_of(line):
        if variable.name == PLACE:
            before, behind = line[done : variable.start], line[variable.end :]
            touching = (_touching(before[::-1])[::-1], _touching(behind))
            yield Place(at.line, at.column + done), before.removesuffix(touching[0])
            begins = begins_sentence(line[: variable.start].lstrip("\"'"))
            yield from _between(_lines(place, begins=begins), *touching)
            done = variable.end + len(touching[1])
    yield Place(at.line, at.column + done), line[done:]


def _touching(text: str) -> str:
    """The marks with which a text begins."""
    found = _TOUCHING.match(text)
    return found[0] if found else ""


def _between(lines: tuple[tuple[Place, str], ...], before: str, after: str) -> Iterator[tuple[Place, str]]:
    """Lines with marks before and after them, which take no room."""
    (at, first), *others = lines
    texts = [f"{before}{first}", *(line for _, line in others)]
    places = [Place(at.line, at.column - len(before)), *(each for each, _ in others)]
    yield from zip(places, [*texts[:-1], f"{texts[-1]}{after}"], strict=True)
