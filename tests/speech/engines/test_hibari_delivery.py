from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from audiogen.plan.cues import VARIANTS, Place, Utterance
from audiogen.speech.engine import Delivery, Shaping, Sound, unmarked
from audiogen.speech.engines.hibari import HibariEngine
from audiogen.speech.engines.hibari_delivery import contours, variation
from audiogen.speech.engines.hibari_phonemes import sentences
from audiogen.speech.phrase import Phrasing

VOICE = HibariEngine()


def spoken(text: str, delivery: Delivery) -> Sound:
    return VOICE.shaped(unmarked(text), delivery, wpm=140, language="en")


def test_pitch_falls_through_a_paragraph_and_the_next_begins_high_again() -> None:
    paragraph = (Delivery("start", 0), Delivery("middle", 0), Delivery("end", 0), Delivery("start", 0))
    lines = [
        (contour.begin_st, contour.end_st)
        for delivery in paragraph
        for contour in contours(["fall"], delivery, variation("", 0))
    ]
    heights = [sum(line) / 2 for line in lines]
    assert heights[0] > heights[1] > heights[2] < heights[3]
    assert all(begin > end for begin, end in lines)


def test_the_sentences_of_one_phrase_go_on_where_the_one_before_ended() -> None:
    first, second, last = contours(["", "fall", "fall"], Delivery("alone", 0), variation("", 0))
    assert (first.end_st, second.end_st) == (second.begin_st, last.begin_st)
    assert (first.lower_st, second.lower_st, last.lower_st) == (0.0, 0.0, 1.0)


def test_words_that_return_sound_different_each_time_and_the_same_every_time_they_are_made() -> None:
    sounds = [spoken("Breathe in", Delivery("alone", variant)).samples.tobytes() for variant in range(VARIANTS)]
    assert len(set(sounds)) == VARIANTS
    assert sounds == [spoken("Breathe in", Delivery("alone", v)).samples.tobytes() for v in range(VARIANTS)]


def test_words_that_return_differ_a_little_in_pitch_in_liveliness_and_in_pace() -> None:
    varied = [variation("Breathe in", variant) for variant in range(VARIANTS)]
    for differ in ({each.pitch_st for each in varied}, {each.range for each in varied}, {each.pace for each in varied}):
        assert len(differ) == VARIANTS
    assert all(abs(each.pitch_st) <= 0.4 for each in varied)
    assert all(abs(each.range - 1) <= 0.07 and abs(each.pace - 1) <= 0.025 for each in varied)


@pytest.mark.parametrize("variant", range(VARIANTS))
def test_words_that_return_take_about_as_long_as_the_first_time(variant: int) -> None:
    first, again = (spoken("A slow breath in, and a slow breath out.", Delivery("alone", v)) for v in (0, variant))
    assert again.samples.size == pytest.approx(first.samples.size, rel=0.04)


def test_without_a_delivery_a_voice_speaks_as_it_does_by_itself() -> None:
    plain = VOICE.synthesize(unmarked("Breathe in."), wpm=140, language="en")
    assert plain.samples.tobytes() != spoken("Breathe in.", Delivery("alone", 0)).samples.tobytes()


def test_place_and_variant_are_in_the_key_of_a_voice_that_shapes_and_only_while_it_does() -> None:
    phrasing = Phrasing(lambda _: VOICE)
    assert isinstance(VOICE, Shaping)
    keys = {
        phrasing.key(Utterance("Stay.", "heart", 140, "en", (), place, variant))
        for place in get_args(Place)
        for variant in range(VARIANTS)
    }
    assert len(keys) == VARIANTS * 4 + 1


@pytest.mark.parametrize(
    ("text", "end"),
    [("Look at the sea.", "stressed"), ("One hand holding the other.", "not"), ("Read all of it.", "not")],
)
def test_the_last_syllable_is_stressed_where_it_carries_the_accent_of_its_word(text: str, end: str) -> None:
    assert sentences(text, british=False)[-1].stressed_end == (end == "stressed")


def test_no_click_comes_of_shaping() -> None:
    text = "Eyes open, half open or shut, it is all one to the sea."
    sounds = (VOICE.synthesize(unmarked(text), wpm=140, language="en"), spoken(text, Delivery("end", 0)))
    plain, moved = (float(np.abs(np.diff(sound.samples)).max()) for sound in sounds)
    assert moved < plain * 1.3
