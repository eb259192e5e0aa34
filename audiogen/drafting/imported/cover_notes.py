"""What stands above a script for whoever reads it: for whom it is, how long it takes, and how it is to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Final

from audiogen.documents.manuscript import TextBlock, TextRun
from audiogen.drafting.imported.own_words import heads_letter
from audiogen.drafting.imported.pieces import (
    NOTE,
    BellStrike,
    GuidedBreath,
    Piece,
    Silence,
    SpokenWords,
    StageDirection,
    Uncertain,
)
from audiogen.drafting.imported.quantities import find_length
from audiogen.drafting.imported.vocabulary import Vocabulary, plain, vocabularies, words

_SHORTEST_S: Final = 60.0
"""Of a whole script; a shorter length is one of a silence."""
_LONGEST: Final = 600
"""In letters; a longer paragraph is no note."""
_MOST_TITLE_WORDS: Final = 8
_LABEL: Final = re.compile(r"(?:^|(?<=\s))([^\W\d_][\w-]*): ?(?=\S)")
_BEHIND: Final = re.compile(r"\s*(?:$|[\n.,;:)|\u00b7\u2013\u2014-])")
_ENDED: Final = (".", "!", "?", "\u2026", ":")

Read = tuple[TextBlock, Sequence[Piece]]
"""A block with its pieces."""


def with_cover_notes(read: Sequence[Read], language: str) -> Iterator[Read]:
    """The same, where the first blocks, up to one that may well be for listeners, are notes.

    Args:
        read: the blocks of a script, in their order.
        language: BCP 47, in which they are written.
    """
    first, known = True, vocabularies(language)
    for block, pieces in read:
        above = [*takewhile(lambda piece: not _is_marked(piece, known), pieces)]
        noted = block if len(above) == len(pieces) else _cut(block, above)
        note = cover_note(noted, above, language) if first else None
        first = first and (note is not None or block.kind == "heading" or not _speak(pieces))
        # a note in bold letters looks like a heading
        yield (replace(block, kind="paragraph", level=0), [note, *pieces[len(above) :]]) if note else (block, pieces)


def _is_marked(piece: Piece, known: Sequence[Vocabulary]) -> bool:
    """Whether something is a direction for certain: a length alone may be that of the whole script."""
    if not isinstance(piece, Silence):
        return isinstance(piece, BellStrike | GuidedBreath)
    paused = any(words(one.silence.pause, one.silence.still).search(plain(piece.text)) for one in known)
    return paused or (piece.most_s or 0) < _SHORTEST_S


def _cut(block: TextBlock, pieces: Sequence[Piece]) -> TextBlock:
    """What a block says up to the last of these pieces, its first ones."""
    end = 0
    for piece in pieces:
        end = block.text.find(piece.text, end) + len(piece.text)
    return replace(block, runs=(TextRun(block.text[:end]),))


def cover_note(block: TextBlock, pieces: Sequence[Piece], language: str) -> Piece | None:
    """A first block as a note; None where it may well be for listeners, or is none of its words."""
    text = plain(block.text)
    known = vocabularies(language)
    if not (_speak(pieces) or _is_bare_length(pieces, known)):
        return None
    if len(text) > _LONGEST or is_timed_heading(block, pieces):
        return None
    if heads_letter(_LABEL.findall(text)):
        return StageDirection(block.text, "note")
    says = any(words(one.directions.script).search(text) for one in known)
    long = any(_says_how_long(text, pieces, one) for one in known)
    if (says and long) if block.kind == "heading" else (says or long):
        return Uncertain(block.text, NOTE)
    return None


def _speak(pieces: Sequence[Piece]) -> bool:
    return any(isinstance(piece, SpokenWords | Uncertain) for piece in pieces)


def _is_bare_length(pieces: Sequence[Piece], known: Sequence[Vocabulary]) -> bool:
    """Whether a block is a length and no more: "About 12 minutes"."""
    match pieces:
        case [Silence(text) as length]:
            return text[:1].isalnum() and not _is_marked(length, known)
    return False


def _says_how_long(text: str, pieces: Sequence[Piece], vocabulary: Vocabulary) -> bool:
    """Whether a length stands apart, as in about 12 minutes behind a comma; in a sentence it may be said."""
    length = find_length(text, vocabulary)
    if length is None or length.most_s < _SHORTEST_S or _BEHIND.match(text, length.end) is None:
        return False
    silence = next(((above, piece) for above, piece in pairwise(pieces) if isinstance(piece, Silence)), None)
    if silence:
        above, piece = silence
        paused = words(vocabulary.silence.pause, vocabulary.silence.still).search(piece.text)
        return paused is None and not above.text.endswith(_ENDED)
    # come, for three minutes, is said to listeners
    word = rf"(?:(?!(?:{vocabulary.breath.lasting})\s)[^\W\d_]+\s+)?(?:(?:{vocabulary.about})\.?\s*)?"
    apart = rf"(?:^|[\n,;:(|\u00b7\u2013\u2014-]|[.!?]\s)\s*{word}"
    return re.search(rf"{apart}\Z", text[: length.start], re.IGNORECASE) is not None


def is_timed_heading(block: TextBlock, pieces: Sequence[Piece]) -> bool:
    """Whether a line in capitals, or bold, is the title of a part, with how long that is: `BREATHING (3 min)`."""
    match pieces:
        case (SpokenWords(text), Silence() | StageDirection(kind="time")):
            stands_out = text.isupper() or all(run.bold for run in block.runs if run.text.strip())
            return stands_out and len(text.split()) <= _MOST_TITLE_WORDS and text[-1:].isalnum()
    return False
