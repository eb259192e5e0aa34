"""The International Phonetic Alphabet, as the embedded voices and Kokoro are given it."""

import json
import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.speech.words.ipa import from_misaki, to_misaki

ALPHABET = frozenset(json.loads(resources.files("hibari").joinpath("assets/vocab.json").read_text(encoding="utf-8")))
"""What the voices have sounds for."""
CONSONANTS = "pbtdʈɖcɟkɡqɢ\u0294mɱnɳɲŋɴʙrʀⱱɾɽɸβfvθðszʃʒʂʐçʝxɣχʁħhɦɬɮʋɹɻjɰlɭʎʟʍwɥɕʑɺɧ"
VOWELS = "iyɨʉɯuɪ\u028fʊeøɘɵɤoəɛœɜɞʌɔæɐaɶɑɒɚɝ"


@pytest.mark.parametrize(
    ("ipa", "american", "british"),
    [
        ("oʊm", "ˈOm", "ˈQm"),
        ("ˈtʃiːɡɒŋ", "ʧˈiɡɑŋ", "ʧˈiːɡɒŋ"),
        ("ˌprɑːnəˈjɑːmə", "pɹˌɑnəjˈɑmə", "pɹˌɑːnəjˈɑːmə"),
        ("ʃiˈvɔːn", "ʃivˈɔn", "ʃivˈɔːn"),
        ("ˈs.t.raɪk", "stɹˈIk", "stɹˈIk"),
        ("t\u035cʃa\u0361ɪ", "ʧˈI", "ʧˈI"),
        ("mɛ\u0303", "mˈɛn", "mˈɛn"),
        ("ˈbʌtn\u0329", "bˈʌtᵊn", "bˈʌtᵊn"),
        ("n\u0325ɑ tʰi", "nˈɑ ti", "nˈɑː ti"),
        ("ˈsʌŋɡə  ˈhaʊs", "sˈʌŋɡə hˈWs", "sˈʌŋɡə hˈWs"),
        ("jo'ga", "jOɡˈɑ", "jQɡˈɑ"),
        ("ˈkɛərful ˈrɛkərd", "kˈɛəɹful ɹˈɛkəɹd", "kˈɛːful ɹˈɛkəd"),
        ("ˈhɪər ɪn ˈæpril", "hˈɪəɹ ɪn ˈæpɹil", "hˈɪə ɪn ˈapɹil"),
    ],
)
def test_ipa_becomes_the_voices_own_phonemes(ipa: str, american: str, british: str) -> None:
    assert (to_misaki(ipa, british=False), to_misaki(ipa, british=True)) == (american, british)


@pytest.mark.parametrize("british", [False, True])
@pytest.mark.parametrize("sound", [*CONSONANTS, *VOWELS])
def test_every_vowel_and_every_consonant_made_with_the_breath_has_a_sound(sound: str, *, british: bool) -> None:
    assert set(to_misaki(f"{sound}ə", british=british)) <= ALPHABET


@pytest.mark.parametrize("symbol", ["#", "(", "1", "ʘ", "˥", "щ", "B"])
def test_a_symbol_that_stands_for_no_sound_is_named(symbol: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f'"{symbol}" (U+{ord(symbol):04X} ')):
        to_misaki(f"o{symbol}m", british=False)


def test_sounds_without_a_vowel_are_no_word() -> None:
    with pytest.raises(ValueError, match="/m/ holds no vowel"):
        to_misaki("m", british=False)


@given(st.text(st.one_of(st.characters(), st.sampled_from("aɪʊəˈˌːtʃdʒnm\u0329\u0303"))), st.booleans())
def test_any_text_has_sounds_with_a_stress_or_is_refused(text: str, british: bool) -> None:  # noqa: FBT001 - drawn
    try:
        phonemes = to_misaki(text, british=british)
    except ValueError:
        return
    assert set(phonemes) <= ALPHABET
    assert "ˈ" in phonemes


@pytest.mark.parametrize(
    ("phonemes", "ipa"),
    [
        ("n\u02c8W, \u0283i s\u02c8\u025bd.", "\u02c8na\u028a \u0283i \u02c8s\u025bd"),
        ("k\u0259nt\u02c8\u025bnt", "k\u0259n\u02c8t\u025bnt"),
        ("\u026akst\u0279\u02c8im", "\u026ak\u02c8stri\u02d0m"),
        ("st\u0279\u02c8\u025b\u014b\u03b8", "\u02c8str\u025b\u014b\u03b8"),
        ("l\u02c8\u025bt\u0259 z\u02c8i\u02d0", "\u02c8l\u025bt\u0259 \u02c8zi\u02d0"),
        ("\u02c8\u02c8\u02c8I\u02d0z", "\u02c8a\u026az"),
        ("hmm", "hmm"),
    ],
)
def test_the_voices_own_phonemes_become_ipa_again(phonemes: str, ipa: str) -> None:
    assert from_misaki(phonemes) == ipa


@pytest.mark.parametrize("ipa", ["həˈloʊ", "ˌprɑːnəˈjɑːmə", "ˈtʃiːɡ", "ˈwɛlkəm", "ˌɪntroʊˈdʒɛkt"])
def test_ipa_that_a_voice_is_given_is_shown_as_it_was(ipa: str) -> None:
    assert from_misaki(to_misaki(ipa, british=False)) == ipa


@pytest.mark.parametrize(("held", "sound"), [("ʃː", "ʃ"), ("sː", "s"), ("bɹː", "bɹ"), ("hmː", "hm")])
def test_a_consonant_that_is_held_needs_no_vowel(held: str, sound: str) -> None:
    assert to_misaki(held, british=False) == sound
