"""The count of hits: added up over builds, kept short, and never in a build's way."""

from __future__ import annotations

import datetime as dt
import errno
import os
from pathlib import Path

import pytest

from audiogen.cache.care import prune
from audiogen.cache.uses import Uses, note_use, read_uses

LOG = "audiogen-uses.log"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cache").mkdir()
    return tmp_path / "cache"


def test_hits_are_counted_over_builds_and_garbled_lines_left_out(folder: Path) -> None:
    note_use(folder, hits=3, misses=4)
    with (folder / LOG).open("ab") as log:
        log.write(b"\xffgarbage\n\n2026-11-01 5\n2026-99-99 5 5\n2026-11-01 42026-11-02 5 5\n2020-02-02 1 1\n")
    note_use(folder, hits=7, misses=0)
    assert read_uses(folder) == Uses(11, 5, dt.date(2020, 2, 2))


def test_a_build_that_asked_for_nothing_is_not_counted(tmp_path: Path) -> None:
    note_use(tmp_path / "cache", hits=0, misses=0)
    assert not (tmp_path / "cache").exists()


def test_a_long_log_is_folded_into_one_line(folder: Path) -> None:
    (folder / LOG).write_bytes(b"2026-11-01 1 2\n" * 5000)
    note_use(folder, hits=5, misses=0)
    assert (folder / LOG).read_bytes() == b"2026-11-01 5005 10000\n"
    assert [path.name for path in folder.iterdir()] == [LOG]


def test_a_log_that_another_process_folds_is_only_added_to(folder: Path) -> None:
    folding = folder / f".{'f' * 16}.tmp"
    folding.touch()
    (folder / LOG).write_bytes(b"2026-11-01 1 2\n" * 5000)
    note_use(folder, hits=5, misses=0)
    assert read_uses(folder).hits == 5005
    assert (folder / LOG).stat().st_size > 64_000
    os.utime(folding, (0, 0))
    prune(folder, 10**6)
    note_use(folder, hits=5, misses=0)
    assert (folder / LOG).read_bytes() == b"2026-11-01 5010 10000\n"


def test_a_log_that_cannot_be_folded_stays_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", fail)
    (folder / LOG).write_bytes(b"2026-11-01 1 2\n" * 5000)
    note_use(folder, hits=5, misses=0)
    assert read_uses(folder).hits == 5005
    assert [path.name for path in folder.iterdir()] == [LOG]


def test_a_folder_that_cannot_be_written_to_is_left_uncounted(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file in its place")
    note_use(tmp_path / "cache", hits=1, misses=1)
