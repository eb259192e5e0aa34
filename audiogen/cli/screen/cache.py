"""What the commands around the cache show. Reads values, decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich.progress import MofNCompleteColumn
from rich.text import Text

from audiogen.cache.care import Pruned, Removed, Usage, VerifiedEntries
from audiogen.cli.screen.bars import Bars
from audiogen.cli.screen.terminal import OUT, say

_AGAIN: Final = "builds speak anew what they need"


def reading_bar() -> Bars:
    """A bar while entries are read."""
    return Bars(MofNCompleteColumn())


def show_usage(folder: Path, usage: Usage, limit_bytes: int | None) -> None:
    """How much is kept, and since when."""
    # no table of rich's: it breaks long folder names, which are to be copied whole
    for name, value in _usage_rows(folder, usage, limit_bytes):
        OUT.print(Text.assemble((f"{name:<12}", "bold"), value), soft_wrap=True)


def _usage_rows(folder: Path, usage: Usage, limit_bytes: int | None) -> Iterator[tuple[str, str]]:
    yield "Folder", str(folder)
    yield "Entries", str(usage.entries)
    yield "Size", _size(usage.size_bytes)
    yield "Limit", "none" if limit_bytes is None else _size(limit_bytes)
    if usage.newest_use is not None and usage.oldest_use is not None:
        yield "Last used", f"{_day(usage.newest_use)}; longest unused since {_day(usage.oldest_use)}"
    if usage.unfinished:
        yield "Unfinished", f"{usage.unfinished}; `audiogen cache prune` removes those older than an hour"


def show_pruned(pruned: Pruned, limit_bytes: int) -> None:
    """What was taken out, and why more was not."""
    removed = pruned.removed
    if removed.entries:
        taken = _count(removed.entries, "entry", "entries")
        say(f"Took out {taken} unused for longest, {_size(removed.size_bytes)}; {_AGAIN}.")
    else:
        say("Nothing was taken out.")
    if pruned.left_bytes > limit_bytes:
        say(f"{_size(pruned.left_bytes)} stay: used within the last hour and a half, or not yours to remove.")
    else:
        say(f"The cache is within its limit: {_size(pruned.left_bytes)} of {_size(limit_bytes)}.")


def show_verified(verified: VerifiedEntries) -> None:
    """What was found, and what happens to it."""
    damaged, read = verified.damaged, f"{_count(verified.entries, 'entry', 'entries')} read"
    if damaged.entries:
        size = _size(damaged.size_bytes)
        say(f"{read}. Took out {_count(damaged.entries, 'damaged entry')}, {size}; {_AGAIN}.")
    else:
        say(f"{read}: none is damaged.")
    if verified.stuck:
        say(
            f"{_count(verified.stuck, 'entry', 'entries')} not to be read, or damaged and not to be removed. What is "
            "damaged is never played; check the permissions of the folder."
        )
    if verified.foreign:
        say(f"{_count(verified.foreign, 'file')} with a name like an entry's, but not audiogen's: left alone.")


def question_before_clearing(folder: Path, usage: Usage) -> str:
    """What to ask before everything is taken out."""
    return (
        f"Take out all {_count(usage.entries, 'entry', 'entries')} of {folder} ({_size(usage.size_bytes)})? "
        "Builds then speak them anew, and fetch those of online voices again."
    )


def show_cleared(removed: Removed) -> None:
    """What was taken out."""
    say(f"Took out {_count(removed.entries, 'entry', 'entries')}, {_size(removed.size_bytes)}; {_AGAIN}.")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _day(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).astimezone().date().isoformat()


def _size(size_bytes: int) -> str:
    if size_bytes >= 1e9:
        return f"{size_bytes / 1e9:.1f} GB"
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 1e5 else f"{size_bytes / 1e3:.1f} kB"
