"""Steps that can be built and are hardly meant: their author is asked about each of them once."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import write_project
from support.repository import ROOT
from support.script_files import HEAD, load_one

from audiogen.check.odd_steps import MOST_WORDS, odd_steps
from audiogen.check.preflight import check_project
from audiogen.script.load import load_library

ARTICLE = "\n\n".join(f"This is paragraph {number}, and it goes on for a while about trust." for number in range(60))


def script_of(text: str) -> str:
    return HEAD + "steps:\n  - bell: start\n  - say: |\n" + "".join(f"      {line}\n" for line in text.split("\n"))


def test_an_article_in_one_say_is_warned_of_once_at_its_line_with_what_to_do(tmp_path: Path) -> None:
    pasted = f"Login\nRead more\n{ARTICLE}\nComments (0)\nShare"
    (warning,) = check_project(write_project(tmp_path, s01_a=script_of(pasted)), ()).warnings
    assert (warning.line, warning.column, warning.warning) == (5, 10, True)
    assert warning.message.startswith(
        "say: 786 words in one say, about 6 minutes without a rest; begin a new say at each"
    )
    named = '"Login", "Read more", "Comments (0)", "Share"'
    assert warning.message.endswith(f"; parts of a web page would be read out: {named}; remove these")


@pytest.mark.parametrize(("count", "odd"), [(MOST_WORDS, 0), (MOST_WORDS + 1, 1)])
def test_a_say_may_have_as_many_words_as_people_listen_to_in_one_go(tmp_path: Path, count: int, odd: int) -> None:
    assert len(list(odd_steps(load_one(tmp_path, script_of("word " * count))))) == odd


def test_nothing_in_the_shipped_show_is_odd() -> None:
    assert [odd for script in load_library(ROOT / "scripts").scripts for odd in odd_steps(script)] == []
