"""What is sent, and how a destination is opened."""

from __future__ import annotations

import subprocess
import sys
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


@pytest.mark.parametrize(
    ("address", "library", "extra"),
    [("s3://bucket/x", "botocore", "s3"), ("sftp://example.org/x", "asyncssh", "sftp")],
)
def test_an_extra_that_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, address: str, library: str, extra: str
) -> None:
    for name in [name for name in sys.modules if name.startswith(f"audiogen.upload.{extra}")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(DestinationError, match=f"{extra}:// needs libraries that are not installed") as missing:
        open_destination(address)
    assert f"[{extra}]" in missing.value.hint


def test_a_folder_needs_no_library_and_no_server_is_asked_before_there_is_something_to_do() -> None:
    program = (
        "import sys\n"
        "from audiogen.upload.destination import open_destination\n"
        "open_destination('x')\n"
        "assert not {'botocore', 'asyncssh', 'requests'} & set(sys.modules)\n"
        "open_destination('webdavs://example.org/x').close()\n"
        "open_destination('s3://bucket/x').close()\n"
        "open_destination('sftp://example.org/x').close()\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
