"""Steps that can be built and are hardly meant: their author is asked about each of them once."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.repository import ROOT
from support.script_files import HEAD, load_one

from audiogen.check.odd_steps import odd_steps
from audiogen.script.load import load_library


@pytest.mark.parametrize(
    ("say", "odd"),
    [
        ("say: Breathing in.\n      Breathing out.\n", 1),
        ("say: |\n      Breathing in.\n      Breathing out.\n", 0),
        ("say: A sentence that is broken at the margin, because it is longer than the\n      window is wide.\n", 0),
    ],
)
def test_lines_that_are_thoughts_of_their_own_and_joined_by_yaml_are_asked_about(
    tmp_path: Path, say: str, odd: int
) -> None:
    assert len(list(odd_steps(load_one(tmp_path, f"{HEAD}steps:\n  - {say}")))) == odd


def test_an_option_that_would_be_spoken_is_named(tmp_path: Path) -> None:
    script = load_one(tmp_path, f"{HEAD}steps:\n  - reflect: What is here?\n      silence:20s\n")
    (odd,) = odd_steps(script)
    assert odd.message == 'reflect: "silence:20s" would be spoken; write a space after its colon'


def test_nothing_in_the_shipped_show_is_odd() -> None:
    assert [odd for script in load_library(ROOT / "scripts").scripts for odd in odd_steps(script)] == []
