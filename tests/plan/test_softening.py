"""A session that leads into sleep becomes softer from its middle on, evenly, down to its last words."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import SHOW, gap, phrase, plan, script

from audiogen.plan.cues import BreathCycle, BreathPhase, BreathWord, Cue, Plan, Strike
from audiogen.plan.ducking import PauseLevel
from audiogen.plan.placing import arrange
from audiogen.plan.planner import plan_session
from audiogen.plan.softening import SOFTEST_DB, softening
from audiogen.plan.timeline import Timeline
from audiogen.script.bed import Bed
from audiogen.script.model import Script, Show
from audiogen.units import RATE

BED = Bed(under_speech_db=-22, in_pauses_db=-16)
PHRASE_S = 4


def timeline(*cues: Cue, bed: Bed = BED, sleep: bool = True) -> Timeline:
    planned = replace(plan(*cues, bed=bed), sleep=sleep)
    return arrange(planned, dict.fromkeys(planned.utterances, PHRASE_S * RATE))


def silence(seconds: float) -> Cue:
    return gap(seconds, seconds, seconds)


def spoken(count: int = 9, apart_s: float = 8) -> list[Cue]:
    """So many phrases, each with a silence before it."""
    return [cue for number in range(count) for cue in (silence(apart_s), phrase(f"Words {number}."))]


@given(st.integers(1, 10**8), st.data())
def test_it_goes_one_way_from_the_middle_to_the_last_words_and_never_in_a_hurry(
    frames: int, data: st.DataObject
) -> None:
    end = data.draw(st.integers(1, frames))
    softer = softening(end, frames)
    early, late = sorted(data.draw(st.lists(st.integers(0, frames), min_size=2, max_size=2)))
    assert softer.start <= frames / 2
    assert softer.end - softer.start >= end // 3
    assert softer.share(softer.start) == 0
    assert 0 <= softer.share(early) <= softer.share(late) <= softer.share(softer.end) == 1
    # evenly: twice as far behind its beginning it is twice as soft
    middle = (softer.start + softer.end) / 2
    assert softer.share(int(middle)) == pytest.approx(0.5, abs=1 / (softer.end - softer.start))


def test_it_begins_in_the_middle_of_a_session_and_ends_with_its_last_word() -> None:
    made = timeline(*spoken(), silence(12))
    assert made.softening is not None
    assert (made.softening.start, made.softening.end) == (made.frames // 2, made.clips[-1].end)


def test_where_the_words_are_over_early_it_begins_before_the_middle() -> None:
    made = timeline(*spoken(3), silence(300))
    assert made.softening is not None
    assert made.softening.start == made.clips[-1].end * 2 // 3


def test_a_session_that_does_not_lead_into_sleep_stays_as_it_is() -> None:
    cues = (*spoken(), silence(12))
    made = timeline(*cues, sleep=False)
    assert (made.softening, made.softer_db(made.frames), made.speech_softer_db) == (None, 0, 0)
    begins = timeline(*cues).ducking_curve[0]
    assert made.ducking_curve[0] == begins


def test_under_speech_the_bed_stays_as_far_below_the_voice_as_it_was_asked_to() -> None:
    made = timeline(*spoken(), silence(12))
    for clip in made.clips:
        for frame in (clip.start, (clip.start + clip.end) // 2, clip.end):
            assert made.bed_level_db(frame) + made.softer_db(frame) == pytest.approx(-22)


def test_in_pauses_the_bed_goes_along_as_far_as_it_may_and_comes_up_no_further_than_before() -> None:
    made = timeline(*spoken(), silence(20)).with_pause_levels(BED, [PauseLevel(0, 0, -16, yields_db=2.5)])
    in_pauses = [made.bed_level_db(clip.start - 4 * RATE) for clip in made.clips]
    assert in_pauses[:4] == [-16] * 4
    assert in_pauses == sorted(in_pauses, reverse=True)
    assert made.bed_level_db(made.frames) == pytest.approx(-18.5)


def test_breaths_go_down_with_the_pauses_so_that_they_stay_as_far_above_their_bed() -> None:
    made = timeline(*spoken(), silence(20))
    assert made.breath_softer_db(made.frames // 2) == 0
    assert made.breath_softer_db(made.frames) == SOFTEST_DB
    yielding = made.with_pause_levels(BED, [PauseLevel(0, 0, -16, yields_db=2.5)])
    assert yielding.breath_softer_db(made.frames) == pytest.approx(2.5)


def test_under_the_words_of_a_breath_the_bed_goes_down_as_under_all_words() -> None:
    word = phrase("In.").utterance
    breath = BreathCycle(0, 1, 1, (BreathPhase("in", 6 * RATE, (BreathWord(RATE, word),)),))
    made = timeline(*spoken(), silence(6), breath, silence(6))
    frame = made.clips[-1].start + RATE
    assert made.bed_level_db(frame) + made.softer_db(frame) == pytest.approx(-19)


def test_all_words_together_are_so_much_softer_as_their_mean_power_is() -> None:
    # from the middle on every phrase is softer: on the whole a good decibel, as many short ones are and one long one
    many = timeline(*spoken(60, 0.5), silence(1)).speech_softer_db
    whole = arrange(replace(plan(phrase()), sleep=True), {phrase().utterance: 300 * RATE}).speech_softer_db
    assert many == pytest.approx(1.13, abs=0.1)
    assert whole == pytest.approx(many, abs=0.2)


def test_no_bell_is_struck_once_it_becomes_softer() -> None:
    bell = Strike(0, "interval")
    made = timeline(Strike(0, "start"), *spoken(3), bell, *spoken(5), bell, *spoken(3), silence(20))
    assert made.softening is not None
    assert [strike.bell for strike in made.strikes] == ["start", "interval"]
    assert made.strikes[-1].start < made.softening.start
    assert len(timeline(bell, *spoken(3), bell, silence(20), sleep=False).strikes) == 2


def planned(*steps: dict[str, object], show: Mapping[str, object] | None = None, **facts: object) -> Plan:
    shared = Show.model_validate({**dict(SHOW), **(show or {})})
    return plan_session(shared, script(*steps, **facts), synthetic=lambda name: name == "heart")


SAY: dict[str, object] = {"say": "Good night."}
END: dict[str, object] = {"bell": "end", "ring": "9s"}


def test_no_bell_ends_it_and_its_ring_stays_as_silence() -> None:
    cues = planned(SAY, END, sleep="yes", disclosure={"at": "off"}).cues
    assert not any(isinstance(cue, Strike) for cue in cues)
    assert gap(9, 9, 9, step=1) in cues
    assert any(isinstance(cue, Strike) for cue in planned(SAY, END, disclosure={"at": "off"}).cues)


def test_that_the_voice_is_synthetic_is_not_its_last_word_unless_its_author_wants_that() -> None:
    texts = [each.text for each in planned(SAY, sleep="yes").utterances]
    assert texts[-1] == "Good night."
    assert texts[0] == planned(SAY).utterances[-1].text
    asked = planned(SAY, sleep="yes", disclosure={"at": "end"})
    assert asked.utterances[0].text == "Good night."


@pytest.mark.parametrize(
    ("of_session", "of_show", "fade_s"),
    [(None, None, 60), ("20s", None, 20), (None, "12s", 60), (None, "2m", 120), ("5s", "2m", 5)],
)
def test_the_bed_fades_for_a_minute_unless_the_session_chose_or_the_show_is_slower(
    of_session: str | None, of_show: str | None, fade_s: float
) -> None:
    own: dict[str, object] = {"bed": {"fade_out": of_session}} if of_session else {}
    shared: dict[str, object] = {"bed": {"fade_out": of_show}} if of_show else {}
    assert planned(SAY, show=shared, sleep="yes", **own).bed.fade_out_s == fade_s


@pytest.mark.parametrize(("left_s", "fade_s"), [(90, 60), (35, 35), (5, 12)])
def test_the_fade_begins_behind_the_last_words_where_these_leave_it_time(left_s: float, fade_s: float) -> None:
    bed = replace(BED, fade_out_s=60, least_fade_out_s=12)
    made = timeline(*spoken(), silence(left_s), bed=bed)
    assert made.fade_out_s(bed) == fade_s
    # what its author chose is not touched
    assert made.fade_out_s(BED) == BED.fade_out_s


def test_yes_no_and_nothing_are_three_things() -> None:
    given: list[Script] = [script(SAY, sleep="yes"), script(SAY, sleep="no"), script(SAY)]
    assert [each.sleep for each in given] == [True, False, None]


def test_it_is_the_same_for_everybody_however_long_their_names_are() -> None:
    own = phrase("Good night, whoever you are.")
    planned = replace(plan(*spoken(), gap(4, 4, 20), own, gap(4, 4, 20), target_s=150), sleep=True)
    lengths = dict.fromkeys(planned.utterances, PHRASE_S * RATE)
    expected = {own.utterance: 3 * RATE}
    made = [arrange(planned, {**lengths, own.utterance: seconds * RATE}, expected) for seconds in (2, 5)]
    assert made[0].softening == made[1].softening
    assert made[0].clips[-1].end != made[1].clips[-1].end
