"""One table of abbreviations for each language, for the splitter of sentences and the reader of words."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.repository import ROOT

from audiogen.script.notation.abbreviations import _FITS, abbreviation_table, abbreviations
from audiogen.speech.words.normalize.word_tables import WORD_TABLES

TABLES = sorted((ROOT / "audiogen/script/notation/tables").glob("*.toml"))
LANGUAGES = st.sampled_from([*sorted(WORD_TABLES), "ru"])


def found(text: str, language: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.words) for each in abbreviations(text, language)]


def test_every_language_that_is_read_out_has_a_table() -> None:
    assert {table.stem for table in TABLES} == set(WORD_TABLES)


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.stem)
def test_a_table_has_words_for_everything_and_every_part_says_where_it_stands(file: Path) -> None:
    parts = tomllib.loads(file.read_text(encoding="utf-8"))
    kinds = {name: part for name, part in parts.items() if isinstance(part, dict)}
    assert set(kinds) <= set(_FITS)
    assert all(written and any(map(str.isalnum, words)) for part in kinds.values() for written, words in part.items())
    assert all(words == words.lower() for words in parts.values() if isinstance(words, str))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("No. 5 is no.", "en", [("No.", "Number")]),
        ("Rest 5 min. with min. 3 breaths", "en", [("min.", "min"), ("min.", "minimum")]),
        ("St. Francis of Main St.", "en", [("St.", "Saint"), ("St.", "Street")]),
        ("DR. MOORE", "en", [("DR.", "Doctor")]),
        ("Approx. five", "en", [("Approx.", "Approximately")]),
        ("No.5", "en", [("No.", "Number")]),
        ("the sun. We sat. A fig.", "en", []),
        ("z.B. und z. B.", "de", [("z.B.", "zum Beispiel"), ("z. B.", "zum Beispiel")]),
        ("Am Waldstr. 5", "de", [("str.", "straße")]),
        ("vitamina D. Juan", "es", []),
        ("el mar. 5 olas", "es", []),
        ("dr. Hill", "ru", [("dr.", "doctor")]),
    ],
)
def test_an_abbreviation_is_known_by_what_stands_beside_it(
    text: str, language: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text, language) == expected


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.stem)
def test_what_an_abbreviation_is_anywhere_is_not_said_again_for_a_place(file: Path) -> None:
    parts = tomllib.loads(file.read_text(encoding="utf-8"))
    anywhere = {**parts.get("inside", {}), **parts.get("either", {})}.items()
    assert not parts.get("number", {}).items() & anywhere


def test_a_second_initial_begins_no_sentence() -> None:
    table = abbreviation_table("en")
    assert table.begins_sentence(" A calm day")
    assert not table.begins_sentence(" A. Moore")


@given(st.text(st.one_of(st.characters(), st.sampled_from("aNoDrSt. 5min"))), LANGUAGES)
def test_abbreviations_of_any_text_stand_in_it_in_their_order(text: str, language: str) -> None:
    places = [(each.start, each.end) for each in abbreviations(text, language)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
