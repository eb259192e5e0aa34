"""What is not spoken in guided scripts as people write them: cases by language, and what holds for all."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.repository import ROOT

from audiogen.documents.manuscript import BlockKind, TextBlock, TextRun
from audiogen.drafting.imported.directions import read_block
from audiogen.drafting.imported.pieces import (
    BellStrike,
    Blank,
    GuidedBreath,
    Piece,
    Silence,
    Speaker,
    SpokenWords,
    StageDirection,
    Uncertain,
)
from audiogen.drafting.imported.vocabulary import LANGUAGES

FOLDER = ROOT / "tests/golden/directions"


def read(text: str, language: str = "en", kind: BlockKind = "paragraph") -> tuple[Piece, ...]:
    return read_block(TextBlock(kind, (TextRun(text),), 1), language)


def told(piece: Piece) -> str:  # noqa: PLR0911 - one line for each kind of piece
    """A piece as the golden files have it."""
    match piece:
        case SpokenWords():
            return f"say {piece.text}"
        case Silence():
            length = "" if piece.least_s is None else f" {_range(piece.least_s, piece.most_s or piece.least_s)}"
            return f"{'' if piece.size == 'usual' else piece.size + ' '}silence{length}"
        case BellStrike():
            return "bell" if piece.strikes == 1 else f"bell {piece.strikes}"
        case GuidedBreath():
            counts = (piece.in_s, piece.hold_s, piece.out_s, piece.rest_s)
            pattern = "-".join("_" if count is None else f"{count:g}" for count in counts)
            unsure = " ?" if piece.question else ""
            return f"{'breath' if piece.text else 'and breath'} {pattern} x{piece.breaths or '_'}{unsure}"
        case Speaker():
            return f"{'listener' if piece.listener else 'speaker'} {piece.name}"
        case StageDirection():
            return piece.kind
        case Blank():
            return f"blank {piece.name}".strip()
        case Uncertain():
            return f"unsure {piece.text}"


def _range(least_s: float, most_s: float) -> str:
    return f"{least_s:g}" if least_s == most_s else f"{least_s:g} to {most_s:g}"


def cases() -> list[tuple[str, str, list[str]]]:
    files: list[Path] = sorted(FOLDER.glob("*.yaml"))
    return [
        (file.stem, text, pieces if isinstance(pieces, list) else [pieces])
        for file in files
        for text, pieces in yaml.safe_load(file.read_text(encoding="utf-8")).items()
    ]


@pytest.mark.parametrize(("language", "text", "pieces"), cases())
def test_a_text_is_cut_into_what_is_said_and_what_is_not(language: str, text: str, pieces: list[str]) -> None:
    assert [told(piece) for piece in read(text, language)] == pieces


SIGNS = "()[]{}<>*_\u2014\u2013-\u2026./|:;,\"'\u00ab\u00bb\u201c\u201d0123456789 \n"
WORDS = [
    "pause",
    "silence",
    "Stille",
    "bell",
    "breathe",
    "in",
    "out",
    "einatmen",
    "4",
    "6",
    "times",
    "min.",
    "Therapist:",
]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Texts of words and signs that directions are made of, well formed or not."""
    known = [text for _, text, _ in cases()]
    part = st.one_of(
        st.sampled_from(known),
        st.sampled_from(WORDS),
        st.text(st.sampled_from(SIGNS), max_size=6),
        st.text(max_size=8),
    )
    return " ".join(draw(st.lists(part, max_size=6)))


@st.composite
def blocks(draw: st.DrawFn) -> TextBlock:
    text = draw(texts())
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=3)))
    runs = tuple(
        TextRun(text[begin:end], italic=draw(st.booleans()), bold=draw(st.booleans()))
        for begin, end in zip([0, *cuts], [*cuts, len(text)], strict=True)
    )
    return TextBlock(draw(st.sampled_from(["paragraph", "item", "heading"])), runs, 1)


def letters(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=60)
@given(blocks(), st.sampled_from([*LANGUAGES, "de-AT", "ja"]))
def test_every_letter_of_a_block_is_in_exactly_one_piece(block: TextBlock, language: str) -> None:
    pieces = read_block(block, language)
    assert letters("".join(piece.text for piece in pieces)) == letters(block.text)
    assert all(piece.text == piece.text.strip() for piece in pieces)
