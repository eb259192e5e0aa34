"""Everything that Google's service may do wrong: named, outlasted where that helps, never at the price of a word."""

from __future__ import annotations

import tempfile
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.fake_google import FakeGoogle, Mode, Watch, fake_google

from audiogen.audio.samples import FULL_SCALE_16, Samples
from audiogen.cache.store import Cache
from audiogen.errors import SpeechError
from audiogen.network.retry import RetryPolicy
from audiogen.plan.cues import Utterance
from audiogen.speech.clip import finish
from audiogen.speech.engine import Sound, unmarked
from audiogen.speech.engines.google import PIECE_CHARACTERS, GoogleEngine, accent
from audiogen.speech.engines.google_client import GoogleClient
from audiogen.speech.phrase import Phrasing
from audiogen.speech.registry import find_voice
from audiogen.speech.speak import kept_clips, speak
from audiogen.speech.words.text import pieces
from audiogen.units import RATE

PHRASE = "Breathe in, and let the breath go when it wants to."


@dataclass(frozen=True)
class Fault:
    """What goes wrong, what a user is told when it stays, and whether it is tried again."""

    mode: Mode
    told: str
    tried_again: bool = True


MATRIX = (
    Fault("429", "too many requests"),
    Fault("500", "in trouble (500)"),
    Fault("503", "in trouble (503)"),
    Fault("403", "refused the request (403", tried_again=False),
    Fault("captcha", "a page in place of sound"),
    Fault("consent", "a page in place of sound"),
    Fault("no-body", "a page in place of sound"),
    Fault("other-json", "a page in place of sound"),
    Fault("empty", "no sound for this text"),
    Fault("garbage", "could not be decoded"),
    Fault("truncated", "breaks off"),
    Fault("halved", "breaks off before all words are said"),
    Fault("silent", "is silent"),
    Fault("broken-off", "answer broke off"),
    Fault("reset", "could not be reached"),
    Fault("endless", "has more than 4 MB"),
    Fault("bomb", "has more than 4 MB"),
    Fault("silence", "did not answer within"),
    Fault("drip", "had not ended its answer"),
)
"""A wrong language is the mode `empty`: the service then sends an answer without sound."""


@pytest.fixture(scope="module")
def google() -> Iterator[FakeGoogle]:
    with fake_google() as fake:
        yield fake


@pytest.fixture(autouse=True)
def _afresh(google: FakeGoogle) -> None:
    google.reset()


def say(voice: GoogleEngine, language: str = "en") -> float:
    """Seconds of sound that come back."""
    sound = voice.synthesize(unmarked(PHRASE), wpm=165, language=language)
    return sound.samples.size / sound.rate_hz


@pytest.mark.parametrize("fault", MATRIX, ids=lambda fault: fault.mode)
def test_a_fault_that_stays_is_named_with_what_to_do(google: FakeGoogle, fault: Fault) -> None:
    google.then = fault.mode
    with pytest.raises(SpeechError) as caught:
        say(google.voice(attempts=2))
    assert fault.told in caught.value.message
    assert caught.value.hint
    assert len(google.asked) == (2 if fault.tried_again else 1)
    assert ("tried 2 times" in caught.value.message) == fault.tried_again


@pytest.mark.parametrize("fault", [fault for fault in MATRIX if fault.tried_again], ids=lambda fault: fault.mode)
def test_a_fault_that_passes_costs_nothing_but_time(google: FakeGoogle, fault: Fault) -> None:
    whole = say(google.voice())
    google.script = [fault.mode, fault.mode]
    assert say(google.voice()) == whole


@pytest.mark.parametrize("mode", ["endless", "bomb"])
def test_no_answer_fills_the_memory(google: FakeGoogle, mode: Mode) -> None:
    """A gigabyte comes, or a megabyte that unpacks to one; what is taken, and held, is a small part of it."""
    google.script = [mode]
    tracemalloc.start()
    say(google.voice())
    _, most_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most_bytes < 60_000_000
    assert google.closed.wait(60) or mode == "bomb"
    # what lies in the buffers of both systems comes on top of what was read
    assert google.sent_bytes < 40_000_000


def test_an_answer_that_nobody_waits_for_any_more_is_closed(google: FakeGoogle) -> None:
    google.then = "drip"
    with pytest.raises(SpeechError, match="had not ended its answer"):
        say(google.voice(attempts=1))
    assert google.closed.wait(60)


def test_a_packed_answer_is_unpacked(google: FakeGoogle) -> None:
    whole = say(google.voice())
    google.then = "packed"
    assert say(google.voice()) == whole


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [
        ("17", 17.0),
        # the gap that is kept before every request
        ("0", 0.4),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.4),
        ("-5", 1.0),
        ("soon", 1.0),
        ("", 1.0),
    ],
)
def test_google_is_left_alone_for_as_long_as_it_asks(google: FakeGoogle, header: str, wait_s: float) -> None:
    watch = Watch()
    google.script, google.retry_after = ["429"], header
    say(google.voice(watch))
    assert watch.slept == [wait_s]


def test_a_wait_without_reason_or_end_is_not_waited_for(google: FakeGoogle) -> None:
    google.then, google.retry_after = "429", "9999999"
    with pytest.raises(SpeechError, match="asks to wait 9999999 s"):
        say(google.voice())
    assert len(google.asked) == 1


@pytest.mark.parametrize(
    ("name", "language", "asked", "tld", "wpm"),
    [
        ("google", "en", "en", "com", 165),
        ("google", "en-gb", "en", "co.uk", 165),
        ("google", "fr-CA", "fr-CA", "com", 165),
        ("google", "es-mx", "es", "com.mx", 165),
        ("google-en-au", "en", "en", "com.au", 165),
        ("google-pt-br", "pt", "pt", "com.br", 165),
        ("google-de", "de-at", "de", "com", 165),
        ("google-slow", "de", "de", "com", 105),
        ("google-en-in-slow", "en-us", "en", "co.in", 105),
    ],
)
def test_a_voice_is_a_language_an_accent_and_a_pace(
    google: FakeGoogle, name: str, language: str, asked: str, tld: str, wpm: float
) -> None:
    head = google.voice()
    voice = head if name == "google" else head.variant(name.removeprefix("google-"), Path())
    assert voice is not None
    assert voice.name == name
    assert voice.unsayable(unmarked(PHRASE), language) is None
    voice.synthesize(unmarked(PHRASE), wpm=wpm, language=language)
    assert (google.asked[0][1], google.tlds[0], google.slow[0]) == (asked, tld, name.endswith("slow"))


@pytest.mark.parametrize("variant", ["xx", "en-xx", "slow-en", "", "english", "en-gb-fast"])
def test_there_is_no_voice_of_a_language_that_google_does_not_speak(variant: str) -> None:
    assert GoogleEngine().variant(variant, Path()) is None or variant == ""


def test_a_wrong_variant_is_told_with_those_there_are() -> None:
    with pytest.raises(SpeechError, match=r'no variant "xx"; it has google-en'):
        find_voice("google-xx")


def test_a_voice_with_a_language_of_its_own_refuses_others() -> None:
    assert (
        find_voice("google-en-gb").unsayable(unmarked("Hallo."), "de") == 'the voice google-en-gb speaks "en", not "de"'
    )


def test_every_variant_is_another_sound_to_the_cache() -> None:
    names = ("google", "google-en", "google-en-gb", "google-slow", "google-en-slow")
    assert len({find_voice(name).fingerprint() for name in names}) == 5


def test_regions_without_an_accent_of_their_own_speak_as_everybody() -> None:
    assert [accent(language) for language in ("de-AT", "en-SG", "fr-CH", "en")] == ["com"] * 4


LINES = (
    "Breathe in and out. Let the shoulders drop, and the jaw, and all that you hold without knowing it, till it eases.",
    "Stay here for a while.",
    "Thank you for the time.",
)
PHRASES = tuple(Utterance(text, "google", 165.0, "en") for text in LINES)
SETTINGS = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def loud_words(samples: np.ndarray) -> int:
    """How many words sound: the tone of each swells and falls once."""
    block = RATE // 100
    levels = np.sqrt((samples[: samples.size // block * block].reshape(-1, block) ** 2).mean(axis=1))
    seconds = np.count_nonzero(levels > levels.max() * 0.1) / 100
    return round(seconds / (60 / 165))


def finish_once(raw: bytes | Sound, *, recorded: bool = False) -> Samples:
    kept = raw if isinstance(raw, bytes) else (raw.samples.tobytes(), raw.rate_hz)
    return _finished(kept, recorded=recorded)


@cache
def _finished(kept: bytes | tuple[bytes, int], *, recorded: bool) -> Samples:
    raw = kept if isinstance(kept, bytes) else Sound(np.frombuffer(kept[0], np.float32), kept[1])
    return finish(raw, recorded=recorded)


@given(
    script=st.lists(
        st.sampled_from([fault.mode for fault in MATRIX if fault.mode not in {"silence", "drip"}]), max_size=9
    )
)
@SETTINGS
def test_no_sequence_of_faults_yields_a_missing_word(google: FakeGoogle, script: list[Mode]) -> None:
    google.reset()
    google.script = list(script)
    voice = google.voice(attempts=2)
    phrasing = Phrasing(lambda _: voice)
    # most of the work is not what is tested: the same sound is finished once, and the disk is not waited for
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("audiogen.speech.speak.finish", finish_once)
        patch.setattr("os.fsync", lambda _: None)
        kept = Cache(Path(folder))
        failures = 0
        while True:
            try:
                spoken = speak(PHRASES, kept, phrasing)
                break
            except SpeechError as error:
                failures += "cannot speak" in error.message
                assert failures <= len(script)
        words = [loud_words(spoken.load_alone(phrase)) for phrase in PHRASES]
    assert words == [len(text.split()) for text in LINES]


def test_a_phrase_that_was_fetched_is_never_fetched_again(google: FakeGoogle, tmp_path: Path) -> None:
    kept, voice = Cache(tmp_path), google.voice(attempts=1)
    phrasing = Phrasing(lambda _: voice)
    google.script = ["ok"] * len(tuple(pieces(LINES[0], PIECE_CHARACTERS))) + ["429"]
    with pytest.raises(SpeechError, match=r'"Stay here for a while\." with the voice google: .*too many requests'):
        speak(PHRASES, kept, phrasing)
    google.asked.clear()
    assert speak(PHRASES, kept, phrasing).newly_spoken == 2
    assert [text for text, _ in google.asked] == list(LINES[1:])
    google.asked.clear()
    assert speak(PHRASES, kept, phrasing).newly_spoken == 0
    assert google.asked == []


def test_half_a_phrase_is_never_kept(google: FakeGoogle, tmp_path: Path) -> None:
    kept, voice = Cache(tmp_path), google.voice(attempts=1)
    phrasing = Phrasing(lambda _: voice)
    # what the code of clips means is kept, too
    assert kept_clips(PHRASES[:1], kept, phrasing) == {}
    before = entries(tmp_path)
    google.script = ["ok", "reset"]
    with pytest.raises(SpeechError):
        speak(PHRASES[:1], kept, phrasing)
    assert entries(tmp_path) == before


def entries(cache: Path) -> list[Path]:
    """What is kept; locks lie beside it."""
    return sorted(path for path in cache.rglob("*") if "builds" not in path.relative_to(cache).parts)


def test_an_interrupt_while_waiting_ends_at_once(google: FakeGoogle) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    google.then = "500"
    voice = GoogleEngine(GoogleClient(RetryPolicy(sleep=interrupt)))
    with pytest.raises(KeyboardInterrupt):
        say(voice)
    google.then = "ok"
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(say, google.voice()).result()


def test_what_is_prepared_from_google_is_as_loud_as_any_voice(google: FakeGoogle, tmp_path: Path) -> None:
    voice = google.voice()
    spoken = speak(PHRASES[1:2], Cache(tmp_path), Phrasing(lambda _: voice))
    raw = Cache(tmp_path).get(spoken.clips[PHRASES[1]].raw_key)
    assert raw is not None
    np.testing.assert_allclose(finish(raw), spoken.load(PHRASES[1]) / FULL_SCALE_16, atol=1e-4)
