"""What of `--ears` needs no model: which stretch is heard, and which words are the same."""

from __future__ import annotations

import pytest

from audiogen.manifest import Caption
from audiogen.speech.normal import spoken_words
from audiogen.units import RATE
from audiogen.verify.ears import HeardPhrase, normalised, phrase_stretches, word_figures


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
        HeardPhrase(caption(1, 2, "One two three four."), "one two three for", 1, 4),
        HeardPhrase(caption(3, 4, "Five."), "hive", 1, 1),
        HeardPhrase(caption(5, 6, "Six seven."), "six seven", 0, 2),
    ]
    rate, worst = word_figures(phrases)
    assert rate.value == pytest.approx(100 * 2 / 7)
    assert rate.verdict == "fail"
    assert [place.at_s for place in rate.places] == [3, 1]
    assert (worst.value, worst.verdict) == (100, "warn")


def test_phrases_that_are_all_understood_are_good() -> None:
    rate, worst = word_figures([HeardPhrase(caption(1, 2), "hello there", 0, 2)])
    assert (rate.verdict, worst.verdict, rate.places) == ("pass", "pass", ())


def test_an_episode_without_words_has_no_verdict() -> None:
    assert [figure.verdict for figure in word_figures([])] == ["none"]


def test_words_put_in_place_of_others_are_counted() -> None:
    pytest.importorskip("jiwer")
    pytest.importorskip("faster_whisper")
    from audiogen.verify.ears import compared  # noqa: PLC0415

    phrase = compared(caption(0, 1, "The ship wreck was here."), "the shipwreck was here", "en", spoken_words)
    assert phrase.wrong == 0
    phrase = compared(caption(0, 1, "You can turn the page."), "you can burn page", "en", spoken_words)
    assert (phrase.wrong, phrase.words) == (2, 5)
