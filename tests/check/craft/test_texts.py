"""Texts that were copied rather than written to be spoken, and remarks that ask for something."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.craft import findings, found

from audiogen.check.craft.texts import MOST_WORDS

ARTICLE = "\n\n".join(f"This is paragraph {number}, and it goes on for a while about trust." for number in range(60))


def say(text: str) -> str:
    return "  - say: |\n" + "".join(f"      {line}\n" for line in text.split("\n"))


def test_an_article_in_one_say_is_warned_of_once_at_its_line_with_what_to_do(tmp_path: Path) -> None:
    pasted = say(f"Login\nRead more\n{ARTICLE}\nComments (0)\nShare")
    assert found(tmp_path, "wall-of-text", pasted) == ["4: say: 786 words in one say, about 6 minutes without a rest"]
    named = '"Login", "Read more", "Comments (0)", "Share"'
    assert found(tmp_path, "page-furniture", pasted) == [f"4: say: parts of a web page would be read out: {named}"]


@pytest.mark.parametrize(("count", "walls"), [(MOST_WORDS, 0), (MOST_WORDS + 1, 1)])
def test_a_say_may_have_as_many_words_as_people_listen_to_in_one_go(tmp_path: Path, count: int, walls: int) -> None:
    assert len(found(tmp_path, "wall-of-text", say("word " * count))) == walls


def test_a_remark_that_asks_for_something_is_told_and_stops_nothing(tmp_path: Path) -> None:
    steps = "  # TODO line 12: is this spoken?\n  - say: Hello.\n  - pause: 5s # TODO\n  # todo is a word here\n"
    assert found(tmp_path, "placeholder", steps) == [
        '4: a question is still open: "line 12: is this spoken?"',
        '6: a question is still open: "TODO"',
    ]


def test_who_is_asked_something_is_told_to_decide_it(tmp_path: Path) -> None:
    script = "title: Small\nsummary: A short session.\nsteps:\n  # TODO is this spoken?\n  - say: Hello.\n"
    [finding] = [each for each in findings(tmp_path, script) if each.rule == "placeholder"]
    assert finding.remedy == "Decide it, change the script where it has to be, and take the remark away"


def test_remarks_of_other_kinds_and_words_are_no_open_questions(tmp_path: Path) -> None:
    assert found(tmp_path, "placeholder", "  # To do: nothing. TODOS are others.\n  - say: Hello.\n") == []
