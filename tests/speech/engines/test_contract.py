"""What every voice keeps to, whoever made it: one suite over all of them.

Voices whose package or model is not here are skipped with the reason. `make test-extras` installs the packages; models
are found as the program finds them, in the folder AUDIOGEN_MODELS.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from support.fake_google import fake_google

from audiogen.audio.activity import find_words
from audiogen.speech.clip import encode_raw, prepare
from audiogen.speech.engine import Engine, Fragment, Sound, Speech, unmarked
from audiogen.speech.models.catalogue import models_folder
from audiogen.speech.registry import find_voice, voices

NAMES = [voice.name for voice in voices() if voice.name != "piper"]
PIPER = sorted(path.stem for path in (models_folder() / "piper").glob("*.onnx")) or ["en_US-joe-medium"]
AT_ONCE = {"tone", "heart", "google"}
"""Voices that need no extra and no download, and of which more was measured."""
CALM = "Breathe in, and let it go again when it wants to."
PROSE = (
    "Let the breath come in its own time, without any effort from you.",
    "Perhaps your shoulders would like to drop a little as you breathe out.",
    "There is no need to judge it; it is enough to see it clearly.",
    "Take your time with this question, and let the answer find you.",
    "It\u2019s 50% \u201cyours\u201d \u2013 or mine… isn't it? (Maybe.)",
    "Café, naïve, prāṇāyāma, Łódź.",
    "It's fine; (really) \u2014 \u201cyes\u201d, so: rest!",
)


@pytest.fixture(scope="module", params=[*NAMES, *(f"piper-{model}" for model in PIPER)])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "google":
        with fake_google() as fake:
            yield fake.voice()
        return
    voice = find_voice(request.param)
    missing = voice.available()
    if missing:
        pytest.skip(missing)
    yield voice


def say(engine: Engine, text: str | Speech, wpm: float = 140) -> Sound:
    speech = unmarked(text) if isinstance(text, str) else text
    return engine.synthesize(speech, wpm=wpm, language="en")


def words_s(sound: Sound) -> float:
    begin, end = find_words(sound.samples, sound.rate_hz) or (0, 0)
    return (end - begin) / sound.rate_hz


def test_people_are_told_what_they_choose_by(engine: Engine) -> None:
    assert engine.name
    assert engine.about
    assert engine.licence
    assert engine.gender in {"female", "male", "either", "none"}


def test_the_sound_is_one_channel_at_a_rate_for_speech(engine: Engine) -> None:
    sounds = [say(engine, CALM), say(engine, "Rest.")]
    assert all(sound.samples.ndim == 1 and sound.samples.dtype == np.float32 for sound in sounds)
    assert 16_000 <= sounds[0].rate_hz <= 48_000
    assert sounds[0].rate_hz == sounds[1].rate_hz


def test_the_sound_is_finite_and_neither_silent_nor_far_beyond_full_scale(engine: Engine) -> None:
    samples = say(engine, CALM).samples
    assert np.isfinite(samples).all()
    assert 0.01 < np.abs(samples).max() <= (1 if engine.name in AT_ONCE else 2)


def test_words_stand_out_from_the_silence_around_them(engine: Engine) -> None:
    # 11 words: nobody takes less than 1.5 s or more than 9 s for them
    assert 1.5 < words_s(say(engine, CALM)) < 9


@pytest.mark.parametrize("text", ["", "   ", "...", "…", "\u2014 !", "\n"])
def test_a_text_without_words_is_refused_before_it_is_spoken(engine: Engine, text: str) -> None:
    assert engine.unsayable(unmarked(text), "en") == "there are no words in it"


def test_a_language_that_it_does_not_speak_is_refused_by_name(engine: Engine) -> None:
    if engine.languages:
        assert '"xx"' in (engine.unsayable(unmarked("Hello."), "xx") or "")


def test_english_prose_can_be_said(engine: Engine) -> None:
    for text in PROSE:
        assert engine.unsayable(unmarked(text), "en") is engine.unsayable(unmarked(text), "en-GB") is None


def test_more_words_last_longer(engine: Engine) -> None:
    least = 1.5 if engine.name in AT_ONCE else 1.3
    assert words_s(say(engine, CALM)) > least * words_s(say(engine, "Breathe in, and let it go."))


def test_a_slow_pace_lasts_longer_than_a_quick_one(engine: Engine) -> None:
    least = 1.3 if engine.name in AT_ONCE else 1.15
    assert words_s(say(engine, CALM, wpm=115)) > least * words_s(say(engine, CALM, wpm=190))


def test_a_long_text_without_marks_is_spoken_whole(engine: Engine) -> None:
    short, long = (words_s(say(engine, "breathe in and breathe out " * count)) for count in (4, 20))
    assert long > 4 * short
    assert long > 100 * 60 / 250


def test_the_same_words_give_the_same_bytes(engine: Engine) -> None:
    first, second = (encode_raw(say(engine, CALM)) for _ in range(2))
    assert first == second


def test_what_it_says_can_be_prepared_for_the_mix(engine: Engine) -> None:
    assert np.abs(prepare(encode_raw(say(engine, CALM)))).max() <= 0.9


def test_a_pronunciation_changes_its_word_alone(engine: Engine) -> None:
    if not engine.takes_ipa:
        pytest.skip("it cannot be told how a word sounds")
    plain = (Fragment("We say "), Fragment("Om"), Fragment(" once."))
    told = (Fragment("We say "), Fragment("Om", "əˈluːmɪnəm"), Fragment(" once."))
    assert engine.unsayable(told, "en") is None
    assert words_s(say(engine, told)) > words_s(say(engine, plain)) + 0.15


def test_its_fingerprint_is_steady_and_names_it(engine: Engine) -> None:
    assert engine.fingerprint() == engine.fingerprint()
    assert engine.fingerprint().startswith(engine.name.partition("-")[0])


def test_two_threads_may_ask_it_at_once(engine: Engine) -> None:
    alone = encode_raw(say(engine, CALM))
    with ThreadPoolExecutor(2) as pool:
        both = pool.map(lambda text: encode_raw(say(engine, text)), [CALM, CALM])
    assert list(both) == [alone, alone]


INTERRUPTED = """
import itertools, signal, sys
from audiogen.speech.registry import find_voice
from audiogen.speech.engine import unmarked
voice = find_voice(sys.argv[1])
say = lambda text: voice.synthesize(unmarked(text), wpm=140, language="en").samples
say("Rest.")
calls = itertools.count()
try:
    # in the midst of speaking, by what it has done rather than by the clock
    sys.setprofile(lambda *_: next(calls) == 500 and signal.raise_signal(signal.SIGINT))
    say("breathe in and out again, " * 200)
    print("too quick")
except KeyboardInterrupt:
    sys.setprofile(None)
    print("interrupted", next(calls) < 2000, say("Rest.").size > 0)
"""


def test_an_interrupt_ends_it_soon_and_leaves_it_usable(engine: Engine) -> None:
    if sys.platform == "win32" or engine.name == "google":
        pytest.skip("signals are sent to a process of its own; Google's waits are interrupted in its own tests")
    program = [sys.executable, "-c", INTERRUPTED, engine.name]
    run = subprocess.run(program, capture_output=True, text=True, check=False)
    assert run.stdout.split() == ["interrupted", "True", "True"], run.stderr


def test_what_takes_sounds_shows_those_that_it_makes_of_words(engine: Engine) -> None:
    speech = (Fragment("Say "), Fragment("Om", "oʊm"), Fragment(", and rest."))
    shown = engine.sounds(speech, "en")
    if engine.takes_ipa:
        assert len(shown.split()) == 4
        assert shown.split()[1].strip("ˈ") in {"oʊm", "əʊm"}
    else:
        assert shown == ""
