"""The terminal, for all commands: the two streams, plain lines, and tables."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.table import Table

OUT: Final = Console(highlight=False, emoji=False)
"""What a command answers."""
ERR: Final = Console(stderr=True, highlight=False, emoji=False)
"""Problems, and how far the work is."""


def say(line: str, console: Console = OUT) -> None:
    """Print a line as it is: nothing in it is taken for markup, and nothing is broken that is to be copied whole."""
    console.print(line, markup=False, soft_wrap=True)


def counted(count: int, what: str) -> str:
    """So many of something: `1 error`, `2 errors`."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def plain_table() -> Table:
    """A table without lines, to which columns and rows are added."""
    return Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
