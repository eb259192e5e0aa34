"""Variables in spoken text, and what fills them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.script.notation.mistakes import checked
from audiogen.script.notation.reader import read_markup
from audiogen.script.variables import Variable, filled, filled_with, literal, variables_of

texts = st.text(st.sampled_from("ab or{}\\$*[]\n"), max_size=30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello {name}.", "Hello Anna."),
        ("Hello { name }.", "Hello Anna."),
        ("{name}{name}", "AnnaAnna"),
        ("{place or the room}", "the room"),
        ("{place  or  the room }", "the room"),
        ("{name or friend}", "Anna"),
        ("{place}", "{place}"),
        ("{Name or you}", "you"),
        ("{place or *here* or there}", "*here* or there"),
        ("{first_name or [Siobhan](shi-VAWN)}", "[Siobhan](shi-VAWN)"),
        ("\\{name\\} {name}", "\\{name\\} Anna"),
        ("\\\\{name}", "\\\\Anna"),
        ("{{name}} ${name}", "{{name}} ${name}"),
        ("{place or a \\} brace}", "a \\} brace"),
        ("{name\n}", "{name\n}"),
    ],
)
def test_a_variable_is_filled_or_says_something_else(text: str, expected: str) -> None:
    assert filled(text, {"name": "Anna"}) == expected


def test_an_escaped_brace_is_heard_as_a_brace() -> None:
    assert read_markup("\\{name\\}").text == "{name}"


@given(texts, st.text(st.sampled_from("ab{}\\*"), max_size=6))
def test_what_is_filled_has_no_variable_left_that_was_known(text: str, value: str) -> None:
    known = dict.fromkeys((variable.name for variable in variables_of(text)), literal(value))
    once = filled(text, known)
    assert filled(once, {"a": "x", "b": "x", "o": "x", "r": "x"}) == once or not known or value.endswith("\\")


@given(texts)
def test_every_place_in_a_filled_text_is_one_in_the_text(text: str) -> None:
    stood = filled_with(text, lambda variable: variable.name * 3)
    variables = list(variables_of(text))
    for offset, letter in enumerate(stood.text):
        origin = stood.origin(offset)
        within = [each for each in variables if each.start <= origin < each.end]
        assert within or text[origin] == letter
        assert not within or origin == within[0].start


@given(texts)
def test_any_text_is_right_or_its_mistakes_are_told(text: str) -> None:
    try:
        checked(text)
    except ValueError as error:
        assert "\n" not in str(error)  # noqa: PT017 - the message is one line
    else:
        # what is right has no brace that is neither a variable's nor escaped
        rest = filled(text, dict.fromkeys((each.name for each in variables_of(text)), "x"))
        assert "{" not in rest.replace("\\\\", "").replace("\\{", "")


def test_a_variable_tells_where_it_stands() -> None:
    assert list(variables_of("In {place or it}, {name}")) == [
        Variable("place", "it", 3, 16),
        Variable("name", None, 18, 24),
    ]


@pytest.mark.parametrize(
    "text", ["*{name}* rests.", "*{name or you}*.", "{name or *you*}.", "Rest, {name}! {name}?", "{name}"]
)
def test_emphasis_and_sentences_may_stand_around_a_variable(text: str) -> None:
    assert checked(text) == text


@pytest.mark.parametrize(
    ("text", "at"), [("Rest. {name or *you}", 6), ("*{name}", 0), ("{name}\n*rest {name}", 7), ("Rest {a} {b", 9)]
)
def test_a_mistake_is_told_where_it_stands_in_the_text_as_written(text: str, at: int) -> None:
    with pytest.raises(ValueError, match=r"emphasis|variable") as raised:
        checked(text)
    assert [slip.offset for slip in getattr(raised.value, "slips")] == [at]  # noqa: B009 - known to be there
