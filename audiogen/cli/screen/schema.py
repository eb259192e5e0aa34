"""What `schema` shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from audiogen.cli.screen.terminal import say
from audiogen.schema.files import WrittenSchemas
from audiogen.schema.naming import Nameless


def show_written(written: WrittenSchemas) -> None:
    """What was written."""
    for path in written.changed:
        say(f"Written: {path}")
    if not written.changed:
        say("The schemas are up to date; nothing was written.")


def show_linked(paths: Sequence[Path]) -> None:
    """The files that name their schema from now on."""
    for path in paths:
        say(f"Linked: {path}")


def show_nameless(kinds: Sequence[Nameless]) -> None:
    """How the files that name no schema find theirs."""
    if not kinds:
        return
    say("An editor finds the schema of a file by a line at its top. It is missing in:")
    for kind in kinds:
        first, *others = kind.paths
        more = f" and {len(others)} more" if others else ""
        say(f"  {first}{more}: {kind.line}")
    say("`audiogen schema --link` puts it there. docs/editor.md has a setting of your editor in its place.")
