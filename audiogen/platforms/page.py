"""What platforms ask of a feed as a page for people: docs/feed-rules.md is its text, letter for letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from audiogen.names import listed
from audiogen.platforms.catalogue import BLOCKING, PLATFORMS, FeedRule, feed_rules

_BEGIN: Final = """\
# What podcast platforms ask of a feed

A feed is the file `feed.xml` that podcast apps and directories read. `audiogen build` writes it so that platforms
take it. This command reads the finished one as they do, with the files that it names, and says by rule and line what
they would refuse:

    audiogen check --feed

Nothing is sent anywhere for that. What Apple, Spotify or apps that go by PSP-1 (the Podcast Standards Project) refuse
is an error: the command leaves with exit code 1, and `audiogen publish` uploads no such feed. What YouTube alone
refuses is a warning, as not every show is meant for it. All else is advice: the podcast is taken, and some app does
less with it. The last line says which platforms would take the feed.

Some things are not looked at here: the sound itself, which `audiogen verify` decodes; how your host answers, for which
[Where the podcast lies](hosting.md) has settings; files at other addresses than the podcast's own; and what people
decide, such as whether they allow a cover. What to write for a platform is told in [The feed](feed.md).

`audiogen rules owner-email` explains one of these rules in the terminal, and `audiogen rules --feed` lists them. This
page is made from the same data as the messages: `audiogen rules --feed --markdown > docs/feed-rules.md`.

"""


def feed_rules_page() -> str:
    """The page, in Markdown."""
    return "\n".join((f"{_BEGIN}{_table()}", *_groups()))


def asked_by(rule: FeedRule) -> str:
    """Who refuses or advises, in a sentence."""
    if not rule.refused:
        return f"Advised by {listed(rule.platforms)}."
    others = [name for name in PLATFORMS if name not in rule.platforms]
    alone = BLOCKING.isdisjoint(rule.platforms)
    return f"Refused by {listed(rule.platforms)}{f', not by {listed(others)}' if alone else ''}."


def grouped_feed_rules() -> dict[str, tuple[FeedRule, ...]]:
    """All rules by what they are about, each group in their order."""
    groups: dict[str, list[FeedRule]] = {}
    for rule in feed_rules().values():
        groups.setdefault(rule.group, []).append(rule)
    return {group: tuple(each) for group, each in groups.items()}


def _table() -> str:
    """What is refused, by platform, at a glance."""
    refused = [rule for rule in feed_rules().values() if rule.refused]
    lines = [f"| refused for | {' | '.join(PLATFORMS)} |", "|---|" + "---|" * len(PLATFORMS)]
    for rule in refused:
        marks = " | ".join("yes" if name in rule.platforms else "" for name in PLATFORMS)
        lines.append(f"| [{rule.id}](#{rule.id}) | {marks} |")
    return "\n".join((*lines, ""))


def _groups() -> Iterator[str]:
    for group, rules in grouped_feed_rules().items():
        yield f"## {group}\n"
        yield from map(_entry, rules)


def _entry(rule: FeedRule) -> str:
    return (
        f"### {rule.id}\n\n"
        f"**{rule.title}.** Found: {rule.what[0].lower()}{rule.what[1:]}\n\n"
        f"Why: {rule.why}\n\n"
        f"What to change: {rule.change}\n\n"
        f"{asked_by(rule)}\n"
    )
