"""What a scan says at its places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.script_files import HEAD, read_one

from audiogen.script.blocks import Scan
from audiogen.script.notation.reader import read_markup
from audiogen.script.scanning import said, scanned
from audiogen.script.yaml.fields import Span, span


def scan(steps: str) -> Scan:
    """The scan that a session begins with."""
    reading = read_one(f"{HEAD}steps:\n{steps}")
    assert reading.faults == ()
    assert reading.value is not None
    (step,) = reading.value.steps
    assert isinstance(step, Scan)
    return step


@pytest.mark.parametrize(
    ("words", "place", "heard"),
    [
        ("", "your feet", "Your feet."),
        ("", "Your feet.", "Your feet."),
        ("", "your feet?", "Your feet?"),
        ("", "your feet,", "Your feet."),
        ("", "your “feet”", "Your “feet”."),
        ("", "the word “feet.”", "The word “feet.”"),
        ("", "*your* feet", "*Your* feet."),
        ("", "[Om](/om/), the sound", "[Om](/om/), the sound."),
        ("", "{name}'s feet", "{name}'s feet."),
        ("", "élbows", "Élbows."),
        ("", "足の裏", "足の裏。"),
        ("", "पैर", "पैर।"),
        ("Resting with {place}.", "your feet", "Resting with your feet."),
        ("Resting with {place}.", "your feet.", "Resting with your feet."),
        ("Resting with {place}, warm or cool.", "your feet?", "Resting with your feet, warm or cool."),
        ("{place} now.", "your feet", "Your feet now."),
        ("Rest. {place} now.", "your feet", "Rest. Your feet now."),
        ("Rest.\n{place} now.", "your feet", "Rest.\nYour feet now."),
        ("Rest: {place} now.", "your feet", "Rest: your feet now."),
        ("“{place}” now.", "your feet", "“Your feet” now."),
        ("What is in {place}? And around {place}?", "your feet", "What is in your feet? And around your feet?"),
        ("Come to {place}", "your feet!", "Come to your feet!"),
        ("{name or friend}, {place}.", "your feet", "{name or friend}, your feet."),
        ("With {place}, \\{so\\}.", "the {side} foot", "With the {side} foot, \\{so\\}."),
        ("With {place}.", "your {place}", "With your {place}."),
    ],
)
def test_a_place_goes_into_its_words_as_the_sentence_asks_for(words: str, place: str, heard: str) -> None:
    assert said(words, place) == heard


@given(st.text(st.sampled_from("ab é.,?!…*\"'“(-"), min_size=1).filter(lambda text: any(map(str.isalpha, text))))
def test_a_place_by_itself_is_one_that_can_be_spoken_and_ends(place: str) -> None:
    heard = said("", place)
    assert heard.casefold().startswith(place.rstrip(" .,?!…").casefold())
    assert heard.rstrip("*\"'")[-1] in ".?!…"


def test_each_of_several_words_has_its_turn_and_a_place_may_have_its_own() -> None:
    step = scan(
        "- scan:\n  - your feet\n  - {place: your hands, words: 'Hands, warm or cool.', silence: 30s}\n  - your back\n"
        "  - your face\n  words: ['With {place}.', 'And {place}.']\n  silence: 10s to 20s\n"
    )
    assert [(say.say, pause.span) for say, pause in scanned(step)] == [
        ("With your feet.", Span(10, 10, 20)),
        ("Hands, warm or cool.", span(30)),
        ("And your back.", Span(10, 10, 20)),
        ("With your face.", Span(10, 10, 20)),
    ]


def test_a_silence_of_nothing_is_one_of_a_places_own() -> None:
    step = scan("- scan: [your feet, {place: your toes, silence: 0s}]\n")
    assert [pause.span for _, pause in scanned(step)] == [span(15), span(0)]


def test_voice_and_language_are_those_of_all_that_is_said() -> None:
    step = scan("- scan: [tes pieds]\n  voice: emma\n  language: fr\n")
    ((say, _),) = scanned(step)
    assert (say.voice.name, say.language) == (("emma",), "fr")


PLACES = st.from_regex(r"[x-z]{1,3}( [x-z]{1,3})?", fullmatch=True)


@settings(max_examples=40)
@given(st.lists(PLACES, min_size=1, max_size=4), st.lists(st.sampled_from(["{place}.", "With {place}, now."])))
def test_whatever_places_and_words_there_are_what_is_said_stands_where_it_was_written(
    places: list[str], words: list[str]
) -> None:
    listed = "".join(f"  - {place!r}\n" for place in places)
    turns = "  words:\n" + "".join(f"    - {each!r}\n" for each in words) if words else ""
    step = scan(f"- scan:\n{listed}{turns}")
    for number, ((say, _), at) in enumerate(zip(scanned(step), step.places, strict=True)):
        (text,) = at.texts
        assert (text.value, at.line) == (say.say, number + 5)
        stands = {line: place.line for place, line in text.lines if places[number] in line.casefold()}
        assert set(stands.values()) == {number + 5}
        assert read_markup(say.say).said()
