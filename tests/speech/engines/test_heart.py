"""The voice heart: sounds in its own notation, emphasis that can be measured, and several sessions at once."""

import re
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from support.peak_memory import peak_mb

from audiogen.speech.chain.trim import find_words
from audiogen.speech.engine import Fragment, Speech, unmarked
from audiogen.speech.engines.hibari import PIECE_CHARACTERS, notated_pieces
from audiogen.speech.registry import find_voice

EMPHATIC = (
    ("It is ", "yours", " to keep."),
    ("Nothing here is ", "required", " of you."),
    ("You may stay ", "exactly", " where you are today."),
    ("Trust is built in ", "small", " moments over time."),
)


def words_s(speech: Speech) -> float:
    sound = find_voice("heart").synthesize(speech, wpm=140, language="en")
    begin, end = find_words(sound) or (0, 0)
    return (end - begin) / sound.rate_hz


def test_given_sounds_replace_the_letters() -> None:
    heart = find_voice("heart")
    said = (
        heart.synthesize((Fragment("Say "), Fragment(text, "ʃiˈvɔːn")), wpm=140, language="en")
        for text in ("Siobhan", "Something")
    )
    first, second = (sound.samples for sound in said)
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize(("before", "word", "after"), EMPHATIC)
def test_an_emphasised_word_takes_its_time(before: str, word: str, after: str) -> None:
    plain = words_s(unmarked(f"{before}{word}{after}"))
    emphasised = words_s((Fragment(before), Fragment(word, emphasis=True), Fragment(after)))
    assert 0.1 < emphasised - plain < 0.5


def test_brackets_that_an_author_wrote_are_not_taken_for_sounds() -> None:
    assert notated_pieces(unmarked("Say [om](/ɑ/) now.")) == ("Say, om,/ɑ/, now.",)


@pytest.mark.parametrize("mark", [Fragment("Dr. Who? Yes. So", "oʊm"), Fragment("Dr. Who? Yes. So", emphasis=True)])
def test_a_full_stop_inside_a_fragment_does_not_end_the_sentence_in_it(mark: Fragment) -> None:
    (piece,) = notated_pieces((Fragment("Say "), mark, Fragment(" now.")))
    assert re.fullmatch(r"Say \[Dr Who Yes So\]\((/ˈOm/|\+)\) now\.", piece)


@pytest.mark.parametrize(
    "speech",
    [
        (Fragment("breathe in and out " * 100, emphasis=True),),
        tuple(Fragment("om ", "oʊmoʊmoʊmoʊmoʊm") for _ in range(200)),
        (Fragment("breathe in and out " * 20), Fragment("slowly and kindly", "oʊm"), Fragment(" and out" * 40)),
    ],
)
def test_no_piece_is_longer_than_the_voice_can_take_and_none_ends_in_a_fragment(speech: Speech) -> None:
    for piece in notated_pieces(speech):
        spoken = re.sub(r"\[[^\]]*\]\(/([^)]*)/\)|\[([^\]]*)\]\(\+\)", r"\1\2", piece)
        assert len(spoken) <= PIECE_CHARACTERS
        assert not set("[]()") & set(spoken)


def test_sounds_that_are_too_many_for_one_go_are_refused() -> None:
    reason = find_voice("heart").unsayable((Fragment("a whole page", "oʊm " * 100),), "en")
    assert "too many for one go" in (reason or "")


def test_sounds_that_it_cannot_make_are_named() -> None:
    assert '"#"' in (find_voice("heart").unsayable((Fragment("Om", "o#m"),), "en") or "")


def test_words_given_as_sounds_are_not_told_as_unknown() -> None:
    speech = (Fragment("Oyelaran", "oʊjɛlɑrɑn"), Fragment(" and Xqzt."))
    assert find_voice("heart").unknown_words(speech, "en") == ("Xqzt",)


def test_phrases_spoken_at_the_same_time_sound_as_if_alone() -> None:
    heart = find_voice("heart")
    texts = ["Let it go.", "Notice the breath of Oyelaran, as it moves.", "breathe in and out " * 12, "Hello."]

    def sound(text: str) -> bytes:
        return heart.synthesize(unmarked(text), wpm=140, language="en").samples.tobytes()

    alone = [sound(text) for text in texts]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(sound, texts * 3)) == alone * 3


def test_two_long_texts_at_once_stay_small_in_memory() -> None:
    program = """
from concurrent.futures import ThreadPoolExecutor
from audiogen.speech.engine import Fragment
from audiogen.speech.registry import find_voice
find_voice("heart")
with ThreadPoolExecutor(2) as pool:
    say = lambda marked: find_voice("heart").synthesize(
        (Fragment("breathe in and out " * 50, emphasis=marked),), wpm=120, language="en")
    list(pool.map(say, [False, True]))
"""
    assert peak_mb(program) < 460
