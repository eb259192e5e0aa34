"""First words after a long rest: which they are, how they enter, and how the bed comes up towards them."""

import numpy as np
import pytest
from support.builders import gap, phrase, plan, utterance

from audiogen.plan.cues import BreathCycle, BreathPhase, BreathWord, Plan
from audiogen.plan.ducking import CurveNode, DuckedSpan, ducking_curve
from audiogen.plan.entries import Lift, entries
from audiogen.plan.placing import arrange
from audiogen.plan.timeline import Timeline
from audiogen.script.bed import Bed
from audiogen.units import RATE, to_frames

BED = Bed(under_speech_db=-22, in_pauses_db=-16)


def level_at(curve: tuple[CurveNode, ...], second: float) -> float:
    return float(np.interp(second * RATE, [node.frame for node in curve], [node.level_db for node in curve]))


def test_words_enter_after_ten_seconds_without_any_whatever_else_sounds_meanwhile() -> None:
    spoken = [(8 * RATE, 10 * RATE), (19 * RATE, 21 * RATE), (31 * RATE, 33 * RATE), (34 * RATE, 35 * RATE)]
    assert list(entries(spoken)) == [31 * RATE]


def test_the_bed_comes_up_before_an_entry_and_is_down_when_it_begins() -> None:
    lift = Lift(34 * RATE, 40 * RATE, 5.0)
    curve = ducking_curve(BED, [DuckedSpan(40 * RATE, 43 * RATE, "speech")], 60 * RATE, (), [lift])
    levels = [level_at(curve, second) for second in (34, 36, 38, 39.2, 40, 42, 45)]
    assert levels == pytest.approx([-16, -13.5, -11, -11, -22, -22, -16])


def timeline(planned: Plan) -> Timeline:
    return arrange(planned, {each: to_frames(1) for each in planned.utterances})


def test_the_words_of_a_breath_enter_like_all_and_the_bed_goes_as_far_down_for_them() -> None:
    words = (BreathWord(0, utterance("In")), BreathWord(2 * RATE, utterance("Two")))
    breath = BreathCycle(0, 1, 1, (BreathPhase("in", 4 * RATE, words), BreathPhase("out", 6 * RATE, ())))
    placed = timeline(plan(phrase(), gap(12, 12, 12), breath, gap(9, 9, 9)))
    assert placed.entries == (placed.clips[1].start,)
    assert [span.kind for span in placed.ducked] == ["speech", "speech", "breath"]
