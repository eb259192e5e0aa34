"""The style of what is written for browsers by hand, which no formatter sees, and how heavy it may become."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Final

import pytest
from support.repository import ROOT

from audiogen.publish.pages.app_folder import app_folder, without_comments

FOLDER: Final = ROOT / "audiogen/publish"
WRITTEN: Final = sorted([*FOLDER.glob("app/*.js"), *ROOT.glob("tests/publish/app/*.js")])
TEMPLATES: Final = sorted(FOLDER.glob("templates/*.html"))


def weight(text: str) -> int:
    """In bytes, as servers send it."""
    return len(gzip.compress(text.encode(), 9))


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.name)
def test_lines_are_short_and_indented_by_spaces_and_end_in_nothing_that_nobody_sees(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines = text.split("\n")
    assert [line for line in lines if len(line) > 120 or "\t" in line or line != line.rstrip()] == []
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_no_template_holds_a_style_or_a_handler_that_the_policy_would_block() -> None:
    for file in TEMPLATES:
        text = file.read_text(encoding="utf-8")
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?: src=| type=\"application/))", text) == []


def test_no_program_writes_markup_or_runs_text() -> None:
    for file in FOLDER.glob("app/*.js"):
        found = re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", file.read_text()
        )
        assert found == [], file.name


def test_program_and_style_are_light() -> None:
    files = app_folder().files
    assert sum(weight(text) for path, text in files.items() if path.endswith(".js")) <= 28_000
    assert weight(files[app_folder().style]) <= 7_000


@pytest.mark.parametrize("file", sorted(FOLDER.glob("app/*.*")), ids=lambda file: file.name)
def test_only_comments_begin_a_line_with_a_slash(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "`\n" not in text, "a text over several lines could begin one so"
    assert without_comments(without_comments(text)) == without_comments(text)
    assert file.suffix == ".css" or not re.search(r"^\s*/", without_comments(text), re.MULTILINE)
