"""Files of steps that sessions include: where they may lie, and what is wrong with them."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from support.script_files import HEAD, SHOW, problems_of, write_scripts

from audiogen.script.blocks import Include, Repeat
from audiogen.script.included_files import MOST_DEEP
from audiogen.script.load import load_library
from audiogen.script.model import Script
from audiogen.script.steps import Say

PART = "steps:\n  - say: Rest.\n"


def project(folder: Path, *includes: str, **parts: str) -> Path:
    """The scripts of a project with a session for each file that is included, and these files in `parts/`."""
    (folder / "parts").mkdir(parents=True, exist_ok=True)
    for name, text in parts.items():
        (folder / f"parts/{name}.yaml").write_text(text, encoding="utf-8")
    sessions = {
        f"s{number:02}_a": HEAD.replace("Arriving", f"Arriving {number}") + f"steps:\n  - include: {file}\n"
        for number, file in enumerate(includes, 1)
    }
    return write_scripts(folder / "scripts", show=SHOW, **sessions)


def problems(folder: Path, *includes: str, **parts: str) -> list[str]:
    """All problems, with the files named from the project folder."""
    scripts = project(folder, *includes, **parts)
    return [each.removeprefix(f"{folder}{os.sep}").replace(os.sep, "/") for each in problems_of(scripts)]


def only_problem(folder: Path, *includes: str, **parts: str) -> str:
    (problem,) = problems(folder, *includes, **parts)
    return problem.removeprefix("01-a.yaml:4:14: include: ")


def included(script: Script) -> Include:
    (step,) = script.steps
    assert isinstance(step, Include)
    return step


def test_the_steps_of_a_file_are_included_each_with_its_place(tmp_path: Path) -> None:
    part = "# a remark\nsteps:\n  - say: Rest.\n  - repeat: 2\n    steps:\n      - pause: 3s\n      - say: Go.\n"
    block = included(load_library(project(tmp_path, "parts/a.yaml", a=part)).scripts[0])
    assert [str(place) for place in block.places] == [f"{tmp_path / 'parts/a.yaml'}:{line}" for line in (3, 4)]
    repeat = block.steps[1]
    assert isinstance(repeat, Repeat)
    assert [(place.way, place.line) for place in repeat.places] == [
        (("steps", 1, "steps", 0), 6),
        (("steps", 1, "steps", 1), 7),
    ]


def test_a_file_that_several_sessions_include_is_told_of_once(tmp_path: Path) -> None:
    part = "steps:\n  - sya: Rest.\n  - include: parts/b.yaml\n"
    found = problems(tmp_path, "parts/a.yaml", "parts/a.yaml", a=part, b="steps:\n  - pause: long\n")
    assert [each.partition(": ")[0] for each in found] == ["parts/a.yaml:2:5", "parts/b.yaml:2:12"]


def test_mistakes_in_what_only_other_sessions_include_do_not_matter(tmp_path: Path) -> None:
    scripts = project(tmp_path, "parts/a.yaml", "parts/b.yaml", a=PART, b="steps: none\n")
    assert len(load_library(scripts, ["1"]).scripts) == 1


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("parts/b.yaml", 'there is no file "parts/b.yaml" in the project folder; did you mean parts/a.yaml?'),
        ("parts/a", "did you mean parts/a.yaml?"),
        ("Parts/A.yaml", "did you mean parts/a.yaml?"),
        ("parts\\a.yaml", "did you mean parts/a.yaml?"),
        ("nowhere/zzz.yaml", "a path begins there, like parts/settling.yaml"),
        ("parts", '"parts" is a folder; write the path of a file in it'),
        ("../a.yaml", "leads out of the project folder; a path begins there, like parts/a.yaml"),
        ("parts/../parts/a.yaml", "leads out of the project folder"),
        ("/etc/a.yaml", "leads out of the project folder"),
        ("~/a.yaml", "leads out of the project folder"),
        ("scripts/01-a.yaml", "lies among the sessions, and would be one; move what several share beside scripts/"),
        ("01-a.yaml", "lies among the sessions"),
        ("https://example.org/a.yaml", "there is no file"),
        ('"parts/a.yaml "', '"parts/a.yaml" begins or ends with a space here; remove it'),
        (f"parts/{'x' * 240}.yaml", "there is no file"),
    ],
)
def test_a_file_that_is_not_there_is_told_with_what_to_write(tmp_path: Path, name: str, says: str) -> None:
    if name == "Parts/A.yaml" and (tmp_path / "PARTS").is_dir():
        pytest.skip("this disk knows no capitals")
    assert says in only_problem(tmp_path, name, a=PART)


@pytest.mark.parametrize("target", ["loop.yaml", "nowhere.yaml"])
def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path, target: str) -> None:
    scripts = project(tmp_path, "parts/loop.yaml", a=PART)
    (tmp_path / "parts/loop.yaml").symlink_to(target)
    assert 'include: "parts/loop.yaml" is a link that leads nowhere' in problems_of(scripts)[0]


def test_what_is_no_file_is_never_waited_for(tmp_path: Path) -> None:
    scripts = project(tmp_path, "parts/pipe.yaml", a=PART)
    os.mkfifo(tmp_path / "parts/pipe.yaml")
    assert 'include: "parts/pipe.yaml" is no file with text' in problems_of(scripts)[0]


def test_a_link_that_leads_out_of_the_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yaml").write_text(PART, encoding="utf-8")
    scripts = project(tmp_path / "show", "parts/link.yaml")
    (tmp_path / "show/parts/link.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert "is a link that leads out of the project folder" in problems_of(scripts)[0]


def test_a_link_to_a_session_is_refused(tmp_path: Path) -> None:
    scripts = project(tmp_path, "parts/link.yaml")
    (tmp_path / "parts/link.yaml").symlink_to(scripts / "01-a.yaml")
    assert "lies among the sessions" in problems_of(scripts)[0]


def test_accents_may_be_written_in_either_way(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "né")
    scripts = project(tmp_path, "parts/né.yaml", **{name: PART})
    assert len(included(load_library(scripts).scripts[0]).steps) == 1


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("", "1:1", "the file is empty"),
        ("Rest.\n", "1:1", 'a file that is included begins with "steps:"'),
        ("- say: Rest.\n", "1:1", 'write "steps:" above the first dash'),
        ("steps:\n", "1:7", "write one step or more below"),
        ("step:\n  - say: Rest.\n", "1:1", '"step" is not a key here; did you mean steps?'),
        ("schritte:\n  - say: Rest.\n", "1:1", "did you mean steps?"),
        (f"title: Rest\n{PART}", "1:1", "a file that is included holds steps alone; this belongs to the session"),
        (f"voice: heart\n{PART}", "1:1", "a file that is included holds steps alone"),
        ("steps:\n  - say: [softly] Rest.\n", "2:10", ""),
        ("steps:\n\t- say: Rest.\n", "2:1", "tab"),
        ("steps:\n  - breathe: box\n    cycles: none\n", "3:13", "not a whole number"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_at_its_place_there(tmp_path: Path, text: str, place: str, says: str) -> None:
    found = problems(tmp_path, "parts/a.yaml", a=text)[0]
    assert found.startswith(f"parts/a.yaml:{place}: ")
    assert says in found


def test_breaths_in_a_language_without_words_are_told_in_the_file_they_stand_in(tmp_path: Path) -> None:
    scripts = project(tmp_path, "parts/a.yaml", a="steps:\n  - breathe: box\n    cycles: 2\n")
    (scripts / "show.yaml").write_text(SHOW + "language: nl\n", encoding="utf-8")
    (problem,) = problems_of(scripts)
    assert problem.startswith(f"{tmp_path / 'parts/a.yaml'}:2:14: breathe: no words for breath cues in")


def test_files_that_include_one_another_are_told_with_the_way(tmp_path: Path) -> None:
    a, b = (f"steps:\n  - say: Rest.\n  - include: parts/{name}.yaml\n" for name in "ba")
    says = "include: parts/a.yaml includes parts/b.yaml, which includes parts/a.yaml, which would never end"
    assert problems(tmp_path, "parts/a.yaml", "parts/b.yaml", a=a, b=b) == [
        f"parts/b.yaml:3:14: {says}; remove one of these"
    ]


def test_a_file_that_includes_itself_is_told_so(tmp_path: Path) -> None:
    own = "steps:\n  - include: ./parts/a.yaml\n"
    assert "includes itself, which would never end" in only_problem(tmp_path, "parts/a.yaml", a=own)


def test_files_may_be_included_in_one_another_so_deep_and_no_deeper(tmp_path: Path) -> None:
    parts = {f"p{number}": f"steps:\n  - include: parts/p{number + 1}.yaml\n" for number in range(1, 40)}
    parts["p40"] = PART
    deepest = 40 - MOST_DEEP + 1
    assert load_library(project(tmp_path / "a", f"parts/p{deepest}.yaml", **parts)).scripts
    says = f"more than {MOST_DEEP} files are included in one another"
    assert says in only_problem(tmp_path / "b", f"parts/p{deepest - 1}.yaml", **parts)
    # it is no matter which session is read first
    found = problems(tmp_path / "c", f"parts/p{deepest}.yaml", f"parts/p{deepest - 1}.yaml", **parts)
    assert len(found) == 1
    assert says in problems(tmp_path / "d", "parts/p1.yaml", **parts)[0]


def test_a_few_lines_that_stand_for_endless_steps_are_refused_at_once(tmp_path: Path) -> None:
    twice = "steps:\n" + "  - include: parts/p{0}.yaml\n" * 30
    parts = {f"p{number}": twice.format(number + 1) for number in range(1, 9)}
    (problem,) = problems(tmp_path, "parts/p1.yaml", **parts, p9=PART)
    assert problem.startswith("parts/")
    assert "steps when all is written out, and at most 5,000 fit" in problem


def test_labels_within_labels_are_refused_before_they_are_endless(tmp_path: Path) -> None:
    lines = ["  - &l0 {say: Rest.}"]
    lines += [f"  - &l{n} {{repeat: 1, steps: [*l{n - 1}, *l{n - 1}]}}" for n in range(1, 60)]
    found = problems(tmp_path, "parts/a.yaml", a="steps:\n" + "\n".join(lines) + "\n")
    assert 1 <= len(found) <= 3
    assert any("steps" in each for each in found)


def test_a_value_is_text_as_it_is_spoken(tmp_path: Path) -> None:
    scripts = project(tmp_path, a='steps:\n  - say: "In {place}."\n')
    step = "steps:\n  - include: parts/a.yaml\n    with:\n      place: |\n        the [Alster](AL-ster)\n"
    write_scripts(scripts, show=SHOW, s01_a=HEAD + step)
    block = included(load_library(scripts).scripts[0])
    assert block.values == (("place", "the [Alster](AL-ster)"),)
    assert isinstance(block.steps[0], Say)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("{plce: here}", "with: parts/a.yaml has no variable {plce}; did you mean place? It has {mood}, {place}"),
        ("{first: here}", "with: parts/a.yaml has no variable {first}. It has {mood}, {place}"),
        ("{a b: here}", 'with: "a b" is not the name of a variable; write a_b'),
        ("{place: '{first name}'}", "write {first_name}"),
    ],
)
def test_a_value_that_fills_nothing_is_told_at_its_name(tmp_path: Path, given: str, says: str) -> None:
    scripts = project(tmp_path, a='steps:\n  - say: "In {place}."\n  - say: "{mood or calm}."\n')
    step = f"steps:\n  - include: parts/a.yaml\n    with: {given}\n"
    (problem,) = problems_of(write_scripts(scripts, show=SHOW, s01_a=HEAD + step))
    assert problem.startswith("01-a.yaml:5:")
    assert says in problem


def test_a_value_may_be_meant_for_a_file_within_the_file(tmp_path: Path) -> None:
    parts = {
        "a": "steps:\n  - include: parts/b.yaml\n    with: {mood: '{how}'}\n",
        "b": 'steps:\n  - say: "{mood} {place}"\n',
    }
    scripts = project(tmp_path, **parts)
    step = "steps:\n  - include: parts/a.yaml\n    with: {place: here, how: calm}\n"
    assert load_library(write_scripts(scripts, show=SHOW, s01_a=HEAD + step)).scripts


def test_names_of_values_may_be_those_of_keys_in_capitals(tmp_path: Path) -> None:
    scripts = project(tmp_path, a='steps:\n  - say: "{Name}, {Voice}."\n')
    step = "steps:\n  - include: parts/a.yaml\n    with:\n      Name: Anna\n      Voice: mine\n"
    assert load_library(write_scripts(scripts, show=SHOW, s01_a=HEAD + step)).scripts


def test_parts_are_found_from_within_the_folder_of_the_scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(tmp_path, "parts/a.yaml", a=PART))
    assert load_library(Path()).scripts
