"""Progress bars; apart from the terminal, since commands that are soon over have none and need not wait for them."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.markup import escape
from rich.progress import BarColumn, Progress, ProgressColumn, TaskID, TextColumn

from audiogen.cli.screen.terminal import ERR


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
