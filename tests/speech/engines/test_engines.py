"""One contract, kept by every voice; then what the voice heart promises by itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from support.fake_google import FakeGoogle
from support.peak_memory import peak_mb

from audiogen.errors import VoiceError
from audiogen.speech.chain.trim import find_words
from audiogen.speech.engine import Engine, Fragment, Sound, unmarked
from audiogen.speech.engines.google import GoogleEngine
from audiogen.speech.engines.google_client import GoogleClient, Patience
from audiogen.speech.engines.hibari import PACE, HibariEngine, notated_pieces, speed_for, spoken_form
from audiogen.speech.engines.tone import ToneEngine
from audiogen.speech.models.catalogue import hibari_voices
from audiogen.speech.registry import find_voice, voices

CALM = (
    "Let the breath come in its own time, without any effort from you.",
    "Perhaps your shoulders would like to drop a little as you breathe out.",
    "There is no need to judge it; it is enough to see it clearly.",
    "Take your time with this question, and let the answer find you.",
)


@pytest.fixture(params=["tone", "heart", "google"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    if request.param == "tone":
        yield ToneEngine()
    elif request.param == "heart":
        yield find_voice("heart")
    else:
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        with FakeGoogle() as fake:
            monkeypatch.setattr("gtts.tts._translate_url", fake.url)
            yield GoogleEngine(GoogleClient(Patience(gap_s=0)))


def words_s(sound: Sound) -> float:
    begin, end = find_words(sound) or (0, 0)
    return (end - begin) / sound.rate_hz


def test_speech_is_one_channel_of_float32_within_full_scale(engine: Engine) -> None:
    sound = engine.synthesize(unmarked("Breathe in, and let it go."), wpm=140, language="en")
    assert sound.samples.dtype == np.float32
    assert sound.samples.ndim == 1
    assert 0.01 < np.abs(sound.samples).max() <= 1
    assert 16_000 <= sound.rate_hz <= 48_000


def test_the_same_text_gives_the_same_sound(engine: Engine) -> None:
    first, second = (engine.synthesize(unmarked("Let it go."), wpm=140, language="en") for _ in range(2))
    np.testing.assert_array_equal(first.samples, second.samples)


def test_longer_text_takes_longer(engine: Engine) -> None:
    short, long = (
        engine.synthesize(unmarked(text), wpm=140, language="en") for text in ("Let go.", "Let go of every thought.")
    )
    assert words_s(long) > 1.5 * words_s(short)


def test_a_slower_pace_takes_longer(engine: Engine) -> None:
    slow, quick = (engine.synthesize(unmarked(CALM[0]), wpm=wpm, language="en") for wpm in (120, 200))
    assert words_s(slow) > 1.3 * words_s(quick)


def test_a_paragraph_without_any_mark_is_spoken_whole(engine: Engine) -> None:
    words = " ".join(["notice how the breath moves by itself"] * 20)
    sound = engine.synthesize(unmarked(words), wpm=140, language="en")
    assert words_s(sound) > len(words.split()) * 60 / 250


@pytest.mark.parametrize("text", ["", "   ", "…", "— !"])
def test_text_without_words_is_refused(engine: Engine, text: str) -> None:
    assert engine.unsayable(unmarked(text), "en") == "there are no words in it"


def test_calm_english_is_not_refused(engine: Engine) -> None:
    for text in (
        *CALM,
        "It\u2019s 50% \u201cyours\u201d \u2013 or mine… isn't it? (Maybe.)",
        "Café, naïve, prāṇāyāma, Łódź.",
    ):
        assert engine.unsayable(unmarked(text), "en-GB") is None


def test_a_fingerprint_names_the_engine_and_stays_the_same(engine: Engine) -> None:
    assert engine.fingerprint() == engine.fingerprint()
    assert engine.fingerprint().startswith(engine.name)


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
    heart = find_voice("heart")
    for wpm in (120, 140, 165):
        sounds = [heart.synthesize(unmarked(text), wpm=wpm, language="en") for text in CALM]
        obtained = sum(len(text.split()) for text in CALM) * 60 / sum(map(words_s, sounds))
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


def test_two_thousand_words_without_marks_stay_small_in_memory() -> None:
    program = """
from audiogen.speech.engine import unmarked
from audiogen.speech.registry import find_voice
find_voice("heart").synthesize(unmarked("breathe in and out " * 500), wpm=200, language="en")
"""
    assert peak_mb(program) < 600


def test_every_voice_is_listed_with_what_people_choose_by() -> None:
    listed = {voice.name: voice for voice in voices()}
    assert {"heart", "google", "tone"} <= set(listed)
    assert listed["heart"].speaks == "en"
    assert listed["google"].online
    assert all(voice.licence and voice.about and voice.gender for voice in listed.values())
    assert listed["heart"].missing is listed["google"].missing is listed["tone"].missing is None
    assert "google-en-gb" in listed["google"].variants


def test_a_voice_that_is_not_downloaded_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOGEN_MODELS", str(tmp_path))
    assert find_voice("emma").available() == "it is not downloaded yet; run: audiogen voices get emma"
    hibari_voices()["emma"].place.parent.mkdir()
    hibari_voices()["emma"].place.touch()
    assert find_voice("emma").available() is None


def test_a_downloaded_voice_speaks_with_its_own_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOGEN_MODELS", str(tmp_path))
    place = hibari_voices()["fenrir"].place
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


def test_a_mistyped_voice_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(VoiceError, match=r"did you mean heart\?"):
        find_voice("haert")


def test_looking_at_voices_and_text_loads_no_engine_and_no_numpy() -> None:
    program = """
import sys
from audiogen.speech.engine import unmarked
from audiogen.speech.registry import voices, find_voice
for voice in voices():
    engine = find_voice(voice.name)
    engine.fingerprint(), engine.available(), engine.unsayable(unmarked("Breathe in."), "en")
print(sorted({"numpy", "onnxruntime", "hibari", "gtts", "requests", "av", "soundfile"} & set(sys.modules)))
"""
    output = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert output.strip() == "[]"
