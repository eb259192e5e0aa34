"""The cache: whole entries or none, whoever writes, whatever breaks."""

from __future__ import annotations

import errno
import os
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.atomic import write_atomically
from audiogen.cache.store import TOUCHED_AFTER_S, Cache, UntouchedCache, content_key, default_cache_folder, take_out
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


def test_in_an_untouched_cache_nothing_is_noted_mended_or_kept(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, b"sound")
    [path] = files(tmp_path)
    os.utime(path, (0, 0))
    cache, other = UntouchedCache(tmp_path), content_key("another phrase")
    assert cache.get(KEY) == b"sound"
    cache.put(other, b"new")
    cache.note_use(KEY)
    assert cache.get(other) is None
    path.write_bytes(path.read_bytes()[:-1])
    os.utime(path, (0, 0))
    assert cache.get(KEY) is None
    assert path.stat().st_mtime == 0
    assert files(tmp_path) == [path]


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


def test_a_replacement_that_is_refused_is_good_enough_when_the_same_content_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file that another process is reading."""
    Cache(tmp_path).put(KEY, b"sound")

    def refuse(self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    monkeypatch.setattr(Path, "replace", refuse)
    Cache(tmp_path).put(KEY, b"sound")
    with pytest.raises(OutputError, match="cannot write"):
        Cache(tmp_path).put(content_key("another phrase"), b"sound")
    assert [path.name for path in files(tmp_path)] == [KEY[2:]]


@pytest.mark.parametrize("method", ["replace", "open"])
def test_what_another_process_hinders_for_a_moment_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    cache, act, hindered = Cache(tmp_path), getattr(Path, method), [True, True]
    cache.put(KEY, b"old")

    def hindered_twice(*arguments: Path, **named: object) -> object:
        if hindered:
            hindered.pop()
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return act(*arguments, **named)

    monkeypatch.setattr(Path, method, hindered_twice)
    cache.put(KEY, b"new")
    assert cache.get(KEY) == b"new"
    assert not hindered


def test_a_folder_that_is_pruned_away_meanwhile_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, taken = Path.mkdir, []

    def made_and_taken(self: Path, *arguments: int, parents: bool = False, exist_ok: bool = False) -> None:
        make(self, *arguments, parents=parents, exist_ok=exist_ok)
        if self.name == KEY[:2] and not taken:
            taken.append(self)
            self.rmdir()

    monkeypatch.setattr(Path, "mkdir", made_and_taken)
    Cache(tmp_path).put(KEY, b"sound")
    assert taken
    assert Cache(tmp_path).get(KEY) == b"sound"


def test_a_folder_that_is_pruned_away_while_it_is_looked_for_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What pathlib does: told that a folder is there, it looks whether it is one, and finds nothing."""
    Cache(tmp_path).put(KEY, b"old")
    is_dir, taken = Path.is_dir, []

    def taken_away(self: Path) -> bool:
        if self.name == KEY[:2] and not taken:
            taken.append(self)
            [entry] = self.iterdir()
            entry.unlink()
            self.rmdir()
        return is_dir(self)

    monkeypatch.setattr(Path, "is_dir", taken_away)
    Cache(tmp_path).put(KEY, b"new")
    assert taken
    assert Cache(tmp_path).get(KEY) == b"new"


def test_a_note_that_cannot_be_written_keeps_no_entry_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def refuse_note(self: Path, target: Path) -> Path:
        if target.name == "README.txt":
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_note)
    Cache(tmp_path).put(KEY, b"sound")
    assert Cache(tmp_path).get(KEY) == b"sound"
    assert not (tmp_path / "README.txt").exists()


@pytest.mark.parametrize(
    ("noted_ago_s", "noted_anew"), [(TOUCHED_AFTER_S / 2, False), (TOUCHED_AFTER_S * 2, True), (-1e6, True)]
)
def test_a_use_is_noted_once_in_a_while(tmp_path: Path, noted_ago_s: float, noted_anew: bool) -> None:  # noqa: FBT001 - a column of the table above
    Cache(tmp_path).put(KEY, b"sound")
    [path] = files(tmp_path)
    noted = time.time() - noted_ago_s
    os.utime(path, (noted, noted))
    Cache(tmp_path).get(KEY)
    assert (abs(path.stat().st_mtime - noted) > 1) == noted_anew


def test_a_use_that_cannot_be_noted_is_served_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache(tmp_path).put(KEY, b"sound")
    [path] = files(tmp_path)
    os.utime(path, (0, 0))

    def refuse(_path: Path, _times: tuple[float, float]) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("os.utime", refuse)
    assert Cache(tmp_path).get(KEY) == b"sound"


def test_a_bad_spot_on_the_disk_counts_as_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache(tmp_path).put(KEY, b"sound")

    def fail(_path: Path, *_: object, **__: object) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", fail)
        assert Cache(tmp_path).get(KEY) is None
    assert Cache(tmp_path).get(KEY) == b"sound"


def test_what_stands_in_an_entrys_place_and_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / KEY[:2] / KEY[2:]).mkdir(parents=True)
    with pytest.raises(OutputError, match="in the cache") as caught:
        Cache(tmp_path).get(KEY)
    assert str(tmp_path) in caught.value.hint


def test_what_was_made_anew_since_it_was_judged_is_not_taken_out(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, b"sound")
    [path] = files(tmp_path)

    def unreadable(_aside: Path) -> bool:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    assert not take_out(path, lambda _aside: False)
    assert not take_out(path, unreadable)
    assert files(tmp_path) == [path]
    assert take_out(path, lambda _aside: True)
    assert files(tmp_path) == []
    assert not take_out(path, lambda _aside: True)


def test_two_threads_in_need_of_one_thing_make_it_once(tmp_path: Path) -> None:
    cache, both, made = Cache(tmp_path), threading.Barrier(2, timeout=20), []

    def need() -> None:
        both.wait()
        with cache.lock_for(KEY):
            if cache.get(KEY) is None:
                made.append(threading.current_thread())
                cache.put(KEY, b"sound")

    threads = [threading.Thread(target=need) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


def test_a_path_through_a_file_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file" / "below", tmp_path / "file" / "further" / "below"):
        with pytest.raises(OutputError, match="cannot write") as caught:
            write_atomically(path, b"")
        assert "is a file: move it away" in caught.value.hint


def test_the_environment_decides_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path))
    assert default_cache_folder() == tmp_path
    monkeypatch.delenv("AUDIOGEN_CACHE")
    assert default_cache_folder().name.lower() == "audiogen"
