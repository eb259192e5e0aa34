"""What of `--ears` needs no model: which stretch is heard, and which words are the same."""

from __future__ import annotations

import json
import wave
from itertools import zip_longest
from pathlib import Path

import numpy as np
import pytest
from support.sessions import PHRASES, good_findings, manifest, sound

from audiogen.audio.samples import Samples
from audiogen.cli.screen.verify import show_reports
from audiogen.manifest import Caption, Manifest
from audiogen.speech.words.normalize import spoken_words
from audiogen.units import RATE
from audiogen.verify.ears.transcription import (
    Ears,
    HeardPhrase,
    Understood,
    compared,
    normalised,
    phrase_stretches,
    word_figures,
)
from audiogen.verify.report.findings import file_report, to_json


def caption(start_s: float, end_s: float, text: str = "Hello there.") -> Caption:
    return Caption(start_s=start_s, end_s=end_s, text=text, kind="speech", paragraph=False)


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("In for 4, out for 6.", "in for four out for six"),
        ("It's all right", "Its all right!"),
        ("It\u2019s a well-known place", "it's a well known place"),
        ("CAFE\u0301", "caf\u00e9"),
    ],
)
def test_the_same_words_are_the_same_however_they_are_written(written: str, heard: str) -> None:
    assert normalised(written, "en", spoken_words) == normalised(heard, "en", spoken_words)


def test_other_words_are_not_the_same() -> None:
    assert normalised("in for four", "en", spoken_words) != normalised("in for five", "en", spoken_words)


def test_a_phrase_is_heard_with_a_margin_but_without_its_neighbours() -> None:
    stretches = phrase_stretches([caption(0.1, 2.0), caption(2.1, 3.0), caption(9.0, 10.0)])
    in_seconds = [(round(start / RATE, 3), round(end / RATE, 3)) for start, end in stretches]
    assert in_seconds == [(0.0, 2.1), (2.0, 3.3), (8.7, 10.3)]


def test_the_worst_phrases_come_first() -> None:
    phrases = [
        HeardPhrase.of(caption(1, 2, "One two three four."), "one two three for", 1, 4),
        HeardPhrase.of(caption(3, 4, "Five."), "hive", 1, 1),
        HeardPhrase.of(caption(5, 6, "Six seven."), "six seven", 0, 2),
    ]
    rate, worst = word_figures(phrases)
    assert rate.value == pytest.approx(100 * 2 / 7)
    assert rate.verdict == "fail"
    assert [place.at_s for place in rate.places] == [3, 1]
    assert (worst.value, worst.verdict) == (100, "warn")


def test_phrases_that_are_all_understood_are_good() -> None:
    rate, worst = word_figures([HeardPhrase.of(caption(1, 2), "hello there", 0, 2)])
    assert (rate.verdict, worst.verdict, rate.places) == ("pass", "pass", ())


def test_an_episode_without_words_has_no_verdict() -> None:
    assert [figure.verdict for figure in word_figures([])] == ["none"]


def differing(written: str, heard: str) -> int:
    return sum(left != right for left, right in zip_longest(written.split(), heard.split()))


def test_words_that_are_only_joined_are_no_mistake() -> None:
    phrase = compared(
        caption(0, 1, "The ship wreck was here."), "the shipwreck was here", "en", spoken_words, differing
    )
    assert phrase.wrong == 0
    phrase = compared(caption(0, 1, "You can go."), "you may go", "en", spoken_words, differing)
    assert (phrase.wrong, phrase.words) == (1, 3)


def test_words_left_out_and_put_in_place_of_others_are_counted() -> None:
    pytest.importorskip("jiwer")
    pytest.importorskip("faster_whisper")
    from audiogen.verify.ears.whisper import WhisperTranscriber  # noqa: PLC0415

    assert WhisperTranscriber.wrong_words(None, "you can turn the page", "you can burn page") == 2  # type: ignore[arg-type]


class Parrot:
    """Understands every phrase alike."""

    languages = frozenset({"en", "no", "tl"})

    def __init__(self) -> None:
        self.asked: list[str] = []

    def text_of(self, samples: Samples, language: str) -> str:
        assert samples.shape[0] == 2
        self.asked.append(language)
        return "phrase number"

    def wrong_words(self, written: str, heard: str) -> int:
        return differing(written, heard)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The session's sound in a file."""
    path = tmp_path_factory.mktemp("recorded") / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound() * 32767).astype(np.int16).T.tobytes())
    return path


def heard_by(parrot: Parrot, episode: Manifest, path: Path) -> Understood:
    return Ears(parrot, spoken_words).understood(episode, path, lambda *_: None)


def test_every_phrase_is_told_with_its_errors(recorded: Path) -> None:
    understood = heard_by(Parrot(), manifest(), recorded)
    report = file_report(good_findings(), understood)
    (file,) = json.loads(to_json([report]))["files"]
    assert len(file["phrases"]) == len(PHRASES)
    assert file["phrases"][0] | {"end_s": 0} == {
        "start_s": 8.0, "end_s": 0, "text": "Phrase 0.", "heard": "phrase number", "wrong": 1, "words": 2,
        "error_rate": 0.5,
    }  # fmt: skip


def test_without_ears_there_are_no_phrases() -> None:
    (file,) = json.loads(to_json([file_report(good_findings())]))["files"]
    assert file["phrases"] is None


@pytest.mark.parametrize(("language", "asked"), [("nb", "no"), ("nb-NO", "no"), ("fil", "tl"), ("en-GB", "en")])
def test_languages_are_asked_for_as_the_model_calls_them(language: str, asked: str, recorded: Path) -> None:
    parrot = Parrot()
    heard_by(parrot, manifest(language=language), recorded)
    assert set(parrot.asked) == {asked}


def test_a_language_that_the_model_does_not_know_gets_no_verdict_but_a_sentence(recorded: Path) -> None:
    (figure,) = heard_by(Parrot(), manifest(language="eo"), recorded).figures
    assert (figure.verdict, figure.shown) == ("none", "the model does not know the language eo")
    strange = manifest().captions[0].model_copy(update={"language": "eo"})
    mixed = heard_by(Parrot(), manifest(captions=(strange, *manifest().captions[1:])), recorded)
    assert len(mixed.phrases) == len(PHRASES) - 1
    assert mixed.figures[0].shown.endswith("; the model does not know the language eo")


def test_the_worst_phrases_are_listed_on_the_screen(recorded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    understood = heard_by(Parrot(), manifest(), recorded)
    show_reports([file_report(good_findings(), understood)], [])
    assert "at 0:08.0  1 of 2 words (50 %): Phrase 0. \u2192 phrase number" in capsys.readouterr().out
