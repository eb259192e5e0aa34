"""Every rule of platforms by its id, from `rules.toml`: docs/feed-rules.md is made from them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from audiogen.names import listed

PLATFORMS: Final = ("Apple", "Spotify", "YouTube", "PSP-1")
"""Where a feed can be refused. PSP-1 is what apps of the Podcast Standards Project go by."""
BLOCKING: Final = frozenset({"Apple", "Spotify", "PSP-1"})
"""Those whose refusal keeps a feed from being published; of any other it is told."""


@dataclass(frozen=True, slots=True)
class FeedRule:
    """What platforms ask of a feed."""

    id: str
    """For people and programs; never changes."""
    title: str
    """What is asked for, in a few words."""
    group: str
    """What it is about, for people who look for one."""
    platforms: tuple[str, ...]
    """Who asks for it."""
    refused: bool
    """Whether they refuse a feed that does not have it; else they advise it."""
    what: str
    """What is found."""
    why: str
    """What comes of it."""
    change: str
    """What to change, and where."""


@dataclass(frozen=True, slots=True)
class FeedFinding:
    """One thing in a feed that a platform does not like."""

    rule: str
    """The id of the rule."""
    platforms: tuple[str, ...]
    """Who refuses it; where the rule is advice, who gives it."""
    line: int
    """In feed.xml, from 1."""
    item: str | None
    """The title of the episode, or what else names it; None for what is the show's."""
    message: str
    """What is wrong."""
    change: str
    """What to change, and where: whole sentences."""
    refuses: bool
    """Whether Apple, Spotify or apps after PSP-1 refuse the feed for it: then it is not to be published."""


@cache
def feed_rules() -> dict[str, FeedRule]:
    """All rules by their ids, in the order in which people read them."""
    table = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
    return {name: FeedRule(id=name, **{**rule, "platforms": tuple(rule["platforms"])}) for name, rule in table.items()}


def finding(
    rule: str, line: int, message: str, change: str = "", *, platforms: tuple[str, ...] | None = None
) -> FeedFinding:
    """What a judge has found.

    Args:
        rule: the id of the rule.
        line: in feed.xml.
        message: what is wrong, in a sentence without its point.
        change: what to change, where the rule's own advice does not say it.
        platforms: who says so, where not all of the rule's do.
    """
    known = feed_rules()[rule]
    who = platforms or known.platforms
    refuses = known.refused and not BLOCKING.isdisjoint(who)
    return FeedFinding(rule, who, line, None, message, change or known.change, refuses)


def verdict(found: FeedFinding) -> str:
    """Who refuses what was found, or advises otherwise, in a sentence without its point."""
    who = listed(found.platforms)
    if not feed_rules()[found.rule].refused:
        return f"{who} {_verb(found, 'advise')} otherwise"
    if found.refuses:
        return f"{who} {_verb(found, 'refuse')} this"
    others = [name for name in PLATFORMS if name not in found.platforms]
    return f"{who} {_verb(found, 'refuse')} this; {listed(others)} do not"


def takers(findings: Iterable[FeedFinding]) -> tuple[str, ...]:
    """The platforms that would take a feed of which this was found."""
    rules = feed_rules()
    refusing = {name for each in findings if rules[each.rule].refused for name in each.platforms}
    return tuple(name for name in PLATFORMS if name not in refusing)


def _verb(found: FeedFinding, verb: str) -> str:
    return verb if len(found.platforms) > 1 else f"{verb}s"
