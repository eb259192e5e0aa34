"""Every rule that is judged in scripts has a judge, and every judge a rule."""

from __future__ import annotations

from audiogen.check.craft.judges import JUDGES
from audiogen.rules.catalogue import rules


def test_every_rule_of_scripts_has_a_judge_and_every_judge_a_rule() -> None:
    assert set(JUDGES) == {rule.id for rule in rules().values() if "check" in rule.stages}
