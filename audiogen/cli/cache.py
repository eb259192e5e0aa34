"""The commands around the phrase cache. What a command needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

from typing import Annotated

import typer

cache_app = typer.Typer(
    invoke_without_command=True, help="Show the spoken sentences that are kept, and look after them."
)


@cache_app.callback()
def show(context: typer.Context) -> None:
    """Show the spoken sentences that are kept: how many, how large, and when they were last used."""
    if context.invoked_subcommand is None:
        from audiogen.cache import care, store
        from audiogen.cli.screen import cache as screen

        folder = store.default_cache_folder()
        screen.show_usage(folder, care.usage(folder), care.cache_limit_bytes())


@cache_app.command()
def prune(
    *,
    limit: Annotated[str, typer.Option(help="How large the cache may be, like 500MB.", show_default="the limit")] = "",
) -> None:
    """Take out the spoken sentences unused for longest, until the rest is within the limit."""
    from audiogen import units
    from audiogen.cache import care, store
    from audiogen.cli.screen import cache as screen
    from audiogen.cli.screen.terminal import say

    try:
        limit_bytes = units.parse_bytes(limit) if limit else care.cache_limit_bytes()
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--limit") from error
    if limit_bytes is None:
        say("The cache has no limit (AUDIOGEN_CACHE_LIMIT is none); give one with --limit.")
    else:
        screen.show_pruned(care.prune(store.default_cache_folder(), limit_bytes), limit_bytes)


@cache_app.command()
def verify() -> None:
    """Read every phrase, and take out what is damaged; it is spoken anew when it is needed."""
    from functools import partial

    from audiogen.cache import care, store
    from audiogen.cli.screen import cache as screen

    with screen.reading_bar() as bars:
        verified = care.verify(store.default_cache_folder(), partial(bars.show, "reading"))
    screen.show_verified(verified)


@cache_app.command()
def clear(*, yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False) -> None:
    """Take out every phrase: the next build speaks all of them anew, and fetches those of online voices again."""
    from audiogen.cache import care, store
    from audiogen.cli.screen import cache as screen
    from audiogen.cli.screen.terminal import say

    folder = store.default_cache_folder()
    if yes or typer.confirm(screen.question_before_clearing(folder, care.usage(folder))):
        screen.show_cleared(care.clear(folder))
    else:
        say("Nothing was taken out.")
