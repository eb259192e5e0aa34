"""Bells at intervals: on their grid where the words leave room, else when the words are over, else not at all."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import SHOW, gap, phrase, plan, script, utterance

from audiogen.plan.bell_grids import Grid
from audiogen.plan.cues import BreathCycle, BreathPhase, BreathWord, Cue, Gap, GridBegin, GridEnd, Plan, Strike
from audiogen.plan.placing import arrange, grids_of
from audiogen.plan.planner import plan_session
from audiogen.plan.solve import solve
from audiogen.plan.timeline import Timeline
from audiogen.units import RATE, to_frames

SPOKEN_S = 2.0


def every(seconds: float, *cues: object, step: int = 0) -> tuple[object, ...]:
    return (GridBegin(step, to_frames(seconds)), *cues, GridEnd(step))


def silence(seconds: float) -> object:
    return gap(seconds, seconds, seconds)


def grids(planned: Plan, spoken_s: float = SPOKEN_S) -> tuple[Grid, ...]:
    frames_of = {each: to_frames(spoken_s) for each in planned.utterances}
    return grids_of(solve(planned, frames_of), frames_of)


def timeline(planned: Plan, spoken_s: float = SPOKEN_S) -> Timeline:
    return arrange(planned, {each: to_frames(spoken_s) for each in planned.utterances})


def struck(planned: Plan, spoken_s: float = SPOKEN_S) -> list[float]:
    """When bells are struck, in seconds."""
    return [strike.start / RATE for strike in timeline(planned, spoken_s).strikes]


def left_out(planned: Plan, spoken_s: float = SPOKEN_S) -> list[tuple[float, str]]:
    return [(each.offset / RATE, each.why) for grid in grids(planned, spoken_s) for each in grid.left_out]


def test_bells_are_struck_on_a_grid_from_the_beginning_but_not_there_and_not_at_the_end() -> None:
    assert struck(plan(silence(7), *every(60, silence(240)), phrase(), silence(9))) == [67.0, 127.0, 187.0]


def test_a_bell_that_is_due_as_good_as_at_the_end_is_due_at_the_end() -> None:
    planned = plan(*every(60, silence(120.9)), phrase(), silence(9))
    assert (struck(planned), left_out(planned)) == ([60.0], [])


def test_it_is_the_bell_between_two_parts() -> None:
    (strike,) = timeline(plan(*every(60, silence(100)))).strikes
    assert (strike.bell, strike.end - strike.start) == ("interval", Strike(0, "interval").ring_frames)


def test_a_bell_waits_until_a_phrase_is_over_and_a_moment_more() -> None:
    assert struck(plan(*every(60, silence(59), phrase(), silence(100)))) == [62.0, 120.0]


def test_a_bell_just_before_a_phrase_waits_for_it_too() -> None:
    assert struck(plan(*every(60, silence(60.5), phrase(), silence(100)))) == [63.5, 120.0]


def test_a_bell_waits_on_where_the_next_phrase_follows_closely() -> None:
    assert struck(plan(*every(60, silence(59), phrase(), silence(1.5), phrase(), silence(100)))) == [65.5, 120.0]


def test_a_bell_that_would_wait_for_more_than_half_an_interval_is_left_out() -> None:
    planned = plan(*every(60, silence(59), phrase(), silence(100)))
    assert (struck(planned, 40), left_out(planned, 40)) == ([120.0, 180.0], [(60.0, "words")])


def test_a_bell_waits_for_the_words_of_a_breath() -> None:
    words = (BreathWord(0, utterance("In")),)
    breath = BreathCycle(0, 1, 1, (BreathPhase("in", 6 * RATE, words), BreathPhase("out", 6 * RATE, ())))
    (at,) = struck(plan(*every(30, silence(29), breath, silence(20))))
    assert at == pytest.approx(29 + SPOKEN_S + 1, abs=0.04)


def test_a_bell_too_near_to_the_end_of_its_step_is_left_out() -> None:
    planned = plan(*every(60, silence(122)), phrase(), silence(9))
    assert (struck(planned), left_out(planned)) == ([60.0], [(120.0, "end")])


def test_a_bell_that_would_wait_for_words_until_the_end_of_its_chapter_is_left_out() -> None:
    planned = plan(*every(60, silence(119), phrase(), silence(3)), phrase(), silence(9))
    assert (struck(planned), left_out(planned)) == ([60.0], [(120.0, "words")])


def test_a_bell_that_the_end_of_the_session_would_cut_off_is_left_out() -> None:
    planned = plan(*every(60, silence(127)))
    assert (struck(planned), left_out(planned)) == ([60.0], [(120.0, "ring")])
    assert struck(plan(*every(60, silence(128)))) == [60.0, 120.0]


def test_bells_of_a_chapter_and_of_a_pause_in_it_sound_once_where_they_coincide() -> None:
    planned = plan(*every(60, silence(60), *every(40, silence(130), step=1), silence(50)))
    assert struck(planned) == [60.0, 100.0, 120.0, 140.0, 180.0]


def test_a_bell_of_the_script_takes_the_place_of_one_that_is_due_with_it() -> None:
    planned = plan(*every(60, silence(61), Strike(1, "end"), silence(100)))
    assert [(each.start / RATE, each.bell) for each in timeline(planned).strikes] == [
        (61.0, "end"),
        (120.0, "interval"),
    ]


def pause(length: str, **more: object) -> dict[str, object]:
    return {"pause": length, **more}


def cues_of(*steps: dict[str, object]) -> tuple[Cue, ...]:
    return plan_session(SHOW, script(*steps)).cues


def test_the_bells_of_a_chapter_go_on_up_to_the_next_chapter() -> None:
    steps = ({"chapter": "Rest", "bell_every": "30s"}, pause("50s"), pause("50s"), {"chapter": "On"}, pause("90s"))
    assert struck(plan_session(SHOW, script(*steps))) == [30.0, 60.0, 90.0]


def test_the_bells_of_the_last_chapter_go_on_to_the_end() -> None:
    steps = ({"chapter": "Rest", "bell_every": "30s"}, pause("50s"), pause("50s"))
    assert struck(plan_session(SHOW, script(*steps))) == [30.0, 60.0, 90.0]


def test_a_chapter_begins_with_its_mark_and_a_step_with_its_first_word() -> None:
    cues = cues_of(
        {"say": "One."},
        {"chapter": "Rest", "bell_every": "30s"},
        {"reflect": "Two?", "silence": "1m", "bell_every": "20s"},
    )
    kinds = [type(cue).__name__ for cue in cues]
    assert kinds == ["Phrase", "GridBegin", "Mark", "Gap", "GridBegin", "Phrase", "Gap", "GridEnd", "GridEnd"]


def test_bells_between_two_phrases_do_not_part_them() -> None:
    cues = cues_of({"say": "One."}, {"chapter": "A", "bell_every": "30s"}, {"chapter": "B"}, {"say": "Two."})
    assert [cue.ideal_frames / RATE for cue in cues if isinstance(cue, Gap)] == [4.0, 3.0]


def test_bells_over_an_exercise_of_breaths_count_from_its_lead_in() -> None:
    written = script({"breathe": "4-6", "cycles": 6, "cues": ["tone"], "bell_every": "20s"})
    assert struck(plan_session(SHOW, written)) == [20.0, 40.0, 60.0]


@given(
    st.lists(st.tuples(st.floats(0, 90), st.booleans()), min_size=1, max_size=12),
    st.floats(10, 120),
    st.floats(0.3, 40),
)
def test_no_bell_sounds_into_words_or_is_cut_off_and_all_are_struck_or_told_of(
    parts: list[tuple[float, bool]], interval_s: float, spoken_s: float
) -> None:
    cues = [cue for length, spoken in parts for cue in ((silence(length), phrase()) if spoken else (silence(length),))]
    session = plan(*every(interval_s, *cues, silence(5)), phrase("End."), silence(3))
    placed, (grid,) = timeline(session, spoken_s), grids(session, spoken_s)
    for strike in placed.strikes:
        assert all(not clip.start <= strike.start < clip.end for clip in placed.clips)
        assert strike.end <= placed.frames
        assert strike.start < grid.frames
    assert len(grid.strikes) + len(grid.left_out) == grid.due
    assert all(after - before >= to_frames(interval_s) // 2 for before, after in pairwise(grid.strikes))


def test_a_plan_without_bells_at_intervals_has_no_grid() -> None:
    assert grids(plan(phrase(), silence(5))) == ()
