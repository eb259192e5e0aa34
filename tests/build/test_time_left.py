"""How far a build is, and how long it will go on: never nonsense, and near the truth once it is told."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.build.time_left import Outlook, TimeLeft
from audiogen.progress import (
    BuildPlanned,
    EpisodeBegun,
    EpisodeBuilt,
    EpisodeFailed,
    EpisodeKept,
    Event,
    PlannedTrack,
    Progress,
    Stage,
)
from audiogen.units import RATE

STAGES: Final[tuple[Stage, ...]] = ("speak", "measure", "encode", "verify")
names = st.sampled_from(["01", "02", "03", "c1/01"])
lengths_s = st.floats(0, 20_000)
counts = st.integers(0, 10**9)
events = st.one_of(
    st.builds(Progress, names, st.sampled_from(STAGES), counts, counts),
    st.builds(EpisodeBegun, names),
    st.builds(EpisodeKept, names),
    st.builds(EpisodeBuilt, names, lengths_s, counts),
    st.builds(EpisodeFailed, names, st.just("it failed"), st.just("")),
)
plans = st.lists(st.builds(PlannedTrack, names, lengths_s, lengths_s), unique_by=lambda each: each.name)


def outlooks(passing: Sequence[tuple[float, Event]]) -> Iterator[tuple[float, Outlook]]:
    """When, and how the build looks then, after each event with its time from the one before."""
    now_s = 7.0
    left = TimeLeft(lambda: now_s)
    for passed_s, event in passing:
        now_s += passed_s
        left.note(event)
        if outlook := left.outlook():
            yield now_s - 7.0, outlook


@given(plans, st.lists(st.tuples(st.floats(-5, 500), events), max_size=40))
def test_whatever_happens_the_time_left_is_a_length_of_time_and_the_share_only_grows(
    tracks: list[PlannedTrack], passing: list[tuple[float, Event]]
) -> None:
    share = 0.0
    for _, outlook in outlooks([(0.0, BuildPlanned(tuple(tracks), 0)), *passing]):
        assert share <= outlook.share <= 1
        share = outlook.share
        assert outlook.left_s is None or (math.isfinite(outlook.left_s) and outlook.left_s >= 0)
        assert outlook.speed is None or (math.isfinite(outlook.speed) and outlook.speed > 0)
        assert 0 <= outlook.ended <= outlook.tracks


def made(name: str, audio_s: float, stages_s: Sequence[float]) -> Iterator[tuple[float, Event]]:
    """The events of a track whose stages take so long, in ten parts each."""
    yield 0.0, EpisodeBegun(name)
    for stage, took_s in zip(STAGES, stages_s, strict=True):
        total = 10 if stage == "speak" else round(audio_s * RATE)
        yield from ((took_s / 10, Progress(name, stage, part * total // 10, total)) for part in range(1, 11))
    yield 0.0, EpisodeBuilt(name, sum(stages_s), 10)


def show_of(*stages_s: float, tracks: int = 10) -> list[tuple[float, Event]]:
    """A build of ten-minute tracks, one after the other."""
    planned = [PlannedTrack(f"{number:02}", 600.0, 200.0) for number in range(tracks)]
    passing = [event for each in planned for event in made(each.name, 600.0, stages_s)]
    return [(0.0, BuildPlanned(tuple(planned), 3)), *passing]


@pytest.mark.parametrize(
    "stages_s",
    [(5.0, 1.0, 8.0, 1.0), (0.1, 0.0, 8.0, 1.0), (40.0, 2.0, 30.0, 3.0), (0.3, 0.0, 1.2, 0.6)],
    ids=["as usual", "all is kept", "a slow computer", "a quick one"],
)
def test_from_a_quarter_on_the_time_left_is_near_the_truth(stages_s: tuple[float, ...]) -> None:
    passing = show_of(*stages_s)
    whole_s = sum(passed_s for passed_s, _ in passing)
    for now_s, outlook in outlooks(passing):
        if whole_s / 4 <= now_s and outlook.left_s is not None:
            assert abs(outlook.left_s - (whole_s - now_s)) < 0.2 * whole_s


def test_the_time_left_does_not_jump_when_a_stage_is_slower_than_usual() -> None:
    shown = outlooks(show_of(20.0, 1.0, 30.0, 1.0))
    told = [(now_s, each.left_s) for now_s, each in shown if each.left_s is not None]
    for (before_s, left_before_s), (after_s, left_after_s) in pairwise(told):
        assert left_after_s - left_before_s <= 0.35 * left_before_s + (after_s - before_s)


def test_nothing_is_promised_before_it_means_anything() -> None:
    shown = list(outlooks(show_of(5.0, 1.0, 8.0, 1.0)))
    first_s = next(now_s for now_s, each in shown if each.left_s is not None)
    assert 3 <= first_s < 15
    assert all(each.left_s is not None for now_s, each in shown if now_s > first_s)


def test_a_build_that_is_over_has_nothing_left_and_its_speed_is_that_of_all_of_it() -> None:
    now_s, last = list(outlooks(show_of(5.0, 1.0, 8.0, 1.0)))[-1]
    assert (last.share, last.ended, last.tracks, last.left_s) == (1, 10, 10, 0)
    assert last.speed == pytest.approx(6000 / now_s)


def test_where_everything_is_kept_there_is_nothing_to_look_out_for() -> None:
    assert list(outlooks([(0.0, BuildPlanned((), 12)), (0.1, EpisodeKept("01"))])) == []


def test_a_track_that_fails_is_taken_out_of_what_is_left() -> None:
    planned = BuildPlanned(tuple(PlannedTrack(name, 600.0, 200.0) for name in ("01", "02")), 0)
    begun = [(0.0, planned), *made("01", 600.0, (5.0, 1.0, 8.0, 1.0))]
    *_, (_, before) = outlooks(begun)
    *_, (_, after) = outlooks([*begun, (1.0, EpisodeFailed("02", "it failed", ""))])
    assert before.left_s is not None
    assert before.left_s > 5
    assert after.left_s == 0


def test_a_track_of_which_nobody_knew_counts_once_it_shows() -> None:
    *_, (_, last) = outlooks(
        [(0.0, BuildPlanned((), 1)), (0.0, EpisodeBegun("01")), (1.0, Progress("01", "encode", 1, 2))]
    )
    assert (last.tracks, last.ended) == (1, 0)
