"""Names of files, and letters, that no system could take: they are told where they are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.script_files import HEAD, SHOW, load_one, problems_of, write_scripts

LONG = "x" * 300


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (f"bed: {{file: {LONG}.wav}}\nsteps:\n  - say: Hello.\n", "3:13: file"),
        (f"bed: {{layers: [{{file: {LONG}.wav}}]}}\nsteps:\n  - say: Hello.\n", "3:23: file"),
        (f"steps:\n  - clip: {LONG}.wav\n    text: Hello.\n", "4:11: clip"),
        (f"steps:\n  - clip: {'a b/' * 300}c.wav\n    text: Hello.\n", "4:11: clip"),
        (f"steps:\n  - clip: {chr(0xE9) * 200}.wav\n    text: Hello.\n", "4:11: clip"),
    ],
)
def test_a_name_that_no_file_can_have_is_a_problem_at_its_place(tmp_path: Path, lines: str, place: str) -> None:
    write_scripts(tmp_path, s01_a=HEAD + lines)
    [problem] = problems_of(tmp_path)
    assert problem.startswith(f"01-a.yaml:{place}: ")
    assert "is too long for the name of a file" in problem
    assert len(problem) < 250


def test_a_cover_is_named_like_any_file(tmp_path: Path) -> None:
    write_scripts(tmp_path, show=f"{SHOW}cover: {LONG}.png\n", s01_a=HEAD + "steps:\n  - say: Hello.\n")
    [problem] = problems_of(tmp_path)
    assert problem.startswith("show.yaml:4:8: cover: ")


@pytest.mark.parametrize(
    "line",
    ['target: "\\ud800"', 'slug: "\\ud800"', 'section: "a \\udfff b"', 'bed: {file: "a\\ud800.wav"}', '"\\ud800": x'],
)
def test_half_a_letter_is_a_problem_at_its_place(tmp_path: Path, line: str) -> None:
    write_scripts(tmp_path, s01_a=f"{HEAD}{line}\nsteps:\n  - say: Hello.\n")
    problems = problems_of(tmp_path)
    assert problems[0].startswith("01-a.yaml:3:")
    assert "an escape in this text stands for U+D" in problems[0]
    assert all(problem.isprintable() for problem in problems)


def test_a_letter_in_two_halves_as_json_writes_it_is_a_letter(tmp_path: Path) -> None:
    script = load_one(tmp_path, f'{HEAD}section: "\\ud83d\\ude00"\nsteps:\n  - say: Hello.\n')
    assert script.section == "\U0001f600"
