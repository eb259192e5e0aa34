"""Which sense is meant, and what becomes of words that nothing decides."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiogen.speech.engine import Fragment, words_of
from audiogen.speech.words.heteronyms.decide import Heteronyms
from audiogen.speech.words.heteronyms.file import shipped_rules
from audiogen.speech.words.heteronyms.heteronym import Heteronym, Part, Sense
from audiogen.speech.words.heteronyms.tell import tell_apart, without

SHIPPED = Heteronyms(shipped=shipped_rules)
WORDS = sorted({entry.word for entry in shipped_rules().heteronyms})
BETWEEN = ["the", "your", "to", "let", "and", "it", ".", ",", "-", "'s", "don't", "\u0101m"]
SOME = [*WORDS, *(f"{word}s" for word in WORDS), *BETWEEN]


def said(text: str, language: str = "en", heteronyms: Heteronyms = SHIPPED, *, ipa: bool = True) -> dict[str, str]:
    told = tell_apart([(Fragment(text), False)], language, heteronyms, takes_ipa=ipa)
    return {fragment.text.strip(): fragment.ipa for fragment in told.speech if fragment.ipa}


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("The wind's voice", {"wind's": "wɪndz"}),
        ("The wind\u2019s voice", {"wind\u2019s": "wɪndz"}),
        ("As the day winds down", {"winds": "waɪndz"}),
        ("CLOSE YOUR EYES", {"CLOSE": "kloʊz"}),
        ("A close-up", {"close": "kloʊs"}),
        ("The Polish polish", {"Polish": "ˈpoʊlɪʃ", "polish": "ˈpɒlɪʃ"}),
        ("Closed windows, reader", {}),
        ("Excuses, excuses", {"Excuses": "ɪkˈskjuːsɪz", "excuses": "ɪkˈskjuːsɪz"}),
    ],
)
def test_forms_of_a_word_are_known(text: str, sounds: dict[str, str]) -> None:
    assert said(text) == sounds


def test_british_sessions_have_british_sounds() -> None:
    assert said("Feel minute changes.", "en-GB") == {"minute": "maɪˈnjuːt"}
    assert said("Feel minute changes.", "en-US") == {"minute": "maɪˈnuːt"}


def test_other_languages_have_none_of_the_english_ones() -> None:
    assert said("Das Record", "de") == {}


def test_what_decides_may_stand_in_another_fragment() -> None:
    eyes, close = Fragment("eyes", "aɪz"), Fragment(" close", emphasis=True)
    parts = [(Fragment("Let your "), False), (eyes, True), (close, False)]
    told = tell_apart(parts, "en", SHIPPED, takes_ipa=True)
    assert told.speech[-1] == Fragment("close", "kloʊz", emphasis=True)
    assert told.speech[-2] == Fragment(" ", emphasis=True)


def test_what_its_author_has_explained_stays() -> None:
    parts = [(Fragment("the "), False), (Fragment("wind", "waɪnd"), True), (Fragment(" wind"), True)]
    assert tell_apart(parts, "en", SHIPPED, takes_ipa=True).speech == tuple(fragment for fragment, _ in parts)


def test_a_voice_that_takes_no_sounds_reads_by_itself() -> None:
    assert said("Close your eyes.", ipa=False) == {}


def test_a_word_that_nothing_decides_is_told_with_its_remedy() -> None:
    told = tell_apart([(Fragment("She has a bow."), False)], "en", SHIPPED, takes_ipa=True)
    assert [(each.word, each.senses) for each in told.undecided] == [
        ("bow", ("to bend forward", "for arrows, strings or ribbons"))
    ]
    remedy = told.undecided[0].remedy
    assert "Write [bow](BOW) (to bend forward) or [bow](BOH) (for arrows, strings or ribbons)" in remedy
    assert 'scripts/lexicon.yaml, below "en:"' in remedy


MODERN = Heteronym(
    "de",
    "modern",
    (Sense("neu", "moˈdɛrn", "modärn", ("die _",)), Sense("faulen", "ˈmoːdɐn", "mohdern", ("Blätter _",))),
    own=True,
)
NAME = Heteronym("en", "wind", (Sense("a name", "wɪnt", "", ("doctor _",)),), own=True)
OWN = Heteronyms((MODERN, NAME), shipped_rules)


def test_an_authors_own_come_first_in_any_language() -> None:
    assert said("Doctor Wind", heteronyms=OWN) == {"Wind": "wɪnt"}
    assert said("The wind", heteronyms=OWN) == {"wind": "wɪnd"}
    assert said("Wenn Blätter modern", "de", OWN) == {"modern": "ˈmoːdɐn"}


def test_an_authors_own_are_respelt_for_voices_that_take_no_sounds() -> None:
    told = tell_apart([(Fragment("Wenn Blätter modern"), False)], "de", OWN, takes_ipa=False)
    assert words_of(told.speech) == "Wenn Blätter mohdern"


def test_words_can_be_left_out_of_a_phrase() -> None:
    assert without((Fragment("Wind, windy wind"),), frozenset({"wind"})) == (Fragment(" , windy  "),)


@given(st.lists(st.sampled_from(SOME), max_size=30), st.text(max_size=10))
@settings(deadline=None)
def test_the_words_of_a_phrase_stay_as_they_are(words: Sequence[str], end: str) -> None:
    text = " ".join(words) + end
    told = tell_apart([(Fragment(text), False)], "en", SHIPPED, takes_ipa=True)
    assert words_of(told.speech) == text


@given(st.lists(st.sampled_from(SOME), max_size=12))
@settings(deadline=None)
def test_a_text_is_read_alike_in_one_fragment_and_in_many(words: Sequence[str]) -> None:
    text = " ".join(words)
    one = tell_apart([(Fragment(text), False)], "en", SHIPPED, takes_ipa=True)
    parts = [(Fragment(f"{' ' * bool(at)}{word}"), False) for at, word in enumerate(words)]
    many = tell_apart(parts, "en", SHIPPED, takes_ipa=True)
    assert [each for each in one.speech if each.ipa] == [each for each in many.speech if each.ipa]
    assert one.undecided == many.undecided


@pytest.mark.parametrize("text", ["wind " * 5000, "w" * 25_000, "record, " * 3000, "bow-" * 6000])
def test_long_texts_take_no_more_than_their_length(text: str) -> None:
    began = time.process_time()
    tell_apart([(Fragment(text), False)], "en", SHIPPED, takes_ipa=True)
    assert time.process_time() - began < 5


def test_no_sense_is_lost_with_an_ending() -> None:
    near = Sense("near", "kloʊs", parts=Part.ADJECTIVE)
    shut = Sense("shut", "kloʊz", parts=Part.VERB)
    assert Heteronym("en", "close", (near, shut)).possible("s") == (shut,)
    assert Heteronym("en", "close", (near,)).possible("'s") == (near,)
