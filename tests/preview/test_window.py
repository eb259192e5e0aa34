"""Which part of a session is heard: where a chapter, a time or a line of a file begins."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from support.projects import write_project

from audiogen.build.chosen import ChosenTrack, choose_track
from audiogen.errors import AudiogenError
from audiogen.plan.placing import arrange
from audiogen.plan.solve import solve
from audiogen.preview.asked import AskedPart
from audiogen.preview.window import LEAD_FRAMES, Placed, Window, window_of
from audiogen.units import to_frames

SCRIPT = """\
title: Resting
summary: A rest.
lengths: [2m, 4m]

steps:
  - chapter: Arriving
  # one comment
  - say: |
      First sentence here.

      Second one, much later.
    voice: {wpm: 100}

  - pause: 20s to 2m
  - chapter: Resting
  - repeat: 2
    steps:
      - say: Again and again.
  - include: parts/rest.yaml
  - chapter: Further
    only: 4m and longer
  - say: Only in the long one.
  - chapter: Resting
  - say: Goodbye.
  - scan:
      - your feet
      - {place: your hands, words: Resting with your hands.}
# the end
"""
PARTS = """\
steps:
  - pause: 3s
  - say: From another file.
"""


_FOLDER = TemporaryDirectory(prefix="audiogen-tests-")


@cache
def chosen(length_s: float | None = None) -> ChosenTrack:
    root = Path(_FOLDER.name)
    (root / "parts").mkdir(exist_ok=True)
    (root / "parts/rest.yaml").write_text(PARTS)
    return choose_track(write_project(root, s01_resting=SCRIPT), "1", length_s=length_s)


def placed(track: ChosenTrack) -> Placed:
    plan = track.plan()
    frames = track.expected_frames(plan)
    return Placed(track, solve(plan, frames), arrange(plan, frames))


def window(asked: AskedPart, track: ChosenTrack | None = None) -> Window:
    return window_of(asked, placed(track or chosen()))


def words_at(line: int, file: str = "", track: ChosenTrack | None = None) -> str:
    """The first words that begin in what is heard from a line on."""
    track = track or chosen()
    found = placed(track)
    asked = AskedPart(line=line, file=track.project.root / file if file else None)
    start = window_of(asked, found).start
    return next(clip.utterance.text for clip in found.timeline.clips if clip.start >= start)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (6, "First sentence here."),
        (8, "First sentence here."),
        (9, "First sentence here."),
        (10, "Second one, much later."),
        (11, "Second one, much later."),
        (12, "First sentence here."),
        (14, "Again and again."),
        (16, "Again and again."),
        (18, "Again and again."),
        (19, "From another file."),
        (24, "Goodbye."),
        (25, "Your feet."),
        (26, "Your feet."),
        (27, "Resting with your hands."),
    ],
)
def test_a_line_begins_with_the_words_that_stand_in_it_or_follow(line: int, words: str) -> None:
    assert words_at(line) == words


def test_a_line_of_an_included_file_is_heard_where_that_is_included() -> None:
    assert words_at(3, "parts/rest.yaml") == "From another file."


def test_the_ear_arrives_a_second_before_the_words_and_never_within_others() -> None:
    found = placed(chosen())
    first, second, again = (clip for clip in found.timeline.clips[:3])
    assert window(AskedPart(line=17)).start == again.start - LEAD_FRAMES
    assert window(AskedPart(line=11)).start == max(first.end, second.start - LEAD_FRAMES)


@pytest.mark.parametrize(("line", "told"), [(1, "line 6"), (7, "line 8"), (13, "line 14")])
def test_a_line_in_no_step_is_taken_for_the_next_one_and_told(line: int, told: str) -> None:
    (remark,) = window(AskedPart(line=line)).remarks
    assert f"line {line} is in no step" in remark
    assert told in remark


def test_the_last_comment_belongs_to_the_last_step() -> None:
    assert words_at(28) == "Resting with your hands."


@pytest.mark.parametrize(
    ("asked", "says", "hint"),
    [
        (AskedPart(line=22), "its `only` leaves it out", "--length 4m"),
        (AskedPart(begin="further"), 'the chapter "Further" is not in this track', "--length 4m"),
        (AskedPart(line=29), "has 28 lines", "Name the line"),
        (AskedPart(line=3, file=Path("nowhere.yaml")), "nowhere.yaml", ""),
        (AskedPart(begin="2:00"), "the session ends at 2:00", "before 2:00"),
        (AskedPart(begin="Arrivin g"), 'did you mean "Arriving"?', "Arriving (0:00); Resting ("),
    ],
)
def test_what_is_not_heard_is_told_with_what_to_do(asked: AskedPart, says: str, hint: str) -> None:
    with pytest.raises(AudiogenError) as caught:
        window(asked)
    assert says in caught.value.message
    assert hint in caught.value.hint


def test_what_a_longer_track_has_is_heard_there() -> None:
    assert words_at(22, track=chosen(240.0)) == "Only in the long one."


def test_of_chapters_of_one_name_the_first_is_heard_and_the_other_told() -> None:
    found = window(AskedPart(begin="resting"))
    assert found.chapter == "Resting"
    assert "several chapters" in found.remarks[0]
    assert placed(chosen()).timeline.chapters[1].start - LEAD_FRAMES <= found.start


def test_a_time_is_meant_to_the_frame_and_ends_with_the_session() -> None:
    found = window(AskedPart(begin="1:30", seconds=60))
    assert (found.start, found.end) == (to_frames(90), to_frames(120))
    assert window(AskedPart()).start == 0


def test_the_beginning_of_a_title_is_enough() -> None:
    assert window(AskedPart(begin="arr")).chapter == "Arriving"
