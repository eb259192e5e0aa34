"""What is not spoken in guided scripts as people write them: cases by language, and what holds for all."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.repository import ROOT

from audiogen.documents.manuscript import BlockKind, TextBlock, TextRun
from audiogen.drafting.imported.directions import read_block, read_blocks
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


@cache
def cases(language: str) -> dict[str, list[str]]:
    """The texts of a golden file, and what their pieces are."""
    table = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return {text: pieces if isinstance(pieces, list) else [pieces] for text, pieces in table.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_cut_into_what_is_said_and_what_is_not(language: str) -> None:
    found = {text: [told(piece) for piece in read(text, language)] for text in cases(language)}
    assert {text: pieces for text, pieces in found.items() if pieces != cases(language)[text]} == {}


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
    known = [text for language in LANGUAGES for text in cases(language)]
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


@settings(max_examples=100)
@given(blocks(), st.sampled_from([*LANGUAGES, "de-AT", "ja"]))
def test_every_letter_of_a_block_is_in_exactly_one_piece(block: TextBlock, language: str) -> None:
    pieces = read_block(block, language)
    assert letters("".join(piece.text for piece in pieces)) == letters(block.text)
    at = 0
    for piece in pieces:
        assert piece.text == piece.text.strip()
        at = block.text.index(piece.text, at) + len(piece.text)


def paragraphs(*texts: str) -> tuple[TextBlock, ...]:
    return tuple(TextBlock("paragraph", (TextRun(text),), line) for line, text in enumerate(texts, 1))


def test_a_breath_may_have_a_paragraph_for_each_phase_and_is_offered_behind_the_last() -> None:
    phases = paragraphs("Breathe in for four.", "Hold for two.", "Breathe out for six.", "Now rest.")
    assert [[told(piece) for piece in pieces] for pieces in read_blocks(phases, "en")] == [
        ["say Breathe in for four."],
        ["say Hold for two."],
        ["say Breathe out for six.", "and breath 4-2-6-_ x_ ?"],
        ["say Now rest."],
    ]


def test_no_breath_goes_on_over_a_heading() -> None:
    heading = TextBlock("heading", (TextRun("Out"),), 2, level=2)
    first, last = paragraphs("Breathe in for four seconds.", "Breathe out for six seconds.")
    blocks = read_blocks((first, heading, last), "en")
    assert [[told(piece) for piece in pieces[1:]] for pieces in blocks] == [
        ["and breath 4-_-_-_ x_ ?"],
        [],
        ["and breath _-_-6-_ x_ ?"],
    ]


def test_a_length_in_a_heading_is_the_one_of_what_follows() -> None:
    assert [told(piece) for piece in read("Body scan (5 min)", kind="heading")] == ["say Body scan", "time"]


def test_italics_and_bold_letters_mark_what_asterisks_mark() -> None:
    runs = (
        TextRun("Rest. "),
        TextRun("pause", italic=True),
        TextRun(" And "),
        TextRun("softly", bold=True),
        TextRun(" go."),
    )
    assert [told(piece) for piece in read_block(TextBlock("paragraph", runs, 1), "en")] == [
        "say Rest.",
        "silence",
        "say And softly go.",
    ]


def test_a_line_in_italics_that_speaks_to_nobody_may_be_a_note() -> None:
    walks = TextBlock("paragraph", (TextRun("Teacher walks ahead", italic=True),), 1)
    assert [told(piece) for piece in read_block(walks, "en")] == ["unsure Teacher walks ahead"]
    assert [told(piece) for piece in read_block(replace(walks, kind="heading"), "en")] == ["say Teacher walks ahead"]


def test_a_length_of_a_silence_before_a_breath_is_none_of_its_counts() -> None:
    blocks = [
        TextBlock("paragraph", (TextRun(text),), 1) for text in ("Rest. ... 20 sec", "Inhale for 4, exhale for 6.")
    ]
    assert [told(piece) for piece in read_blocks(blocks, "en")[1]][-1] == "and breath 4-_-6-_ x_ ?"


def test_english_directions_are_known_in_every_language() -> None:
    assert [told(piece) for piece in read("(pause 10 seconds)", "ja")] == ["silence 10"]
    assert [told(piece) for piece in read("[ring the bell twice]", "fr")] == ["bell 2"]


def test_an_exercise_that_its_author_has_timed_is_offered_no_breath() -> None:
    told_pieces = [
        told(piece) for piece in read("Breathe in for four. (4 sec pause) Breathe out for six. (6 sec pause)")
    ]
    assert not any("breath " in piece for piece in told_pieces if not piece.startswith("say"))


def test_questions_are_one_line_in_plain_words() -> None:
    pieces = [piece for text in cases("en") for piece in read(text)]
    questions = {piece.question for piece in pieces if isinstance(piece, Uncertain | GuidedBreath)} - {""}
    assert questions
    assert all("\n" not in question and question[-1] in ".?" for question in questions)


def test_a_long_line_without_a_space_is_read_quickly() -> None:
    line = "x" * 30_000
    begun = time.process_time()
    assert read(line, "de") == (SpokenWords(line),)
    assert time.process_time() - begun < 6
