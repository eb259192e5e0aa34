"""Every rule of craft can be explained, and says who asks for it."""

from __future__ import annotations

import re

import pytest

from audiogen.rules.catalogue import CraftRule, rules


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_a_rule_says_what_it_finds_why_how_to_mend_it_and_who_asks_for_it(rule: CraftRule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id)
    for text in (rule.title, rule.what, rule.why, rule.remedy, *rule.sources):
        assert text.strip()
    assert rule.sources
    assert rule.severity in {"error", "warning"}
    assert set(rule.stages) <= {"check", "verify"}
    assert rule.stages
