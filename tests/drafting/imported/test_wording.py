"""Words of documents stand in a script so that they are read as they are, whatever signs came along."""

from __future__ import annotations

import pytest

from audiogen.drafting.imported.wording import SLOT, SpokenLine, thoughts, titled, worded

AS_THEY_ARE = (
    "Nothing here is required of you.",
    "A quote [sic] (as found).",
    "I eat 5 - 3 apples; R&B.",
    "It is *yours* to keep.",
    "Half of it, 50 %, costs 3 $.",
    "\u201cSo,\u201d she said, \u2018yes\u2019 \u2013 and no\u2026",
    "Ein Text, z. B. so.",
)
MENDED = {
    "a \\ b {c} d": "a b c d",
    "snake_case and __init": "snake case and init",
    "3 * 4 makes 12": "3 \u00d7 4 makes 12",
    "one * two": "one two",
    "*half an emphasis": "half an emphasis",
    "# Arriving here": "Arriving here",
    "> so it was said": "so it was said",
    "• rest": "rest",
    "<b>bold</b> words": "b bold /b words",
    "R&amp;B": r"R\&amp;B",
    "[Om](/om/) sounds": r"\[Om\](/om/) sounds",
    "rest (pause)": "rest (pause)",
    "(pause)": "pause",
    "| a | b |": "a b",
    "\u2039so\u203a it is": "«so» it is",
    "¿Qué?": "Qué?",
}


@pytest.mark.parametrize("line", AS_THEY_ARE)
def test_what_means_nothing_in_the_notation_stays_as_it_is(line: str) -> None:
    assert worded(line, "en") == SpokenLine(line)


@pytest.mark.parametrize("line", MENDED)
def test_signs_that_would_mean_something_or_that_nobody_can_say_are_mended(line: str) -> None:
    found = worded(line, "en")
    assert (found.text, found.left_out) == (MENDED[line], ())


def test_pictures_are_listed_and_signs_without_words_are_no_line() -> None:
    assert worded("Thank you 🙂🙏🏽 all", "en") == SpokenLine(
        "Thank you all",
        left_out=(("🙂", "a sign for which there is no word"), ("🙏", "a sign for which there is no word")),
    )
    assert worded("* * *", "en") == SpokenLine("")


def test_marks_before_questions_stay_in_spanish() -> None:
    assert worded("¿Qué hay?", "es-mx").text == "¿Qué hay?"


def test_placeholders_that_nothing_fills_are_left_out_and_asked_about() -> None:
    found = worded("Rest for XX breaths now", "en")
    assert found.text == "Rest for breaths now"
    assert found.left_out == (("XX", "a placeholder of the document"),)
    assert found.question == 'XX is left out of "Rest for XX breaths now"; write what is heard'
    assert worded("TODO", "en").text == ""


def test_notation_comes_into_its_places() -> None:
    line = f"Welcome, {SLOT}. Breathe in {SLOT} and out [now]."
    found = worded(line, "en", ("{name or friend}", "[pause 3s]"))
    assert found.text == "Welcome, {name or friend}. Breathe in [pause 3s] and out [now]."


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Welcome. Here is time. All of it is yours.", ["Welcome. Here is time.", "All of it is yours."]),
        ("Notice your feet on the floor. Or not.", ["Notice your feet on the floor. Or not."]),
        ("Breathe in\nBreathe out", ["Breathe in", "Breathe out"]),
        ("Yes. No. Rest.", ["Yes. No. Rest."]),
        ("I see Dr. Smith coming home. He is well today.", ["I see Dr. Smith coming home.", "He is well today."]),
    ],
)  # fmt: skip
def test_a_line_holds_one_thought(text: str, lines: list[str]) -> None:
    assert list(thoughts(text, "en")) == lines


def test_figures_between_which_a_sign_stands_stay_two_in_a_title() -> None:
    assert titled("# one 0*\u00ad0") == "one 0 0"
