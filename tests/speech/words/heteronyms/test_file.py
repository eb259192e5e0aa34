"""Heteronyms in a show's own lexicon: what may be written, and every mistake in its place."""

from pathlib import Path

import pytest

from audiogen.errors import ScriptError
from audiogen.speech.words.heteronyms.decide import Heteronyms
from audiogen.speech.words.lexicon_file import load_lexicon

OWN = """
en:
  wind:
    - sense: a river in the mountains
      say: WYND
      when: [river _, "_ valley"]
  gule, goole:
    - {sense: red, ipa: ɡuːl, say: GOOL, when: in heraldry _}
    - {sense: a ghost, ipa: ɡaʊl, when: otherwise}
  permit: {verb: pɜrˈmɪt, noun: ˈpɜrmɪt}
"""


def heteronyms(folder: Path, text: str) -> Heteronyms:
    (folder / "lexicon.yaml").write_text(text, encoding="utf-8")
    return load_lexicon(folder).heteronyms


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("the river Wind", "WYND"),
        ("the Wind valley", "WYND"),
        ("the wind", "wɪnd"),
        ("in heraldry gule", "ɡuːl"),
        ("a goole", "ɡaʊl"),
        ("gules", "ɡaʊlz"),
        ("to permit", "pɜrˈmɪt"),
    ],
)
def test_a_show_has_senses_of_its_own_before_those_that_come_along(tmp_path: Path, text: str, sounds: str) -> None:
    own = heteronyms(tmp_path, OWN)
    (found,) = own.decide(text, "en", takes_ipa=True)
    assert (own.sounds(found, "en") or found.sense.say) == sounds


def test_an_entry_may_hold_in_every_language(tmp_path: Path) -> None:
    own = heteronyms(tmp_path, "any:\n  Bo:\n    - {sense: a name, ipa: boː, when: Doktor _}\n")
    assert [own.sounds(each, "de") for each in own.decide("Doktor Bo", "de", takes_ipa=True)] == ["boː"]


def test_the_words_of_a_show_are_known(tmp_path: Path) -> None:
    assert heteronyms(tmp_path, OWN).words("en-GB") == {"wind", "gule", "goole", "permit"}


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("- {sense: x, ipa: wɪnd, when: the wind}", '4:35: "the wind": write _ once, for the word itself'),
        ("- {sense: x, ipa: wɪnd, when: [the _, NOUNS _]}", "4:43: NOUNS is no list of words; there are ADV"),
        ("- {sense: x, ipa: w1nd}", '4:23: "1" (U+0031 DIGIT ONE) in /w1nd/ is no sound'),
        ("- {sense: x, when: the _}", "4:7: wind: say how it sounds, with ipa or say"),
        ("- {sense: x, ipa: wɪnd, where: the _}", "4:29: wind: where is not known here; sense, ipa, say, when"),
        ("- {sense: x, ipa: wɪnd}\n    - again", "5:7: wind: write sense, ipa and when for each way"),
        ("- {sense: [], ipa: wɪnd}", "4:15: write a text here"),
        ("{verb: waɪnd, verbs: wɪnd}", "4:19: verbs is not known here; write one of noun, adjective"),
    ],
)
def test_every_mistake_is_told_in_its_place(tmp_path: Path, entry: str, problem: str) -> None:
    with pytest.raises(ScriptError) as raised:
        heteronyms(tmp_path, f"en:\n  wind:\n    # a river\n    {entry}\n")
    assert f"lexicon.yaml:{problem}" in str(raised.value)
