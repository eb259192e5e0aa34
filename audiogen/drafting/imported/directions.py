"""Which words of a guided script are for the ear, and which are for whoever reads it.

No file is read here and nothing is written: a block of text goes in, its pieces come out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from audiogen.documents.manuscript import TextBlock
from audiogen.drafting.imported.breaths import BreathGuide, breath_guides
from audiogen.drafting.imported.marked import marks
from audiogen.drafting.imported.pieces import (
    Blank,
    Mark,
    Piece,
    Silence,
    Speaker,
    SpokenWords,
    StageDirection,
    Uncertain,
)
from audiogen.drafting.imported.vocabulary import Vocabulary, plain, vocabularies, words

_SENTENCE_END: Final = re.compile(r"[.!?\u2026][)\]\"'\u201d\u00bb]*(?=\s|$)|\n|$")
_SENTENCE: Final = re.compile(r"[^.!?\u2026\n]+[.!?\u2026]*")
_WORD: Final = re.compile(r"[^\W_]")
_PAUSE: Final = "is this said to listeners, or does it ask for a silence? It is spoken for now."
_CLIENT: Final = (
    "a listener's own words: a recording may leave them out, or leave time for them. They are spoken for now."
)


def read_block(block: TextBlock, language: str) -> tuple[Piece, ...]:
    """The pieces of a block, in its order; apart from white space, together they are its text.

    Args:
        block: a paragraph, an item or a heading.
        language: BCP 47, in which it is written; in one that is not known here, directions in English are recognised.
    """
    known = vocabularies(language)
    found = [*marks(block, known)]
    guides = () if block.kind == "heading" else breath_guides(_without(block.text, found, known), known[0])
    # a length in brackets within an exercise, as in breathe in (4 seconds), is part of what is said
    found = [mark for mark in found if not any(guide.start < mark.end and mark.start < guide.end for guide in guides)]
    pieces = _cut(block.text, found, guides)
    pieces = _without_lone_signs(pieces)
    if block.kind == "heading":
        return tuple(_of_heading(pieces, known))
    return tuple(_by_speaker(_questioned(pieces, known)))


def _without(text: str, found: Iterable[Mark], known: Sequence[Vocabulary]) -> str:
    """The text in which breathing is looked for: no letter moves, and nothing that is surely a direction is left."""
    kept = plain(text)
    for mark in found:
        if not _may_be_a_count(mark.piece, known):
            kept = kept[: mark.start] + "\n" * (mark.end - mark.start) + kept[mark.end :]
    return kept


def _may_be_a_count(piece: Piece, known: Sequence[Vocabulary]) -> bool:
    if isinstance(piece, Silence) and piece.least_s is not None:
        return not any(words(one.silence.pause, one.silence.still).search(piece.text) for one in known)
    return isinstance(piece, Uncertain) and piece.text.startswith("[")


def _cut(text: str, found: Sequence[Mark], guides: Sequence[BreathGuide]) -> list[Piece]:
    """The text in pieces: what is marked, and the words between; a breath stands behind the sentence that guides it."""
    ends = [(_sentence_end(text, guide.end, found), guide) for guide in guides]
    pieces: list[Piece] = []
    at = 0
    places = [(mark.start, mark.end, mark.piece) for mark in found] + [(end, end, guide.breath) for end, guide in ends]
    for start, end, piece in sorted(places, key=lambda place: place[:2]):
        pieces += [*_spoken(text[at:start]), piece]
        at = max(at, end)
    return [*pieces, *_spoken(text[at:])]


def _sentence_end(text: str, at: int, found: Sequence[Mark]) -> int:
    """Where the sentence around a place ends; at a direction it ends, too."""
    closing = _SENTENCE_END.search(text, max(0, at - 1))
    end = closing.end() if closing else len(text)
    inside = [mark for mark in found if mark.start < end and mark.end > at]
    return max(at, min((mark.start for mark in inside), default=end))


def _spoken(text: str) -> Iterator[Piece]:
    if stripped := text.strip():
        yield SpokenWords(stripped)


def _without_lone_signs(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, where a full stop or a comma that no word comes with belongs to the direction before it."""
    kept: list[Piece] = []
    for piece in pieces:
        before = kept[-1] if kept else None
        if (
            not isinstance(piece, SpokenWords)
            or _WORD.search(piece.text)
            or before is None
            or isinstance(before, Blank)
        ):
            kept.append(piece)
        else:
            kept[-1] = replace(before, text=before.text + piece.text)
    return kept


def _questioned(pieces: Iterable[Piece], known: Sequence[Vocabulary]) -> Iterator[Piece]:
    """The pieces, where a sentence that only names a pause is uncertain."""
    for piece in pieces:
        yield from _sentences(piece, known) if isinstance(piece, SpokenWords) else (piece,)


def _sentences(spoken: SpokenWords, known: Sequence[Vocabulary]) -> Iterator[Piece]:
    at = 0
    for found in _SENTENCE.finditer(spoken.text):
        if any(_only_names_a_pause(found[0], spoken.text, one) for one in known):
            yield from _spoken(spoken.text[at : found.start()])
            yield Uncertain(found[0].strip(), _PAUSE)
            at = found.end()
    yield from _spoken(spoken.text[at:])


def _only_names_a_pause(sentence: str, text: str, vocabulary: Vocabulary) -> bool:
    said = plain(sentence).strip(" \t\n.!\u2026")
    if words(vocabulary.silence.pause, vocabulary.silence.still).fullmatch(said):
        return True
    begins = words(vocabulary.silence.pause).match(said) is not None
    return begins and sentence.strip() == text and words(vocabulary.directions.listener).search(said) is None


def _of_heading(pieces: Iterable[Piece], known: Sequence[Vocabulary]) -> Iterator[Piece]:
    """The pieces of a heading, in which a length is the one of what follows."""
    for piece in pieces:
        length = isinstance(piece, Silence) and _may_be_a_count(piece, known)
        yield StageDirection(piece.text, "time") if length else piece


def _by_speaker(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, where words of a listener are uncertain."""
    listener = False
    for piece in pieces:
        if isinstance(piece, Speaker):
            listener = piece.listener
        yield Uncertain(piece.text, _CLIENT) if listener and isinstance(piece, SpokenWords) else piece
