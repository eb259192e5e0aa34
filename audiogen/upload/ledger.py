"""Keeps the receipt at a destination true while an upload is at work, and sees when another one is."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final

from audiogen.errors import AudiogenError
from audiogen.publish.outgoing import OutgoingFile
from audiogen.upload.carrier import Carrier
from audiogen.upload.destination import FileKind
from audiogen.upload.plan import DestinationState, UploadPlan
from audiogen.upload.receipt import RECEIPT, Fingerprint, Receipt

MOST_BYTES: Final = 2**28
"""How large a receipt may be: that of a million files."""
_NOTED_FILES: Final = 50
_NOTED_BYTES: Final = 1_000_000
"""When so much is there, the receipt says so."""
_OF_ALL_FILES: Final = 20
_OF_RECEIPT: Final = 10
"""In a large show, not before a twentieth of its files is there, or ten times as many bytes as the receipt has."""


class Ledger:
    """What is at a destination by now, and what the receipt there says of it."""

    def __init__(self, carrier: Carrier, kind: FileKind, noted: bytes | None, there: DestinationState) -> None:
        """Begin with what is there.

        Args:
            carrier: brings the receipt to its place.
            kind: what the host is told of the receipt.
            noted: the receipt as it was found there; None where there was none.
            there: what is at the destination.
        """
        self._carrier = carrier
        self._kind = kind
        self._noted = noted
        self._owner = there.receipt.owner
        self._files = dict(there.facts)
        self._sending = dict[str, Fingerprint]()
        self._gone = dict(there.receipt.gone)
        self._new_files = self._new_bytes = 0

    def begin(self, plan: UploadPlan, sending: Mapping[str, Fingerprint]) -> None:
        """Note what will be sent, before anything is. What is there and named again is not gone from now on.

        Raises:
            AudiogenError: when it cannot be noted, or another upload is at work.
        """
        self._sending = dict(sending)
        still = {*plan.unnamed, *sending}
        # a former page that is to be replaced goes when what it names goes, if it comes to nothing
        self._gone = {path: since for path, since in self._gone.items() if path in still}
        self.note()

    def arrived(self, path: str) -> None:
        """A file is there. From time to time that is noted, so that a cut upload knows it without reading it.

        Raises:
            AudiogenError: when it cannot be noted, or another upload is at work.
        """
        self._files[path] = self._sending.pop(path)
        self._gone.pop(path, None)
        self._new_files += 1
        self._new_bytes += self._files[path].size_bytes
        enough_files = max(_NOTED_FILES, (len(self._files) + len(self._sending)) // _OF_ALL_FILES)
        enough_bytes = max(_NOTED_BYTES, len(self._noted or b"") * _OF_RECEIPT)
        if self._new_files >= enough_files or self._new_bytes >= enough_bytes:
            self.note()

    def switched(self, plan: UploadPlan) -> None:
        """Everything is sent: what the plan calls unnamed is named by nothing from now on."""
        self._gone = dict(plan.unnamed)

    def taken_away(self, path: str) -> None:
        """A file is not there any more."""
        del self._files[path], self._gone[path]

    def note(self) -> None:
        """Bring the receipt to what is true now.

        Raises:
            AudiogenError: when it cannot be noted, or another upload is at work.
        """
        receipt = Receipt(owner=self._owner, files=self._files, gone=self._gone, sending=self._sending)
        data = receipt.to_bytes()
        if data == self._noted:
            return
        self.refuse_another_upload()
        self._carrier.bring(RECEIPT, OutgoingFile.of(data), self._kind)
        self._noted, self._new_files, self._new_bytes = data, 0, 0

    def note_if_possible(self) -> None:
        """The same, without waiting for a host that does not answer: what is not noted is read by the next upload."""
        self._carrier = replace(self._carrier, retry=replace(self._carrier.retry, attempts=1))
        with suppress(AudiogenError):
            self.note()

    def refuse_another_upload(self) -> None:
        """See that nobody has changed the receipt since it was read or written here.

        Raises:
            AudiogenError: when somebody has.
        """
        if self._carrier.content(RECEIPT, MOST_BYTES) != self._noted:
            message = f"another upload is at work at {self._carrier.destination.shown}: what it noted there has changed"
            hint = "Wait until that one is finished, then publish again: what is there by then is not sent twice."
            raise AudiogenError(message, hint=hint)
