"""The page on what platforms ask is made from the rules, and says all that they say."""

from __future__ import annotations

import re

import pytest
from support.repository import ROOT

from audiogen.cli.main import run
from audiogen.platforms.catalogue import PLATFORMS, FeedRule, feed_rules
from audiogen.platforms.page import feed_rules_page, grouped_feed_rules
from audiogen.rules.catalogue import rules


def test_the_page_is_up_to_date() -> None:
    page = (ROOT / "docs/feed-rules.md").read_text(encoding="utf-8")
    assert page == feed_rules_page(), "run: audiogen rules --feed --markdown > docs/feed-rules.md"


@pytest.mark.parametrize("rule", feed_rules().values(), ids=lambda rule: rule.id)
def test_a_rule_says_what_it_finds_why_and_what_to_change(rule: FeedRule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id)
    for text in (rule.what, rule.why, rule.change):
        assert text.endswith(".")
        assert text in feed_rules_page() or text[1:] in feed_rules_page()
    assert rule.platforms
    if rule.refused:
        assert set(rule.platforms) <= set(PLATFORMS)


def test_no_rule_has_the_name_of_a_rule_of_craft() -> None:
    # `audiogen rules ID` explains both
    assert not set(feed_rules()) & set(rules())


def test_rules_are_listed_by_what_they_are_about(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--feed"]) == 0
    listed = capsys.readouterr().out
    assert [line for line in listed.splitlines() if line in grouped_feed_rules()] == [*grouped_feed_rules()]
    assert all(f"  {rule} " in listed for rule in feed_rules())


@pytest.mark.parametrize("name", ["owner-email", "[owner-email]", " Owner-Email "])
def test_one_rule_is_explained_however_it_is_copied(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", name]) == 0
    told = capsys.readouterr().out
    rule = feed_rules()["owner-email"]
    assert all(text in told for text in (rule.title, rule.what, rule.why, rule.change))
    assert "Refused by YouTube, not by Apple, Spotify and PSP-1." in told
