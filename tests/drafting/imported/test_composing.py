"""Blocks of a document become steps: each thing that its author wrote has its place, and what is uncertain is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiogen.documents.manuscript import BlockKind, TextBlock, TextRun
from audiogen.drafting.imported.account import ComposedSteps
from audiogen.drafting.imported.composing import compose
from audiogen.script.dump import dump_script
from audiogen.script.model import Origin, Script
from audiogen.script.steps import Say


def composed(*texts: str, language: str = "en") -> ComposedSteps:
    """What paragraphs become; `# ` begins a heading, `- ` an item."""
    blocks: list[TextBlock] = []
    for line, text in enumerate(texts, 1):
        level = len(text) - len(text.lstrip("#"))
        kind: BlockKind = "heading" if level else "item" if text.startswith("- ") else "paragraph"
        blocks.append(TextBlock(kind, (TextRun(text.lstrip("#- ")),), line, level))
    return compose(blocks, language)


def steps(*texts: str, language: str = "en") -> str:
    """Their steps, as they stand in a file."""
    made = composed(*texts, language=language)
    origin = Origin(Path("01-a.yaml"), 1, ())
    text = dump_script(Script(slug="01-a", origin=origin, title="A", summary="B", steps=made.steps))
    return text.partition("steps:\n")[2]


def test_paragraphs_are_lines_of_one_say_until_something_else_happens() -> None:
    assert steps("Welcome to this place. Rest as you like now.", "All is well.", "(pause)", "Thank you all.") == (
        "  - say: |\n      Welcome to this place.\n      Rest as you like now.\n\n      All is well.\n"
        "  - pause: 5s\n  - say: Thank you all.\n"
    )


def test_no_say_is_a_wall_of_text() -> None:
    made = composed(*["Ten words are in this line of a long text."] * 30, "So it goes on and on. " * 80)
    counts = [len(step.say.split()) for step in made.steps if step.verb == "say"]
    assert sum(counts) == 30 * 10 + 80 * 6
    assert max(counts) <= 130


def test_items_of_a_list_are_lines_of_one_paragraph() -> None:
    assert steps("You may notice:", "- warmth", "- pressure") == (
        "  - say: |\n      You may notice:\n\n      warmth\n      pressure\n"
    )


@pytest.mark.parametrize(
    ("asked", "step"),
    [
        ("(pause 20 seconds)", "  - reflect: What is here now?\n    silence: 20s\n"),
        ("(pause)", "  - reflect: What is here now?\n    silence: 15s\n"),
        ("(long pause)", "  - reflect: What is here now?\n    silence: 30s\n"),
        ("(pause 4 seconds)", "  - say: What is here now?\n  - pause: 4s\n"),
        ("(short pause)", "  - say: What is here now?\n  - pause: 5s\n"),
    ],
)
def test_a_question_with_time_to_answer_it_is_a_reflection(asked: str, step: str) -> None:
    assert steps(f"What is here now? {asked}") == step
    assert steps("What is here now?", asked) == step


@pytest.mark.parametrize(("size", "length"), [("short ", "3s"), ("", "5s"), ("long ", "15s")])
def test_silences_without_a_length_have_their_usual_one(size: str, length: str) -> None:
    assert steps("Rest a while here.", f"({size}pause)") == f"  - say: Rest a while here.\n  - pause: {length}\n"


def test_a_short_silence_within_a_sentence_stays_within_it() -> None:
    assert steps("Breathe in slowly (pause 3 seconds) and out again.") == (
        "  - say: Breathe in slowly [pause 3s] and out again.\n"
    )


def test_bells_begin_part_and_end_a_session_by_their_places() -> None:
    bells = steps(
        "# One", "(bell)", "Welcome here today.", "(bell)", "And rest a while.", "(pause)", "(bell)", "(pause)"
    )
    assert [line.strip("- ") for line in bells.splitlines() if "bell" in line] == [
        "bell: start",
        "bell: interval",
        "bell: end",
    ]


def test_several_strikes_are_several_bells() -> None:
    made = composed("Rest here now.", "(ring the bell three times)")
    assert [step.verb for step in made.steps] == ["say", "bell", "bell", "bell"]
    assert [each.into for each in made.turned] == ["bell, 3x"]


def test_breaths_without_a_number_are_proposed_and_asked_about() -> None:
    made = composed("Breathe in for four, and out for six.")
    assert [step.verb for step in made.steps] == ["say", "breathe"]
    assert [each.text for each in made.questions[1]] != []


def test_a_language_without_words_for_breaths_is_guided_by_sound() -> None:
    assert "cues: [tone]" in steps("Inspira per quattro secondi ed espira per sei secondi.", language="it")


def test_headings_are_chapters_and_one_without_text_joins_the_deeper_one_below_it() -> None:
    assert steps("# Part One", "## Arriving", "Welcome here today.", "# Rest", "Rest a while.") == (
        '  - chapter: "Part One: Arriving"\n  - say: Welcome here today.\n  - chapter: Rest\n  - say: Rest a while.\n'
    )


def test_a_heading_with_nothing_below_it_is_left_out() -> None:
    made = composed("# One", "Welcome here today.", "# Two", "# Three", "Rest a while.", "# Four")
    assert [(each.text, each.reason) for each in made.left_out] == [
        ("Two", "a heading with nothing below it"),
        ("Four", "a heading with nothing below it"),
    ]


@pytest.mark.parametrize("line", ["# Breathing (3 minutes)", "BREATHING (3 minutes)"])
def test_how_long_a_part_is_is_no_silence(line: str) -> None:
    made = composed(line, "Rest a while here.")
    assert [step.verb for step in made.steps] == ["chapter", "say"]
    assert [each.text for each in made.left_out] == ["(3 minutes)"]


def test_a_sentence_that_a_page_tore_apart_is_whole_again() -> None:
    first = "Today you might look at what it is that helps you to stay with what you feel"
    assert steps(first, "and to come back to it.") == (f"  - say: {first} and to come back to it.\n")
    assert "\n\n" in steps("breathe in and rest", "and out")


def test_a_blank_for_a_name_says_something_where_no_name_is_known() -> None:
    assert steps("Welcome, [name]. Rest here.") == "  - say: Welcome, {name or friend}. Rest here.\n"
    assert "{name or du}" in steps("Willkommen, [Name].", language="de")


def test_a_blank_without_words_is_left_out_and_asked_about() -> None:
    made = composed("Today I feel ____ and that is fine.")
    assert [each.text for each in made.left_out] == ["____"]
    assert made.questions[0][0].text == "____ is left out; write what is to be heard"


def test_what_is_uncertain_is_spoken_and_asked_about_at_its_line() -> None:
    made = composed("Rest here now.", "(take your time)")
    assert "take your time" in "".join(step.say for step in made.steps if step.verb == "say")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nothing here is /required/ of you.", "Nothing here is *required* of you."),
        ("You /may stop /when you like.", "You *may stop* when you like."),
        ("/All of it leans and is soft./", "All of it leans and is soft."),
        ("A wo/r/d in which a letter leans.", "A word in which a letter leans."),
        ("Half * of /it/ is here now.", "Half of it is here now."),
        ("Here /more than four words stand out/ and so they do not, among so many others.", None),
    ],
)
def test_words_that_stand_out_are_emphasised(text: str, said: str | None) -> None:
    runs = tuple(TextRun(part, italic=number % 2 == 1) for number, part in enumerate(text.split("/")))
    (step,) = compose([TextBlock("paragraph", runs, 1)], "en").steps
    assert isinstance(step, Say)
    assert step.say == (said or text.replace("/", ""))


NOTE = "is this for listeners, or a note for whoever reads the script? It is spoken for now."


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("en", "Script for Anna's group, about 12 minutes. Read slowly."),
        ("en", "A guided poem (about 4 minutes)"),
        ("en", "About 12 minutes"),
        ("de", "Ca. 12 Minuten"),
        ("en", "READ SLOWLY. PAUSE AT EVERY EMPTY LINE."),
        ("de", "F\u00fcr Frau M., ca. 15 Min."),
        ("de", "Anleitung f\u00fcr die Gruppe, ca. 10 Minuten. Langsam lesen."),
        ("fr", "\u00c0 lire lentement, environ 8 minutes."),
        ("es", "Guion para el grupo de los martes (unos 10 minutos). Leer despacio."),
        ("it", "Testo per la classe, durata circa 6 minuti, leggere lentamente."),
        ("nl", "Langzaam voorlezen, ongeveer 10 minuten."),
        ("pt", "Ler devagar, cerca de 10 minutos."),
    ],
)
def test_notes_above_a_script_are_asked_about_and_ask_for_no_silence(language: str, note: str) -> None:
    made = composed(note, "Welcome here today, and rest.", language=language)
    assert [step.verb for step in made.steps] == ["say"]
    assert [NOTE in each.text for each in made.questions[0]] == [True]


@pytest.mark.parametrize(
    "spoken",
    [
        "This practice takes about ten minutes.",
        "Welcome here. (pause 1 minute)",
        "Rest a while here. (2 min)",
        "Sit down, if you like, for three minutes.",
        "Head: soft. Jaw: loose. Shoulders: wide.",
        "For the next ten minutes, nothing is asked of you.",
    ],
)
def test_first_words_for_listeners_are_no_notes(spoken: str) -> None:
    made = composed(spoken, "Rest a while here.")
    assert (made.questions, made.left_out) == ({}, ())


@pytest.mark.parametrize("direction", ["Pause 2 minutes", "(2 minutes)", "[2 min]"])
def test_a_silence_above_all_words_is_no_note(direction: str) -> None:
    assert [step.verb for step in composed(direction, "Rest.").steps] == ["pause", "say"]


def test_characters_that_nobody_sees_are_in_no_blank() -> None:
    (step,) = composed("Hello [garden\x1b path].").steps
    assert "{garden_path or garden path}" in step.say


def test_a_letter_that_stands_for_notation_is_said_where_a_document_has_it() -> None:
    (step,) = composed("Rest \U00010600 here (pause 3 seconds) and now.").steps
    assert step.say == "Rest \U00010600 here [pause 3s] and now."


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_follows_a_note_in_its_paragraph_is_a_step_or_heard_as_ever(language: str) -> None:
    made = composed("Read this script slowly. [pause 10 seconds] Welcome. *bell*", "Rest.", language=language)
    assert [step.verb for step in made.steps] == ["say", "pause", "say", "bell", "say"]
    assert [len(questions) for questions in made.questions.values()] == [1]


def test_the_head_of_a_letter_or_of_a_note_is_left_out() -> None:
    made = composed("From: Ruth <ruth@example.org>\nTo: me\nSubject: your script", "Rest a while here.")
    assert [(each.line, each.reason) for each in made.left_out] == [(1, "a note to whoever reads it")]
    assert [step.verb for step in made.steps] == ["say"]


def test_no_words_are_notes_behind_the_first_that_are_heard() -> None:
    assert composed("Rest a while here.", "Script for Anna's group, about 12 minutes.").questions == {}


def test_a_note_that_looks_like_a_heading_is_no_chapter_and_a_title_with_its_length_is_no_note() -> None:
    made = composed("# Script for a podcast - ca. 20 min - read slowly", "# Rest (3 min)", "Rest a while here.")
    assert [step.verb for step in made.steps] == ["say", "chapter", "say"]
    assert list(made.questions) == [0]
    assert composed("# How to use this script", "Rest a while here.").questions == {}


def test_a_length_among_times_of_the_recording_is_one_of_them() -> None:
    made = composed(
        "0:00", "Welcome here.", "1:00", "Rest a while.", "2 min", "Rest on here.", "4:30", "Come back now."
    )
    assert [step.verb for step in made.steps] == ["say"]
    assert [each.text for each in made.left_out] == ["0:00", "1:00", "2 min", "4:30"]


@pytest.mark.parametrize("note", ["Dear Anna,", "Hi,"])
def test_a_letter_before_a_script_is_asked_about(note: str) -> None:
    made = composed(note, "here is the text, please read it slowly.", "Settle in, and rest here.")
    assert [NOTE in each.text for each in made.questions[0]] == [True, True]
    assert composed("Hi, and welcome.", "Rest a while here.").questions == {}


def test_brackets_that_are_not_heard_are_asked_about_once() -> None:
    made = composed("Look around you.", "(Wait.)")
    assert [each.text for each in made.questions[0]] == [f'"(Wait.)": {NOTE}']
