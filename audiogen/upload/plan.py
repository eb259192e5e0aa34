"""What an upload does, decided before anything is sent: from what is there, what is to be there, and the day.

A podcast at a destination is whole at every moment: whatever its pages and its feed name is there. So names that say
what they hold come first, then pages that stand nowhere yet, then those that listeners meet already, and at the end
feed and lists, in the order in which they were given. What was named until now stays for a time: apps may ask for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from audiogen.publish import layout
from audiogen.upload.receipt import Fingerprint, Receipt

KEPT_DAYS: Final = 30
"""How long a file stays that nothing names any more: apps may have read the feed some time ago."""


@dataclass(frozen=True, slots=True)
class DestinationState:
    """What is at a destination, as far as it is ours or the same."""

    receipt: Receipt
    listed: Mapping[str, int]
    """Every file there: path -> size in bytes."""
    facts: Mapping[str, Fingerprint]
    """What the receipt names, and is there as it says; and what was read there."""


@dataclass(frozen=True, slots=True)
class UploadPlan:
    """What is sent, what stays, and what is taken away."""

    before: tuple[tuple[str, ...], ...]
    """Files that nothing names yet. Those of a group may be sent at the same time, one group after another."""
    switch: tuple[tuple[str, ...], ...]
    """The same of files that listeners meet as soon as they are there."""
    present: tuple[str, ...]
    """Files that are there already."""
    foreign: tuple[str, ...]
    """Names that are needed, and under which something stands that is not ours."""
    unnamed: Mapping[str, dt.date]
    """What nothing names any more when all is sent, and since when."""
    delete: tuple[str, ...]
    """What of it is taken away then, in this order."""
    changed_there: tuple[str, ...]
    """Files that nothing names any more, and that somebody has changed there: they stay, and are not ours any more."""

    @property
    def gone(self) -> Mapping[str, dt.date]:
        """What stays for a time though nothing names it any more, and since when that is so."""
        deleted = {*self.delete}
        return {path: since for path, since in self.unnamed.items() if path not in deleted}

    @property
    def send(self) -> tuple[str, ...]:
        """All that is sent, in its order."""
        return tuple(path for group in (*self.before, *self.switch) for path in group)


def folders_of(receipt: Receipt, files: Iterable[str]) -> tuple[str, ...]:
    """The folders in which anything of ours is or will be; what else lies at a destination is none of our business."""
    return tuple(sorted({path.partition("/")[0] for path in (*files, *receipt.files, *receipt.sending) if "/" in path}))


def to_read(receipt: Receipt, listed: Mapping[str, int], files: Mapping[str, Fingerprint]) -> tuple[str, ...]:
    """Files at a destination that may be the right ones, though no receipt says so: only reading them tells.

    Args:
        receipt: what was found there.
        listed: every file there: path -> size in bytes.
        files: what is to be there.
    """
    cut = (path for path in receipt.sending if listed.get(path) in _sizes(path, receipt, files))
    unknown = (
        path for path, facts in files.items() if not receipt.knows(path) and listed.get(path) == facts.size_bytes
    )
    return (*sorted(cut), *unknown)


def standing(
    receipt: Receipt, listed: Mapping[str, int], files: Mapping[str, Fingerprint], read: Mapping[str, Fingerprint]
) -> DestinationState:
    """What is there for certain.

    Args:
        receipt: what was found there.
        listed: every file there: path -> size in bytes.
        files: what is to be there.
        read: what was found in the files that were to be read.
    """
    facts = {
        path: facts
        for path, facts in receipt.files.items()
        if path not in receipt.sending and listed.get(path) == facts.size_bytes
    }
    known = {path: each for path, each in read.items() if each in _candidates(path, receipt, files)}
    return DestinationState(receipt, listed, {**facts, **known})


def plan_upload(
    there: DestinationState,
    files: Mapping[str, Fingerprint],
    today: dt.date,
    *,
    prune: bool = False,
    withheld: Collection[str] = (),
) -> UploadPlan:
    """What is to be done.

    Args:
        there: what is at the destination.
        files: what is to be there, in the order of sending.
        today: the day of the upload.
        prune: whether what nothing names any more is taken away at once.
        withheld: sessions, by their slugs, of which that is so in any case.
    """
    send = [path for path, facts in files.items() if there.facts.get(path) != facts]
    present = tuple(path for path in files if there.facts.get(path) == files[path])
    unnamed = {path: _since(path, there, today) for path in sorted(there.facts) if path not in files}
    delete = [
        path
        for path, since in unnamed.items()
        if prune or _is_over(path, since, today) or layout.is_of_session(path, withheld)
    ]
    before, switch = _in_groups(send, there.listed)
    return UploadPlan(
        before=before,
        switch=switch,
        present=present,
        foreign=tuple(path for path in send if path in there.listed and not there.receipt.knows(path)),
        unnamed=unnamed,
        # a page goes before what it names
        delete=tuple(sorted(delete, key=_stage, reverse=True)),
        changed_there=tuple(
            path
            for path in sorted(there.receipt.files)
            if path in there.listed and path not in there.facts and path not in files
        ),
    )


def _sizes(path: str, receipt: Receipt, files: Mapping[str, Fingerprint]) -> set[int]:
    return {facts.size_bytes for facts in _candidates(path, receipt, files)}


def _candidates(path: str, receipt: Receipt, files: Mapping[str, Fingerprint]) -> tuple[Fingerprint, ...]:
    """What a file there may be without being somebody else's."""
    return tuple(each[path] for each in (receipt.files, receipt.sending, files) if path in each)


def _since(path: str, there: DestinationState, today: dt.date) -> dt.date:
    """Since when nothing names a file; of one that a cut upload had sent, that has only just begun."""
    same = there.facts[path] == there.receipt.files.get(path)
    return there.receipt.gone.get(path, today) if same else today


def _is_over(path: str, since: dt.date, today: dt.date) -> bool:
    # apps would go on asking for a feed that is not published any more
    return path == layout.FEED or (today - since).days >= KEPT_DAYS


def _in_groups(
    send: Iterable[str], listed: Mapping[str, int]
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """What is sent before the switch, and at it."""
    lasting, new_pages, pages, last = list[str](), list[str](), list[str](), list[str]()
    for path in send:
        if layout.is_session_page(path):
            (pages if path in listed else new_pages).append(path)
        elif layout.says_its_content(path) or not (layout.is_changing(path) or path in listed):
            lasting.append(path)
        else:
            last.append(path)
    before = tuple(tuple(group) for group in (lasting, new_pages) if group)
    return before, (*([tuple(pages)] if pages else ()), *((path,) for path in last))


def _stage(path: str) -> int:
    return 0 if layout.says_its_content(path) else 1 if layout.is_session_page(path) else 2
