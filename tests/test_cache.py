"""The cache: whole entries or none, whoever writes, whatever breaks."""

from __future__ import annotations

import errno
import multiprocessing
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.cache import Cache, content_key, default_cache_folder, write_atomically
from audiogen.errors import OutputError

KEY = content_key("a phrase")

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "README.txt")


def test_what_was_put_is_got_again(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, b"sound")
    assert Cache(tmp_path).get(KEY) == b"sound"


def test_nothing_is_found_under_an_unknown_key(tmp_path: Path) -> None:
    assert Cache(tmp_path / "not there yet").get(KEY) is None


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "foreign"])
def test_a_damaged_entry_counts_as_absent_and_is_removed(tmp_path: Path, damage: str) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"sound" * 100)
    [path] = files(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(
        {"flip": whole[:-1] + b"\x00", "cut": whole[:-7], "empty": b"", "foreign": b"RIFF" + whole[4:]}[damage]
    )
    assert cache.get(KEY) is None
    assert files(tmp_path) == []
    cache.put(KEY, b"made again")
    assert cache.get(KEY) == b"made again"


def test_the_folder_says_what_it_is(tmp_path: Path) -> None:
    Cache(tmp_path / "new").put(KEY, b"sound")
    assert "safe to delete" in (tmp_path / "new" / "README.txt").read_text(encoding="utf-8")


@given(value=json_values)
def test_equal_values_have_equal_keys(value: object) -> None:
    assert content_key(value) == content_key(value)
    assert len(content_key(value)) == 64


def test_the_order_of_a_mapping_does_not_matter_to_its_key_and_its_content_does() -> None:
    assert content_key({"a": 1, "b": 2}) == content_key({"b": 2, "a": 1})
    assert content_key({"a": 1}) != content_key({"a": 2})


def test_keys_never_change_between_versions() -> None:
    # the SHA-256 of {"text":"ā","wpm":150.0} in UTF-8: another form of JSON would make every phrase be spoken anew
    assert (
        content_key({"wpm": 150.0, "text": "ā"}) == "f4b68e867697580df97e324d50dbe860d5fcf6db6e29793cd4a19ac5455b4096"
    )


@pytest.mark.parametrize("value", [{1, 2}, b"bytes", Path("x")])
def test_what_json_cannot_hold_has_no_key(value: object) -> None:
    with pytest.raises(TypeError):
        content_key({"value": value})


def _write_many(folder: str, content: bytes) -> None:
    cache = Cache(Path(folder))
    for number in range(40):
        cache.put(content_key(number % 5), content)
        found = cache.get(content_key(number % 5))
        assert found is not None
        assert len(set(found)) == 1


def test_many_processes_write_the_same_entries_and_none_is_ever_half_written(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_many, args=(str(tmp_path), letter * 100_000)) for letter in (b"a", b"b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(files(tmp_path)) == 5


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "feed.xml"
    write_atomically(path, b"first")
    write_atomically(path, b"second")
    assert path.read_bytes() == b"second"
    assert files(tmp_path) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_written_file_has_the_permissions_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_atomically(tmp_path / "atomic", b"")
    assert (tmp_path / "atomic").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize(
    ("code", "hint"), [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only"), (errno.EACCES, "permissions")]
)
def test_a_failed_write_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, hint: str
) -> None:
    path = tmp_path / "episode.mp3"
    write_atomically(path, b"the last good one")

    def fail(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OutputError, match=r"cannot write .*episode\.mp3") as caught:
        write_atomically(path, b"half a new one")
    assert hint in caught.value.hint
    assert path.read_bytes() == b"the last good one"
    assert files(tmp_path) == [path]


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "episode.mp3", b"half")
    assert files(tmp_path) == []


def test_a_full_disk_is_told_by_the_cache_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = content_key("another phrase")
    Cache(tmp_path).put(other, b"sound")

    def fail(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OutputError, match="cannot write"):
        Cache(tmp_path).put(KEY, b"sound")
    assert len(files(tmp_path)) == 1
    assert Cache(tmp_path).get(other) == b"sound"


def test_a_path_through_a_file_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        write_atomically(tmp_path / "file" / "below", b"")


def test_the_environment_decides_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path))
    assert default_cache_folder() == tmp_path
    monkeypatch.delenv("AUDIOGEN_CACHE")
    assert default_cache_folder().name.lower() == "audiogen"
