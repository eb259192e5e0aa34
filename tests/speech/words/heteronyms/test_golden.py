"""Words that are written alike and said in two ways, in sentences that show which is meant."""

from pathlib import Path

import pytest
import yaml
from support.repository import ROOT

from audiogen.script.yaml.document import parse_document
from audiogen.speech.words.heteronyms.decide import Heteronyms
from audiogen.speech.words.heteronyms.file import read_rules, shipped_rules
from audiogen.speech.words.ipa import to_misaki

GOLDEN = yaml.safe_load((ROOT / "tests/golden/heteronyms.yaml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(word, sounds, sentence, id=sentence)
    for group in GOLDEN.values()
    for word, senses in group.items()
    for sounds, sentences in senses.items()
    for sentence in sentences
]
SHIPPED = Heteronyms(shipped=shipped_rules)


@pytest.mark.parametrize(("word", "sounds", "sentence"), CASES)
def test_the_words_around_a_word_decide_how_it_is_said(word: str, sounds: str, sentence: str) -> None:
    found = [
        (SHIPPED.sounds(each, "en"), each.certain)
        for each in SHIPPED.decide(sentence, "en", takes_ipa=True)
        if sentence[each.start : each.end].lower() == word.lower()
    ]
    assert found
    assert set(found) == {(sounds, True)}


def test_the_table_that_comes_along_has_no_mistake() -> None:
    path = ROOT / "assets/heteronyms.yaml"
    document = parse_document(Path(path.name), path.read_text(encoding="utf-8"))
    assert document.faults == ()
    assert document.root is not None
    rules = read_rules(document.root, checked=True)
    assert len(rules.heteronyms) > 200
    assert {entry.word for entry in rules.heteronyms} == {entry.word for entry in shipped_rules().heteronyms}
    assert all(to_misaki(ipa, british=True) for ipa in rules.british.values())
    assert set(rules.british) <= {sense.ipa for entry in rules.heteronyms for sense in entry.senses}


def test_every_sense_that_may_be_asked_for_has_a_meaning_or_is_a_part_of_speech() -> None:
    for entry in shipped_rules().heteronyms:
        assert len(entry.senses) == 1 or all(sense.meaning or sense.parts for sense in entry.senses), entry.word
