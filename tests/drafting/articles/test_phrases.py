"""What a section names: the members of its lists, and what it comes back to."""

from __future__ import annotations

import time

import pytest

from audiogen.drafting.articles.phrases import phrases_of


def named(text: str, title: str = "") -> list[str]:
    return [each.text for each in phrases_of(title, [text])]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("It is made of clay, sand and old leaves.", {"clay", "sand", "old leaves"}),
        ("It asks for patience, courage, and steady effort from both sides.", {"patience", "courage", "steady effort"}),
        ("This involves sharing stories, hopes, and small jokes with someone.", {"stories", "hope", "small jokes"}),
        ("This involves slow listening, tact, and a love of detail.", {"slow listening", "tact", "love"}),
        ("They lose their patience or courage.", {"patience", "courage"}),
        ("It was missing, water or shade or company.", {"water", "shade", "company"}),
        ("Those who meet it with tact and warmth, report good days.", {"tact", "warmth"}),
        ("They feel doubts, worries and joy.", {"doubt", "worry", "joy"}),
        ("Doubt, bitterness and worry raise your pulse.", {"doubt", "bitterness", "worry"}),
        ("She likes the pipe organ. The pipe organ is loud.", {"the pipe organ"}),
    ],
)
def test_members_of_lists_are_found_as_they_may_stand_in_a_question(text: str, phrases: set[str]) -> None:
    assert set(named(text)) == phrases


@pytest.mark.parametrize(
    "text",
    [
        "They must run and hide.",
        "It is clear, open and honest.",
        "It can develop, change and improve.",
        "Various strategies, methods and tools help.",
        "Abuse, infidelity and violence leave scars.",
        "Parents, teachers and doctors agree.",
        "Partners snore, kick and dream.",
        "",
        "12, 13 and 14.",
    ],
)
def test_verbs_judgements_people_and_heavy_things_are_no_phrases(text: str) -> None:
    assert named(text) == []


def test_members_of_lists_come_first_and_are_sure() -> None:
    found = phrases_of("", ["There is a winter coat. The winter coat is for rain, hail and snow."])
    assert [(each.text, each.listed, each.sure) for each in found if "coat" in each.text] == [
        ("a winter coat", False, False)
    ]
    assert {each.text for each in found[:3]} == {"rain", "hail", "snow"}


def test_feelings_qualities_and_things_are_told_apart() -> None:
    kinds = {each.text: each.kind for each in phrases_of("", ["It takes patience, envy, weeding and rain."])}
    assert kinds == {"patience": "quality", "envy": "feeling", "weeding": "action", "rain": "thing"}


def test_names_and_abbreviations_keep_their_capitals() -> None:
    assert "CBT" in named("It may be music, CBT or tea.")


def test_no_phrase_holds_another_or_more_than_three_words() -> None:
    found = named("It takes rain, warm summer rain and cold old dark winter hail.")
    assert found == ["warm summer rain"]


def test_an_article_in_one_long_line_is_read_quickly() -> None:
    begun = time.process_time()
    assert phrases_of("", ["A house of clay and sand. " * 2_000])
    assert time.process_time() - begun < 6
