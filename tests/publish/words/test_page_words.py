"""What pages say: every name has its text, in every language, with the same values in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.publishing import show

import audiogen.publish
from audiogen.publish.words.language import Language
from audiogen.publish.words.page_words import PageWords, catalogue, page_words, words_of
from audiogen.script.model import Show
from audiogen.script.page_texts import Wording, languages

ENGLISH = catalogue("en")
DIGITS = tomllib.loads(Path(__file__).with_name("digits.toml").read_text(encoding="utf-8"))
PACKAGE = Path(audiogen.publish.__file__).parent
SAID = re.compile(r"\bsay\(([^()]*)")
"""What is handed to it, up to a bracket."""
NAME = re.compile(r'(?<!=== )"([a-z][a-z0-9_]*)"')
"""A name, and not what a choice between two of them compares with."""


def sources() -> Iterator[str]:
    for folder, endings in (("templates", {".html", ".xml"}), ("app", {".js"}), ("pages", {".py"})):
        for file in sorted((PACKAGE / folder).rglob("*")):
            if file.suffix in endings:
                yield file.read_text(encoding="utf-8")


def forms(wording: Wording) -> tuple[str, ...]:
    return (wording,) if isinstance(wording, str) else tuple(wording.values())


def values(wording: Wording) -> set[str]:
    return {value for form in forms(wording) for value in re.findall(r"\{(\w+)\}", form)}


def test_every_word_that_is_said_has_a_text() -> None:
    said = {name for text in sources() for call in SAID.findall(text) for name in NAME.findall(call)}
    assert said - set(ENGLISH) == set()


def test_every_text_is_said_somewhere() -> None:
    # some are named in a table, or put together of two parts
    named = {name for text in sources() for name in NAME.findall(text)}
    assert set(ENGLISH) - named == {"words_of", "download_of"}


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_values_in_the_same_texts(language: str) -> None:
    texts = catalogue(language)
    assert {name: values(texts[name]) for name in ENGLISH} == {name: values(ENGLISH[name]) for name in ENGLISH}


@pytest.mark.parametrize("language", languages())
def test_words_in_the_circle_have_at_most_six_letters(language: str) -> None:
    texts = catalogue(language)
    for name in ("breath_in", "breath_hold", "breath_out", "breath_rest"):
        assert len(texts[name]) <= 6


def test_values_stand_in_their_places() -> None:
    said = page_words("en").say("position_in", at="2:16", total="10:00", part="{at} & <b>")
    assert said == "2:16 of 10:00, {at} & <b>"


def test_a_title_that_runs_the_other_way_stands_apart_from_the_words_around_it() -> None:
    english, arabic = page_words("en"), PageWords(Language("ar"), ENGLISH, {})
    assert english.say("play_title", title="دفتر") == "Play \u2068دفتر\u2069"
    assert english.say("play_title", title="Fog Bell") == "Play Fog Bell"
    assert arabic.say("play_title", title="Fog Bell") == "Play \u2068Fog Bell\u2069"
    assert arabic.isolated("") == ""


@pytest.mark.parametrize(("language", "written"), DIGITS.items())
def test_numbers_times_and_lengths_are_in_the_digits_of_the_language(language: str, written: list[str]) -> None:
    words = PageWords(Language(language), ENGLISH, {})
    assert [words.number(15), words.number(0.8), words.clock(754), words.length(600), words.digits] == written


def test_a_length_has_no_full_stop_behind_any_of_its_units() -> None:
    assert page_words("de").length(3690) == "1 Std 1 Min 30 Sek"


def test_one_is_told_apart_from_several() -> None:
    say = page_words("en").say
    assert [say("begins_in", n=n) for n in (1, 30)] == ["Begins in 1 second.", "Begins in 30 seconds."]


def test_a_language_without_a_catalogue_is_met_in_english() -> None:
    words = page_words("cy-GB")
    assert (words.language.tag, words.say("begin")) == ("en", "Begin")


def test_clocks_are_rounded_down_and_have_hours_only_where_they_need_them() -> None:
    clock = page_words("en").clock
    assert [clock(each) for each in (0, 59.999, 136, 3599.9, 3723)] == ["0:00", "0:59", "2:16", "59:59", "1:02:03"]


def test_own_words_stand_in_the_place_of_the_pages_and_the_rest_stays() -> None:
    words = words_of(a_show("de", begin="Anfangen"))
    assert (words.language.tag, words.say("begin"), words.say("done")) == ("de", "Anfangen", "Fertig")


def test_with_own_words_a_page_counts_as_in_the_language_of_its_show() -> None:
    words = words_of(a_show("ar", begin="ابدأ"))
    assert (words.language.tag, words.language.direction) == ("ar", "rtl")
    assert (words.say("begin"), words.say("done")) == ("ابدأ", "Done")


def test_own_words_are_said_in_the_language_of_the_show_alone() -> None:
    show = a_show("de", begin="Anfangen")
    said = [words_of(show, language).say("begin") for language in ("de-AT", "en", "fr")]
    assert said == ["Anfangen", "Begin", "Commencer"]


def test_a_number_chooses_among_the_forms_of_the_language() -> None:
    forms = (("one", "za sekundę"), ("few", "za {n} sekundy"), ("many", "za {n} sekund"), ("other", "za {n} sekundy"))
    say = words_of(show(language="pl", words=(("begins_in", forms),))).say
    assert [say("begins_in", n=n) for n in (1, 2, 5, 22, 1.5)] == [
        "za sekundę", "za 2 sekundy", "za 5 sekund", "za 22 sekundy", "za 1,5 sekundy",
    ]  # fmt: skip


def a_show(language: str, **words: str) -> Show:
    return show(language=language, words=tuple(words.items()))
