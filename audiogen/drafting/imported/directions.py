"""Which words of a guided script are for the ear, and which are for whoever reads it.

No file is read here and nothing is written: a block of text goes in, its pieces come out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from audiogen.documents.manuscript import TextBlock
from audiogen.drafting.imported.asides import meaning
from audiogen.drafting.imported.breaths import BreathGuide, breath_guides
from audiogen.drafting.imported.framed import Aside
from audiogen.drafting.imported.marked import marks
from audiogen.drafting.imported.phases import FARTHEST
from audiogen.drafting.imported.pieces import (
    NOTE,
    BellStrike,
    Blank,
    Piece,
    PlacedPiece,
    Silence,
    Speaker,
    SpokenWords,
    StageDirection,
    Uncertain,
)
from audiogen.drafting.imported.vocabulary import Vocabulary, plain, vocabularies, words

_SENTENCE_END: Final = re.compile(r"[.!?\u2026][)\]\"'\u201d\u00bb]*(?=\s|$)|\n|$")
_SENTENCE: Final = re.compile(r"[^.!?\u2026\n]+[.!?\u2026]*")
_STRAY: Final = re.compile(r"\s*(?:[.,;:!?*_]+(?:\s+\.+)*(?=\s|$)|[^\w\s]+(?=\s*$))")
_LONE_DOTS: Final = re.compile(r"(?<=[.!?:\u2026])\s(?:\.{2,}|\u2026)\s*\Z")
"""Behind a sentence that has ended, in front of the length of a silence."""
_WORD: Final = re.compile(r"[^\W_]")
_SEVERAL: Final = 3
_LONGEST_DIRECTION: Final = 60
"""In letters, of one without a sign around it."""
_PAUSE: Final = "is this said to listeners, or does it ask for a silence? It is spoken for now."
_BELL: Final = "is this said to listeners, or does a bell ring here? It is spoken for now."
_CLIENT: Final = (
    "a listener's own words: a recording may leave them out, or leave time for them. They are spoken for now."
)


def read_block(block: TextBlock, language: str) -> tuple[Piece, ...]:
    """The pieces of a block that stands alone, as `read_blocks` reads it."""
    return read_blocks((block,), language)[0]


def read_blocks(blocks: Sequence[TextBlock], language: str) -> tuple[tuple[Piece, ...], ...]:
    """The pieces of each block, in its order; apart from white space, together they are its text.

    Blocks that follow each other are read together, since a breath may be guided with a paragraph for each phase.

    Args:
        blocks: paragraphs, items and headings, in the order of their document.
        language: BCP 47, in which they are written; of one that is unknown here, directions in English are recognised.
    """
    known = vocabularies(language)
    found = [[*marks(block, known)] for block in blocks]
    guides = _guides(blocks, found, known)
    pieces = [
        tuple(_pieces(block, of_block, guided, known))
        for block, of_block, guided in zip(blocks, found, guides, strict=True)
    ]
    # where others begin with a time like 2:30, one that begins with 3 min asks for no silence
    timed = sum(
        isinstance(of_block[0], StageDirection) and of_block[0].kind == "time" for of_block in pieces if of_block
    )
    return tuple(_timed(of_block, known) if timed >= _SEVERAL else of_block for of_block in pieces)


def _timed(pieces: tuple[Piece, ...], known: Sequence[Vocabulary]) -> tuple[Piece, ...]:
    first = pieces[:1]
    if first and isinstance(first[0], Silence) and _may_be_a_count(first[0], known):
        return (StageDirection(first[0].text, "time"), *pieces[1:])
    return pieces


def _guides(
    blocks: Sequence[TextBlock], found: Sequence[Sequence[PlacedPiece]], known: Sequence[Vocabulary]
) -> list[list[BreathGuide]]:
    """For each block the breathing that ends in it, with places counted from the beginning of the block."""
    texts = [
        # no exercise goes on over a heading
        "\n" * (len(block.text) + FARTHEST) if block.kind == "heading" else _without(block.text, of_block, known)
        for block, of_block in zip(blocks, found, strict=True)
    ]
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    guides: list[list[BreathGuide]] = [[] for _ in blocks]
    for guide in breath_guides("\n".join(texts), known[0]):
        number = bisect_right(starts, guide.end - 1) - 1
        guides[number].append(replace(guide, start=guide.start - starts[number], end=guide.end - starts[number]))
    return guides


def _pieces(
    block: TextBlock, found: Sequence[PlacedPiece], guides: Sequence[BreathGuide], known: Sequence[Vocabulary]
) -> Iterable[Piece]:
    # a length in brackets within an exercise, as in breathe in (4 seconds), is part of what is said
    kept = [mark for mark in found if not (_may_be_a_count(mark.piece, known) and _within(mark, guides))]
    # who wrote silences into an exercise has given it its time already
    untimed = [guide for guide in guides if not any(_divides(mark, guide) for mark in kept)]
    pieces = _cut(block.text, _with_lone_signs(block.text, kept), untimed)
    return _of_heading(pieces, known) if block.kind == "heading" else _by_speaker(_questioned(pieces, known))


def _without(text: str, found: Iterable[PlacedPiece], known: Sequence[Vocabulary]) -> str:
    """The text in which breathing is looked for: no letter moves, and nothing that is surely a direction is left."""
    kept = plain(text)
    for mark in found:
        if not _may_be_a_count(mark.piece, known):
            kept = kept[: mark.start] + "\n" * (mark.end - mark.start) + kept[mark.end :]
    return kept


def _within(mark: PlacedPiece, guides: Iterable[BreathGuide]) -> bool:
    return any(guide.start < mark.end and mark.start < guide.end for guide in guides)


def _divides(mark: PlacedPiece, guide: BreathGuide) -> bool:
    return isinstance(mark.piece, Silence) and guide.start < mark.start < guide.end


def _may_be_a_count(piece: Piece, known: Sequence[Vocabulary]) -> bool:
    if isinstance(piece, Silence) and piece.least_s is not None:
        return not any(words(one.silence.pause, one.silence.still).search(piece.text) for one in known)
    return isinstance(piece, Uncertain) and piece.text.startswith("[")


def _cut(text: str, found: Sequence[PlacedPiece], guides: Sequence[BreathGuide]) -> list[Piece]:
    """The text in pieces: what is marked, and the words between; a breath stands behind the sentence that guides it."""
    ends = [(_sentence_end(text, guide.end, found), guide) for guide in guides]
    pieces: list[Piece] = []
    at = 0
    places = [(mark.start, mark.end, mark.piece) for mark in found] + [(end, end, guide.breath) for end, guide in ends]
    for start, end, piece in sorted(places, key=lambda place: place[:2]):
        pieces += [*_spoken(text[at:start]), piece]
        at = max(at, end)
    return [*pieces, *_spoken(text[at:])]


def _sentence_end(text: str, at: int, found: Sequence[PlacedPiece]) -> int:
    """Where the sentence around a place ends; at a direction it ends, too."""
    closing = _SENTENCE_END.search(text, max(0, at - 1))
    end = closing.end() if closing else len(text)
    inside = [mark for mark in found if mark.start < end and mark.end > at]
    return max(at, min((mark.start for mark in inside), default=end))


def _spoken(text: str) -> Iterator[Piece]:
    if stripped := text.strip():
        yield SpokenWords(stripped)


def _with_lone_signs(text: str, found: Sequence[PlacedPiece]) -> list[PlacedPiece]:
    """What is marked, with the full stops and dashes beside it that belong to no word."""
    kept: list[PlacedPiece] = []
    for number, mark in enumerate(found):
        follows = found[number + 1].start if number + 1 < len(found) else len(text)
        signs = None if isinstance(mark.piece, Blank) else _STRAY.match(text, mark.end, follows)
        end = signs.end() if signs else mark.end
        lone = not kept and not isinstance(mark.piece, Blank) and _WORD.search(text, 0, mark.start) is None
        start = len(text) - len(text.lstrip()) if lone else mark.start
        if isinstance(mark.piece, Silence) and (dots := _LONE_DOTS.search(text, 0, start)):
            start = dots.start()
        kept.append(PlacedPiece(start, end, replace(mark.piece, text=text[start:end].strip())))
    return kept


def _questioned(pieces: Iterable[Piece], known: Sequence[Vocabulary]) -> Iterator[Piece]:
    """The pieces, where a sentence that only names a pause is uncertain."""
    for piece in pieces:
        yield from _sentences(piece, known) if isinstance(piece, SpokenWords) else (piece,)


def _sentences(spoken: SpokenWords, known: Sequence[Vocabulary]) -> Iterator[Piece]:
    at = 0
    for found in _SENTENCE.finditer(spoken.text):
        if last := _last_direction(spoken.text, found.start(), known):
            yield from (*_spoken(spoken.text[at : found.start()]), last)
            return
        if any(_ends_the_script(found[0], one) for one in known):
            yield from (*_spoken(spoken.text[at : found.start()]), Uncertain(found[0].strip(), NOTE))
            at = found.end()
        elif any(_only_names_a_pause(found[0], spoken.text, one) for one in known):
            yield from _spoken(spoken.text[at : found.start()])
            yield Uncertain(found[0].strip(), _PAUSE)
            at = found.end()
    yield from _spoken(spoken.text[at:])


def _last_direction(whole: str, at: int, known: Sequence[Vocabulary]) -> Piece | None:
    """What the last words of a paragraph ask for, without a sign around them, as in: Open your eyes. Bell."""
    if len(whole) - at > _LONGEST_DIRECTION or not whole[at].isspace() or "\n" in whole[at:]:
        return None
    before, text = whole[max(0, at - _LONGEST_DIRECTION) : at], whole[at:].strip()
    for vocabulary in known:
        piece = meaning(Aside(text, "bare", alone=True), vocabulary)
        if words(rf"(?:{vocabulary.about})\W*\Z").search(before):
            continue  # approx. 15 min. is one sentence
        if isinstance(piece, BellStrike):
            return Uncertain(text, _BELL)
        if isinstance(piece, Silence) and piece.least_s is not None:
            return piece if any(map(str.isdigit, text)) else Uncertain(text, _PAUSE)
    return None


def _ends_the_script(sentence: str, vocabulary: Vocabulary) -> bool:
    """Whether a sentence is like End of recording."""
    return words(vocabulary.directions.end).fullmatch(plain(sentence).strip(" .!")) is not None


def _only_names_a_pause(sentence: str, text: str, vocabulary: Vocabulary) -> bool:
    said, alone = plain(sentence).strip(" \t\n.!\u2026"), sentence.strip() == text
    silence = vocabulary.silence
    if words(silence.pause, *([silence.still] if alone else [])).fullmatch(said):
        return True
    begins = words(silence.pause).match(said) is not None
    return alone and begins and words(vocabulary.directions.listener).search(said) is None


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
