"""Words whose sound is not sure are warned of before anything is built, with what to write instead."""

from pathlib import Path

import pytest
from support.projects import write_project

from audiogen.check.preflight import check_project

SCRIPT = """title: Words
summary: Two ways.
voice: heart
steps:
- say: "%s"
"""


def warnings(root: Path, text: str) -> list[str]:
    project = write_project(root, s01_words=SCRIPT % text)
    return [problem.message for problem in check_project(project, ()).warnings if "may be said" in problem.message]


@pytest.mark.parametrize("text", ["She has a bow.", "Now, a *bow*."])
def test_a_word_that_may_be_said_in_two_ways_is_warned_of_with_the_remedy(tmp_path: Path, text: str) -> None:
    (message,) = warnings(tmp_path, text)
    assert message.startswith('"bow" may be said in two ways')
    assert "Write [bow](BOW) (to bend forward) or [bow](BOH)" in message


@pytest.mark.parametrize("text", ["She has a [bow](BOH).", "Bow your head.", "She has a [bow](/boʊ/)."])
def test_the_remedy_is_enough(tmp_path: Path, text: str) -> None:
    assert warnings(tmp_path, text) == []


def test_unknown_words_share_one_warning_that_names_their_lines(tmp_path: Path) -> None:
    text = "title: W\nsummary: S\nvoice: heart\nsteps:\n- say: |\n    Say Zorp.\n    Say Xiomaraz.\n- say: Zorp, too.\n"
    project = write_project(tmp_path, s01_words=text)
    (warning,) = check_project(project, ()).warnings
    assert (warning.line, warning.column) == (6, 9)
    assert 'lines 6, 8: "Zorp", line 7: "Xiomaraz"; add those' in warning.message.replace(" (did you mean corp?)", "")
