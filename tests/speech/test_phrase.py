"""What a voice is given for a phrase, and when a phrase is another one."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from audiogen.errors import SoundError, SpeechError
from audiogen.plan.cues import Place, Recording, Utterance
from audiogen.script.notation.reader import read_markup
from audiogen.speech.engine import Engine, Fragment, Speech
from audiogen.speech.engines.hibari import HibariEngine, notated_pieces
from audiogen.speech.engines.tone import ToneEngine
from audiogen.speech.phrase import Phrasing
from audiogen.speech.words.heteronyms.decide import Heteronyms
from audiogen.speech.words.heteronyms.file import shipped_rules
from audiogen.speech.words.lexicon import Lexicon, LexiconEntry

LEXICON = Lexicon((LexiconEntry("en", "Om", say="ohm", ipa="oʊm"),))


def voice(name: str) -> Engine:
    return HibariEngine() if name == "heart" else ToneEngine()


PHRASING = Phrasing(voice, LEXICON)


def utterance(text: str, name: str = "heart") -> Utterance:
    marked = read_markup(text)
    return Utterance(marked.text, name, 140.0, "en", marked.annotations)


def speech(text: str, name: str = "heart") -> Speech:
    return PHRASING.speech(utterance(text, name))


@pytest.mark.parametrize(
    ("text", "heart", "tone"),
    [
        ("Breathe in.", [Fragment("Breathe in.")], [Fragment("Breathe in.")]),
        ("At 7:30, rest.", [Fragment("At seven thirty, rest.")], [Fragment("At seven thirty, rest.")]),
        ("Say Om 3 times.", [Fragment("Say "), Fragment("Om", "oʊm"), Fragment(" three times.")],
         [Fragment("Say ohm three times.")]),
        ("Say [it](eet) now.", [Fragment("Say "), Fragment("eet", "ˈiːt"), Fragment(" now.")],
         [Fragment("Say eet now.")]),
        ("[Ah](/ɑː/) now.", [Fragment("Ah", "ɑː"), Fragment(" now.")], [Fragment("Ah now.")]),
        ("It is *yours* now.", [Fragment("It is "), Fragment("yours", emphasis=True), Fragment(" now.")],
         [Fragment("It is "), Fragment("yours", emphasis=True), Fragment(" now.")]),
        ('Spell <say-as interpret-as="characters">CBT</say-as>.', [Fragment("Spell C, B, T.")],
         [Fragment("Spell C, B, T.")]),
    ],
)  # fmt: skip
def test_annotations_come_before_the_lexicon_and_that_before_numbers(
    text: str, heart: list[Fragment], tone: list[Fragment]
) -> None:
    assert list(speech(text)) == heart
    assert list(speech(text, "tone")) == tone


def test_a_say_as_that_does_not_fit_is_refused() -> None:
    with pytest.raises(SpeechError, match='"soon" cannot be read as date'):
        speech('<say-as interpret-as="date">soon</say-as>')


def test_a_new_lexicon_entry_changes_exactly_the_phrases_that_hold_its_word() -> None:
    texts = ("Say Om.", "Breathe in.", "Ananda sits.")
    other = Phrasing(voice, Lexicon((*LEXICON.entries, LexiconEntry("en", "Ananda", say="ah-nahn-dah"))))
    changed = [PHRASING.key(utterance(text)) != other.key(utterance(text)) for text in texts]
    assert changed == [False, False, True]


def test_two_spellings_of_the_same_words_are_one_phrase() -> None:
    assert PHRASING.key(utterance("It\u2019s 5 km.")) == PHRASING.key(utterance("It's five kilometers."))


def test_emphasis_makes_another_phrase() -> None:
    assert PHRASING.key(utterance("*Stay*")) != PHRASING.key(utterance("Stay"))


def test_a_voice_that_shapes_nothing_says_a_phrase_once_wherever_and_however_often_it_stands() -> None:
    phrase = utterance("Stay.", "tone")
    assert len({PHRASING.key(replace(phrase, place=place, variant=2)) for place in get_args(Place)}) == 1


def test_a_recording_is_known_by_its_content(tmp_path: Path) -> None:
    phrasing = replace(PHRASING, root=tmp_path)
    for name, content in (("a.wav", b"one"), ("b.wav", b"one"), ("c.wav", b"two")):
        (tmp_path / name).write_bytes(content)
    keys = [phrasing.key(Recording("Hello.", name)) for name in ("a.wav", "b.wav", "c.wav")]
    assert keys[0] == keys[1] != keys[2]


def test_a_recording_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match=r"gone\.wav"):
        replace(PHRASING, root=tmp_path).key(Recording("Hello.", "gone.wav"))


def test_heart_gets_sounds_and_emphasis_in_its_own_notation() -> None:
    pieces = notated_pieces(speech("With Om (softly), it is *all yours*, to keep."))
    assert pieces == ("With [Om](/ˈOm/), softly, it is [all yours](+), to keep.",)


def test_no_piece_ends_inside_a_pronunciation() -> None:
    pieces = notated_pieces(speech("Om, " * 200))
    assert len(pieces) > 1
    assert "".join(pieces).count("[Om](/ˈOm/)") == 200


TOLD_APART = Phrasing(voice, Lexicon(LEXICON.entries, Heteronyms(shipped=shipped_rules)))


@pytest.mark.parametrize(
    ("text", "fragments"),
    [
        ("Stay *close*.", [Fragment("Stay "), Fragment("close", "kloʊs", emphasis=True), Fragment(".")]),
        ("Let [these](theez) eyes close.", [Fragment("Let "), Fragment("theez", "ˈθiːz"), Fragment(" eyes "),
         Fragment("close", "kloʊz"), Fragment(".")]),
        ("Wait 1 minute.", [Fragment("Wait one "), Fragment("minute", "ˈmɪnɪt"), Fragment(".")]),
    ],
)  # fmt: skip
def test_words_that_are_written_alike_are_told_apart_in_the_whole_phrase(text: str, fragments: list[Fragment]) -> None:
    assert list(TOLD_APART.speech(utterance(text))) == fragments
    assert not TOLD_APART.undecided(utterance(text))


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("[wind](WYND) the wool", "ˈwaɪnd"),
        ("[wind](/waɪnd/) in the trees", "waɪnd"),
        ('the <phoneme alphabet="ipa" ph="waɪnd">wind</phoneme>', "waɪnd"),
        ("the [wind](wynd)", "ˈwaɪnd"),
        ("wind down, [wind](WIND)", "ˈwɪnd"),
    ],
)
def test_what_the_author_writes_wins_over_the_words_around(text: str, sounds: str) -> None:
    assert [each.ipa for each in TOLD_APART.speech(utterance(text)) if each.ipa][-1] == sounds


def test_a_plain_entry_of_the_lexicon_wins_over_the_words_around() -> None:
    lexicon = Lexicon((LexiconEntry("en", "wind", say="wynd"),), TOLD_APART.lexicon.heteronyms)
    said = Phrasing(voice, lexicon).speech(utterance("the wind"))
    assert said == (Fragment("the "), Fragment("wynd", "ˈwaɪnd"))


def test_a_word_that_nothing_decides_is_known_with_its_phrase() -> None:
    assert [each.word for each in TOLD_APART.undecided(utterance("She has a bow, a bow."))] == ["bow"]
    assert not TOLD_APART.undecided(utterance("She has a bow.", "tone"))


def test_heart_gets_sounds_and_emphasis_of_one_word_together() -> None:
    assert notated_pieces(TOLD_APART.speech(utterance("Stay *close*."))) == ("Stay [close](+/klˈOs/).",)
