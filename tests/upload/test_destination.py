"""What is sent, and how a destination is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiogen.upload.destination import BLOCK_BYTES, DestinationError, FileContent, open_destination


def test_a_file_comes_in_blocks(tmp_path: Path) -> None:
    data = bytes(range(256)) * (BLOCK_BYTES // 256) + b"end"
    (tmp_path / "a").write_bytes(data)
    for source in (data, tmp_path / "a"):
        blocks = list(FileContent(source, len(data)).blocks())
        assert [len(block) for block in blocks] == [BLOCK_BYTES, 3]
        assert b"".join(blocks) == data
    assert list(FileContent(b"", 0).blocks()) == []


@pytest.mark.parametrize("size_bytes", [2, 4])
def test_a_file_that_has_become_another_one_is_not_sent_to_its_end(tmp_path: Path, size_bytes: int) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    with pytest.raises(DestinationError, match="has changed while it was sent"):
        list(FileContent(tmp_path / "a", size_bytes).blocks())


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(DestinationError, match=r"cannot read .*/a: No such file"):
        list(FileContent(tmp_path / "a", 3).blocks())


def test_a_folder_is_opened_by_its_path(tmp_path: Path) -> None:
    assert open_destination(str(tmp_path / "Übung eins")).shown == str(tmp_path / "Übung eins")


def test_nothing_is_asked_of_a_place_that_is_only_opened(tmp_path: Path) -> None:
    open_destination(str(tmp_path / "x")).close()
    assert not (tmp_path / "x").exists()
