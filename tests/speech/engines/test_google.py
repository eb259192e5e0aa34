"""The online voice against a server on the loopback address: what goes out, and what is made of every fault."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from gtts.lang import tts_langs
from support.counted_lock import CountedLock
from support.fake_google import FakeGoogle, Mode, Watch, fake_google, speech_mp3

from audiogen.audio.activity import find_words
from audiogen.errors import SpeechError
from audiogen.network.retry import RetryPolicy
from audiogen.speech.engine import unmarked
from audiogen.speech.engines import google_client
from audiogen.speech.engines.google import LANGUAGE_CODES, GoogleEngine, language_code
from audiogen.speech.engines.google_client import GoogleClient, Request
from audiogen.speech.engines.mp3_frames import ends_within_a_frame

LONG = (
    "Let the breath come in its own time, without any effort from you, and notice where you feel it; "
    "perhaps in the chest, perhaps in the belly. There is nothing to get right, and nowhere else to be. "
    "Stay as long as you like."
)


@pytest.fixture
def google() -> Iterator[FakeGoogle]:
    with fake_google() as fake:
        yield fake


def speak(text: str, voice: GoogleEngine, wpm: float = 165) -> float:
    """Seconds of words that come back."""
    sound = voice.synthesize(unmarked(text), wpm=wpm, language="en")
    begin, end = find_words(sound.samples, sound.rate_hz) or (0, 0)
    return (end - begin) / sound.rate_hz


def test_a_short_phrase_is_one_request_with_every_mark_of_the_text(google: FakeGoogle) -> None:
    speak("Breathe in, slowly: one, two, three.", google.voice())
    assert google.asked == [("Breathe in, slowly: one, two, three.", "en")]


def test_a_phrase_that_just_fits_is_sent_as_it_is(google: FakeGoogle) -> None:
    text = "Who is it that asks?And who is it that answers, dr. of rest?Stay with this for as long as you would."
    speak(text, google.voice())
    assert google.asked == [(text, "en")]


def test_a_long_phrase_is_cut_at_clauses_into_pieces_of_at_most_100_characters(google: FakeGoogle) -> None:
    speak(LONG, google.voice())
    texts = [text for text, _ in google.asked]
    assert " ".join(texts) == LONG
    assert all(len(text) <= 100 and text[-1] in ",;." for text in texts)
    assert len(texts) == 3


def test_every_piece_of_a_long_phrase_sounds(google: FakeGoogle) -> None:
    assert speak(LONG, google.voice()) > len(LONG.split()) * 60 / 165


@pytest.mark.parametrize("fault", ["429", "500", "captcha", "truncated", "reset", "empty", "garbage"])
def test_a_fault_that_passes_is_outlasted(google: FakeGoogle, fault: Mode) -> None:
    google.script = [fault, fault]
    assert speak("Breathe in.", google.voice()) == pytest.approx(2 * 60 / 165, abs=0.1)
    assert len(google.asked) == 3


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("429", "too many requests"),
        ("500", "in trouble"),
        ("captcha", "robot"),
        ("truncated", "breaks off"),
        ("reset", "could not be reached"),
        ("empty", "no sound"),
        ("garbage", "decoded"),
    ],
)
def test_a_fault_that_stays_is_explained_with_a_next_step(google: FakeGoogle, fault: Mode, words: str) -> None:
    google.then = fault
    with pytest.raises(SpeechError, match=words) as caught:
        speak("Breathe in.", google.voice(attempts=3))
    assert "tried 3 times" in caught.value.message
    assert caught.value.hint
    assert len(google.asked) == 3


def test_a_silent_server_is_left_after_15_s(google: FakeGoogle) -> None:
    google.then = "silence"
    with pytest.raises(SpeechError, match="did not answer within 15 s"):
        speak("Breathe in.", google.voice(attempts=1))
    assert google.silence.timeouts_s == [15]


def test_a_server_that_drips_is_left_after_40_s(google: FakeGoogle) -> None:
    google.then = "drip"
    with pytest.raises(SpeechError, match="had not ended its answer after 40 s"):
        speak("Breathe in.", google.voice(attempts=1))
    assert google.deadlines_s == [40]


def test_no_server_at_all_is_said_to_be_out_of_reach(google: FakeGoogle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtts.tts._translate_url", lambda tld="com", path="": "http://127.0.0.1:1/" + path)
    with pytest.raises(SpeechError, match="could not be reached"):
        speak("Breathe in.", google.voice(attempts=1))


def test_whoever_is_offline_does_not_wait_for_long(google: FakeGoogle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtts.tts._translate_url", lambda tld="com", path="": "http://127.0.0.1:1/" + path)
    watch = Watch()
    with pytest.raises(SpeechError, match="tried 3 times"):
        speak("Breathe in.", google.voice(watch))
    assert watch.slept == [1, 2]


def test_a_refusal_is_not_tried_again(google: FakeGoogle) -> None:
    google.then = "403"
    with pytest.raises(SpeechError, match="refused the request"):
        speak("Breathe in.", google.voice())
    assert len(google.asked) == 1


def test_a_fault_in_a_later_piece_leaves_nothing_half_spoken(google: FakeGoogle) -> None:
    google.script = ["ok", "ok"]
    google.then = "429"
    with pytest.raises(SpeechError, match="too many requests"):
        speak(LONG, google.voice(attempts=2))


def test_waits_double_with_every_attempt_up_to_the_longest(google: FakeGoogle) -> None:
    google.then = "500"
    watch = Watch()
    with pytest.raises(SpeechError):
        speak("Breathe in.", google.voice(watch, first_wait_s=1, longest_wait_s=5, attempts=6))
    assert watch.slept == [1, 2, 4, 5, 5]


def test_chance_spreads_the_waits_of_many_clients(google: FakeGoogle) -> None:
    google.script = ["500"]
    watch = Watch()
    client = GoogleClient(RetryPolicy(sleep=watch.sleep, clock=lambda: watch.now), jitter=lambda: 0.5)
    client.fetch(("Breathe in.",), Request("en"))
    assert watch.slept == [1.25]


def test_google_is_left_alone_as_long_as_it_asks(google: FakeGoogle) -> None:
    google.script, google.retry_after = ["429"], "17"
    watch = Watch()
    speak("Breathe in.", google.voice(watch))
    assert watch.slept == [17]


def test_a_wait_longer_than_all_patience_fails_at_once_and_says_how_long(google: FakeGoogle) -> None:
    google.script, google.retry_after = ["429"], "3600"
    watch = Watch()
    with pytest.raises(SpeechError, match="asks to wait 3600 s"):
        speak("Breathe in.", google.voice(watch))
    assert watch.slept == []


def test_requests_keep_a_polite_gap(google: FakeGoogle) -> None:
    watch = Watch()
    speak(LONG, google.voice(watch))
    assert watch.slept == pytest.approx([0.4, 0.4])


def test_threads_ask_one_at_a_time(google: FakeGoogle, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = CountedLock()
    monkeypatch.setattr(google_client, "_ONE_AT_A_TIME", lock)
    google.may_answer.clear()
    with ThreadPoolExecutor(3) as pool:
        done = [pool.submit(speak, LONG, google.voice()) for _ in range(3)]
        all_at_lock = lock.was_asked_for(len(done))
        google.may_answer.set()
    assert all_at_lock
    assert all(each.result() for each in done)
    assert google.most_at_once == 1
    assert len(google.asked) == 9


def test_a_pace_far_from_the_voices_own_is_reached_by_stretching(google: FakeGoogle) -> None:
    natural, slow = speak(LONG, google.voice()), speak(LONG, google.voice(), wpm=132)
    assert slow / natural == pytest.approx(165 / 132, rel=0.02)


def test_a_pace_near_the_voices_own_is_left_untouched(google: FakeGoogle) -> None:
    assert speak(LONG, google.voice(), wpm=155) == speak(LONG, google.voice())


def test_every_language_of_gtts_is_known_and_nothing_else() -> None:
    assert set(LANGUAGE_CODES.values()) == set(tts_langs()) - {"zh-cn", "zh-tw"}


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("pt_PT", "pt-PT"),
        ("he", "iw"),
        ("zh-Hant-TW", "zh-TW"),
        ("nb-NO", "no"),
        ("tlh", None),
    ],
)
def test_languages_are_found_by_their_bcp_47_tags(tag: str, code: str | None) -> None:
    assert language_code(tag) == code


def test_an_mp3_is_whole_only_with_its_last_frame() -> None:
    mp3 = speech_mp3("Breathe in.")
    assert not ends_within_a_frame(mp3)
    assert not ends_within_a_frame(b"ID3\x03\x00\x00\x00\x00\x00\x02ab" + mp3)
    assert ends_within_a_frame(mp3[:-1])
