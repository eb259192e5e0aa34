"""The receipt at a destination: what it holds, and what is told where it cannot be believed."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from audiogen.errors import AudiogenError
from audiogen.upload.receipt import DamagedReceiptError, Fingerprint, Receipt, receipt_in, refuse_other_owner

SHOWN = "sftp://example.org/podcast"
FACTS = Fingerprint("ab" * 32, 1024)
RECEIPT = Receipt(
    owner="f39c5d2c",
    files={"feed.xml": FACTS, "episodes/01-rain-00000000.mp3": FACTS},
    gone={"episodes/01-rain-00000000.mp3": dt.date(2026, 11, 3)},
    sending={"index.html": FACTS},
)


def test_what_was_written_is_read_again_and_is_the_same_for_the_same_facts() -> None:
    assert receipt_in(RECEIPT.to_bytes(), SHOWN) == RECEIPT
    turned = RECEIPT.model_copy(update={"files": dict(reversed(RECEIPT.files.items()))})
    assert turned.to_bytes() == RECEIPT.to_bytes()


def _edited(**changes: object) -> bytes:
    return json.dumps({**json.loads(RECEIPT.to_bytes()), **changes}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        RECEIPT.to_bytes()[:-20],
        b"[]",
        b'{"format": 1}',
        b"[" * 100_000,
        _edited(format=0),
        _edited(format=None),
        _edited(owner=None),
        _edited(gone={"feed.xml": "yesterday"}),
        _edited(files={"feed.xml": {"sha256": "ab" * 32, "size_bytes": -1}}),
        _edited(files={"feed.xml": {"sha256": "ab" * 31, "size_bytes": 1}}),
        _edited(files={"feed.xml": {"sha256": "ab" * 32 + "\n", "size_bytes": 1}}),
        _edited(files={"feed.xml": {"sha256": "ab" * 32}}),
        _edited(hands="other"),
    ],
)
def test_a_damaged_receipt_is_refused_with_a_way_out(data: bytes) -> None:
    with pytest.raises(
        DamagedReceiptError, match=r"published\.json at sftp://example\.org/podcast is damaged"
    ) as raised:
        receipt_in(data, SHOWN)
    assert "delete published.json there and publish again" in raised.value.hint


def test_a_receipt_of_a_newer_version_asks_for_an_update() -> None:
    with pytest.raises(AudiogenError, match="from a newer version") as raised:
        receipt_in(_edited(format=2, news=True), SHOWN)
    assert not isinstance(raised.value, DamagedReceiptError)
    assert "audiogen-sessions" in raised.value.hint


def test_the_receipt_of_another_show_is_refused_and_that_of_a_former_identity_is_not() -> None:
    refuse_other_owner(RECEIPT, ["f39c5d2c"], SHOWN)
    refuse_other_owner(RECEIPT, ["new", "f39c5d2c"], SHOWN)
    with pytest.raises(AudiogenError, match=r"another show is published at sftp://example\.org/podcast"):
        refuse_other_owner(RECEIPT, ["new"], SHOWN)
