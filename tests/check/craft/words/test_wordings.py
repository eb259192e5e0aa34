"""What each rule about wording finds in single sentences, and what it passes over."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import yaml
from support.repository import ROOT

from audiogen.check.craft.words.lists import LANGUAGES, word_lists
from audiogen.check.craft.words.wordings import stands_near, wordings_in

GOLDEN: Final = ROOT / "tests/golden/craft/wordings.yaml"
_MARKED: Final = re.compile(r"\|([^|]+)\|")


def cases() -> Iterator[tuple[str, str, str]]:
    """The language, the rule, and the sentence with strokes around what is found."""
    for language, rules in yaml.safe_load(Path(GOLDEN).read_text(encoding="utf-8")).items():
        for rule, sentences in rules.items():
            yield from ((language, rule, sentence) for sentence in sentences)


@pytest.mark.parametrize(("language", "rule", "marked"), list(cases()))
def test_what_is_marked_is_found_and_nothing_else(language: str, rule: str, marked: str) -> None:
    found = [each.words for each in wordings_in(marked.replace("|", ""), language) if each.rule == rule]
    assert found == _MARKED.findall(marked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_expression_of_a_language_can_be_read(language: str) -> None:
    lists = word_lists(language)
    assert lists is not None
    for wordings in lists.wordings.values():
        for each in wordings:
            assert all(word == word.lower() for word in each.has)
            for written in (each.find, each.but, f"<{each.near}>" if each.near else ""):
                lists.expression(written)
    for rule in lists.looks.keys() - {"lists"}:
        for name in lists.looks[rule]:
            lists.look(rule, name)


def test_every_rule_about_wording_fires_and_is_silent_somewhere() -> None:
    fires = {rule for language, rule, marked in cases() if language == "en" and "|" in marked}
    silent = {rule for language, rule, marked in cases() if language == "en" and "|" not in marked}
    lists = word_lists("en")
    assert lists is not None
    assert set(lists.wordings) == fires == silent


def test_nothing_is_found_in_a_language_without_word_lists() -> None:
    assert wordings_in("You should relax.", "cs") == ()


def test_a_list_stands_near_within_two_sentences() -> None:
    texts = ["He hurts you.", "It rains.", "Leave him.", "It rains.", "It rains.", "Leave him."]
    assert [stands_near("danger", "en", texts, at) for at in (2, 5)] == [True, False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_of_addresses_in_a_row_are_looked_at_quickly(language: str) -> None:
    begun = time.process_time()
    assert not [each for each in wordings_in("@" * 2_000, language) if each.rule != "promotion"]
    assert time.process_time() - begun < 5
