"""The style of what is written for browsers by hand, which no formatter sees, and how heavy it may become."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Final

import pytest
from support.repository import ROOT

from audiogen.publish.pages.app_folder import app_folder, for_phones

FOLDER: Final = ROOT / "audiogen/publish"
WRITTEN: Final = sorted([*FOLDER.glob("app/*.*"), *ROOT.glob("tests/publish/app/*.js")])
TEMPLATES: Final = sorted(FOLDER.glob("templates/*.html"))
DRAWINGS: Final = sorted((ROOT / "audiogen/artwork").glob("*/*.svg"))
PROGRAM: Final = "".join(file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("app/*.js")))
STYLE: Final = (FOLDER / "app/page.css").read_text(encoding="utf-8")


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
    files = dict(app_folder().files)
    of_clients = [files.pop(f"{app_folder().folder}/{name}.js") for name in ("client", "days")]
    assert sum(weight(text) for path, text in files.items() if path.endswith(".js")) <= 34_500
    assert sum(map(weight, of_clients)) <= 2_000
    assert weight(files[app_folder().style]) <= 7_000


@pytest.mark.parametrize("file", sorted(FOLDER.glob("app/*.*")), ids=lambda file: file.name)
def test_only_comments_begin_a_line_with_a_slash(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not [line for line in text.split("\n") if line.count("`") % 2], "a text over several lines would be changed"
    assert for_phones(for_phones(text)) == for_phones(text)
    assert file.suffix == ".css" or not re.search(r"^\s*/", for_phones(text), re.MULTILINE)


def test_every_class_is_worn_somewhere_and_looks_like_something() -> None:
    style = re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL)
    known = {*re.findall(r"\.([a-z][\w-]*)", "".join(re.findall(r"[^{}]+(?=\{)", style)))}
    markup = "".join(file.read_text(encoding="utf-8") for file in (*TEMPLATES, *DRAWINGS))
    worn = {*re.sub(r"{[{%].*?[%}]}", " ", " ".join(re.findall(r'class="((?:{{.*?}}|[^"])*)"', markup))).split()}
    kinds = {"by-call", "by-text"}  # of helplines
    toggled = {*re.findall(r'(?:classList\.\w+\(|className: [^"]*)"([a-z-]+)"', PROGRAM)}
    assert known - worn - kinds - toggled == set()
    assert {each for each in worn | toggled if not each.endswith("-")} - known == set()


def test_every_word_of_the_page_is_said() -> None:
    words = (FOLDER / "app/words.js").read_text(encoding="utf-8")
    listed = re.findall(r"^  (\w+):", words.partition("ENGLISH")[2].partition("});")[0], re.MULTILINE)
    others = PROGRAM.replace(words, "")
    # those of breaths are kinds of breath
    kinds = {"in", "hold", "out", "rest", "natural"}
    assert [word for word in listed if f'"{word}"' not in others and word not in kinds] == []


def test_every_property_that_the_style_makes_is_used_in_it() -> None:
    made = {*re.findall(r"(--[\w-]+)\s*:", STYLE)}
    assert made - {*re.findall(r"var\((--[\w-]+)", STYLE)} == set()


def test_phones_get_no_comments_but_those_beside_code_and_neither_types_nor_indentation() -> None:
    text = "/**\n * What it is.\n */\n  const a = 1; // one\n  // why\nb(/** @type {Two} */ (a));\n/* c */\nend();\n"
    assert for_phones(text) == "const a = 1; // one\nb((a));\nend();\n"
