"""One upload at work: send what nothing names yet, switch, take away what nothing has named for a month."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from typing import Final

from audiogen.progress import Notice
from audiogen.publish.outgoing import OutgoingFile
from audiogen.upload.carrier import Carrier, fingerprint_of, refuse_changed
from audiogen.upload.destination import DestinationError, FileKind
from audiogen.upload.ledger import Ledger
from audiogen.upload.plan import DestinationState, UploadPlan, folders_of
from audiogen.upload.progress import OnUpload, Tally, UploadStage
from audiogen.upload.receipt import RECEIPT
from audiogen.upload.side_by_side import LARGE_BYTES, side_by_side

_MOST_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class UploadView:
    """A destination as it was found, and what is to be done there."""

    noted: bytes | None
    """Its receipt; None where there is none."""
    there: DestinationState
    plan: UploadPlan


@dataclass(frozen=True, slots=True)
class SendReport:
    """What an upload did."""

    plan: UploadPlan
    sent_bytes: int
    deleted: tuple[str, ...]


class Upload:
    """One upload at work."""

    def __init__(
        self,
        carrier: Carrier,
        files: Mapping[str, OutgoingFile],
        kind_of: Callable[[str], FileKind],
        workers: int,
        view: UploadView,
    ) -> None:
        self._carrier = carrier
        self._files = files
        self._kind_of = kind_of
        self._workers = workers
        self._there, self._plan = view.there, view.plan
        # it goes on noting what is there when nothing more is to be sent
        self._ledger = Ledger(replace(carrier, stopped=Event()), kind_of(RECEIPT), view.noted, view.there)

    def run(self) -> SendReport:
        """All of it.

        Raises:
            AudiogenError: when it cannot be finished; what has been sent is noted, if that can be.
        """
        plan = self._plan
        if plan.send:
            self._ledger.begin(plan, {path: fingerprint_of(self._files[path]) for path in plan.send})
        try:
            deleted = self._work(plan)
        except BaseException:
            self._ledger.note_if_possible()
            raise
        sent_bytes = sum(self._files[path].size_bytes for path in plan.send)
        return SendReport(plan, sent_bytes, deleted)

    def _work(self, plan: UploadPlan) -> tuple[str, ...]:
        self._bring("send", plan.before)
        listed = self._refuse_incomplete() if plan.send or plan.delete else {}
        if plan.switch:
            for path in (path for group in plan.switch for path in group):
                refuse_changed(path, self._files[path])
            self._ledger.note()
            self._ledger.refuse_another_upload()
        self._bring("switch", plan.switch)
        self._ledger.switched(plan)
        deleted = self._take_away(listed) if plan.delete else ()
        self._ledger.note()
        return deleted

    def _bring(self, stage: UploadStage, groups: Sequence[Sequence[str]]) -> None:
        """Send files group by group: a file of the next one may name what is in this one."""
        tally = Tally(stage, {path: self._files[path].size_bytes for group in groups for path in group}, self._on_event)

        def bring(path: str) -> None:
            self._carrier.bring(path, self._files[path], self._kind_of(path), partial(tally.moved, path))

        def done(path: str, _brought: None) -> None:
            tally.arrived(path)
            self._ledger.arrived(path)

        for group in groups:
            small = [path for path in group if self._files[path].size_bytes < LARGE_BYTES]
            large = [path for path in group if self._files[path].size_bytes >= LARGE_BYTES]
            side_by_side(small, bring, done, self._workers, self._carrier.stopped)
            side_by_side(large, bring, done, 1, self._carrier.stopped)

    def _refuse_incomplete(self) -> Mapping[str, int]:
        """What is at the destination just before the switch: all that the new pages will name.

        Raises:
            DestinationError: when somebody has taken some of it away meanwhile.
        """
        listed = self._carrier.listed(folders_of(self._there.receipt, self._files))
        named = (*self._plan.present, *(path for group in self._plan.before for path in group))
        lacking = [path for path in named if listed.get(path) != self._files[path].size_bytes]
        if lacking:
            message = f"at {self._carrier.destination.shown} somebody else changes files meanwhile: {some_of(lacking)}"
            raise DestinationError(message, hint="Publish again when that is over: they are sent anew.")
        return listed

    def _take_away(self, listed: Mapping[str, int]) -> tuple[str, ...]:
        """Delete what is to be deleted, as long as it is as it was put there."""
        self._ledger.note()
        deleted = list[str]()
        for path in self._plan.delete:
            if listed.get(path) != self._there.facts[path].size_bytes:
                continue
            try:
                self._carrier.take_away(path)
            except DestinationError as error:
                # what a page names stays as long as the page
                self._on_event(Notice(f"{error.message}. It is named nowhere; the next upload tries again."))
                break
            self._ledger.taken_away(path)
            deleted.append(path)
        return tuple(deleted)

    @property
    def _on_event(self) -> OnUpload:
        return self._carrier.on_event


def some_of(paths: Sequence[str]) -> str:
    """Paths as a message names them: the first ones, and how many more there are."""
    more = len(paths) - _MOST_NAMED
    return ", ".join(paths[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
