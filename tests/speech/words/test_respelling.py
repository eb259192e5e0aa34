"""Respellings: syllables whose letters stand for sounds, with capitals for the stress."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.speech.engine import Fragment
from audiogen.speech.words.ipa import to_misaki
from audiogen.speech.words.respelling import respelled, sounding, syllables_to_ipa, unreadable


@pytest.mark.parametrize(
    ("respelling", "ipa"),
    [
        ("prah-nuh-YAH-muh", "prɑːnəˈjɑːmə"),
        ("shi-VAWN", "ʃiːˈvɔːn"),
        ("ah-NAHN-dah", "ɑːˈnɑːndɑː"),
        ("TIE-chee", "ˈtaɪtʃiː"),
        ("bo-dee-SUT-vah", "boʊdiːˈsʌtvɑː"),
        ("MOKE-shuh", "ˈmoʊkʃə"),
        ("kin-TSOO-ghee", "kɪnˈtsuːɡiː"),
        ("chick-sent-mee-HIGH", "tʃɪksɛntmiːˈhaɪ"),
        ("dih-PEND-ur", "dɪˈpɛndər"),
        ("KITCH-un", "ˈkɪtʃən"),
    ],
)
def test_syllables_stand_for_sounds(respelling: str, ipa: str) -> None:
    assert syllables_to_ipa(respelling) == ipa


@pytest.mark.parametrize("word", ["co-regulation", "self-care", "HIV-positive", "BBC-style", "ah-NTH-dah", "th-AH-xq"])
def test_other_words_with_hyphens_are_no_syllables(word: str) -> None:
    assert syllables_to_ipa(word) is None


def test_voices_that_take_sounds_get_those_of_the_syllables_and_the_other_words_as_letters() -> None:
    assert list(sounding("oo-JAH-yee breath", "en-GB")) == [
        Fragment("oo-jah-yee", "uːˈdʒɑːjiː"),
        Fragment(" breath"),
    ]


def test_the_letters_of_other_languages_stay_letters() -> None:
    assert list(sounding("pra-na-JA-ma", "de")) == [Fragment("pra-na-ja-ma")]


@pytest.mark.parametrize(
    ("respelling", "read"),
    [
        ("ah-NAHN-dah", "ah-nahn-dah"),
        ("TIE chee", "tie chee"),
        ("the BBC-style", "the BBC-style"),
        ("M\u00c1IND-fulnes", "m\u00e1ind-fulnes"),
    ],
)
def test_capitals_that_show_the_stress_are_not_spelt_out_but_initials_are(respelling: str, read: str) -> None:
    assert respelled(respelling) == read


@given(st.lists(st.from_regex(r"[a-z]{1,5}|[A-Z]{1,5}", fullmatch=True), min_size=2, max_size=4))
def test_any_syllables_have_sounds_that_a_voice_can_make_or_none(syllables: list[str]) -> None:
    ipa = syllables_to_ipa("-".join(syllables))
    assert ipa is None or to_misaki(ipa, british=False)


@pytest.mark.parametrize(
    ("respelling", "ipa"),
    [
        ("WYND", "ˈwaɪnd"),
        ("WIND", "ˈwɪnd"),
        ("BOW", "ˈbaʊ"),
        ("BOH", "ˈboʊ"),
        ("bau", "ˈbaʊ"),
        ("tair", "ˈtɛr"),
        ("KLOHZ", "ˈkloʊz"),
        ("yooss", "ˈjuːs"),
        ("lyv", "ˈlaɪv"),
        ("lynn", "ˈlɪn"),
        ("KYMM", "ˈkɪm"),
    ],
)
def test_a_word_of_one_syllable_may_be_respelt(respelling: str, ipa: str) -> None:
    assert list(sounding(respelling, "en")) == [Fragment(respelling.lower(), ipa)]


@pytest.mark.parametrize("word", ["led", "LED", "said", "one more time", "NHS", "World Wide", "pr\u0101na", "x", "I"])
def test_what_the_voice_is_sure_of_and_what_is_no_syllable_stays_letters(word: str) -> None:
    assert [each.ipa for each in sounding(word, "en")] == [""]


@pytest.mark.parametrize(("say", "syllable"), [("Neev-xq", "xq"), ("KAH-t-uh", "t")])
def test_a_syllable_without_a_vowel_cannot_be_read(say: str, syllable: str) -> None:
    assert unreadable(say, "en") == syllable


@pytest.mark.parametrize("say", ["NEEV", "BBC-style", "mmm-HMM", "shh", "prah-nuh-YAH-muh", "self-care", "O-M-ness"])
def test_syllables_with_a_vowel_initials_and_sounds_that_are_held_can_be_read(say: str) -> None:
    assert unreadable(say, "en") is None


def test_how_other_languages_spell_is_not_known() -> None:
    assert unreadable("Brn-o", "cs") is None
