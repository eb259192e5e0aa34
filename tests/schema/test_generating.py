"""What schemas say of keys and values: of each of them, in an author's words, and as the models take it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from support.schemas import schemas

from audiogen.clients.entry import ClientEntry
from audiogen.schema.generating import definitions
from audiogen.script.bed import Preset
from audiogen.script.blocks import Include, Repeat, Scan
from audiogen.script.model import Script, Show
from audiogen.script.sidecar import Sidecar
from audiogen.script.steps import STEPS
from audiogen.script.yaml.fields import Model, length_form, parse_length, parse_span, silence_form

WHOLE = (Show, Script, Preset, Sidecar, ClientEntry, *STEPS, Repeat, Include, Scan)
JARGON = re.compile(r"\bNone\b|audiogen\.|\b[a-z]+_[a-z_]+\(|\bmapping\b|\bself\b|\bfields?\b|\bloader\b")
ESCAPES = re.compile(r"\\[^dDwWsSbBnrtxu^$\\.*+?()\[\]{}|/]")
"""What JavaScript refuses in a regular expression with Unicode."""


def models(above: type[Model] = Model) -> Iterator[type[Model]]:
    for each in above.__subclasses__():
        yield from models(each)
        if (
            not each.__name__.startswith("_")
            and each.__module__.startswith("audiogen.")
            and each.__name__ != "SceneChoice"
        ):
            yield each


def forms(form: Any) -> Iterator[dict[str, Any]]:
    """All schemas within a schema."""
    if isinstance(form, dict):
        yield form
        for each in form.values():
            yield from forms(each)
    for each in form if isinstance(form, list) else ():
        yield from forms(each)


def keys_of(model: type[Model]) -> dict[str, Any]:
    form = all_definitions()[model.__name__]
    return {**(form if "properties" in form else form["then"])["properties"]}


@cache
def all_definitions() -> dict[str, Any]:
    return definitions(*WHOLE)


@pytest.mark.parametrize("model", sorted({*models()}, key=lambda each: each.__name__), ids=lambda each: each.__name__)
def test_every_key_has_its_place_and_is_explained_in_words_of_authors(model: type[Model]) -> None:
    keys = keys_of(model)
    assert {*keys} == {*model.key_names()}
    told = {key: form["description"] for key, form in keys.items()}
    assert [key for key, text in told.items() if len(text) < 8 or JARGON.search(text)] == []


def test_every_schema_and_step_is_explained_in_words_of_authors() -> None:
    for name, schema in schemas().items():
        told = [schema["description"], *(form.get("description", "?") for form in schema["definitions"].values())]
        assert [text for text in told if JARGON.search(text)] == [], name


def test_every_choice_is_explained() -> None:
    enums = [form for model in models() for form in forms(keys_of(model)) if isinstance(form.get("enum"), list)]
    assert len(enums) > 10
    bare = [form["enum"] for form in enums if len(form.get("enumDescriptions", ())) != len(form["enum"])]
    # yes and no need no words
    assert [choices for choices in bare if choices != ["yes", "no"]] == []


def test_what_is_offered_may_be_written() -> None:
    for schema in schemas().values():
        for form in forms(schema):
            offered = [*form.get("examples", ()), *([form["default"]] if "default" in form else ())]
            for value in offered if isinstance(form.get("title"), str) and "$ref" not in form else ():
                assert Draft7Validator({"definitions": schema["definitions"], **form}).is_valid(value), (
                    form["title"],
                    value,
                )


def test_patterns_are_read_alike_by_python_and_by_editors() -> None:
    patterns = {form["pattern"] for schema in schemas().values() for form in forms(schema) if "pattern" in form}
    patterns = {pattern for pattern in patterns if isinstance(pattern, str)}
    assert len(patterns) > 10
    for pattern in patterns:
        assert re.compile(pattern)
        assert not ESCAPES.search(pattern), pattern
        assert "(?P" not in pattern


LENGTHS = st.lists(
    st.sampled_from(
        ["1", "20", "2.5", "05", ":", ":30", "s", "m", "h", "sec", "Minutes", "hr", " ", " to ", "-", "x", "."]
    ),
    max_size=7,
).map("".join)


ONE_LENGTH, SILENCE = Draft7Validator(dict(length_form())), Draft7Validator(dict(silence_form()))


def parsed(parse: Any, text: str) -> bool:
    try:
        parse(text)
    except ValueError as error:
        # which end of a range is longer is no matter of form
        return "ends before it begins" in str(error)
    return True


@settings(max_examples=150, deadline=None)
@given(LENGTHS)
def test_a_length_has_the_form_that_is_read(text: str) -> None:
    # how long a day is, is no matter of form either
    assume(not re.search("[0-9]{3}", text))
    assert ONE_LENGTH.is_valid(text) == parsed(parse_length, text)
    assert SILENCE.is_valid(text) == parsed(parse_span, text)
