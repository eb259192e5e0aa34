"""What is not spoken in guided scripts as people write them."""

from __future__ import annotations

from audiogen.documents.manuscript import TextBlock, TextRun
from audiogen.drafting.imported.directions import read_block
from audiogen.drafting.imported.pieces import BellStrike, Piece, Silence, SpokenWords, StageDirection


def read(text: str, language: str = "en") -> tuple[Piece, ...]:
    return read_block(TextBlock("paragraph", (TextRun(text),), 1), language)


def test_a_pause_in_brackets_is_silence_between_words() -> None:
    assert read("Rest. [pause 10 seconds] Well done. (long pause)") == (
        SpokenWords("Rest."),
        Silence("[pause 10 seconds]", 10, 10),
        SpokenWords("Well done."),
        Silence("(long pause)", size="long"),
    )


def test_bells_and_manners_are_never_spoken() -> None:
    assert read("(gong) Welcome. [softly]") == (
        BellStrike("(gong)"),
        SpokenWords("Welcome."),
        StageDirection("[softly]", "manner"),
    )
