"""What `check` tells of bells at intervals that will not be heard."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import write_project

from audiogen.check.preflight import check_project
from audiogen.errors import ScriptError

SAY = "  - say: Welcome. Sit as you like.\n"


def told(root: Path, steps: str, head: str = "") -> list[str]:
    project = write_project(root, s01_small=f"title: Small\nsummary: A short session.\n{head}steps:\n{steps}")
    try:
        checked = check_project(project, ())
        problems = (*checked.warnings, *(each for each in checked.findings if each.rule == "long-silence"))
    except ScriptError as error:
        problems = error.problems
    return [str(problem).replace(f"{root}/scripts/", "") for problem in problems]


def pause(length: str, every: str = "1m") -> str:
    return f"  - pause: {length}\n    bell_every: {every}\n"


def test_bells_that_find_room_are_not_told_of(tmp_path: Path) -> None:
    assert told(tmp_path, SAY + pause("3m") + SAY) == []


def test_a_step_that_is_too_short_for_its_bell_is_told_at_the_key(tmp_path: Path) -> None:
    assert told(tmp_path, SAY + pause("45s") + SAY) == [
        (
            "01-small.yaml:6:5: warning: bell_every: no bell is struck in about 0:45; "
            "write a shorter interval, or a longer step"
        )
    ]


def test_a_bell_that_comes_just_before_the_end_of_its_step_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, SAY + pause("2m2s") + SAY) == [
        (
            "01-small.yaml:6:5: warning: bell_every: the bell at 2:00 would be struck 1.5s before its end, "
            "and is left out; write another interval or length"
        )
    ]


def test_a_bell_that_the_end_of_the_session_would_cut_off_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, SAY + pause("2m5s")) == [
        (
            "01-small.yaml:6:5: warning: bell_every: the bell at 2:00 would be cut off 4.5s later, where the session "
            "ends, and is left out; write a longer silence"
        )
    ]


def test_a_bell_that_finds_no_room_between_words_is_told_at_its_chapter(tmp_path: Path) -> None:
    sentences = "  - say: " + "Welcome. Sit as you like. " * 9 + "\n  - pause: 20s\n"
    (first, *_) = told(tmp_path, "  - chapter: Arriving\n    bell_every: 10s\n" + sentences)
    assert first == (
        "01-small.yaml:5:5: warning: bell_every: the bell at 0:10 finds no room between words, and is left out; "
        "write longer silences, or another interval"
    )


def test_bells_of_a_pause_that_those_of_its_chapter_stand_for_are_not_told_of(tmp_path: Path) -> None:
    assert told(tmp_path, "  - chapter: Rest\n    bell_every: 1m\n" + pause("3m") + SAY + "  - pause: 20s\n") == []


def test_a_step_too_short_in_one_length_has_its_bell_in_another(tmp_path: Path) -> None:
    fill = "  - pause: fill\n    min: 10s\n    max: 5m\n    bell_every: 1m\n"
    assert told(tmp_path / "a", SAY + fill + SAY, "target: 4m\nlengths: [40s]\n") == []
    (warned,) = told(tmp_path / "b", SAY + fill + SAY, "target: 50s\nlengths: [40s]\n")
    assert "no bell is struck in about" in warned


def test_a_bell_left_out_in_one_length_is_told_with_that_length(tmp_path: Path) -> None:
    steps = SAY + "  - pause: 62s\n    bell_every: 1m\n" + SAY + "  - pause: fill\n    min: 5s\n    max: 2m\n"
    warned = told(tmp_path, steps, "target: 2m\nlengths: [3m]\n")
    assert [each.partition("bell_every: ")[2].partition(" the bell")[0] for each in warned] == ["in 2m,", "in 3m,"]


@pytest.mark.parametrize("every", ["1m", "2m30s"])
def test_a_long_silence_in_which_bells_ring_is_no_long_silence(tmp_path: Path, every: str) -> None:
    fill = f"  - pause: fill\n    min: 10s\n    max: 20m\n    bell_every: {every}\n"
    assert [each for each in told(tmp_path, SAY + fill + SAY, "target: 10m20s\n") if "silence" in each] == []


def test_a_silence_in_which_bells_are_far_apart_is_a_long_one(tmp_path: Path) -> None:
    fill = "  - pause: fill\n    min: 10s\n    max: 20m\n    bell_every: 4m\n"
    (warned,) = told(tmp_path, SAY + fill + SAY, "target: 12m\n")
    assert "this silence stretches to about 4:00 without a word" in warned


SLEEP = "sleep: yes\n"
LEFT_OUT = (
    "warning: bell: this bell is left out, since the session leads into sleep (`sleep: yes`) and it would wake people: "
    "none is struck in its second half, and none ends it. Its ring stays as silence; with a pause in its place, this "
    "is not said again"
)


def test_the_bell_at_the_end_of_what_leads_into_sleep_is_told_once_for_all_lengths(tmp_path: Path) -> None:
    steps = SAY + "  - pause: fill\n    min: 5s\n    max: 3m\n" + SAY + "  - bell: end\n"
    assert told(tmp_path, steps, f"{SLEEP}lengths: [1m, 2m]\n") == [f"01-small.yaml:11:5: {LEFT_OUT}"]
    assert told(tmp_path, steps, "lengths: [1m, 2m]\n") == []


def test_a_bell_in_its_second_half_is_told_for_the_lengths_in_which_it_falls_there(tmp_path: Path) -> None:
    bell = "  - bell: interval\n"
    steps = f"{SAY}  - pause: 32s\n{bell}{SAY}  - pause: fill\n    min: 5s\n    max: 3m\n{SAY}"
    assert told(tmp_path, steps, f"{SLEEP}lengths: [1m, 2m]\n") == [
        f"01-small.yaml:8:5: {LEFT_OUT.replace('bell: this', 'bell: in 1m, this')}"
    ]
    assert told(tmp_path, f"  - bell: start\n{SAY}  - pause: 20s\n{SAY}", SLEEP) == []


def test_bells_at_intervals_fall_silent_there_and_are_told_of_once_for_each_grid(tmp_path: Path) -> None:
    assert told(tmp_path, SAY + pause("3m", "40s") + SAY, SLEEP) == [
        (
            "01-small.yaml:7:5: warning: bell_every: no bell is struck in the second half of a session with "
            "`sleep: yes`, since it would wake people"
        )
    ]
