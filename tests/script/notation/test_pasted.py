"""Marks that came along from elsewhere are refused, with what to write instead; brackets in a sentence stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.script.notation.mistakes import checked
from audiogen.script.notation.pasted import refuse_pasted

REFUSED = {
    "chapter": ["# Arriving", "## Two", "Rest.\n### Three words here"],
    "pause: 4s": ["---\nRest.", "Rest.\n***", "Rest.\n* * *\nGo.", "Rest.\n___", "Rest.\n====="],
    "block of code": ["```\nRest.\n```", "```yaml"],
    "quotation": ["> Rest now."],
    "table": ["| in | out |", "|---|---|\nRest."],
    "list": ["- Rest.", "* Rest.", "+ Rest.", "• Rest.", "Go.\n- Rest."],
    "would be spoken": [
        "(pause)", "(Pause)",
        "(Pause 5 seconds)", "(pause for ten seconds)", "(long pause)", "(silence)", "(30 seconds)",
        "(5s)", "(1-2 min)", "(inhale)", "(deep breath)", "(Music)", "*(pause)*",
        "Rest. (pause) Go.", "Rest.\n(pause)\nGo.",
        "[breathe]", "[music]", "[Music fades in]", "[bell]", "Rest. [breathe in] Go.", "(Stille)", "(lange Pause)",
        "(pausa)", "(silencio)", "(silenzio)", "(pauze)", "(paus)", "(respirez)", "(pause) (silence)", "(Einatmen)",
    ],
    "placeholder": [
        "Welcome [name].", "Welcome, [your name].", "[Name], rest.", "[CLIENT]", "[INSERT NAME]",
        "[insert a place here]",
        "[client's name]", "{{name}}", "Hi ${name}.", "<name>", "Rest, <client name>.", "Hi ___.",
        "%name%", "Rest XXX now.", "TODO: more", "Hallo [Vorname].", "Bonjour [prénom].", "Hola [nombre].",
    ],
    "says who speaks": ["THERAPIST: Rest.", "Narrator: Rest.", "SPEAKER 2: Rest.", "Client:"],
    "line of signs": ["Rest.\n♥ ♥\nGo.", "Rest.\n…\nGo.", "Rest.\n~ ~"],
    "no words here": ["♥ ♥", "...", "🙂"],
    "write it like": ["[pause]", "Rest. [Pause]"],
    "for a silence": ["{pause}", "Rest. {Silence}"],
    "write {name}": ["Hi {{name}}.", "Hi ${ name }.", "%name%", "{{ NAME }}"],
    "or {client_name}": ["[client name]", "<client name>"],
    "not a tag": ["<pause>"],
}  # fmt: skip
CASES = [(written, says) for says, rows in REFUSED.items() for written in rows]


@pytest.mark.parametrize(("written", "says"), CASES)
def test_a_mark_from_elsewhere_is_refused_with_what_to_write(written: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        checked(written)


@pytest.mark.parametrize(
    "written",
    [
        "As it was found [sic] here.",
        "He said [...] and […] left.",
        "[sic]",
        "(You can close your eyes.)",
        "(Take a breath whenever you like.)",
        "(Silence is a part of this.)",
        "Breathe (softly) in.",
        "(softly) breathe",
        "Breathe out (pause if you like) and rest.",
        "Notes: rest (30 seconds) and go.",
        "1. Breathe in.",
        "#1 is rest.",
        "— Bonjour.",
        "-5 degrees",
        "\\* one",
        "\\[breathe]",
        "5 * 3 = 15",
        "I <3 you. 2 < 3 > 1",
        "one_two and _so_",
        "50% of 20% rest",
        "[Om](/om/)",
        "[name](NAYM)",
        "Rest.\n[♥](love)",
        "In [pause 2s]\n[pause 1s]\nout.",
        "<s>Rest.</s>\n<break/>\n<s>Go.</s>",
        "Rest.\n\nGo.",
        "Remember: rest.",
        "*Rest.* **Go.**",
        "Rest ♥ now 🙂.",
        "Welcome, {name or friend}.",
        "{name}",
        "\\{\\{name}}".replace("}}", "\\}\\}"),
    ],
)
def test_what_is_a_part_of_a_sentence_stays(written: str) -> None:
    assert checked(written) == written


@given(st.text(st.sampled_from("ab Z1.*[](){}<>#-_%|>:\n♥\\")))
def test_any_text_is_taken_or_refused_and_nothing_else(text: str) -> None:
    try:
        refuse_pasted(text)
    except ValueError as error:
        assert "\n" not in str(error)  # noqa: PT017 - the message is one line


@given(st.lists(st.from_regex(r"[a-zé]{1,9}[,;!?.]?", fullmatch=True)).map(" ".join))
def test_plain_words_are_never_refused(text: str) -> None:
    refuse_pasted(text)
