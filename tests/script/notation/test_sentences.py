"""Lines cut into sentences: golden cases as data, and promises for every text."""

from __future__ import annotations

import contextlib
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.repository import ROOT

from audiogen.script.notation.mistakes import checked
from audiogen.script.notation.sentences import fold, sentences

GOLDEN: dict[str, list[str]] = yaml.safe_load((ROOT / "tests/golden/sentences.yaml").read_text(encoding="utf-8"))
CASES = [(language, row) for language, rows in GOLDEN.items() for row in rows]
LANGUAGES = st.sampled_from(["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "ru", "en-GB"])
PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["Dr.", "No.", "5", "min.", "St.", "Then", "3.", "November", "z. B.", ". . .", "J.", "(etc.)", "…."]
        ),
        st.text(max_size=5),
    )
).map(" ".join)


@pytest.mark.parametrize(("language", "row"), CASES)
def test_a_line_is_cut_where_its_sentences_end_in_its_language(language: str, row: str) -> None:
    pieces = tuple(row.split(" | "))
    assert sentences(" ".join(pieces), language) == pieces


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("Welcome. This is time for you.", ("Welcome.", "This is time for you.")),
        ("Il dit : « Viens ici. » Puis il part.", ("Il dit : « Viens ici. »", "Puis il part.")),
        ("Ich bin da. »Und du?« Ja.", ("Ich bin da.", "»Und du?« Ja.")),
        ("What shows up first? Perhaps warmth.", ("What shows up first?", "Perhaps warmth.")),
        ("Dr. Okafor listens. So do I.", ("Dr. Okafor listens.", "So do I.")),
        ("J. K. came in. Then left.", ("J. K. came in.", "Then left.")),
        ("The answer may be no. That is fine.", ("The answer may be no.", "That is fine.")),
        ("Well… perhaps. Or not!", ("Well… perhaps.", "Or not!")),
        ("“Stay.” He went.", ("“Stay.”", "He went.")),
        ("One and 2.5 more.", ("One and 2.5 more.",)),
        ("吸って。吐いて。", ("吸って。", "吐いて。")),
        ("تنفس. ثم استرح؟ نعم.", ("تنفس.", "ثم استرح؟", "نعم.")),
        ("Hm ... well. ... Yes.", ("Hm ... well. ...", "Yes.")),
    ],
)
def test_a_line_is_split_where_its_sentences_end(line: str, pieces: tuple[str, ...]) -> None:
    assert sentences(line) == pieces


@given(st.one_of(st.text(), PIECES), LANGUAGES)
def test_splitting_loses_no_character_but_white_space(text: str, language: str) -> None:
    line = fold(text)
    assert "".join("".join(sentences(line, language)).split()) == "".join(line.split())


def test_folding_composes_accents_and_keeps_emoji_and_right_to_left_text() -> None:
    assert fold("cafe\u0301\t \u05e9\u05dc\u05d5\u05dd  🙂 ") == "caf\u00e9 \u05e9\u05dc\u05d5\u05dd 🙂"


@pytest.mark.parametrize(
    "part", ["a.a.a.", "III. ", "a", "A A. ", ". . . ", "((((", "[[[[", "****", "etc. ", "(pause) "]
)
def test_a_long_line_without_an_end_is_cut_in_a_moment(part: str) -> None:
    text = (part * 50_000)[:50_000]
    started = time.process_time()
    sentences(fold(text))
    with contextlib.suppress(ValueError):
        checked(text)
    # half a second on a busy machine; in quadratic time it would be minutes
    assert time.process_time() - started < 10


@pytest.mark.parametrize("mark", [".", "!", "?", "\u2026", ". ", "! ? ", "\u3002", '." ', "a. "])
def test_any_number_of_marks_takes_no_longer_than_as_many_letters(mark: str) -> None:
    # looking at each of them from each of them would take minutes
    line = fold(mark * 100_000)
    assert "".join(sentences(line)).replace(" ", "") == line.replace(" ", "")
