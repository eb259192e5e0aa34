"""The secret that all links follow from: whole or not at all, for its owner alone, and never made anew by itself."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from audiogen.clients import secret as module
from audiogen.clients.secret import SECRET_BYTES, made_secret, read_secret, require_secret, secret_path
from audiogen.errors import AudiogenError, OutputError

GOOD = bytes(range(SECRET_BYTES))
posix = pytest.mark.skipif(os.name != "posix", reason="Windows knows no such permissions")


def kept(root: Path, data: bytes) -> Path:
    path = secret_path(root)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def test_it_is_made_once_and_stays(tmp_path: Path) -> None:
    assert read_secret(tmp_path) is None
    first = made_secret(tmp_path)
    assert len(first) == SECRET_BYTES
    assert made_secret(tmp_path) == require_secret(tmp_path) == read_secret(tmp_path) == first
    assert [path.name for path in (tmp_path / "private").iterdir()] == ["secret"]


def test_no_two_projects_have_the_same(tmp_path: Path) -> None:
    assert made_secret(tmp_path / "a") != made_secret(tmp_path / "b")


@posix
def test_nobody_but_its_owner_can_read_it(tmp_path: Path) -> None:
    made_secret(tmp_path)
    assert stat.S_IMODE(secret_path(tmp_path).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o700


@posix
def test_one_from_a_backup_that_others_can_read_is_closed_to_them(tmp_path: Path) -> None:
    kept(tmp_path, GOOD).chmod(0o644)
    assert read_secret(tmp_path) == GOOD
    assert stat.S_IMODE(secret_path(tmp_path).stat().st_mode) == 0o600


@pytest.mark.parametrize("data", [b"", GOOD[:-1], GOOD + b"\n", bytes(SECRET_BYTES)])
def test_a_damaged_one_is_told_of_and_stays_as_it_is(tmp_path: Path, data: bytes) -> None:
    path = kept(tmp_path, data)
    for ask in (read_secret, require_secret, made_secret):
        with pytest.raises(AudiogenError, match="is damaged") as caught:
            ask(tmp_path)
        assert "Restore it from a backup" in caught.value.hint
    assert path.read_bytes() == data


def test_one_that_is_missing_is_told_of_and_not_made_where_links_follow_from_it(tmp_path: Path) -> None:
    with pytest.raises(AudiogenError, match="is missing"):
        require_secret(tmp_path)
    assert not (tmp_path / "private").exists()


def test_something_else_in_its_place_is_told_of(tmp_path: Path) -> None:
    secret_path(tmp_path).mkdir(parents=True)
    with pytest.raises(AudiogenError, match="cannot be read"):
        made_secret(tmp_path)


def test_private_that_leads_elsewhere_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "show").mkdir()
    (tmp_path / "show/private").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(OutputError, match="is a link to another place"):
        made_secret(tmp_path / "show")
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("step", ["fsync", "link"])
def test_a_full_disk_leaves_no_half_of_one(tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    if step == "link":
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        made_secret(tmp_path)
    assert list((tmp_path / "private").iterdir()) == []
    monkeypatch.undo()
    assert len(made_secret(tmp_path)) == SECRET_BYTES


def test_a_process_that_is_killed_while_it_writes_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(module, "_put", killed)
    with pytest.raises(Killed):
        made_secret(tmp_path)
    assert read_secret(tmp_path) is None


def test_a_disk_without_hard_links_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    assert made_secret(tmp_path) == require_secret(tmp_path)


def test_of_two_commands_that_make_one_at_once_both_have_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = module._put

    def slower(unfinished: Path, path: Path) -> None:
        kept(tmp_path, GOOD)  # the other command's
        put(unfinished, path)

    monkeypatch.setattr(module, "_put", slower)
    assert made_secret(tmp_path) == GOOD
