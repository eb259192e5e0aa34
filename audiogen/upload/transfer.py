"""An upload: look what is there, send what is not, switch, take away what nothing has named for a month.

`audiogen.upload.plan` decides; here it is done. Wherever it breaks off, the podcast at the destination is whole, the
old one or the new one, and the next upload sends only what is not there yet.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from audiogen.cache.turns import place_of, turn_at
from audiogen.errors import AudiogenError
from audiogen.network.retry import RetryPolicy
from audiogen.progress import Notice
from audiogen.publish.outgoing import OutgoingFile
from audiogen.upload.carrier import Carrier, fingerprint_of
from audiogen.upload.destination import Destination, FileKind
from audiogen.upload.ledger import MOST_BYTES
from audiogen.upload.plan import folders_of, plan_upload, standing, to_read
from audiogen.upload.progress import OnUpload, Tally
from audiogen.upload.receipt import (
    RECEIPT,
    DamagedReceiptError,
    Fingerprint,
    Receipt,
    receipt_in,
    refuse_other_owner,
)
from audiogen.upload.side_by_side import side_by_side
from audiogen.upload.stages import SendReport, Upload, UploadView, some_of

__all__ = ["SendOptions", "SendReport", "UploadView", "look", "send", "turn_there"]

_UNFINISHED_DAYS: Final = 2
"""What a cut put has left is taken away from this day on: until then, another computer may still be sending it."""


@dataclass(frozen=True, slots=True)
class SendOptions:
    """How an upload goes."""

    prune: bool = False
    """Take away at once what nothing names any more."""
    replace: bool = False
    """Put files in the place of other ones that are not ours."""
    withheld: Collection[str] = ()
    """Sessions, by their slugs, that are not to be found any more: what is there of them goes at once, too."""
    former_owners: Collection[str] = ()
    """As whom the same show was published before."""
    workers: int = 6
    """How many small files are sent at the same time: as many as browsers fetch from one host, which bears that."""
    cache: Path | None = None
    """Where it is noted that one is at work, so that another one of this computer to the same place waits for it."""
    retry: RetryPolicy = field(default_factory=lambda: RetryPolicy(attempts=4))


_AS_USUAL: Final = SendOptions()


def look(
    destination: Destination,
    files: Mapping[str, OutgoingFile],
    owner: str,
    *,
    today: dt.date,
    how: SendOptions = _AS_USUAL,
    on_event: OnUpload,
) -> UploadView:
    """What is at a destination, and what an upload would do there; nothing is written.

    Args:
        destination: where to look.
        files: what is to be there, in the order of sending.
        owner: who we are there: of a show, its GUID.
        today: the day of the upload.
        how: see `SendOptions`.
        on_event: called with progress, where files have to be read.

    Raises:
        AudiogenError: when it cannot be read, when another show is there, or when files that are not ours stand where
            ours are to be.
    """
    carrier = Carrier(destination, how.retry, on_event)
    noted = carrier.content(RECEIPT, MOST_BYTES)
    receipt = _receipt(noted, owner, destination.shown, how)
    listed = {path: size for path, size in carrier.listed(folders_of(receipt, files)).items() if path != RECEIPT}
    wanted = _fingerprints(files)
    unknown = to_read(receipt, listed, wanted)
    read = _read(carrier, {path: listed[path] for path in unknown}, how.workers)
    there = standing(receipt, listed, wanted, read)
    plan = plan_upload(there, wanted, today, prune=how.prune, withheld=how.withheld)
    if plan.foreign and not how.replace:
        raise _not_ours(plan.foreign, destination.shown)
    return UploadView(noted, there, plan)


def send(
    destination: Destination,
    files: Mapping[str, OutgoingFile],
    owner: str,
    *,
    today: dt.date,
    kind_of: Callable[[str], FileKind],
    how: SendOptions = _AS_USUAL,
    on_event: OnUpload,
) -> SendReport:
    """Bring a publication to a destination. Afterwards all of its files have been seen there as they are here.

    Args:
        destination: where to.
        files: what is to be there, in the order of sending.
        owner: who we are there: of a show, its GUID.
        today: the day of the upload.
        kind_of: what the host is told of a file.
        how: see `SendOptions`.
        on_event: called with progress.

    Raises:
        AudiogenError: as `look` does; when a file cannot be sent, or is not here any more as it was built; when
            another upload is at work at the same destination.
    """
    with turn_there(how.cache, destination.shown, on_event):
        view = look(destination, files, owner, today=today, how=how, on_event=on_event)
        upload = Upload(Carrier(destination, how.retry, on_event), files, kind_of, how.workers, view)
        report = upload.run()
        _tidy(destination, folders_of(view.there.receipt, files), today)
        return report


@contextmanager
def turn_there(cache: Path | None, shown: str, on_event: Callable[[Notice], None]) -> Iterator[None]:
    """Wait until no other upload of this computer is at work at a destination, and keep others waiting meanwhile."""
    if cache is None:
        yield
        return
    where = shown if "://" in shown else os.path.normcase(os.path.realpath(shown))
    waiting = f"Another upload to {shown} is at work; this one goes on when that has ended (Ctrl-C stops it)."
    with turn_at(place_of(cache / "uploads", where, ".lock"), lambda: on_event(Notice(waiting))):
        yield


def _receipt(noted: bytes | None, owner: str, shown: str, how: SendOptions) -> Receipt:
    """The receipt of a destination, as ours; an empty one where there is none."""
    empty = Receipt(owner=owner)
    if noted is None:
        return empty
    try:
        receipt = receipt_in(noted, shown)
    except DamagedReceiptError:
        if how.replace:
            return empty
        raise
    refuse_other_owner(receipt, {owner, *how.former_owners}, shown)
    return receipt.model_copy(update={"owner": owner})


def _fingerprints(files: Mapping[str, OutgoingFile]) -> dict[str, Fingerprint]:
    return {path: fingerprint_of(file) for path, file in files.items()}


def _read(carrier: Carrier, sizes: Mapping[str, int], workers: int) -> dict[str, Fingerprint]:
    """What is in files at the destination."""
    tally, read = Tally("look", sizes, carrier.on_event), dict[str, Fingerprint]()

    def done(path: str, found: Fingerprint | None) -> None:
        tally.arrived(path)
        if found:
            read[path] = found

    def look_into(path: str) -> Fingerprint | None:
        return carrier.fingerprint(path, partial(tally.moved, path))

    side_by_side([*sizes], look_into, done, workers, carrier.stopped)
    return read


def _not_ours(paths: Sequence[str], shown: str) -> AudiogenError:
    message = f"at {shown} there are files already that audiogen has not put there: {some_of(paths)}"
    hint = (
        "Publish into a folder of its own, as in .../podcast. If these files are to be replaced, keep a copy of them, "
        "then publish again with --replace."
    )
    return AudiogenError(message, hint=hint)


def _tidy(destination: Destination, folders: Iterable[str], today: dt.date) -> None:
    """Take away what killed uploads have left under names of no file; if that cannot be, the next one does it."""
    with suppress(AudiogenError):
        found = dict(destination.unfinished(deep=False))
        for folder in folders:
            found |= destination.unfinished(folder)
        for path, since in found.items():
            if (today - since.date()).days >= _UNFINISHED_DAYS:
                destination.delete(path)
