"""No figure is ever cut, whatever stands beside it, and no text is too long to be read."""

import re
import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from unicode_rbnf import FormatPurpose, RbnfEngine

from audiogen.speech.words.normalize import reader, spoken_words
from audiogen.speech.words.normalize.language import spoken_language
from audiogen.speech.words.normalize.word_tables import WORD_TABLES

LANGUAGES = sorted(WORD_TABLES)
READ = st.sampled_from(LANGUAGES)
BESIDE = st.text("abcdefghijklmnopqrstuvwxyz", max_size=4) | st.sampled_from(
    [
        "er",
        "ern",
        "-tal",
        "ish",
        "-ish",
        "mal",
        "x",
        "K",
        "D",
        "th",
        "am",
        " PM",
        " Uhr",
        "h",
        "%",
        " %",
        "+",
        " kg",
        "\u00b0",
        ".",
    ]
)
FIGURES = st.text(
    st.sampled_from("0123456789") | st.sampled_from(".,:/-\u2013+$\u20ac%\u00b0'() abhmsxAMPK\u00b2\u00bd"), max_size=25
)
LONG = [
    "9",
    "1.",
    "1-",
    "1:",
    "1/",
    "111.",
    "111,",
    "111 ",
    "0 1 ",
    "$1",
    "1\u20ac",
    "a1",
    "call 1 ",
    "3. ",
    "1 to ",
    "\u00bd",
    "x",
    "1h",
]


def with_plain_figures(text: str) -> str:
    """The figures of fractions and powers as plain ones, each apart from those beside it."""
    return "".join(f" {unicodedata.normalize('NFKC', each)} " if each in "²½" else each for each in text)


def readings(number: int, language: str) -> set[str]:
    """Every way to say a whole number: as a count, an ordinal, a year, digit by digit."""
    engine = RbnfEngine.for_language(language)
    said = {" ".join(engine.format_number(int(digit)).text for digit in str(number))}
    for purpose in (FormatPurpose.CARDINAL, FormatPurpose.ORDINAL, FormatPurpose.YEAR):
        said.update(engine.format_number(number, purpose).text_by_ruleset.values())
    return {words.replace("\u00ad", "") for words in said}


@given(st.integers(3, 10**12) | st.integers(3, 2100), BESIDE, READ)
@example(10, "x", "en")
@example(90, "ern", "de")
@example(1980, "s", "en")
@example(20, "ish", "en")
def test_a_number_is_read_as_a_whole_whatever_stands_behind_it(number: int, behind: str, language: str) -> None:
    spoken = spoken_words(f"{number}{behind}", language).lower()
    # the last letter may change: thirty, thirties
    assert str(number) in spoken or any(words.lower()[:-1] in spoken for words in readings(number, language))


@given(st.sampled_from(["B", "CO", "MP", "covid", "v", "Omega", "x"]), st.integers(3, 2100), READ)
def test_a_number_is_read_as_a_whole_whatever_stands_before_it(before: str, number: int, language: str) -> None:
    spoken = spoken_words(f"{before}{number}", language).lower()
    assert any(words.lower() in spoken for words in readings(number, language))


@given(FIGURES, READ)
def test_figures_that_are_left_to_a_voice_are_left_whole(text: str, language: str) -> None:
    left = Counter(map(int, re.findall(r"\d+", spoken_words(text, language))))
    assert left <= Counter(map(int, re.findall(r"\d+", with_plain_figures(text))))


@given(FIGURES)
def test_no_figure_is_left_in_english(text: str) -> None:
    assert not re.search(r"\d", spoken_words(text, "en"))


@pytest.mark.parametrize("seed", LONG)
@pytest.mark.parametrize("language", ["en", "de", "it"])
def test_long_texts_take_no_longer_than_their_length(seed: str, language: str) -> None:
    known = spoken_language(language)
    assert known is not None
    rules = [rule for rule in reader._RULES if "symbols" not in rule.__module__]

    def seconds(characters: int) -> float:
        text = (seed * characters)[:characters]
        start = time.process_time()
        for rule in rules:
            text = rule(text, known)
        return time.process_time() - start

    seconds(1000)
    # eight times the text in eight times the time, and not in sixty-four
    assert seconds(16_000) < max(30 * seconds(2000), 0.5)
