from __future__ import annotations

import json

from support.publishing import episode

from audiogen.manifest import ChapterMark
from audiogen.publish.chapters import chapters_json, npt, stamp, timestamps


def test_the_chapters_file_is_of_version_1_2_and_ascends() -> None:
    body = json.loads(chapters_json(episode()))
    starts = [chapter["startTime"] for chapter in body["chapters"]]
    assert body["version"] == "1.2.0"
    assert starts == sorted(set(starts)) == [0, 20.5, 60]


def test_titles_keep_every_sign() -> None:
    mark = ChapterMark(start_s=0, end_s=9, title='Z\u00fcge & "Pausen"')
    assert json.loads(chapters_json(episode(chapters=(mark,))))["chapters"][0]["title"] == mark.title


def test_timestamps_begin_at_zero_even_when_the_first_chapter_does_not() -> None:
    late = tuple(ChapterMark(start_s=at, end_s=at + 9, title=f"From {at}") for at in (8, 70, 3700))
    assert [mark.time for mark in timestamps(episode(chapters=late))] == ["00:00", "00:08", "01:10", "1:01:40"]


def test_two_chapters_are_too_few_for_timestamps() -> None:
    assert timestamps(episode(chapters=episode().chapters[:2])) == ()


def test_a_timestamp_never_lands_behind_its_chapter() -> None:
    assert stamp(59.99) == "00:59"


def test_normal_play_time_carries_into_the_next_second() -> None:
    assert npt(59.9996) == "00:01:00.000"
