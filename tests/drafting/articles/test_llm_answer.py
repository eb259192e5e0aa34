"""What a model says, and what it means: the form is found whatever stands around it, and judged key by key."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.model_answers import Form, answer, form

from audiogen.drafting.articles.llm_answer import answer_data
from audiogen.drafting.articles.llm_form import FormError, SessionWords, filled_form, form_schema

KEYS = frozenset(SessionWords.model_fields)


@pytest.mark.parametrize(
    "said",
    [
        answer(),
        json.dumps(form(), indent=4),
        f"```json\n{answer()}\n```",
        f"Sure, here it is:\n\n```\n{answer()}\n```\nShall I change anything?",
        f"Here you are: {answer()} I hope it helps.",
        f'<think>Perhaps {{"title": "Another"}}? No.</think>{answer()}',
        f'Perhaps {{"title": "Another"}}? No.</think>\n{answer()}',
        json.dumps({"session": form()}),
        f"```yaml\n{yaml.safe_dump(form(), sort_keys=False)}```",
        yaml.safe_dump(form(), sort_keys=False, allow_unicode=True),
        answer().replace("Hello, and", "Hello,\nand"),
    ],
    ids=[
        *("json", "indented", "fenced", "talk and a fence", "talk", "thoughts", "end of thoughts", "wrapped"),
        *("fenced yaml", "yaml", "a line end in a text"),
    ],
)
def test_a_form_is_found_whatever_stands_around_it(said: str) -> None:
    assert filled_form(answer_data(said, KEYS)) == filled_form(form())


@pytest.mark.parametrize(
    "said", ["", "I am sorry, but I cannot help.", "<think>Well", answer()[:300], "[1, 2]", '{"a": 1}', "{" * 5000]
)
def test_where_there_is_no_form_none_is_found(said: str) -> None:
    assert answer_data(said, KEYS) is None


@given(st.text(alphabet=st.sampled_from('{}[]":,title \n`-<think>/1\\'), max_size=60))
def test_no_answer_is_too_odd_to_be_looked_at(said: str) -> None:
    data = answer_data(said, KEYS)
    assert data is None or isinstance(data, dict)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (form(title=None), '"title" is missing'),
        (form(prompts="What now?"), '"prompts" is no list'),
        (form(prompts=[{"question": "What?"}] * 2), '"prompts.0.again" is missing'),
        (form(title=7), '"title" is no text'),
        (form(welcome=[]), '"welcome" has 0 entries, and needs 1 or more'),
        (form(title="A" * 99), '"title" is too long; it has room for 60 letters'),
        (form(welcome=["Hello {name}."]), 'placeholders or pictures: "Hello {name}."'),
        (form(welcome=["Hello [friend]."]), "placeholders"),
        (form(kindness=["You are not alone 🌻."]), "pictures"),
        (form(settling=["**Relax** now."]), "plain words"),
        (form(chapters="Arriving"), '"chapters" is no object with keys'),
        (form(after_breathing=" "), '"after_breathing" is empty'),
        (form(kindness=["Be well (pause 10 seconds)."]), "plain words"),
        (form(title=None, subtitle="x"), 'there is no key "subtitle"'),
    ],
)
def test_what_is_wrong_with_a_form_is_told_by_its_key(changed: Form, told: str) -> None:
    with pytest.raises(FormError) as caught:
        filled_form(changed)
    assert any(told in mistake for mistake in caught.value.mistakes)


def test_keys_that_nobody_asked_for_are_passed_over_at_every_depth() -> None:
    more = form(voice="google-en", include="/etc/passwd", ignore={"health-claim": "because"})
    more["prompts"][0]["silence"] = "9h"
    assert filled_form(more) == filled_form(form())


def test_sentences_may_come_as_one_text_with_lines() -> None:
    assert filled_form(form(closing="The room is here.\n\nThank you.")).closing == ("The room is here.", "Thank you.")


@pytest.mark.parametrize("translations", [False, True])
def test_the_schema_has_no_free_and_no_optional_key(translations: bool) -> None:  # noqa: FBT001 - parametrised
    schema = form_schema(translations=translations)
    assert schema["required"] == list(schema["properties"])  # type: ignore[call-overload] - plain JSON
    assert ("translations" in schema["required"]) is translations  # type: ignore[operator] - plain JSON
    assert schema["additionalProperties"] is False
    assert "maxLength" not in json.dumps(schema)
