"""What the words for breaths promise in every language."""

import dataclasses

import pytest

from audiogen.script.cue_words import LANGUAGES, cue_words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_and_counts_to_twelve(language: str) -> None:
    words = cue_words(language)
    assert words is not None
    spoken = [getattr(words, field.name) for field in dataclasses.fields(words) if field.name != "numbers"]
    assert all(word.strip() == word and word for word in spoken)
    assert len(set(words.numbers)) == 11
    assert words.inhale != words.exhale


@pytest.mark.parametrize("language", ["en", "en-gb", "EN-US"])
def test_a_region_speaks_the_words_of_its_language(language: str) -> None:
    assert cue_words(language) is cue_words("en")


@pytest.mark.parametrize("language", ["xx", "eng", ""])
def test_other_languages_have_none(language: str) -> None:
    assert cue_words(language) is None
