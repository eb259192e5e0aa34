"""What only an edition shows: unfilled variables, steps that no edition has, editions of which nothing is left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.script_files import SHOW, write_scripts

from audiogen.editions.edition import Edition
from audiogen.editions.expand import Track, expand, public_tracks
from audiogen.editions.problems import can_be_planned, edition_problems
from audiogen.editions.samples import heard_tracks, sample_tracks
from audiogen.script.load import load_library
from audiogen.script.model import Script
from audiogen.script.steps import Say

HEAD = "title: A\nsummary: B\n"


def loaded(folder: Path, steps: str, head: str = "", **parts: str) -> Script:
    (folder / "parts").mkdir(parents=True, exist_ok=True)
    for name, text in parts.items():
        (folder / f"parts/{name}.yaml").write_text(text, encoding="utf-8")
    scripts = write_scripts(folder / "scripts", show=SHOW, s01_a=f"{HEAD}{head}steps:\n{steps}")
    return load_library(scripts).scripts[0]


def found(folder: Path, steps: str, head: str = "", **parts: str) -> list[str]:
    """The problems of the public tracks, files named from the project folder."""
    script = loaded(folder, steps, head, **parts)
    problems = edition_problems(script, public_tracks(script))
    return [str(each).removeprefix(f"{folder}{os.sep}").replace(os.sep, "/") for each in problems]


def of_client(folder: Path, steps: str, known: dict[str, str], head: str = "") -> list[str]:
    script = loaded(folder, steps, head)
    edition = Edition(script.slug, client="c1")
    problems = edition_problems(script, (Track(edition, expand(script, edition, known)),))
    return [f"{each.line}:{each.column}: {each.message}" for each in problems]


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ("  - chapter: One\n", "nothing that takes time is left of this session; add what is said or heard"),
        ("  - pause: 0s\n", "nothing that takes time is left of this session; add what is said or heard"),
        (
            "  - chapter: One\n  - say: Hello.\n    only: clients\n",
            "nothing that takes time is left of this session; write `only` on fewer steps",
        ),
    ],
)
def test_a_session_in_which_nothing_takes_time_is_a_problem(tmp_path: Path, steps: str, told: str) -> None:
    (problem,) = found(tmp_path, steps)
    assert problem.startswith(f"scripts/01-a.yaml:3:1: steps: {told}")


def test_a_value_that_is_made_of_its_own_name_is_not_proposed_in_its_place(tmp_path: Path) -> None:
    steps = "  - include: parts/a.yaml\n    with: {place: '{place}'}\n"
    (problem,) = found(tmp_path, steps, a="steps:\n  - say: Here in {place}.\n")
    assert "nothing fills {place} in" in problem
    assert "did you mean" not in problem


def test_a_variable_that_nothing_fills_is_told_where_it_stands(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, "  - say: |\n      Rest.\n      Hello {name}, and {name}.\n", "lengths: [5m, 10m]\n")
    assert problem == (
        "scripts/01-a.yaml:7:13: nothing fills {name}; write what else is to be said, like {name or friend}, "
        "or `only: clients` on this step, or `for: clients` for a session that they alone get "
        "[placeholder]"
    )


@pytest.mark.parametrize(
    ("steps", "head"),
    [
        ("  - say: Hello {name or friend}.\n", ""),
        ("  - say: Rest.\n  - say: Hello {name}.\n    only: clients\n", ""),
        (
            "  - chapter: Yours\n    only: clients with name\n  - say: Hi {name}.\n  - chapter: All\n  - say: A.\n",
            "",
        ),
        ("  - say: Hello {name}.\n", "for: clients\n"),
        ("  - say: \\{name\\}\n", ""),
    ],
)
def test_nothing_is_told_where_no_public_track_asks_for_a_value(tmp_path: Path, steps: str, head: str) -> None:
    assert found(tmp_path, steps, head) == []


def test_a_variable_of_a_file_is_told_at_the_include_that_does_not_fill_it(tmp_path: Path) -> None:
    parts = {"a": "steps:\n  - include: parts/b.yaml\n", "b": "steps:\n  - say: In {place}.\n"}
    steps = "  - include: parts/a.yaml\n    with: {place: here}\n  - include: parts/a.yaml\n"
    (problem,) = found(tmp_path, steps, **parts)
    assert problem.startswith("scripts/01-a.yaml:6:14: include: nothing fills {place} in ")
    assert "parts/b.yaml:2; give it `with: {place: ...}`" in problem.replace(os.sep, "/")


def test_a_variable_in_a_value_that_nothing_fills_is_told_at_the_include(tmp_path: Path) -> None:
    steps = "  - include: parts/a.yaml\n    with: {place: 'the {room}'}\n"
    (problem,) = found(tmp_path, steps, a="steps:\n  - say: In {place}.\n")
    assert problem.startswith("scripts/01-a.yaml:4:14: include: nothing fills {room}")


def test_a_variable_that_is_not_known_of_a_client_is_told_with_the_id_alone(tmp_path: Path) -> None:
    (problem,) = of_client(tmp_path, "  - say: Hello {nmae}.\n", {"name": "Siobhan"})
    assert problem.startswith("4:10: nothing fills {nmae} (did you mean {name}?); write ")
    assert "for the client c1" in problem
    assert "Siobhan" not in problem


def test_a_value_that_breaks_the_notation_is_told_without_the_value(tmp_path: Path) -> None:
    steps = "  - say: Hello *{name}*.\n"
    assert of_client(tmp_path, steps, {"name": "[Siobhan](shi-VAWN)"}) == []
    (problem,) = of_client(tmp_path, steps, {"name": "*Sio*bhan"})
    assert problem.startswith("4:10: with what is known of the client c1, this cannot be read")
    assert "Sio" not in problem


def test_a_value_of_an_include_that_breaks_the_notation_is_told_with_the_reason(tmp_path: Path) -> None:
    steps = "  - include: parts/a.yaml\n    with: {place: '*the* sea'}\n"
    script = loaded(tmp_path, steps, a='steps:\n  - say: "By{place}."\n')
    (problem,) = edition_problems(script, public_tracks(script))
    assert "with its variables filled, this cannot be read" in problem.message
    assert "half an emphasis" in problem.message
    assert not any(map(can_be_planned, public_tracks(script)))


@pytest.mark.parametrize(
    ("only", "head", "says"),
    [
        ("30m and longer", "lengths: [5m, 10m]\n", "`30m and longer` never holds: this session lasts 5m or 10m"),
        ("up to 2m", "target: 5m\n", "`up to 2m` never holds: this session lasts 5m"),
        ("[public, clients]", "", "these conditions never hold together; take one away"),
        ("[clients with a, clients without a]", "", "these conditions never hold together"),
        ("[up to 5m, 10m and longer]", "lengths: [5m, 10m]\n", "these conditions never hold together"),
        ("public", "for: clients\n", "`public` never holds: this session is for clients alone"),
        ("10m", "", "`10m` says nothing yet: this session has no length"),
    ],
)
def test_a_step_that_no_edition_has_is_warned_of(tmp_path: Path, only: str, head: str, says: str) -> None:
    (problem,) = found(tmp_path, f"  - say: Rest.\n  - say: Go.\n    only: {only}\n", head)
    assert f":{head.count(chr(10)) + 6}:11: warning: only: {says}" in problem


@pytest.mark.parametrize(
    ("only", "head"),
    [
        ("10m and longer", "lengths: [5m, 10m]\n"),
        ("clients", ""),
        ("[clients with a, clients without b]", ""),
        ("clients without a", "for: clients\n"),
        ("5m", "target: 5m\n"),
    ],
)
def test_a_step_that_some_edition_has_is_not_warned_of(tmp_path: Path, only: str, head: str) -> None:
    assert found(tmp_path, f"  - say: Rest.\n  - say: Go.\n    only: {only}\n", head) == []


def test_conditions_that_exclude_those_around_them_are_warned_of(tmp_path: Path) -> None:
    steps = "  - say: Rest.\n  - repeat: 2\n    only: up to 5m\n    steps:\n      - say: Go.\n        only: 10m\n"
    (problem,) = found(tmp_path, steps, "lengths: [5m, 10m]\n")
    assert problem.endswith("only: these conditions never hold together with those around this step; take one away")
    assert ":10:15: " in problem


def test_what_a_file_holds_for_other_sessions_is_not_warned_of(tmp_path: Path) -> None:
    part = "steps:\n  - say: Rest.\n  - say: Go.\n    only: 30m and longer\n"
    assert found(tmp_path, "  - include: parts/a.yaml\n", "lengths: [5m, 10m]\n", a=part) == []


def test_an_edition_without_a_step_is_refused(tmp_path: Path) -> None:
    steps = "  - say: Rest.\n    only: 10m\n  - pause: 1s to 10m\n    only: 10m\n"
    (problem,) = found(tmp_path, steps, "target: 10m\nlengths: [20m, 5m, 10m]\n")[:1]
    assert "01-a.yaml:4:11: lengths: no step is left of this session in 20m" in problem


def test_an_edition_without_a_word_is_warned_of(tmp_path: Path) -> None:
    steps = "  - say: Rest.\n    only: 10m\n  - pause: 1s to 10m\n"
    (problem,) = found(tmp_path, steps, "target: 5m\nlengths: [10m]\n")
    assert "01-a.yaml:3:1: warning: target: no word is left of this session in 5m" in problem


def test_a_session_that_has_no_words_at_all_is_meant_so(tmp_path: Path) -> None:
    assert found(tmp_path, "  - bell: start\n  - pause: 1m\n") == []


def test_a_chapter_of_which_one_length_keeps_only_the_title_is_warned_of(tmp_path: Path) -> None:
    steps = "  - chapter: One\n  - say: Rest.\n  - chapter: Two\n  - say: Go.\n    only: 10m\n"
    (problem,) = found(tmp_path, steps, "lengths: [5m, 10m]\n")
    assert ":7:1: warning: nothing is left of this chapter in 5m; write the same `only` below it" in problem


@pytest.mark.parametrize(
    ("steps", "head", "place"),
    [
        ("  - say: Rest.\n", "section: For {name}\n", "3:10: section: "),
        ("  - say: Rest.\n", "notes: {care: 'Dear {name or you}'}\n", "3:15: care: "),
        ("  - chapter: For {name}\n  - say: Rest.\n", "", "4:14: chapter: "),
        ("  - clip: a.wav\n    text: Hello {name}.\n", "", "5:11: warning: text: "),
        ("  - say: Rest.\n", "section: For [client name]\n", "3:10: section: "),
        ("  - say: Rest.\n", "notes: {content: TODO}\n", "3:18: content: "),
    ],
)
def test_what_is_the_same_for_all_has_no_variables(tmp_path: Path, steps: str, head: str, place: str) -> None:
    (problem,) = found(tmp_path, steps, head)
    assert place in problem
    assert "is not filled here" in problem


@pytest.mark.parametrize("title", ["The {} of it", "Sets {a, b}", "{", "\\{name\\}"])
def test_braces_that_are_no_variable_may_stand_in_a_title(tmp_path: Path, title: str) -> None:
    assert found(tmp_path, "  - say: Rest.\n", f"section: '{title}'\n") == []


def test_what_is_checked_has_the_names_of_variables_in_their_places(tmp_path: Path) -> None:
    steps = "  - say: Hello {first_name}, in {place or the room}.\n  - say: More.\n    only: clients with practice\n"
    script = loaded(tmp_path, steps)
    said = [[step.say for step in track.script.steps if isinstance(step, Say)] for track in sample_tracks(script)]
    assert said == [["Hello first name, in the room."], ["Hello first name, in the room.", "More."]]
    assert [track.edition.client for track in heard_tracks(script)] == [None]


def test_a_session_for_clients_alone_is_checked_as_a_client_hears_it(tmp_path: Path) -> None:
    script = loaded(tmp_path, "  - say: Hello {name}.\n", "for: clients\nlengths: [5m, 10m]\n")
    assert [track.edition.length_s for track in heard_tracks(script)] == [300.0, 600.0]
    assert all(map(can_be_planned, heard_tracks(script)))


@pytest.mark.parametrize(("head", "problems"), [("", 1), ("target: 10s\n", 0)])
def test_silences_that_may_last_are_nothing_without_a_length_to_stretch_to(
    tmp_path: Path, head: str, problems: int
) -> None:
    told = found(tmp_path, "  - pause: 0s to 10s\n", head)
    assert len(told) == problems
    assert all("nothing that takes time is left of this session" in each for each in told)


SCAN = "  - scan:\n      - your feet\n      - {}\n    words: |\n      Rest. Now {{place}},\n      and {}.\n"


@pytest.mark.parametrize(
    ("place", "words", "told"),
    [
        ("the {side} hand", "on", "6:13: nothing fills {side};"),
        ("your hand", "on, {name}", "9:15: nothing fills {name};"),
    ],
)
def test_a_variable_of_a_scan_is_told_where_it_stands(tmp_path: Path, place: str, words: str, told: str) -> None:
    problems = found(tmp_path, SCAN.format(place, words))
    assert all(told in each for each in problems[-1:])


def test_a_value_that_breaks_the_words_of_a_scan_is_told_at_its_variable(tmp_path: Path) -> None:
    told = of_client(tmp_path, "  - scan:\n      - your {side or left} foot\n", {"side": "*left"})
    assert [each.partition(": with what is known of the client c1")[0] for each in told] == ["5:14"]


def test_a_scan_is_part_of_some_lengths_and_its_voice_is_chosen_for_all_of_it(tmp_path: Path) -> None:
    steps = "  - scan: [your feet, your hands]\n    only: 10m and longer\n    language: fr\n  - say: Go.\n"
    script = loaded(tmp_path, steps, "lengths: [5m, 10m]\n")
    assert [len(track.script.steps) for track in public_tracks(script)] == [1, 5]
    places = public_tracks(script)[1].script.origin.steps[:4]
    assert [each.way for each in places] == [
        ("steps", 0, "scan", 0), ("steps", 0, "scan", 0, "silence", 0),
        ("steps", 0, "scan", 1), ("steps", 0, "scan", 1, "silence", 0),
    ]  # fmt: skip
    assert {each.way_to("language") for each in places} == {("steps", 0, "language")}
    (problem,) = found(tmp_path / "b", steps.replace("10m", "20m"), "lengths: [5m, 10m]\n")
    assert ":6:11: warning: only: `20m and longer` never holds" in problem


def test_time_for_natural_breath_takes_time_and_says_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, "  - breathe: natural\n    time: 10s\n") == []
    (problem,) = found(tmp_path / "b", "  - breathe: natural\n    time: 0s\n")
    assert "nothing that takes time is left of this session" in problem
    steps = "  - breathe: natural\n    time: 10s\n  - say: Go.\n    only: 10m\n"
    assert "no word is left of this session in 5m" in found(tmp_path / "c", steps, "lengths: [10m, 5m]\n")[0]
