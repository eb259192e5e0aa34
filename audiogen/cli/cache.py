"""The commands around the phrase cache. What a command needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

from typing import Annotated

import typer

cache_app = typer.Typer(invoke_without_command=True, help="Show the phrases that are kept, and look after them.")


@cache_app.callback()
def show(context: typer.Context) -> None:
    """Show the phrases that are kept: how many, how large, and how often they served."""
    if context.invoked_subcommand is None:
        from audiogen.cache.care import cache_limit_bytes, usage
        from audiogen.cache.store import default_cache_folder
        from audiogen.cli.screen import cache as screen

        folder = default_cache_folder()
        screen.show_usage(folder, usage(folder), cache_limit_bytes())


@cache_app.command()
def prune(
    *,
    limit: Annotated[str, typer.Option(help="How large the cache may be, like 500MB.", show_default="the limit")] = "",
) -> None:
    """Take out the phrases unused for longest, until the rest is within the limit."""
    from audiogen import units
    from audiogen.cache.care import cache_limit_bytes
    from audiogen.cache.care import prune as prune_cache
    from audiogen.cache.store import default_cache_folder
    from audiogen.cli.screen import cache as screen

    try:
        limit_bytes = units.parse_bytes(limit) if limit else cache_limit_bytes()
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--limit") from error
    if limit_bytes is None:
        screen.show_unlimited()
        return
    screen.show_pruned(prune_cache(default_cache_folder(), limit_bytes), limit_bytes)


@cache_app.command()
def verify() -> None:
    """Read every phrase, and take out what is damaged; it is spoken anew when it is needed."""
    from audiogen.cache.care import verify as verify_cache
    from audiogen.cache.store import default_cache_folder
    from audiogen.cli.screen import cache as screen

    with screen.Reading() as reading:
        verified = verify_cache(default_cache_folder(), reading.show)
    screen.show_verified(verified)


@cache_app.command()
def clear(*, yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False) -> None:
    """Take out every phrase: the next build speaks all of them anew, and fetches those of online voices again."""
    from audiogen.cache.care import clear as clear_cache
    from audiogen.cache.care import usage
    from audiogen.cache.store import default_cache_folder
    from audiogen.cli.screen import cache as screen

    folder = default_cache_folder()
    if yes or typer.confirm(screen.question_before_clearing(folder, usage(folder))):
        screen.show_cleared(clear_cache(folder))
    else:
        screen.show_nothing_removed()
