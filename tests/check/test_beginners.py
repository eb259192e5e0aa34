"""What beginners write: one message, at the right line, that says what to write instead."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from support.projects import SHOW, write_project
from support.repository import GOLDEN

from audiogen.check.preflight import check_project
from audiogen.errors import ScriptError

HEAD = "title: Small\nsummary: A short session.\n"
STEPS = "steps:\n  - say: Hello there.\n"
TOLD = tomllib.loads((GOLDEN / "beginners.toml").read_text(encoding="utf-8"))


def problems(root: Path, script: str, *, show: str = SHOW) -> list[str]:
    project = write_project(root, show=show, s01_small=script)
    try:
        warnings = check_project(project, ()).warnings
    except ScriptError as error:
        return [str(problem).removeprefix(f"{root}/scripts/01-small.yaml:") for problem in error.problems]
    return [str(problem).removeprefix(f"{root}/scripts/01-small.yaml:") for problem in warnings]


@pytest.mark.parametrize(("written", "told"), TOLD["session"].items())
def test_a_mistake_in_the_facts_of_a_session_is_told_once_with_the_remedy(
    tmp_path: Path, written: str, told: str
) -> None:
    (problem,) = problems(tmp_path, f"{HEAD}{written}\n{STEPS}")
    assert problem.startswith("3:")
    assert problem.endswith(told)


@pytest.mark.parametrize(("written", "told"), TOLD["step"].items())
def test_a_mistake_in_a_step_is_told_once_with_the_remedy(tmp_path: Path, written: str, told: str) -> None:
    (problem,) = problems(tmp_path, f"{HEAD}{STEPS}  - {written}\n")
    line = 5 + written.count("\n")
    assert problem.startswith((f"{line}:", "5:"))
    assert problem.endswith(told)


@pytest.mark.parametrize(("written", "told"), TOLD["show"].items())
def test_a_mistake_in_the_show_is_told_once_with_the_remedy(tmp_path: Path, written: str, told: str) -> None:
    (problem,) = problems(tmp_path, HEAD + STEPS, show=f"{SHOW}{written}\n")
    assert problem.startswith(f"{tmp_path}/scripts/show.yaml:{SHOW.count(chr(10)) + 1}:")
    assert problem.endswith(told)


@pytest.mark.parametrize("written", TOLD["right"]["levels"])
def test_levels_may_have_the_unit_that_directories_ask_for(tmp_path: Path, written: str) -> None:
    assert problems(tmp_path, HEAD + STEPS, show=f"{SHOW}levels: {{{written}}}\n") == []


@pytest.mark.parametrize("written", TOLD["right"]["lengths"])
def test_lengths_may_be_written_out_in_english(tmp_path: Path, written: str) -> None:
    assert problems(tmp_path, f"{HEAD}{STEPS}  - pause: {written}\n") == []


@pytest.mark.parametrize("where", ["language: de\n", "voice: heart\nlanguage: de\n"])
def test_a_voice_of_another_language_is_told_once_and_not_at_every_phrase(tmp_path: Path, where: str) -> None:
    steps = "steps:\n" + "".join(f"  - say: Satz {number}.\n" for number in range(15))
    (problem,) = problems(tmp_path, HEAD + where + steps, show=SHOW.replace("voice: tone", "voice: heart"))
    assert problem.startswith(f"{2 + where.count(chr(10))}:11: the voice heart does not speak German (de); ")
    assert '"voice: google-de"' in problem


def test_a_voice_of_another_language_is_told_at_the_voice_where_no_language_is_written(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, HEAD + "voice: google-de\n" + STEPS)
    assert problem.startswith("3:8: the voice google-de does not speak English (en); ")
    assert '"voice: heart"' in problem


def test_a_step_in_a_language_that_its_voice_does_not_speak_is_told_there_once(tmp_path: Path) -> None:
    steps = STEPS + "  - say: Hallo.\n    language: de\n" * 3
    (problem,) = problems(tmp_path, HEAD + steps, show=SHOW.replace("voice: tone", "voice: heart"))
    assert problem.startswith("6:15: language: the voice heart does not speak German (de); ")


def test_another_voice_that_speaks_the_language_makes_it_a_warning(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, HEAD + "language: de\nvoice: [heart, google-de]\n" + STEPS)
    assert problem.startswith("3:11: warning: the voice heart does not speak German (de)")


def test_a_language_that_no_voice_speaks_is_told_with_languages_that_there_are(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, HEAD + "language: xx\nvoice: heart\n" + STEPS)
    assert problem.endswith("no voice does; write a language like en, de or fr")


def test_a_language_that_is_written_out_is_the_only_problem_of_a_breath(tmp_path: Path) -> None:
    steps = "steps:\n  - breathe: box\n    cycles: 4\n"
    assert problems(tmp_path, HEAD + "language: German\n" + steps) == [
        '3:11: language: "German" is not a language tag; write de'
    ]
