"""What the commands around the cache show. Reads values, decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from audiogen.cache.care import Pruned, Removed, Usage, Verified
from audiogen.cache.uses import Uses

_out: Final = Console(highlight=False)
_err: Final = Console(stderr=True, highlight=False)
_AGAIN: Final = "builds speak anew what they need"


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
    """How much is kept, since when, and how often it served."""
    # no table of rich's: it breaks long folder names, which are to be copied whole
    for name, value in _usage_rows(folder, usage, limit_bytes):
        _out.print(Text.assemble((f"{name:<12}", "bold"), value), soft_wrap=True)


def _usage_rows(folder: Path, usage: Usage, limit_bytes: int | None) -> Iterator[tuple[str, str]]:
    yield "Folder", str(folder)
    yield "Entries", str(usage.entries)
    yield "Size", _size(usage.size_bytes)
    yield "Limit", "none" if limit_bytes is None else _size(limit_bytes)
    if usage.newest_use is not None and usage.oldest_use is not None:
        yield "Last used", f"{_day(usage.newest_use)}; longest unused since {_day(usage.oldest_use)}"
    yield "Hits", _hits(usage.uses)
    if usage.unfinished:
        yield "Unfinished", f"{usage.unfinished}; `audiogen cache prune` removes those older than an hour"


def show_pruned(pruned: Pruned, limit_bytes: int) -> None:
    """What was taken out, and why more was not."""
    removed = pruned.removed
    if removed.entries:
        taken = _count(removed.entries, "entry", "entries")
        _say(f"Took out {taken} unused for longest, {_size(removed.size_bytes)}; {_AGAIN}.")
    else:
        _say("Nothing was taken out.")
    if pruned.left_bytes > limit_bytes:
        _say(f"{_size(pruned.left_bytes)} stay: used within the last hour and a half, or not yours to remove.")
    else:
        _say(f"The cache is within its limit: {_size(pruned.left_bytes)} of {_size(limit_bytes)}.")


def show_verified(verified: Verified) -> None:
    """What was found, and what happens to it."""
    damaged, read = verified.damaged, f"{_count(verified.entries, 'entry', 'entries')} read"
    if damaged.entries:
        size = _size(damaged.size_bytes)
        _say(f"{read}. Took out {_count(damaged.entries, 'damaged entry')}, {size}; {_AGAIN}.")
    else:
        _say(f"{read}: none is damaged.")
    if verified.stuck:
        _say(
            f"{_count(verified.stuck, 'entry', 'entries')} not to be read, or damaged and not to be removed. What is "
            "damaged is never played; check the permissions of the folder."
        )
    if verified.foreign:
        _say(f"{_count(verified.foreign, 'file')} with a name like an entry's, but not audiogen's: left alone.")


def question_before_clearing(folder: Path, usage: Usage) -> str:
    """What to ask before everything is taken out."""
    return (
        f"Take out all {_count(usage.entries, 'entry', 'entries')} of {folder} ({_size(usage.size_bytes)})? "
        "Builds then speak them anew, and fetch those of online voices again."
    )


def show_cleared(removed: Removed) -> None:
    """What was taken out."""
    _say(f"Took out {_count(removed.entries, 'entry', 'entries')}, {_size(removed.size_bytes)}; {_AGAIN}.")


def show_nothing_removed() -> None:
    """That the user said no."""
    _say("Nothing was taken out.")


def show_unlimited() -> None:
    """That there is no limit to prune to."""
    _say("The cache has no limit (AUDIOGEN_CACHE_LIMIT is none); give one with --limit.")


def _say(line: str) -> None:
    _out.print(line, markup=False, soft_wrap=True)


def _hits(uses: Uses) -> str:
    asked = uses.hits + uses.misses
    if not asked or uses.since is None:
        return "no build has asked yet"
    share = 100 * uses.hits // asked
    return f"{uses.hits} of {_count(asked, 'phrase')} that builds asked for since {uses.since.isoformat()} ({share}%)"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _day(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).astimezone().date().isoformat()


def _size(size_bytes: int) -> str:
    if size_bytes >= 1e9:
        return f"{size_bytes / 1e9:.1f} GB"
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 1e5 else f"{size_bytes / 1e3:.1f} kB"
