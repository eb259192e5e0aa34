"""`audiogen rules`: what the craft of guided sessions asks for. Imports stay inside, so that `--help` is fast."""

from __future__ import annotations

from typing import Annotated

import typer


def rules(
    rule: Annotated[
        str | None, typer.Argument(metavar="ID", help="The rule to explain, as messages name it.", show_default="all")
    ] = None,
    *,
    feed: Annotated[
        bool, typer.Option("--feed", help="Those by which podcast platforms judge a feed: see `audiogen check --feed`.")
    ] = False,
    markdown: Annotated[
        bool,
        typer.Option("--markdown", help="Print the page docs/rules.md, or docs/feed-rules.md, which explains all."),
    ] = False,
) -> None:
    """List the rules of the craft by which sessions are judged; or explain one, with its reason and sources."""
    from audiogen.cli.screen import rules as screen
    from audiogen.platforms.catalogue import feed_rules
    from audiogen.platforms.page import feed_rules_page, grouped_feed_rules
    from audiogen.rules.catalogue import grouped, rule_named
    from audiogen.rules.page import rules_page

    if markdown:
        typer.echo(feed_rules_page() if feed else rules_page(), nl=False)
    elif rule is None:
        screen.show_rules(grouped_feed_rules() if feed else grouped())
    elif (of_feed := feed_rules().get(rule.strip().strip("[]").lower())) is not None:
        screen.show_feed_rule(of_feed)
    else:
        screen.show_rule(rule_named(rule))
