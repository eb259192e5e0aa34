"""Reads a phrase as a whole: what a figure or a sign means depends on its neighbours, whoever says how those sound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, TypeAlias

from audiogen.speech.engine import Fragment
from audiogen.speech.words.normalize import spoken_words
from audiogen.speech.words.placeholders import PLACEHOLDERS
from audiogen.speech.words.text import has_words

Part: TypeAlias = tuple[Fragment, bool]
"""A part of a phrase, and whether it is said how it sounds; else it is as its author wrote it."""

_EDGES: Final = " \t\n.,;:!?\u2026\u2014\"'()"


def read_whole(parts: Sequence[Part], language: str) -> tuple[Part, ...]:
    """The phrase with the words that a voice is given in place of all that is as written; the other parts stay.

    Args:
        parts: in their order; nothing stands between them.
        language: BCP 47.
    """
    said = [part for part in parts if part[1]]
    # a letter in the place of each, so that its neighbours still have one: in "*chakra*/energy" the stroke is a join
    letters = PLACEHOLDERS[: len(said)]
    places = iter(letters)
    read = spoken_words("".join(next(places, "") if done else part.text for part, done in parts), language)
    if len(letters) < len(said) or [letter for letter in read if letter in letters] != list(letters):
        return tuple((part, True) if done else (_alone(part, language), False) for part, done in parts)
    between = re.split(f"[{letters}]", read) if letters else [read]
    whole: list[Part] = []
    for written, words, after in zip(_runs(parts), between, (*said, None), strict=True):
        whole += ((each, False) for each in _with_emphasis(written, words, language))
        whole += [after] if after else []
    return tuple(whole)


def _runs(parts: Sequence[Part]) -> list[list[Fragment]]:
    """What is as written before, between and behind the other parts."""
    runs: list[list[Fragment]] = [[]]
    for part, done in parts:
        if done:
            runs.append([])
        else:
            runs[-1].append(part)
    return runs


def _with_emphasis(written: Sequence[Fragment], read: str, language: str) -> Iterator[Fragment]:
    """The words that were read, cut where some of them are emphasised.

    An emphasis on what became a part of other words, like half of a date, is left out.
    """
    at, since = 0, ""
    for part in written:
        found = _find(part.text, since, read, at, language) if part.emphasis else None
        if found:
            yield Fragment(read[at : found.start()])
            yield replace(part, text=found[0])
            at, since = found.end(), ""
        else:
            since += part.text
    yield Fragment(read[at:])


def _find(emphasised: str, since: str, read: str, at: int, language: str) -> re.Match[str] | None:
    """Where the words of an emphasis stand in what was read, from `at` on; `since` is what was written from there."""
    words = spoken_words(emphasised, language).strip(_EDGES)
    if not has_words(words):
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    # the same words may stand before it without emphasis
    earlier = len(pattern.findall(spoken_words(since, language)))
    matches = pattern.finditer(read, at)
    return next(islice(matches, earlier, None), None) or pattern.search(read, at)


def _alone(part: Fragment, language: str) -> Fragment:
    """A part read by itself, with a space left where there was one at its ends."""
    read = spoken_words(part.text, language)
    before, after = (" " if edge.isspace() else "" for edge in (part.text[:1], part.text[-1:]))
    return replace(part, text=f"{before}{read}{after}" if read else " ")
