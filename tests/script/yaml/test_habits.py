"""Habits of typing that YAML does not share: each is told once, at its first line, with what to write instead."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.script_files import write_scripts

from audiogen.errors import Problem, ScriptError
from audiogen.script.blocks import VERBS
from audiogen.script.load import load_library
from audiogen.script.model import KEYS
from audiogen.script.yaml.document import parse_document

REST = """\
title: A Short Rest
summary: Two minutes with the breath and a sound.
target: 2m
bed: ocean
steps:
  - chapter: Arriving
  - bell: start
  - say: |
      Welcome. Everything here is an offer.
      – And this line, like the next, is only text: it may begin as it likes.
      title is a word, too.
  - pause: 5s
  - breathe: 4-6
    cycles: 4
  - reflect: What is one thing that went well today?
    silence: 15s to 30s
  - say: Thank you for the time.
"""  # noqa: RUF001 - as people type it
LINES = {line.strip().split(":")[0].removeprefix("- "): number for number, line in enumerate(REST.split("\n"), 1)}
MARKS = ("–", "—", "−", "•", "*", "·", "‣", "+", "→", "--", ">", "1.", "2)", "a)")  # noqa: RUF001 - as people type them
BLANKS = {
    "\u00a0": "no-break space",
    "\u2003": "em space",
    "\u3000": "ideographic space",
    "\u202f": "narrow no-break space",
}
UNSEEN = {"\u200b": "zero width space", "\ufeff": "byte order mark", "\u00ad": "soft hyphen", "\u2060": "word joiner"}


def only_problem(folder: Path, script: str | bytes) -> Problem:
    """What is said about a script in a folder of its own: one thing."""
    write_scripts(folder, s01_rest=script)
    with pytest.raises(ScriptError) as raised:
        load_library(folder)
    (problem,) = raised.value.problems
    return problem


def changed(old: str, new: str) -> str:
    assert old in REST
    return REST.replace(old, new)


def test_the_script_is_good_as_it_stands(tmp_path: Path) -> None:
    assert load_library(write_scripts(tmp_path, s01_rest=REST)).warnings == ()


@pytest.mark.parametrize(
    ("old", "new", "key", "good"),
    [
        ("title: A", "title A", "title", "title: A Short Rest"),
        ("title: A", "title = A", "title", "title: A Short Rest"),
        ("title: A", "title=A", "title", "title: A Short Rest"),
        ("title: A", "title：A", "title", "title: A Short Rest"),  # noqa: RUF001 - as people type it
        ("title: A", "title; A", "title", "title: A Short Rest"),
        ("title: A", "title - A", "title", "title: A Short Rest"),
        ("title: A", "title -> A", "title", "title: A Short Rest"),
        ("summary: T", "summary T", "summary", "summary: Two minutes"),
        ("target: 2m", "target 2m", "target", "target: 2m"),
        ("steps:", "steps", "steps", "steps:"),
        ("pause: 5s", "pause 5s", "pause", "pause: 5s"),
        ("pause: 5s", "pause = 5s", "pause", "pause: 5s"),
        ("say: Thank", "say Thank", "say", "say: Thank you"),
        ("reflect: W", "reflect W", "reflect", "reflect: What"),
        ("cycles: 4", "cycles 4", "cycles", "cycles: 4"),
        ("silence: 1", "silence = 1", "silence", "silence: 15s"),
    ],
)
def test_a_missing_colon_is_told_at_its_line(tmp_path: Path, old: str, new: str, key: str, good: str) -> None:
    problem = only_problem(tmp_path, changed(old, new))
    line = 17 if "Thank" in old else LINES[key]
    assert problem.line == line
    assert f'a colon is missing after "{key}"' in problem.message
    assert good in problem.message


@pytest.mark.parametrize("colon", [" ", " = ", "：", ":"])  # noqa: RUF001 - as people type them
def test_colons_that_are_wrong_everywhere_are_told_once(tmp_path: Path, colon: str) -> None:
    structural = [line if line.startswith("      ") else line.replace(": ", colon) for line in REST.split("\n")]
    problem = only_problem(tmp_path, "\n".join(structural))
    assert problem.line == 1
    assert problem.message.endswith("(and on 12 more lines)")


@pytest.mark.parametrize("mark", [f"{mark} " for mark in MARKS] + ["–", "•", "-", "*"])  # noqa: RUF001
def test_a_step_that_begins_with_another_sign_is_told_at_its_line(tmp_path: Path, mark: str) -> None:
    problem = only_problem(tmp_path, changed("- pause: 5s", f"{mark}pause: 5s"))
    assert (problem.line, problem.column) == (LINES["pause"], 3)
    assert 'begin with a hyphen and a space, like "- pause: 5s"' in problem.message


@pytest.mark.parametrize("indent", ["", "  "])
@pytest.mark.parametrize("mark", [f"{mark} " for mark in MARKS] + ["–", "•", "-", "*", ""])  # noqa: RUF001
def test_steps_that_all_begin_with_another_sign_are_told_once(tmp_path: Path, mark: str, indent: str) -> None:
    problem = only_problem(tmp_path, changed("\n  - ", f"\n{indent}{mark}"))
    assert problem.line == LINES["chapter"]
    assert "a hyphen and a space" in problem.message
    assert problem.message.endswith("(and on 6 more lines)")


@pytest.mark.parametrize("column", [0, 2])
def test_one_step_without_its_dash_is_told_at_its_line(tmp_path: Path, column: int) -> None:
    problem = only_problem(tmp_path, changed("  - pause: 5s", " " * column + "pause: 5s"))
    assert problem.line == LINES["pause"]
    assert 'write "- pause: 5s"' in problem.message


@pytest.mark.parametrize("letter", [*BLANKS, *UNSEEN])
@pytest.mark.parametrize(
    ("old", "new"), [("    cycles", "{}   cycles"), ("  - pause", "{} - pause"), ("      Welcome", "{}     Welcome")]
)
def test_indentation_with_a_letter_that_is_no_space_names_it(tmp_path: Path, old: str, new: str, letter: str) -> None:
    problem = only_problem(tmp_path, changed(old, new.format(letter)))
    assert f"{(BLANKS | UNSEEN)[letter]}, U+{ord(letter):04X}" in problem.message
    assert problem.line == REST[: REST.index(old)].count("\n") + 1


@pytest.mark.parametrize("letter", BLANKS)
def test_indentation_without_any_space_is_told_once(tmp_path: Path, letter: str) -> None:
    lines = (letter * (len(line) - len(line.lstrip())) + line.lstrip() for line in REST.split("\n"))
    problem = only_problem(tmp_path, "\n".join(lines))
    assert problem.line == LINES["chapter"]
    assert "more lines" in problem.message


@pytest.mark.parametrize(
    ("new", "letter"),
    [(new, letter) for new in ("summary{}: T", "summary:{}T") for letter in (*BLANKS, *UNSEEN)]
    + [("sum{}mary: T", letter) for letter in UNSEEN],
)
def test_a_letter_in_or_at_a_key_that_nobody_sees_is_named(tmp_path: Path, new: str, letter: str) -> None:
    problem = only_problem(tmp_path, changed("summary: T", new.format(letter)))
    assert problem.line == LINES["summary"]
    assert f"U+{ord(letter):04X}" in problem.message
    assert '"summary: "' in problem.message


@pytest.mark.parametrize("letter", [*BLANKS, *UNSEEN])
def test_letters_that_nobody_sees_are_text_inside_text(tmp_path: Path, letter: str) -> None:
    script = changed("Welcome. ", f"Welcome.{letter}").replace("      – And", f"      {letter}– And")  # noqa: RUF001
    assert load_library(write_scripts(tmp_path, s01_rest=script)).scripts


def test_a_letter_of_another_alphabet_in_a_key_is_named(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, changed("title:", "t\u0456tle:"))
    assert "did you mean title" in problem.message
    assert "cyrillic small letter" in problem.message


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("```yaml\n", "```\n"),
        ("```\n", ""),
        ("~~~\n", "~~~\n"),
        ("Sure, here it is:\n\n```yaml\n", "```\n\nIs it: right?"),
    ],
)
def test_a_fence_of_markdown_around_a_script_is_told_once(tmp_path: Path, before: str, after: str) -> None:
    problem = only_problem(tmp_path, before + REST + after)
    assert problem.line == 1
    assert "belongs to Markdown" in problem.message
    assert f"up to line {before.count(chr(10))}" in problem.message


def test_bold_keys_of_markdown_are_told_once(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, changed("title:", "**title:**").replace("summary:", "**summary:**"))
    assert problem.line == 1
    assert '"title: "' in problem.message


def test_front_matter_with_text_below_is_told_at_its_end(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "---\ntitle: A\nsummary: B\n---\n\n# Hello\n\nWelcome to this: a rest.\n")
    assert problem.line == 4
    assert '"steps:"' in problem.message


def test_json_that_cannot_be_read_is_called_json(tmp_path: Path) -> None:
    facts = {"title": "A", "summary": "B", "steps": [{"say": "Hello."}]}
    assert load_library(write_scripts(tmp_path, s01_rest=json.dumps(facts, indent=2))).scripts
    assert "JSON" in only_problem(tmp_path, json.dumps(facts, indent="\t")).message


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: A Short Rest", "“title”: A Short Rest", "curly quotes"),
        ("target: 2m", "target: “2m”", "curly quotes"),
        ("bed: ocean", "bed: „ocean“", "curly quotes"),
        ("pause: 5s", "pause: «5s»", "curly quotes"),
        ("say: Thank you", "say: “Thank you: all”", 'in "quotes" or in a | block'),
    ],
)
def test_curly_quotes_are_told_where_they_cannot_stand(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert words in only_problem(tmp_path, changed(old, new)).message


@pytest.mark.parametrize(
    "path", ['"C:\\Users\\Music\\rain.mp3"', "C:\\Users\\Music\\rain.mp3", "'D:/rain.mp3'", '"sounds\\new\\rain.mp3"']
)
@pytest.mark.parametrize(
    ("old", "new"), [("bed: ocean", "bed:\n  file: {}"), ("- pause: 5s", "- clip: {}\n    text: Hello.")]
)
def test_a_path_of_windows_is_told_once(tmp_path: Path, old: str, new: str, path: str) -> None:
    problem = only_problem(tmp_path, changed(old, new.format(path)))
    assert "a path begins in the project folder" in problem.message


@pytest.mark.parametrize("tabs", ["\t", "\t\t"])
def test_a_step_behind_tabs_stands_among_the_others(tmp_path: Path, tabs: str) -> None:
    """Behind a block of text, tabs that are taken for too many spaces would make it text."""
    problem = only_problem(tmp_path, changed("  - breathe", f"{tabs}- breathe").replace("  - pause: 5s\n", ""))
    assert "indented with a tab" in problem.message


def test_habits_in_the_show_are_told_in_the_same_way(tmp_path: Path) -> None:
    write_scripts(tmp_path, show="title:A\nauthor:B\ndescription:C\n", s01_rest=REST)
    with pytest.raises(ScriptError) as raised:
        load_library(tmp_path)
    (problem,) = raised.value.problems
    assert (problem.line, 'write "title: A"' in problem.message) == (1, True)


@given(text=st.text(st.sampled_from("-–•*1.: \n\u00a0|>\"'`{titlesaypau"), max_size=80))  # noqa: RUF001
def test_what_yaml_reads_without_fault_stays_as_it_is(text: str) -> None:
    """In a block, any line may look like a habit."""
    block = "".join(f"      x{line}\n" for line in text.split("\n"))
    document = parse_document(Path("01-a.yaml"), REST + f"  - say: |\n{block}", KEYS, VERBS)
    assert document.faults == ()
