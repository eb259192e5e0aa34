"""What the commands around the cache show. Reads values, decides nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from audiogen.cache_care import Removed, Usage

_out: Final = Console(highlight=False)
_err: Final = Console(stderr=True, highlight=False)


class Reading:
    """A bar while entries are read; nothing when nobody watches."""

    def __init__(self) -> None:
        self._bar = Progress(
            TextColumn("reading"), BarColumn(), MofNCompleteColumn(), console=_err, transient=True,
            disable=not _err.is_terminal,
        )  # fmt: skip
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        """Take the screen."""
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the screen back, the bar removed."""
        self._bar.stop()

    def show(self, done: int, total: int) -> None:
        """Show how far it is."""
        self._bar.update(self._task, completed=done, total=total)


def show_usage(folder: Path, usage: Usage, limit_bytes: int | None) -> None:
    """How much is kept, and how often it served."""
    limit = "no limit" if limit_bytes is None else f"limit {_size(limit_bytes)}"
    _out.print(f"Folder:  {escape(str(folder))}", soft_wrap=True)
    _out.print(f"Phrases: {usage.entries}, {_size(usage.size_bytes)} ({limit})")
    if usage.oldest_use is not None:
        day = dt.datetime.fromtimestamp(usage.oldest_use, tz=dt.UTC).astimezone().date()
        _out.print(f"Oldest:  last used on {day.isoformat()}")
    asked = usage.hits + usage.misses
    if asked:
        _out.print(f"Hits:    {usage.hits} of {asked} phrases that builds needed ({usage.hits / asked:.0%})")


def show_removed(removed: Removed, which: str) -> None:
    """What was taken out."""
    if removed.entries:
        phrases = f"{removed.entries} phrase{'s' if removed.entries > 1 else ''}"
        _out.print(f"Took out {phrases} {which}, {_size(removed.size_bytes)}; what is needed is spoken anew.")
    else:
        _out.print(f"No phrase is {which}: nothing was taken out." if which == "damaged" else "Nothing was taken out.")


def show_unlimited() -> None:
    """That there is no limit to prune to."""
    _out.print("The cache has no limit (AUDIOGEN_CACHE_LIMIT is none); give one with --limit.")


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1e9:.1f} GB" if size_bytes >= 1e9 else f"{size_bytes / 1e6:.1f} MB"
