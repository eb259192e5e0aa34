"""New files: all of them or none, and never over what is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.projects import contents

from audiogen.errors import OutputError
from audiogen.scaffold import files
from audiogen.scaffold.files import NewFile, write_all


def test_files_are_written_with_the_folders_on_the_way(tmp_path: Path) -> None:
    write_all([NewFile(tmp_path / "a/b/one.txt", b"one"), NewFile(tmp_path / "two.txt", b"two")])
    assert contents(tmp_path) == {"a/b/one.txt": b"one", "two.txt": b"two"}


def test_a_file_that_is_there_is_not_written_over_and_nothing_else_is_written(tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"two\.txt is there already"):
        write_all([NewFile(tmp_path / "a/one.txt", b"one"), NewFile(tmp_path / "two.txt", b"two")])
    assert contents(tmp_path) == {"two.txt": b"mine"}
    assert not (tmp_path / "a").exists()


def test_a_link_that_leads_nowhere_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "one.txt").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputError, match="is there already"):
        write_all([NewFile(tmp_path / "one.txt", b"one")])
    assert (tmp_path / "one.txt").is_symlink()


def test_lines_are_added_behind_what_a_file_holds(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"mine\n")
    write_all([NewFile(tmp_path / "list", b"ours\n", at_end=True), NewFile(tmp_path / "new", b"ours\n", at_end=True)])
    assert contents(tmp_path) == {"list": b"mine\nours\n", "new": b"ours\n"}


@pytest.mark.parametrize("step", ["fsync", "hardlink_to"])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_failure_at_any_file_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, at: int
) -> None:
    (tmp_path / "list").write_bytes(b"mine\n")
    calls = []

    def fail(*arguments: object) -> None:
        calls.append(arguments)
        if len(calls) > at:
            raise KeyboardInterrupt
        return real(*arguments)

    owner = os if step == "fsync" else Path
    real = getattr(owner, step)
    monkeypatch.setattr(owner, step, fail)
    with pytest.raises(KeyboardInterrupt):
        write_all([NewFile(tmp_path / f"{name}/file", b"new") for name in ("a", "b", "c")])
    assert contents(tmp_path) == {"list": b"mine\n"}
    assert [path.name for path in tmp_path.iterdir()] == ["list"]


def test_a_full_disk_is_told_and_added_lines_are_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list").write_bytes(b"mine\n")

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write_new", full)
    with pytest.raises(OutputError, match="No space left") as error:
        write_all([NewFile(tmp_path / "list", b"ours\n", at_end=True), NewFile(tmp_path / "new", b"new")])
    assert "disk is full" in error.value.hint
    assert contents(tmp_path) == {"list": b"mine\n"}


def test_where_a_disk_has_no_links_files_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(_path: Path, _target: Path) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    write_all([NewFile(tmp_path / "one", b"one")])
    with pytest.raises(OutputError, match="is there already"):
        write_all([NewFile(tmp_path / "one", b"another")])
    assert contents(tmp_path) == {"one": b"one"}
