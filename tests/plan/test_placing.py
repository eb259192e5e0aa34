from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import SHOW, gap, phrase, plan, script, utterance

from audiogen.errors import LengthError
from audiogen.plan.beginning import HEAD_FRAMES
from audiogen.plan.cues import (
    WORDS_BEGIN_FRAMES,
    BreathCycle,
    BreathPhase,
    BreathWord,
    Mark,
    Plan,
    SceneChange,
    Strike,
)
from audiogen.plan.ducking import PauseLevel
from audiogen.plan.places import ScriptPlaces
from audiogen.plan.placing import place
from audiogen.plan.planner import plan_session
from audiogen.plan.stretch import spread
from audiogen.plan.timeline import PlacedScene, Timeline
from audiogen.script.bed import Bed, Layer, Scene
from audiogen.script.step_place import StepPlace
from audiogen.script.yaml.fields import Span
from audiogen.units import RATE, to_frames

PATH = Path("scripts/01-small.yaml")
PLACES = ScriptPlaces(str(PATH), tuple(StepPlace(PATH, ("steps", at), 10 + at) for at in range(20)))


def placed(planned: Plan, spoken_s: float = 2.0) -> Timeline:
    return place(planned, {u: to_frames(spoken_s) for u in planned.utterances}, PLACES)


def breath(number: int = 1, *words: BreathWord) -> BreathCycle:
    phases = (BreathPhase("in", 4 * RATE, words), BreathPhase("out", 6 * RATE, ()))
    return BreathCycle(0, number, 2, phases)


@given(st.data())
def test_what_is_spread_adds_up_exactly_and_overfills_no_gap(data: st.DataObject) -> None:
    room = data.draw(st.lists(st.integers(0, 10**7), min_size=1, max_size=30))
    needed = data.draw(st.integers(0, sum(room)))
    shares = spread(needed, room)
    assert sum(shares) == needed
    assert all(0 <= share <= most for share, most in zip(shares, room, strict=True))


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 40)), min_size=1, max_size=12),
    st.floats(0, 1),
)
def test_a_target_within_reach_is_met_to_the_frame(spans: list[tuple[int, int, int]], share: float) -> None:
    gaps = [gap(low, low + mid, low + mid + high) for low, mid, high in spans]
    least, most = sum(g.min_frames for g in gaps), sum(g.max_frames for g in gaps)
    target_s = 2.0 + (least + share * (most - least)) / RATE
    timeline = placed(plan(phrase(), *gaps, target_s=target_s))
    assert timeline.frames == to_frames(target_s)


RAIN, OCEAN = Scene(("rain",), (Layer("rain"),)), Scene(("ocean",), (Layer("ocean"),))


def test_a_scene_begins_with_its_chapter() -> None:
    change = Mark(0, "Rest", SceneChange(OCEAN, 4 * RATE))
    scenes = placed(plan(gap(5, 5, 5), change, gap(5, 5, 5), Mark(0, "On"), gap(5, 5, 5))).scenes
    assert scenes == (PlacedScene(0, 0, RAIN), PlacedScene(5 * RATE, 4 * RATE, OCEAN))


def test_a_scene_at_the_very_beginning_takes_the_place_of_the_sessions_without_a_crossfade() -> None:
    change = Mark(0, "Rest", SceneChange(OCEAN, 4 * RATE))
    assert placed(plan(change, gap(5, 5, 5))).scenes == (PlacedScene(0, 0, OCEAN),)


def test_a_lifted_pause_leaves_the_level_under_speech() -> None:
    bed = Bed(under_speech_db=-22, in_pauses_db=-18)
    timeline = placed(plan(gap(9, 9, 9), phrase(), gap(9, 9, 9), bed=bed)).with_pause_levels(
        bed, [PauseLevel(0, 0, -15)]
    )
    assert {node.level_db for node in timeline.ducking_curve} == {-22, -15}


def test_without_a_target_every_gap_has_its_ideal_length() -> None:
    assert placed(plan(phrase(), gap(1, 5, 9), phrase())).frames == to_frames(2 + 5 + 2)


def test_gaps_share_a_stretch_in_proportion_to_their_room() -> None:
    timeline = placed(plan(gap(0, 0, 10), phrase("a"), gap(0, 0, 30), phrase("b"), target_s=24))
    first, second = timeline.clips
    assert (first.start, second.start - first.end) == (to_frames(5), to_frames(15))


def test_a_target_too_short_says_by_how_much_and_which_silences_to_shorten() -> None:
    cues = (phrase("a", 0), gap(20, 30, 30, 1), phrase("b", 2))
    with pytest.raises(LengthError) as caught:
        placed(plan(*cues, target_s=20))
    assert caught.value.message == (
        "scripts/01-small.yaml: the steps last at least 0:24, 4.0 s more than the target of 0:20"
    )
    assert caught.value.hint.startswith("Shorten silences (line 11: at least 20s), ")


def test_a_target_too_long_says_by_how_much_and_where_a_silence_may_be_added() -> None:
    with pytest.raises(LengthError) as caught:
        placed(plan(phrase("a", 0), gap(1, 1, 3, 1), target_s=60))
    assert "the steps last at most 0:05, 55.0 s short of the target of 1:00" in caught.value.message
    assert caught.value.hint == (
        "Add `pause: fill` with `min: 1s` and `max: 56s` before the step in line 10, or lower `target` to 5s."
    )


def test_breaths_stand_on_an_exact_grid() -> None:
    timeline = placed(plan(gap(3, 3, 3), breath(1), breath(2)))
    assert [(b.start, b.kind) for b in timeline.breaths] == [
        (3 * RATE, "in"),
        (7 * RATE, "out"),
        (13 * RATE, "in"),
        (17 * RATE, "out"),
    ]


def test_a_counted_word_sounds_on_its_beat() -> None:
    words = (BreathWord(0, utterance("In")), BreathWord(RATE, utterance("two")))
    timeline = placed(plan(gap(3, 3, 3), breath(1, *words)), spoken_s=0.4)
    # the words of a clip begin a little after it
    assert [clip.start + WORDS_BEGIN_FRAMES for clip in timeline.clips] == [3 * RATE, 4 * RATE]
    assert timeline.captions[0].text == "In, two."
    assert (timeline.captions[0].start, timeline.captions[0].end) == (3 * RATE, 4 * RATE + to_frames(0.4))


def test_a_count_that_overruns_its_beat_is_refused() -> None:
    words = (BreathWord(0, utterance("In")), BreathWord(RATE, utterance("two")))
    with pytest.raises(LengthError, match=r'01-small.yaml:10: the cue "In" takes 1.5 s, but has 1.0 s'):
        placed(plan(breath(1, *words)), spoken_s=1.5)


def test_time_for_natural_breath_is_a_breath_without_a_sound_of_its_own() -> None:
    planned = plan_session(SHOW, script({"say": "Rest."}, {"breathe": "natural", "time": "20s to 1m"}, target="42s"))
    timeline = placed(planned)
    (breath,) = timeline.breaths
    assert (breath.kind, breath.cycle, breath.cycles, breath.frames) == ("natural", 1, 1, to_frames(39.5))
    # the moment before the first word is taken from the first longer silence
    assert (breath.start, breath.end) == (timeline.clips[0].end, timeline.frames)
    assert timeline.guided_breaths == ()


@given(st.integers(1, 9), st.integers(0, 2000), st.integers(0, 3000))
@settings(max_examples=40)
def test_both_halves_of_a_silence_are_together_as_long_as_it_is(frames: int, more: int, share: int) -> None:
    least_s, most_s = frames / RATE, (frames + more) / RATE
    silence = Span(least_s, least_s, most_s)
    asked: dict[str, object] = {"reflect": "Why?", "silence": silence, "halfway": "Half."}
    planned = plan_session(SHOW, script({"pause": "5s"}, asked, {"pause": "5s"}))
    whole = frames + min(share, more)
    timeline = placed(replace(planned, target_frames=to_frames(5 + 2 + 2 + 5) + whole))
    question, half = timeline.clips
    halves = half.start - question.end, timeline.frames - to_frames(5) - half.end
    assert sum(halves) == whole
    assert abs(halves[0] - halves[1]) <= 2


def test_words_of_breaths_that_are_not_said_need_no_room() -> None:
    # with two breaths the second is counted to six at once, with twelve it is hardly longer than the first
    written = {"breathe": "4-1", "to": "4-6", "cycles": "2 to 12", "cues": ["tone", "words", "tone"]}
    planned = plan_session(SHOW, script(written))
    assert placed(planned, spoken_s=3.5).breaths
    with pytest.raises(LengthError, match=r'the cue "Breathe out" takes 3.5 s, but has 1.5 s'):
        placed(replace(planned, target_frames=sum(map(to_frames, (3, 10, 12 * 7.5)))), spoken_s=3.5)


def test_chapters_cover_the_session_from_its_first_frame_to_its_last() -> None:
    timeline = placed(plan(gap(1, 1, 1), Mark(0, "One"), phrase(), Mark(0, "Two"), gap(4, 4, 4)))
    assert [c.title for c in timeline.chapters] == ["Small", "One", "Two"]
    assert timeline.chapters[0].start == 0
    assert all(a.end == b.start for a, b in pairwise(timeline.chapters))
    assert timeline.chapters[-1].end == timeline.frames


def test_a_bell_takes_no_time_of_its_own() -> None:
    timeline = placed(plan(Strike(0, "start"), gap(8, 8, 8), phrase()))
    assert (timeline.strikes[0].start, timeline.clips[0].start) == (HEAD_FRAMES, 8 * RATE)
