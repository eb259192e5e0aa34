"""How numbers, symbols and capitals are read: golden cases as data, and promises for every text."""

import re
import subprocess
import sys
import time
import tomllib

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from support.repository import ROOT

from audiogen.script.notation.abbreviations import abbreviations
from audiogen.script.notation.ssml import SAY_AS
from audiogen.speech.words.normalize import spoken_words
from audiogen.speech.words.normalize.word_tables import WORD_TABLES
from audiogen.speech.words.text import pieces, plain

NORMALIZE = ROOT / "audiogen/speech/words/normalize"
CASES = [
    (language, written, spoken)
    for table in ("spoken-words", "spoken-figures")
    for language, rows in yaml.safe_load((ROOT / f"tests/golden/{table}.yaml").read_text(encoding="utf-8")).items()
    for written, spoken in rows.items()
]
CAPITALS = tomllib.loads((NORMALIZE / "capitals.toml").read_text(encoding="utf-8"))
ROMAN = tomllib.loads((NORMALIZE / "roman.toml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs/spoken-text.md").read_text(encoding="utf-8")
READ = st.sampled_from(sorted(WORD_TABLES))


@pytest.mark.parametrize(("language", "written", "spoken"), CASES)
def test_what_is_written_is_read_as_people_read_it(language: str, written: str, spoken: str) -> None:
    assert spoken_words(written, language) == spoken


@pytest.mark.parametrize("row", re.findall(r"^\| `(.+?)` \| (.+?) \|$", PAGE, re.MULTILINE), ids=lambda row: row[0])
def test_the_page_about_spoken_text_is_true(row: tuple[str, str]) -> None:
    assert spoken_words(row[0], "en") == row[1]


@pytest.mark.parametrize(
    ("text", "what", "spoken"),
    [
        ("abc1", "characters", "A, B, C, one"),
        ("2026-11-02", "date", "November second, twenty twenty-six"),
        ("12:30", "time", "twelve thirty"),
        ("42", "ordinal", "forty-second"),
        ("1200", "cardinal", "one thousand two hundred"),
        ("1200", "year", "twelve hundred"),
        ("3/4", "fraction", "three quarters"),
        ("5 km", "unit", "five kilometers"),
        ("$2", "currency", "two dollars"),
        ("0207 946", "telephone", "zero two zero seven, nine four six"),
        ("12", "digits", "one two"),
    ],
)
def test_a_text_is_read_as_it_is_said_to_be(text: str, what: str, spoken: str) -> None:
    assert spoken_words(text, "en", what) == spoken


@pytest.mark.parametrize("what", sorted(set(SAY_AS.values()) - {"characters", "cardinal"}))
def test_what_cannot_be_read_so_is_refused(what: str) -> None:
    with pytest.raises(ValueError, match=f"cannot be read as {what}"):
        spoken_words("breathe 99/7x", "en", what) if what not in {"ordinal", "year", "digits", "telephone"} else (
            spoken_words("breathe", "en", what)
        )


def test_numbers_in_a_language_without_rules_are_left_to_the_voice() -> None:
    assert spoken_words("Через 5 минут", "ru") == "Через 5 минут"


@given(st.text(st.one_of(st.characters(), st.sampled_from("0123456789.,:/-$€%&#@°½ IVXM"))), READ)
def test_any_text_can_be_read(text: str, language: str) -> None:
    spoken_words(text, language)


@given(st.lists(st.from_regex(r"[a-z]{1,9}[,;!?]?", fullmatch=True)).map(" ".join), READ)
def test_words_alone_are_not_changed(text: str, language: str) -> None:
    assume(not list(abbreviations(text, language)))
    assert spoken_words(text, language) == plain(text)


OTHER_SCRIPTS = st.text(
    st.one_of(
        st.characters(categories=["Ll", "Lo", "Lt", "Lm"], min_codepoint=0x250),
        st.sampled_from(" ,;:!?\u2014🙂♥\u0301"),
    )
)


@given(OTHER_SCRIPTS, READ)
def test_no_letter_of_a_script_without_rules_vanishes(text: str, language: str) -> None:
    assert letters(spoken_words(text, language)) == letters(plain(text))


def letters(text: str) -> list[str]:
    return [letter for letter in text if letter.isalpha()]


@given(st.lists(st.from_regex(r"[A-Z]{2,7}(?:'[A-Z]{1,2})?", fullmatch=True), max_size=4).map(" ".join))
def test_capitals_keep_their_letters_unless_they_are_said_otherwise(text: str) -> None:
    assume(not re.search(r"\b[IVXLCDM]+\b|([A-Z])\1\1", text))
    assume(SAID.isdisjoint(re.split(r"[ ']", text)) and not list(abbreviations(text, "en")))
    assert letters(spoken_words(text, "en").upper()) == letters(text)


SAID = {word.partition("=")[0] for word in CAPITALS["en"]["said"].split() if "=" in word or word.islower()} | {"OK"}


NUMBERS = st.one_of(
    st.integers(0, 10**12).map(str),
    st.decimals(0, 1000, places=2).map(str),
    st.integers(0, 10**9).map("{:,}".format),
    st.integers(1, 99).map("{}%".format),
)


@given(st.lists(NUMBERS, min_size=1, max_size=3))
def test_no_digit_is_left_in_english(numbers: list[str]) -> None:
    assert not re.search(r"\d", spoken_words("It was " + " and then ".join(numbers) + " there.", "en"))


@given(st.lists(st.sampled_from(["breathe", "7:30 pm", "Dr.", "5 km", "softly", "PTSD", "4-7-8", "&", "1990s"])))
def test_words_between_numbers_keep_their_order(words: list[str]) -> None:
    known = [word for word in words if word in {"breathe", "softly", "PTSD"}]
    spoken = spoken_words(" ".join(words), "en").replace("P T S D", "PTSD")
    assert re.findall(r"breathe|softly|PTSD", spoken) == known


@given(st.text(st.one_of(st.characters(), st.sampled_from("0123456789.,:/-$ abc")), max_size=30), READ)
def test_what_was_read_is_not_read_again(text: str, language: str) -> None:
    once = spoken_words(text, language)
    if not re.search(r"[^a-z ,.]", once):
        assert spoken_words(once, language) == once


def test_capitals_and_roman_numbers_have_a_table_for_every_language_that_is_read_out() -> None:
    assert set(CAPITALS) == set(ROMAN) == set(WORD_TABLES)


@pytest.mark.parametrize("language", sorted(CAPITALS))
def test_no_list_of_words_in_capitals_says_again_what_another_decides(language: str) -> None:
    said = {word.partition("=")[0] for word in CAPITALS[language]["said"].split()}
    for name in ("spelled", "short"):
        words = CAPITALS[language][name].split()
        assert said.isdisjoint(words)
        assert len(words) == len(set(words))


@pytest.mark.parametrize(
    "part",
    ["a.a.a.", "III ", "a", "A A ", ". . . ", "((((", "****", "A.", "AB1", "etc. ", "St. ", "A&", "Ab I ", "t's "],
)
def test_a_long_text_without_an_end_is_read_in_a_moment(part: str) -> None:
    text = (part * 50_000)[:50_000]
    started = time.process_time()
    spoken_words(text, "en")
    assert list(pieces(plain(text), 240)) or not any(map(str.isalnum, text))
    # a second or two on a busy machine; in quadratic time it would be minutes
    assert time.process_time() - started < 15


def test_plain_words_load_no_language_data() -> None:
    program = """
import sys
from audiogen.speech.words.normalize import spoken_words
spoken_words("Breathe in, and let it go. It's fine.", "en")
print("babel" in sys.modules, "unicode_rbnf" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert run.stdout.split() == ["False", "False"]
