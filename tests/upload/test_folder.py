"""A folder as a destination: whole files or none, whatever the disk does."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from audiogen.upload import folder
from audiogen.upload.destination import DestinationError, FileContent, FileKind, MissingFileError
from audiogen.upload.folder import FolderDestination
from audiogen.upload.paths import unfinished_beside

KIND = FileKind("audio/mpeg", "public, max-age=31536000, immutable")


def content(data: bytes) -> FileContent:
    return FileContent(data, len(data))


def files(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_a_folder_that_is_a_link_is_filled_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    destination = FolderDestination(tmp_path / "link")
    destination.put("a/b", content(b"x"), KIND)
    assert files(tmp_path / "real") == {"a/b": b"x"}
    assert destination.list() == {"a/b": 1}
    destination.delete("a/b")
    assert (tmp_path / "link").is_dir()


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(DestinationError, match=r"cannot write .*link"):
        FolderDestination(tmp_path / "link").put("a", content(b"x"), KIND)


def test_links_to_folders_are_not_followed_and_dead_ones_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "dead").symlink_to("nowhere")
    (tmp_path / "a").write_bytes(b"x")
    assert FolderDestination(tmp_path).list() == {"a": 1}


def test_a_file_in_the_place_of_a_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "episodes").write_bytes(b"mine")
    destination = FolderDestination(tmp_path)
    with pytest.raises(DestinationError) as refused:
        destination.put("episodes/a.mp3", content(b"x"), KIND)
    assert "A part of the path is a file" in refused.value.hint
    assert destination.list("episodes") == {}
    with pytest.raises(MissingFileError):
        list(destination.read("episodes/a.mp3"))
    destination.delete("episodes/a.mp3")
    assert files(tmp_path) == {"episodes": b"mine"}


def test_a_folder_in_the_place_of_a_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").mkdir()
    destination = FolderDestination(tmp_path)
    with pytest.raises(DestinationError, match="there is a folder of this name"):
        destination.put("index.html", content(b"x"), KIND)
    with pytest.raises(DestinationError, match="cannot read"):
        list(destination.read("index.html"))
    with pytest.raises(DestinationError):
        destination.delete("index.html")
    assert list(tmp_path.iterdir()) == [tmp_path / "index.html"]


@pytest.mark.parametrize(
    ("number", "says", "transient"),
    [
        (errno.ENOSPC, "The disk is full", False),
        (errno.EDQUOT, "Your share of the disk is used up", False),
        (errno.EROFS, "read-only", False),
        (errno.EACCES, "You may not write there", False),
        (errno.ESTALE, "", True),
        (errno.ETIMEDOUT, "", True),
    ],
)
@pytest.mark.parametrize("when", ["write", "sync", "rename"])
def test_a_disk_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str, number: int, says: str, transient: object
) -> None:
    destination = FolderDestination(tmp_path)
    destination.put("feed.xml", content(b"old"), KIND)

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    def failing(_: FileContent) -> Iterator[bytes]:
        yield b"n"
        fail()

    if when == "write":
        monkeypatch.setattr(FileContent, "blocks", failing)
    elif when == "sync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
        monkeypatch.setattr(folder, "patiently", lambda act, *_: act())
    with pytest.raises(DestinationError) as refused:
        destination.put("feed.xml", content(b"new"), KIND)
    assert says in refused.value.hint
    assert refused.value.transient is transient
    assert files(tmp_path) == {"feed.xml": b"old"}


def test_what_a_killed_process_left_is_told_with_its_time_and_can_be_taken_away(tmp_path: Path) -> None:
    destination = FolderDestination(tmp_path)
    left = unfinished_beside("episodes/a.mp3")
    destination.put("episodes/a.mp3", content(b"whole"), KIND)
    (tmp_path / left).write_bytes(b"hal")
    (tmp_path / "episodes/.other.tmp").write_bytes(b"of somebody else")
    os.utime(tmp_path / left, (1e9, 1e9))
    assert {path: when.isoformat() for path, when in destination.unfinished().items()} == {
        left: "2001-09-09T01:46:40+00:00"
    }
    assert destination.list() == {"episodes/a.mp3": 5, "episodes/.other.tmp": 16}
    destination.delete(left)
    assert destination.unfinished() == {}


def test_a_deleted_file_takes_its_empty_folders_along_but_not_the_destination(tmp_path: Path) -> None:
    destination = FolderDestination(tmp_path / "site")
    destination.put("p/one/index.html", content(b"x"), KIND)
    destination.put("p/two/index.html", content(b"x"), KIND)
    destination.delete("p/one/index.html")
    assert not (tmp_path / "site/p/one").exists()
    destination.delete("p/two/index.html")
    assert list((tmp_path / "site").iterdir()) == []


def test_a_folder_on_another_disk_is_written_there_from_the_beginning(tmp_path: Path) -> None:
    """Renames work within one disk only, so the unfinished file lies beside its place and nowhere else."""
    renamed: list[tuple[Path, Path]] = []
    replace = Path.replace
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", lambda self, to: (renamed.append((self, to)), replace(self, to))[1])
        FolderDestination(tmp_path).put("episodes/a.mp3", content(b"x"), KIND)
    assert [before.parent == after.parent == tmp_path / "episodes" for before, after in renamed] == [True]
