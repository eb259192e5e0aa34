"""How long each stage took, read off events."""

from __future__ import annotations

from dataclasses import dataclass

from audiogen.build.timings import Timings, TrackTimings
from audiogen.progress import EpisodeBegun, EpisodeBuilt, EpisodeFailed, EpisodeKept, Event, Notice, Progress
from audiogen.units import RATE


@dataclass
class Hands:
    """A clock that goes on when it is told to."""

    now_s: float = 50.0

    def __call__(self) -> float:
        return self.now_s


def timings_of(*passing: tuple[float, Event]) -> tuple[TrackTimings, ...]:
    """What is noted of events, each after so many seconds more."""
    clock = Hands()
    timings = Timings(clock)
    for passed_s, event in passing:
        clock.now_s += passed_s
        timings.note(event)
    return timings.tracks


def test_the_time_before_a_sign_belongs_to_its_stage_and_the_rest_to_writing() -> None:
    (track,) = timings_of(
        (1, EpisodeBegun("01")),
        (2, Progress("01", "speak", 1, 2)),
        (3, Progress("01", "speak", 2, 2)),
        (1, Progress("01", "encode", 5 * RATE, 10 * RATE)),
        (1, Progress("01", "encode", 10 * RATE, 10 * RATE)),
        (0.5, Progress("01", "verify", 10 * RATE, 10 * RATE)),
        (0.25, EpisodeBuilt("01", 7.75, 2)),
    )
    assert track == TrackTimings(
        "01", "built", 7.75, {"speak": 5, "encode": 2, "verify": 0.5, "write": 0.25}, 10, phrases_spoken=2
    )


def test_tracks_that_are_made_side_by_side_have_times_of_their_own() -> None:
    tracks = timings_of(
        (0, EpisodeBegun("01")),
        (1, EpisodeBegun("02")),
        (1, Progress("01", "speak", 1, 1)),
        (1, Progress("02", "speak", 1, 1)),
        (0, EpisodeBuilt("02", 2, 1)),
        (0, EpisodeBuilt("01", 3, 1)),
    )
    assert [(each.track, each.wall_s, each.stages_s["speak"]) for each in tracks] == [("02", 2, 2), ("01", 3, 2)]


def test_what_failed_has_its_reason_and_what_was_kept_took_nothing() -> None:
    kept, failed = timings_of(
        (0, Notice("something worth knowing")),
        (0, EpisodeKept("01")),
        (0, EpisodeBegun("02")),
        (4, EpisodeFailed("02", "too long", "Shorten it.")),
    )
    assert kept == TrackTimings("01", "kept")
    assert (failed.outcome, failed.wall_s, failed.reason) == ("failed", 4, "too long")


def test_what_an_interrupt_left_is_unfinished() -> None:
    (track,) = timings_of((0, EpisodeBegun("01")), (2, Progress("01", "speak", 1, 9)))
    assert (track.outcome, track.wall_s, dict(track.stages_s)) == ("unfinished", 2, {"speak": 2})


def test_a_clock_that_is_put_back_gives_no_time_less_than_none() -> None:
    (track,) = timings_of((0, EpisodeBegun("01")), (-5, Progress("01", "speak", 1, 1)), (0, EpisodeBuilt("01", 0, 0)))
    assert min(track.stages_s.values()) >= 0
    assert track.wall_s >= 0
