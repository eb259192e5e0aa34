"""What the clients' lock promises: the root of a client's identities never changes, and a damaged file is told of."""

from __future__ import annotations

import datetime as dt
import json
import os
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from audiogen.clients.lock import (
    CLIENTS_LOCK,
    ClientIdentity,
    read_clients_lock,
    with_clients,
    with_dates,
    write_clients_lock,
)
from audiogen.clients.secret import made_secret, secret_path
from audiogen.errors import AudiogenError, OutputError

TODAY, LATER = dt.date(2026, 11, 30), dt.date(2027, 1, 1)


def test_a_root_stays_whatever_else_changes(tmp_path: Path) -> None:
    lock = with_clients({}, ["c1", "c2"])
    lock["c1"] = with_dates(lock["c1"], ["01-a"], TODAY)
    write_clients_lock(tmp_path, lock)
    again = with_clients(read_clients_lock(tmp_path), ["c3", "C1"])
    assert again["C1"].root == lock["c1"].root
    assert again["c2"] == lock["c2"]
    assert with_dates(again["C1"], ["01-a", "02-b"], LATER).dates == {"01-a": TODAY, "02-b": LATER}


def test_two_clients_share_nothing_and_nothing_follows_from_an_id() -> None:
    one, other = (with_clients({}, ["c1"])["c1"] for _ in range(2))
    assert one.root != other.root
    assert one.guid("01-a") == str(uuid.uuid5(one.root, "01-a"))


def test_what_was_written_is_read_and_written_again_unchanged(tmp_path: Path) -> None:
    write_clients_lock(tmp_path, with_clients({}, ["c1"]))
    before = (tmp_path / CLIENTS_LOCK).read_bytes()
    write_clients_lock(tmp_path, read_clients_lock(tmp_path))
    assert (tmp_path / CLIENTS_LOCK).read_bytes() == before
    assert json.loads(before)["clients"]["c1"]["generation"] == 1


def test_a_file_of_an_earlier_version_is_read_and_gives_nobody_a_link(tmp_path: Path) -> None:
    root = uuid.UUID(int=1)
    entry = {"root": str(root), "generation": 1, "expiry": None, "dates": {"01-a": "2026-11-30"}}
    (tmp_path / CLIENTS_LOCK).write_text(json.dumps({"format": 1, "clients": {"c1": entry}}), encoding="utf-8")
    assert read_clients_lock(tmp_path) == {"c1": ClientIdentity(root, dates={"01-a": TODAY})}


def test_what_is_said_of_a_link_is_kept(tmp_path: Path) -> None:
    identity = ClientIdentity(uuid.UUID(int=1), 3, TODAY, linked=True, feed=True)
    write_clients_lock(tmp_path, {"c1": identity})
    assert read_clients_lock(tmp_path) == {"c1": identity}


def test_a_feed_without_a_link_is_none(tmp_path: Path) -> None:
    write_clients_lock(tmp_path, {"c1": ClientIdentity(uuid.UUID(int=1), feed=True)})
    assert not read_clients_lock(tmp_path)["c1"].feed


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = with_clients({}, ["c1"])
    write_clients_lock(tmp_path, lock)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _full)
        with pytest.raises(OutputError, match="No space left"):
            write_clients_lock(tmp_path, {"c1": replace(lock["c1"], generation=2)})
    assert read_clients_lock(tmp_path) == lock
    assert [path.name for path in tmp_path.iterdir()] == [CLIENTS_LOCK]


def _full(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_once_links_were_given_a_lock_without_clients_stays_so_that_a_lost_one_is_noticed(tmp_path: Path) -> None:
    write_clients_lock(tmp_path, with_clients({}, ["c1"]))
    made_secret(tmp_path)
    write_clients_lock(tmp_path, {})
    assert read_clients_lock(tmp_path) == {}
    (tmp_path / CLIENTS_LOCK).unlink()
    with pytest.raises(AudiogenError, match="is missing") as caught:
        read_clients_lock(tmp_path)
    assert "backup" in caught.value.hint


def test_a_secret_from_which_other_links_follow_is_told_and_nothing_is_given_or_taken_back_by_it(
    tmp_path: Path,
) -> None:
    made_secret(tmp_path)
    write_clients_lock(tmp_path, with_clients({}, ["c1"]))
    own = secret_path(tmp_path).read_bytes()
    secret_path(tmp_path).write_bytes(own[::-1])
    with pytest.raises(AudiogenError, match="follow from another"):
        read_clients_lock(tmp_path)
    # whoever has lost it for good goes on without
    secret_path(tmp_path).unlink()
    write_clients_lock(tmp_path, read_clients_lock(tmp_path))
    secret_path(tmp_path).write_bytes(own[::-1])
    assert [*read_clients_lock(tmp_path)] == ["c1"]


def test_without_clients_there_is_no_file(tmp_path: Path) -> None:
    write_clients_lock(tmp_path, with_clients({}, ["c1"]))
    write_clients_lock(tmp_path, {})
    assert not (tmp_path / CLIENTS_LOCK).exists()
    assert read_clients_lock(tmp_path) == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"format": 2, "clients": {}}',
        '{"format": 1, "clients": {"c1": {"root": "x"}}}',
        json.dumps(
            {
                "format": 1,
                "clients": {
                    known: {"root": str(uuid.UUID(int=1)), "generation": 1, "expiry": None, "dates": {}}
                    for known in ("c1", "c2")
                },
            }
        ),
    ],
)
def test_a_damaged_lock_is_told_with_what_to_do(tmp_path: Path, text: str) -> None:
    (tmp_path / CLIENTS_LOCK).write_text(text, encoding="utf-8")
    with pytest.raises(AudiogenError, match="is damaged") as caught:
        read_clients_lock(tmp_path)
    assert "Restore it from a backup" in caught.value.hint
