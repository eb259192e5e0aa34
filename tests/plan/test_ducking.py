from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.plan.ducking import (
    ATTACK_FRAMES,
    HOLD_FRAMES,
    RELEASE_FRAMES,
    CurveNode,
    DuckedFor,
    DuckedSpan,
    PauseLevel,
    ducking_curve,
)
from audiogen.script.bed import Bed
from audiogen.units import RATE

BED = Bed(under_speech_db=-20, in_pauses_db=-14)
MINUTE = 60 * RATE


def level_at(curve: tuple[CurveNode, ...], frame: int) -> float:
    return float(np.interp(frame, [node.frame for node in curve], [node.level_db for node in curve]))


def speech(start_s: float, end_s: float) -> DuckedSpan:
    return DuckedSpan(int(start_s * RATE), int(end_s * RATE), "speech")


def test_the_bed_is_down_when_speech_begins_and_up_before_it_must_go() -> None:
    curve = ducking_curve(BED, [speech(10, 15)], MINUTE)
    assert level_at(curve, 10 * RATE - ATTACK_FRAMES) == -14
    assert level_at(curve, 10 * RATE) == level_at(curve, 15 * RATE) == -20
    assert level_at(curve, 15 * RATE + RELEASE_FRAMES) == -14


def test_the_bed_stays_down_between_close_phrases() -> None:
    curve = ducking_curve(BED, [speech(10, 12), speech(13.5, 16)], MINUTE)
    assert level_at(curve, int(12.7 * RATE)) == -20


def test_the_bed_lifts_in_a_pause_that_is_long_enough() -> None:
    curve = ducking_curve(BED, [speech(10, 12), speech(16, 18)], MINUTE)
    assert level_at(curve, int(13.5 * RATE)) == -14


def test_the_bed_does_not_lift_between_speech_and_a_breath_that_follows_at_once() -> None:
    breath = DuckedSpan(13 * RATE, 33 * RATE, "breath")
    curve = ducking_curve(Bed(under_speech_db=-22, in_pauses_db=-18), [speech(10, 12), breath], MINUTE)
    assert max(level_at(curve, frame) for frame in range(12 * RATE, 33 * RATE, 1000)) == -20


def test_however_loud_it_is_in_pauses_the_bed_leaves_the_words_of_a_breath_alone() -> None:
    breath = DuckedSpan(13 * RATE, 33 * RATE, "breath")
    curve = ducking_curve(BED, [breath], MINUTE)
    assert {level_at(curve, second * RATE) for second in range(13, 34)} == {-19}
    asked = ducking_curve(Bed(under_speech_db=-15, in_pauses_db=-10), [breath], MINUTE)
    assert level_at(asked, 20 * RATE) == -15


@pytest.mark.parametrize("first", ["speech", "breath"])
def test_where_a_phrase_and_a_breath_touch_the_bed_does_not_move_under_the_phrase(first: DuckedFor) -> None:
    second: DuckedFor = "breath" if first == "speech" else "speech"
    touching = [DuckedSpan(10 * RATE, 19 * RATE, first), DuckedSpan(19 * RATE, 28 * RATE, second)]
    curve = ducking_curve(BED, touching, MINUTE)
    (phrase,) = (stretch for stretch in touching if stretch.kind == "speech")
    assert {level_at(curve, frame) for frame in range(phrase.start, phrase.end + 1, RATE)} == {-20}


def test_the_level_in_pauses_may_change_from_scene_to_scene() -> None:
    curve = ducking_curve(BED, [speech(10, 15)], MINUTE, [PauseLevel(0, 0, -14), PauseLevel(30 * RATE, 8 * RATE, -10)])
    assert level_at(curve, 5 * RATE) == level_at(curve, 30 * RATE) == -14
    assert level_at(curve, 34 * RATE) == -12
    assert level_at(curve, 38 * RATE) == level_at(curve, MINUTE) == -10


def test_a_change_of_scene_under_speech_does_not_move_the_bed() -> None:
    pauses = [PauseLevel(0, 0, -14), PauseLevel(12 * RATE, 8 * RATE, -10)]
    curve = ducking_curve(BED, [speech(10, 25)], MINUTE, pauses)
    assert {level_at(curve, second * RATE) for second in range(10, 26)} == {-20}
    assert level_at(curve, 25 * RATE + RELEASE_FRAMES) == -10


def test_a_change_of_scene_that_is_overtaken_by_the_next_one_gives_way_to_it() -> None:
    pauses = [PauseLevel(0, 0, -14), PauseLevel(10 * RATE, 20 * RATE, -10), PauseLevel(15 * RATE, 5 * RATE, -16)]
    curve = ducking_curve(BED, [], MINUTE, pauses)
    assert all(before.frame < after.frame for before, after in pairwise(curve))
    assert level_at(curve, 20 * RATE) == level_at(curve, MINUTE) == -16


@given(st.lists(st.tuples(st.integers(0, 5 * RATE), st.integers(1, 10 * RATE), st.sampled_from(["speech", "breath"]))))
def test_the_curve_ascends_in_time_and_never_leaves_its_two_levels(parts: list[tuple[int, int, str]]) -> None:
    ducked, at = [], 0
    for silence, length, kind in parts:
        ducked.append(DuckedSpan(at + silence, at + silence + length, kind))  # type: ignore[arg-type]
        at += silence + length
    curve = ducking_curve(BED, ducked, at + HOLD_FRAMES // 2)
    assert all(a.frame < b.frame for a, b in pairwise(curve))
    assert all(-20 <= node.level_db <= -14 for node in curve)
    assert curve[0].frame == 0
    assert curve[-1].frame == at + HOLD_FRAMES // 2
    for span in ducked:
        if span.kind == "speech":
            assert level_at(curve, (span.start + span.end) // 2) <= -17
