"""Words that a show gives its page: what may be written, and what is said of everything else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from support.repository import GOLDEN
from support.script_files import SCRIPT, SHOW, library, problems_of, write_scripts

from audiogen.script.own_words import LONGEST, wordings

CASES = tomllib.loads((GOLDEN / "own-words.toml").read_text(encoding="utf-8"))


def told(folder: Path, lines: str) -> list[str]:
    return problems_of(write_scripts(folder, show=f"{SHOW}{lines}\n", s01_a=SCRIPT))


@pytest.mark.parametrize(("written", "kept"), CASES["good"].items())
def test_words_are_kept_as_they_are_written(tmp_path: Path, written: str, kept: dict[str, object]) -> None:
    show = library(tmp_path, show=f"{SHOW}words:\n  {written}\n", s01_a=SCRIPT).show
    assert wordings(show.words) == kept


@pytest.mark.parametrize(("written", "message"), CASES["slips"].items())
def test_a_slip_is_told_once_at_its_place_with_the_remedy(tmp_path: Path, written: str, message: str) -> None:
    assert told(tmp_path, f"words:\n  {written}") == [f"show.yaml:{message}"]


@pytest.mark.parametrize(("written", "message"), CASES["lists"].items())
def test_what_has_no_names_is_answered_with_one(tmp_path: Path, written: str, message: str) -> None:
    assert told(tmp_path, written) == [f"show.yaml:{message}"]


def test_all_slips_are_told_at_once(tmp_path: Path) -> None:
    problems = told(tmp_path, "words:\n  begn: A\n  go_on: B\n  done: C\n  stay:")
    assert [each.split(":")[1] for each in problems] == ["5", "6", "8"]


def test_a_text_has_an_end(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, f"words:\n  begin: {'a' * (LONGEST + 1)}")
    assert problem.endswith(f"words: begin: these are {LONGEST + 1} letters; at most {LONGEST} fit")
