"""The terminal, for all commands: the two streams, plain lines, and the progress bars."""

from __future__ import annotations

from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, ProgressColumn, TaskID, TextColumn
from rich.table import Table

OUT: Final = Console(highlight=False, emoji=False)
"""What a command answers."""
ERR: Final = Console(stderr=True, highlight=False, emoji=False)
"""Problems, and how far the work is."""


def say(line: str, console: Console = OUT) -> None:
    """Print a line as it is: nothing in it is taken for markup, and nothing is broken that is to be copied whole."""
    console.print(line, markup=False, soft_wrap=True)


def plain_table() -> Table:
    """A table without lines, to which columns and rows are added."""
    return Table(box=None, padding=(0, 2, 0, 0), header_style="bold")


class Bars:
    """A bar for each thing at work; nothing when stderr is no terminal. Used as `with Bars(…) as bars:`."""

    def __init__(self, *columns: ProgressColumn, width: int = 40, hide_done: bool = False) -> None:
        """Start nothing yet.

        Args:
            columns: shown behind a bar; `{task.fields[stage]}` is the stage of `show`.
            width: of a bar, in characters.
            hide_done: a bar goes as soon as it is full.
        """
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(width), *columns,
            console=ERR, transient=True, disable=not ERR.is_terminal,
        )  # fmt: skip
        self._hide_done = hide_done
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def show(self, name: str, done: int, total: int, *, stage: str = "") -> None:
        """Show how far a thing is; called from several threads."""
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(escape(name), total=total, stage=stage)
        visible = done < total or not self._hide_done
        self._progress.update(self._tasks[name], completed=done, total=total, stage=stage, visible=visible)

    def remove(self, name: str) -> None:
        """Remove a bar, when there is one of this name."""
        if name in self._tasks:
            self._progress.remove_task(self._tasks.pop(name))
