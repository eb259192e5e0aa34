"""The voices of hibari: pace, punctuation, phonemes, emphasis, memory, and several sessions at once."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from support.counted_lock import CountedLock
from support.peak_memory import peak_mb

from audiogen.audio.activity import find_words
from audiogen.speech.engine import Fragment, Sound, Speech, unmarked
from audiogen.speech.engines import hibari_model
from audiogen.speech.engines.hibari import (
    PACE,
    PIECE_CHARACTERS,
    HibariEngine,
    notated_pieces,
    speed_for,
    spoken_form,
)
from audiogen.speech.engines.hibari_phonemes import Sentence, phonemes
from audiogen.speech.models.catalogue import hibari_voices
from audiogen.speech.registry import find_voice

CALM = (
    "Let the breath come in its own time, without any effort from you.",
    "Perhaps your shoulders would like to drop a little as you breathe out.",
    "There is no need to judge it; it is enough to see it clearly.",
    "Take your time with this question, and let the answer find you.",
)
EMPHATIC = (
    ("It is ", "yours", " to keep."),
    ("Nothing here is ", "required", " of you."),
    ("You may stay ", "exactly", " where you are today."),
    ("Trust is built in ", "small", " moments over time."),
)


def say(speech: Speech, wpm: float = 140) -> Sound:
    return find_voice("heart").synthesize(speech, wpm=wpm, language="en")


def words_s(speech: Speech, wpm: float = 140) -> float:
    sound = say(speech, wpm)
    begin, end = find_words(sound.samples, sound.rate_hz) or (0, 0)
    return (end - begin) / sound.rate_hz


@pytest.mark.parametrize(
    "text", ["नमस्ते", "Say नमस्ते now", "\u0405ound with a Cyrillic S", "你好", "Breathe 🙂", "a → b", "ƕ"]
)
def test_heart_refuses_what_hibari_would_leave_out_and_names_it(text: str) -> None:
    reason = HibariEngine().unsayable(unmarked(text), "en")
    assert reason is not None
    assert "U+" in reason


@pytest.mark.parametrize("language", ["de", "fr-CA", "hi"])
def test_heart_refuses_other_languages_by_name(language: str) -> None:
    assert f'"{language}"' in (HibariEngine().unsayable(unmarked("Guten Tag"), language) or "")


def test_heart_keeps_the_pace_asked_for_over_calm_sentences() -> None:
    for wpm in (120, 140, 165):
        obtained = sum(len(text.split()) for text in CALM) * 60 / sum(words_s(unmarked(text), wpm) for text in CALM)
        assert obtained == pytest.approx(wpm, rel=0.1)


def test_paces_beyond_what_heart_does_well_get_its_nearest_speed() -> None:
    assert speed_for(1) == PACE[0][0]
    assert speed_for(500) == PACE[-1][0]


def test_typographic_and_typewriter_marks_sound_the_same() -> None:
    heart = find_voice("heart")
    first, second = (
        heart.synthesize(unmarked(text), wpm=140, language="en")
        for text in ("Don\u2019t say \u201cno\u201d … now.", 'Don\'t say "no" ... now.')
    )
    np.testing.assert_array_equal(first.samples, second.samples)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Wait - now", "Wait \u2014 now"),
        ("Wait\u2014now", "Wait \u2014 now"),
        ("one-to-one", "one-to-one"),
        ("Breathe (softly), now.", "Breathe, softly, now."),
        ("(Softly) now (again).", "Softly, now, again."),
        ("thought(s)", "thoughts"),
        ("pr\u0101\u1e47\u0101y\u0101ma e\u0301te\u0301", "pranayama \u00e9t\u00e9"),
        ("1,000 or 3.5", "1,000 or 3.5"),
    ],
)
def test_marks_that_hibari_loses_are_written_as_it_reads_them(written: str, spoken: str) -> None:
    assert spoken_form(written) == spoken


def test_four_hundred_words_without_marks_stay_small_in_memory() -> None:
    # in one piece they take 680 MB, and 2 000 words 5 GB
    program = """
from audiogen.speech.engine import unmarked
from audiogen.speech.registry import find_voice
find_voice("heart").synthesize(unmarked("breathe in and out " * 100), wpm=200, language="en")
"""
    assert peak_mb(program) < 450


def test_a_voice_that_is_not_downloaded_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOGEN_MODELS", str(tmp_path))
    assert find_voice("emma").available() == "it is not downloaded yet; run: audiogen voices get emma"
    hibari_voices()["emma"].path.parent.mkdir()
    hibari_voices()["emma"].path.touch()
    assert find_voice("emma").available() is None


def test_a_downloaded_voice_speaks_with_its_own_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOGEN_MODELS", str(tmp_path))
    place = hibari_voices()["fenrir"].path
    place.parent.mkdir()
    shutil.copy(files("hibari").joinpath("assets/hibari.onnx"), place)
    speech = unmarked("Let it go.")
    # heart's model under another name, in an accent that it shares: the same sound, from another file
    sounds = [find_voice(name).synthesize(speech, wpm=140, language="en").samples for name in ("fenrir", "heart")]
    assert np.array_equal(*sounds)


def test_british_voices_read_as_the_british_do() -> None:
    speech = (Fragment("Om", "oʊm"),)
    assert notated_pieces(speech, british=True) == ("[Om](/ˈQm/)",)
    assert notated_pieces(speech) == ("[Om](/ˈOm/)",)


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


def test_a_word_with_sounds_of_its_own_is_emphasised_too() -> None:
    plain, strong = (Fragment("close", "kloʊs", emphasis=emphasis) for emphasis in (False, True))
    said = [phonemes("".join(notated_pieces((Fragment("Stay "), each))), british=False) for each in (plain, strong)]
    assert said == [("stˈA klˈOs",), ("stˈA klˈˈˈOːs",)]


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
        assert list(pool.map(sound, texts * 2)) == alone * 2


class LongSpeech:
    """A model that only counts how many threads speak with it at once."""

    voice = "heart"

    def __init__(self) -> None:
        self.at_once = self.most_at_once = 0
        self.may_end = Event()

    def ids(self, phonemes: str) -> list[int]:
        return [0] * len(phonemes)

    def from_ids(self, ids: list[int], speed: float, noise: object) -> np.ndarray:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.may_end.wait()
        self.at_once -= 1
        return np.ones(1, np.float32)


def test_of_long_texts_only_one_is_spoken_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    lock, model = CountedLock(), LongSpeech()
    monkeypatch.setattr(hibari_model, "_LONG", lock)
    monkeypatch.setattr(hibari_model, "_model", lambda *_: model)
    monkeypatch.setattr(hibari_model, "sentences", lambda *_, **__: (Sentence("m" * 280, ""),))
    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(say, unmarked("Rest.")) for _ in range(2)]
        both_at_lock = lock.was_asked_for(2)
        model.may_end.set()
    assert both_at_lock
    assert all(each.result() for each in done)
    assert model.most_at_once == 1


def test_two_long_texts_at_once_stay_small_in_memory() -> None:
    program = """
from concurrent.futures import ThreadPoolExecutor
from audiogen.speech.engine import Fragment
from audiogen.speech.registry import find_voice
find_voice("heart")
with ThreadPoolExecutor(2) as pool:
    say = lambda marked: find_voice("heart").synthesize(
        (Fragment("breathe in and out " * 20, emphasis=marked),), wpm=120, language="en")
    list(pool.map(say, [False, True]))
"""
    assert peak_mb(program) < 460


@pytest.mark.parametrize("word", ["no", "nos", "fig", "est", "ed", "the Sun"])
@pytest.mark.parametrize("rest", ["", " Then rest."])
def test_a_full_stop_makes_no_abbreviation_of_a_word(word: str, rest: str) -> None:
    with_stop, without = (
        HibariEngine().sounds(unmarked(f"They might say {word}{mark}{rest}"), "en") for mark in (".", "!")
    )
    assert with_stop.replace(".", "!") == without.replace(".", "!")
