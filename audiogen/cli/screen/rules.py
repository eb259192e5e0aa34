"""What `audiogen rules` shows. Reads values, decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audiogen.cli.screen.terminal import OUT, say
from audiogen.platforms.catalogue import FeedRule
from audiogen.platforms.page import asked_by
from audiogen.rules.catalogue import CraftRule
from audiogen.rules.page import judged_by


def show_rules(groups: Mapping[str, Sequence[CraftRule | FeedRule]]) -> None:
    """All rules in a line each, by what they are about."""
    width = max(len(rule.id) for rules in groups.values() for rule in rules)
    for group, rules in groups.items():
        OUT.print(f"[bold]{group}[/bold]")
        for rule in rules:
            say(f"  {rule.id:{width}}  {rule.title}")
    say("\n`audiogen rules ID` explains one.")


def show_rule(rule: CraftRule) -> None:
    """One rule, with its reason and who asks for it."""
    OUT.print(f"[bold]{rule.id}[/bold]: {rule.title} ({rule.severity})", soft_wrap=True)
    say(f"\n{rule.what}\n\nWhy: {rule.why}\nTo mend it: {rule.remedy}\n{judged_by(rule)}")
    say("Sources:")
    for source in rule.sources:
        say(f"  {source}")
    if "check" in rule.stages:
        say(f"\nWhere it does not hold, write below the step:\n\n  ignore:\n    {rule.id}: your reason")


def show_feed_rule(rule: FeedRule) -> None:
    """What platforms ask of a feed in one point."""
    OUT.print(f"[bold]{rule.id}[/bold]: {rule.title}", soft_wrap=True)
    say(f"\nFound: {rule.what}\n\nWhy: {rule.why}\nWhat to change: {rule.change}\n{asked_by(rule)}")
