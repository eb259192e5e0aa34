"""The tables that drafts are made of: whatever is chosen from them, a session stands."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

import pytest

from audiogen.drafting.articles.prose import AskingPath, breaths, images, lines, paths, releases
from audiogen.drafting.articles.slots import SlotFiller
from audiogen.drafting.articles.themes import Guard, Intent
from audiogen.script.breath import parse_pattern

VALUES = dict.fromkeys(("subject", "title", "minutes", "warning", "asked", "told", "stay", "place"), "this")
KINDS = {"any", "feeling", "quality", "thing", "action"}


def slots(text: str) -> set[str]:
    return {name.casefold() for name in re.findall(r"\$([A-Za-z]+)", text)}


def test_each_intent_has_two_ways_of_asking() -> None:
    assert Counter(path.intent for path in paths()) == dict.fromkeys(get_args(Intent), 2)


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.chapter)
def test_a_way_of_asking_stands_for_a_section_that_names_nothing(path: AskingPath) -> None:
    filler = SlotFiller((), VALUES)
    assert len(path.asks) == 4
    assert all("?" in filler.first(asks) for asks in path.asks)
    assert all(filler.filled(text) for text in (path.scene, path.after, path.turn, path.carry))


def test_all_slots_are_known() -> None:
    texts = [text for path in paths() for asks in path.asks for text in asks]
    texts += [value for image in images() for value in vars_of(image)]
    texts += [*lines().names, *lines().name, *lines().coming, *lines().breathing]
    texts += [offer for breath in breaths() for offer in breath.offers]
    assert {slot for text in texts for slot in slots(text)} <= KINDS | VALUES.keys() | {"span"}


def vars_of(image: object) -> list[str]:
    values = (getattr(image, name) for name in image.__slots__)  # type: ignore[attr-defined] - a slotted dataclass
    return [value for value in values if isinstance(value, str)]


def test_a_session_says_how_long_it_is_what_it_is_about_and_that_a_silence_comes() -> None:
    for image in images():
        assert {"minutes", "subject", "warning"} <= slots(image.about)
        assert slots(image.rest) == slots(image.rest_between) == {"span"}
        assert "title" in slots(image.title)


def test_breaths_have_a_pattern_and_a_way_out() -> None:
    for breath in breaths():
        assert {phase.kind for phase in parse_pattern(breath.breathe)} == {"in", "out"}
        assert 3 <= breath.short <= breath.usual <= breath.long <= 13
        assert all("you can" in offer and "skip it, and $stay" in offer for offer in map(also_skips, breath.offers))


def also_skips(offer: str) -> str:
    return offer.replace("You can also skip", "you can skip").replace("You can skip", "you can skip")


def test_no_line_stands_in_a_table_twice() -> None:
    kinds = [releases(), *(getattr(lines(), name) for name in ("names", "safety", "heavy", "keep", "again", "coming"))]
    assert all(len(set(kind)) == len(kind) for kind in kinds)
    for name in images()[0].__slots__:  # type: ignore[attr-defined] - a slotted dataclass
        if name != "bed":
            assert len({getattr(image, name) for image in images()}) == len(images())


def test_where_help_is_comes_first_wherever_harm_may_be() -> None:
    assert all("afety, and help from outside, come first" in line for line in lines().safety)
    assert lines().guards.keys() == set(get_args(Guard))
    assert "crisis line" in lines().guards["self-harm"].said


def test_no_offer_of_a_breath_is_a_long_sentence_in_any_picture() -> None:
    offered = [offer.replace("$stay", image.stay) for each in breaths() for offer in each.offers for image in images()]
    assert max(len(sentence.split()) for offer in offered for sentence in re.split(r"[.?]\s", offer)) <= 20
