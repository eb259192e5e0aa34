"""The page on rules is made from the catalogue, and says all that it knows."""

from __future__ import annotations

import pytest
from support.repository import ROOT

from audiogen.cli.main import run
from audiogen.errors import AudiogenError
from audiogen.rules.catalogue import grouped, rule_named, rules
from audiogen.rules.page import rules_page


def test_the_page_is_up_to_date() -> None:
    page = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    assert page == rules_page(), "run: audiogen rules --markdown > docs/rules.md"


def test_the_page_explains_every_rule_with_its_sources() -> None:
    page = rules_page()
    for rule in rules().values():
        for text in (f"### {rule.id}\n", rule.title, rule.what, rule.why, rule.remedy, *rule.sources):
            assert text in page


def test_rules_are_listed_by_what_they_are_about(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules"]) == 0
    listed = capsys.readouterr().out
    assert [listed.index(f"  {rule.id} ") for group in grouped().values() for rule in group] == sorted(
        listed.index(f"  {rule} ") for rule in rules()
    )
    assert [line for line in listed.splitlines() if line in grouped()] == [*grouped()]


@pytest.mark.parametrize("name", ["tail", "[tail]", " Tail "])
def test_one_rule_is_explained_however_it_is_copied(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", name]) == 0
    told = capsys.readouterr().out
    for text in (rules()["tail"].what, rules()["tail"].why, *rules()["tail"].sources, "ignore:"):
        assert text in told


def test_a_rule_that_is_not_there_is_answered_with_the_one_that_is_meant() -> None:
    with pytest.raises(AudiogenError, match='no rule "why-qestion"; did you mean why-question') as raised:
        rule_named("why-qestion")
    assert "audiogen rules" in raised.value.hint
