"""Answers every save: waits until files are whole, takes in what changed, and checks what that concerns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from audiogen.watching.changes import take_in
from audiogen.watching.snapshot import Snapshot, check_next
from audiogen.watching.told import Told

OnTold: TypeAlias = Callable[[Told], None]
_MOST_TRIES: Final = 4
"""How often an answer is thrown away because its file was written again meanwhile."""

_NOTHING: Final = frozenset[Path]()


class Changes(Protocol):
    """Where it is known from what changed on disk."""

    def next(self, *, wait: bool) -> frozenset[Path]:
        """What changed since it was asked last; empty where nothing did.

        Args:
            wait: whether to wait until something changes.

        Raises:
            StopIteration: when nothing will change any more.
        """
        ...

    def meanwhile(self) -> frozenset[Path]:
        """What changed since then, asked before an answer is given: waits until it has been quiet for a moment."""
        ...


def watch(
    snapshot: Snapshot, changes: Changes, on_told: OnTold, on_saved: Callable[[], None] = lambda: None
) -> Snapshot:
    """Tell of every change until no more come; what is left when they end.

    Args:
        snapshot: what is known, as `first_snapshot` gives it.
        changes: what changes on disk.
        on_told: shows what is to be told.
        on_saved: called as soon as a session is known to be another one, before it is checked.
    """
    later = _NOTHING
    while True:
        try:
            changed = later or changes.next(wait=not snapshot.stale)
        except StopIteration:
            return snapshot
        later = _NOTHING
        if changed:
            snapshot, later = _answered(snapshot, changed, changes, on_told, on_saved)
        elif snapshot.stale:
            snapshot, told = check_next(snapshot)
            _tell(told, on_told)


def _answered(
    snapshot: Snapshot, changed: frozenset[Path], changes: Changes, on_told: OnTold, on_saved: Callable[[], None]
) -> tuple[Snapshot, frozenset[Path]]:
    """What is told at once, of files that are still so when it is told; and what changed since."""
    for attempt in range(_MOST_TRIES):
        after, told = take_in(snapshot, changed)
        if after.awaited:
            on_saved()
        while after.stale and after.stale[0] in after.awaited:
            after, more = check_next(after)
            told = (*told, *more)
        later = changes.meanwhile()
        if not later and _written_again(after, changed):
            later = changes.next(wait=True)
        if not later or attempt == _MOST_TRIES - 1:
            break
        changed |= later
    _tell(told, on_told)
    return after, later


def _written_again(snapshot: Snapshot, changed: frozenset[Path]) -> bool:
    """Whether a file holds something else by now than what was checked: then what it will hold is waited for."""
    if snapshot.trouble:
        return False  # what was checked is what was known before
    files = (each.source for each in snapshot.read.files if each.path in changed)
    return any(source.again() != source for source in files)


def _tell(told: Sequence[Told], on_told: OnTold) -> None:
    for each in told:
        on_told(each)
