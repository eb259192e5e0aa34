"""What the tracks of one session for several people have in common, as each of them is known alone."""

from __future__ import annotations

from bisect import bisect_right

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.builders import gap, phrase, plan, utterance

from audiogen.plan.alike import alike
from audiogen.plan.cues import Cue, Plan
from audiogen.plan.placing import arrange
from audiogen.plan.timeline import Timeline
from audiogen.units import RATE, to_frames

OWN = utterance("Hello Anna.")


def session(target_s: float | None = 40) -> Plan:
    return plan(
        *(gap(5, 10, 20), phrase("Rest."), gap(5, 10, 20), phrase(OWN.text)),
        *(gap(5, 10, 20), phrase("Be."), gap(5, 10, 20)),
        target_s=target_s,
    )


def lengths(planned: Plan, own_s: float) -> dict[object, int]:
    return {each: to_frames(own_s if each == OWN else 2) for each in planned.utterances}


def test_the_session_as_it_is_expected_is_the_same_for_everybody() -> None:
    short, long = (alike(session(), lengths(session(), own_s), {OWN: RATE}) for own_s in (0.5, 1.5))
    assert short == long
    assert short is not None
    assert short.timeline == arrange(session(), lengths(session(), 1))


def test_apart_are_the_phrases_of_ones_own_for_as_long_as_they_may_be_and_the_bed_around_them() -> None:
    found = alike(session(), lengths(session(), 1.2), {OWN: RATE})
    assert found is not None
    ((start, end),) = ((a / RATE, b / RATE) for a, b in found.apart)
    # two phrases of 2 s and her own, rounded to 2 s, leave 34 s for four silences; of 1 s, it may be 0.625 s longer
    assert start == pytest.approx(2 + 2 * 8.5 - 0.55)
    assert end == pytest.approx(3.625 + 2 * 8.5 + 1.1)


def test_without_a_target_or_with_silences_of_its_own_a_track_is_like_no_other() -> None:
    assert alike(session(None), lengths(session(None), 1.2), {OWN: RATE}) is None
    assert alike(session(26), lengths(session(26), 6), {OWN: RATE}) is None
    assert alike(session(), lengths(session(), 1), {}) is None


_LEAST = st.integers(0, 2)


@st.composite
def _plans(draw: st.DrawFn) -> Plan:
    """A session with one phrase of one's own: where several meet with silences that are short, more may be moved."""
    cues: list[Cue] = [gap(0, 2, 8)]
    count = draw(st.integers(1, 8))
    place = draw(st.integers(0, count - 1))
    for number in range(count):
        least, ideal, most = sorted(draw(st.tuples(_LEAST, st.integers(1, 4), st.integers(3, 9))))
        cues += [phrase(f"{'own' if number == place else 'other'} {number}", number), gap(least, ideal, most, number)]
    least_s, most_s = (sum(getattr(cue, kind, RATE) for cue in cues) / RATE for kind in ("min_frames", "max_frames"))
    return plan(*cues, target_s=least_s + draw(st.floats(0.1, 0.9)) * (most_s - least_s))


def _elsewhere(timeline: Timeline, apart: tuple[tuple[int, int], ...]) -> list[tuple[int, int, str]]:
    """Where all is said that is not apart."""
    placed = ((clip.start, clip.end, clip.utterance.text) for clip in timeline.clips)
    begins = [start for start, _ in apart]

    def within(start: int) -> bool:
        nearest = bisect_right(begins, start) - 1
        return nearest >= 0 and start < apart[nearest][1]

    return [each for each in placed if not within(each[0]) and not each[2].startswith("own")]


@settings(max_examples=300)
@given(_plans(), st.data())
def test_what_is_not_apart_is_in_the_same_place_for_everybody(planned: Plan, data: st.DataObject) -> None:
    own = [each for each in planned.utterances if each.text.startswith("own")]
    expected, shared = dict.fromkeys(own, RATE), dict.fromkeys(planned.utterances, RATE)
    actual = {**shared, **{each: data.draw(st.integers(RATE // 4, RATE + 3 * RATE // 4)) for each in own}}
    found = alike(planned, actual, expected)
    assume(found)
    # near the limits of its silences, more of a session moves than can be known from what is expected
    for most in (RATE // 4, RATE + 3 * RATE // 4):
        assume(alike(planned, {**shared, **dict.fromkeys(own, most)}, expected))
    assert found is not None
    track = arrange(planned, actual, expected)
    assert track.frames == found.timeline.frames
    there = _elsewhere(found.timeline, found.apart)
    assert set(there) <= {(clip.start, clip.end, clip.utterance.text) for clip in track.clips}
