"""What `schema` shows."""

from __future__ import annotations

from audiogen.cli.screen.terminal import say
from audiogen.schema.files import WrittenSchemas


def show_written(written: WrittenSchemas) -> None:
    """What was written, and what to do with it."""
    for path in written.changed:
        say(f"Written: {path}")
    if not written.changed:
        say("The schemas are up to date; nothing was written.")
