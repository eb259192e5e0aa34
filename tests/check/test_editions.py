"""What `check` and `build` say about sessions with variables, included files and steps for clients."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.script_files import SHOW, write_scripts

from audiogen.check.preflight import check_library, check_project
from audiogen.errors import ScriptError, SpeechError
from audiogen.preview.pronunciation import session_pronunciations
from audiogen.preview.say import sample_plan
from audiogen.preview.vocabulary import doubtful_words
from audiogen.project import Project
from audiogen.script.load import load_library
from audiogen.speech.phrase import project_phrasing

TONE = SHOW + "voice: tone\nbed: off\n"


def made(folder: Path, *sessions: str, **parts: str) -> Project:
    (folder / "parts").mkdir(parents=True)
    for name, text in parts.items():
        (folder / f"parts/{name}.yaml").write_text(text, encoding="utf-8")
    files = {f"s{number:02}_a": f"title: A {number}\nsummary: B\n{text}" for number, text in enumerate(sessions, 1)}
    write_scripts(folder / "scripts", show=TONE, **files)
    return Project(folder, folder / "dist", folder / "cache")


def told(project: Project) -> list[str]:
    """The problems of a check, or its warnings, files named from the project folder."""
    try:
        problems = check_project(project, ()).warnings
    except ScriptError as error:
        problems = error.problems
    return [str(each).removeprefix(f"{project.root}{os.sep}").replace(os.sep, "/") for each in problems]


def test_a_variable_that_nothing_fills_stops_a_build_and_is_all_that_is_told(tmp_path: Path) -> None:
    project = made(tmp_path, "lengths: [10s, 20s]\nsteps:\n  - say: Hello {name}.\n  - pause: 1s to 30s\n")
    with pytest.raises(ScriptError) as raised:
        check_library(load_library(project.scripts), project, None, project_phrasing(project))
    (problem,) = raised.value.problems
    assert problem.message.startswith("nothing fills {name}")
    with pytest.raises(ScriptError, match="nothing fills"):
        session_pronunciations(project, "1", "", "")
    with pytest.raises(ScriptError, match="nothing fills"):
        doubtful_words(load_library(project.scripts), project_phrasing(project))


def test_what_is_wrong_in_a_file_that_several_sessions_include_is_told_once(tmp_path: Path) -> None:
    part = "steps:\n  - chapter: Rest\n    bed: oceann\n  - say: Rest.\n"
    include = "steps:\n  - include: parts/a.yaml\n"
    (problem,) = told(made(tmp_path, include, include, a=part))
    assert problem.startswith('parts/a.yaml:3:10: there is no bed "oceann"')


def test_steps_for_clients_are_checked_like_all_others(tmp_path: Path) -> None:
    steps = "steps:\n  - say: Rest.\n  - clip: own.wav\n    text: Hello.\n    only: clients with own\n"
    (problem,) = told(made(tmp_path, steps))
    assert "01-a.yaml:5:1: clip: " in problem


def test_a_session_for_clients_alone_is_checked_and_its_length_is_told(tmp_path: Path) -> None:
    project = made(tmp_path, "for: clients\nsteps:\n  - say: Hello {name}.\n")
    assert told(project) == []
    assert [length.edition.name for length in check_project(project, ()).lengths] == ["01-a"]


def test_an_edition_that_cannot_be_planned_hides_no_other_mistake(tmp_path: Path) -> None:
    steps = "lengths: [5s, 10s]\nsteps:\n  - include: parts/a.yaml\n    with: {a: '*b* c'}\n  - say: Rest.\n"
    found = told(made(tmp_path, steps, "steps:\n  - say: Rest.\n    voice: nobody\n", a='steps:\n  - say: "x{a}"\n'))
    assert any("with its variables filled, this cannot be read" in each for each in found)
    assert any("scripts/02-a.yaml" in each for each in found)


def test_a_text_that_is_tried_says_what_stands_in_the_stead_of_a_variable() -> None:
    plan = sample_plan("Hello {name or friend}, \\{so\\}.", "tone", "en", 140)
    assert [utterance.text for utterance in plan.utterances] == ["Hello friend, {so}."]
    with pytest.raises(SpeechError, match=r"nothing fills \{name\} here"):
        sample_plan("Hello {name}.", "tone", "en", 140)


def test_a_length_whose_steps_are_all_left_out_is_told_before_anything_is_planned(tmp_path: Path) -> None:
    steps = "lengths: [5s, 10s]\nsteps:\n  - say: Rest.\n    only: 10s\n  - pause: 1s to 20s\n    only: 10s\n"
    assert [each.partition(" no step")[0] for each in told(made(tmp_path, steps))] == [
        "scripts/01-a.yaml:3:11: lengths:"
    ]
