"""`audiogen rules`: what the craft of guided sessions asks for. Imports stay inside, so that `--help` is fast."""

from __future__ import annotations

from typing import Annotated

import typer


def rules(
    rule: Annotated[
        str | None, typer.Argument(metavar="ID", help="The rule to explain, as messages name it.", show_default="all")
    ] = None,
    *,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the page docs/rules.md, which explains all of them.")
    ] = False,
) -> None:
    """List the rules of the craft by which sessions are judged; or explain one, with its reason and sources."""
    from audiogen.cli.screen import rules as screen
    from audiogen.rules.catalogue import grouped, rule_named
    from audiogen.rules.page import rules_page

    if markdown:
        typer.echo(rules_page(), nl=False)
    elif rule is None:
        screen.show_rules(grouped())
    else:
        screen.show_rule(rule_named(rule))
