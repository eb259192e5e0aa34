"""A session begins with a moment before anything sounds, and becomes no longer for it."""

from hypothesis import given
from hypothesis import strategies as st
from support.builders import phrase, plan

from audiogen.plan.beginning import HEAD_FRAMES, starts_after_a_moment
from audiogen.plan.cues import Cue, Gap, GridBegin, Mark, Phrase, Plan, Strike
from audiogen.plan.placing import arrange
from audiogen.plan.timeline import Timeline
from audiogen.units import RATE, to_frames


def placed(planned: Plan) -> Timeline:
    return arrange(planned, {each: to_frames(2) for each in planned.utterances})


def silence(seconds: float) -> Gap:
    return Gap(0, *[to_frames(seconds)] * 3)


def test_what_sounds_first_waits_half_a_second_and_all_behind_a_longer_silence_keeps_its_place() -> None:
    timeline = placed(plan(Mark(0, "Arriving"), Strike(0, "start"), silence(8), phrase(), silence(9)))
    assert (timeline.chapters[0].start, timeline.strikes[0].start) == (0, HEAD_FRAMES)
    assert (timeline.clips[0].start, timeline.frames) == (8 * RATE, 19 * RATE)


def test_words_that_come_first_keep_the_short_silences_between_them() -> None:
    timeline = placed(plan(phrase("a"), silence(0.8), phrase("b"), silence(4), phrase("c"), silence(3)))
    starts = [clip.start / RATE for clip in timeline.clips]
    assert (starts, timeline.frames) == ([0.5, 3.3, 8.8], to_frames(13.8))
    assert [caption.start / RATE for caption in timeline.captions] == starts


def test_a_session_that_begins_with_silence_has_its_moment_already() -> None:
    assert placed(plan(silence(1), phrase(), silence(9))).clips[0].start == RATE


def test_a_step_with_bells_at_intervals_begins_with_its_first_sound() -> None:
    cues: tuple[Cue, ...] = (Mark(0, "Rest"), GridBegin(1, 60 * RATE), phrase(), silence(100))
    assert starts_after_a_moment(cues, (0, 0, 2 * RATE, 100 * RATE)) == (0, HEAD_FRAMES, HEAD_FRAMES, 5 * RATE // 2)


@given(st.lists(st.one_of(st.builds(phrase), st.builds(silence, st.floats(0, 20))), min_size=1, max_size=8))
def test_no_session_becomes_longer_and_nothing_changes_its_order(cues: list[Phrase | Gap]) -> None:
    lengths = [2 * RATE if isinstance(cue, Phrase) else cue.min_frames for cue in cues]
    starts = starts_after_a_moment(cues, lengths)
    ends = [*starts[1:], sum(lengths)]
    assert list(starts) == sorted(starts)
    spoken = zip(starts, ends, cues, strict=True)
    assert all(end - start >= 2 * RATE for start, end, cue in spoken if isinstance(cue, Phrase))
