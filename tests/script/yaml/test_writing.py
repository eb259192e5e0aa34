"""Whatever a text holds, YAML reads it as it was written, and quotes stand only where they must."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.written_scripts import TEXTS

from audiogen.script.yaml.writing import WIDTH, Bare, yaml_text

ANYTHING = TEXTS | st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from(" \n\t\\\"'#:-,[]{}"), max_size=400
)
many = settings(max_examples=300, deadline=None)


@many
@example("\\ " * 100)
@example(" so" * 100)
@example("so\n so  \n\n" * 50)
@example("so \n " + "x" * 130)
@given(ANYTHING)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    written = yaml_text({"say": text, "notes": {"care": text}, "steps": [{"say": text, "last": "x"}, text]})
    read = {"say": text, "notes": {"care": text}, "steps": [{"say": text, "last": "x"}, text]}
    assert yaml.safe_load(written) == read


@many
@given(st.lists(ANYTHING, min_size=1, max_size=4))
def test_texts_in_brackets_are_read_as_they_were_written(texts: list[str]) -> None:
    assert yaml.safe_load(yaml_text({"name": tuple(texts)})) == {"name": texts}


@many
@given(ANYTHING.filter(lambda text: len(text) <= WIDTH))
def test_a_key_is_read_as_it_was_written(key: str) -> None:
    assert yaml.safe_load(yaml_text({key: "x"})) == {key: "x"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("It's so.", "It's so."),
        ("-22dB", "-22dB"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("Health & Fitness > Mental Health", "Health & Fitness > Mental Health"),
        ("one, two; [three]", "one, two; [three]"),
        ("so: it is", '"so: it is"'),
        ("now #1", '"now #1"'),
        ("- now", '"- now"'),
        ("no", '"no"'),
        ("12", '"12"'),
        (Bare("no"), "no"),
        ('so: "it" is', "'so: \"it\" is'"),
        ('it\'s: "so"', '"it\'s: \\"so\\""'),
        ("so ", '"so "'),
        ("a\tb", '"a\\tb"'),
        ("🧘: now", '"🧘: now"'),
        ("", '""'),
        ("one\ntwo\n", "|\n  one\n  two"),
        ("one\n\ntwo", "|-\n  one\n\n  two"),
        ("one\n\n", '"one\\n\\\n  \\n"'),
    ],
)
def test_quotes_stand_only_where_they_must(text: str, written: str) -> None:
    assert yaml_text({"say": text}) == f"say: {written}\n"


def test_a_thought_of_a_block_is_never_broken() -> None:
    long = "so " * 50 + "far"
    assert yaml_text({"say": f"Hello.\n{long}\n"}) == f"say: |\n  Hello.\n  {long}\n"
