"""Media that are as they were are not read again, and whatever is in doubt is."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from audiogen.build import known_files
from audiogen.build.known_files import KnownFiles
from audiogen.cache.store import Cache

SOUND, OTHER = b"sound of an episode", b"sound of the others"
LATER_NS = 3_600_000_000_000


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Reading:
    """A folder with one file, and how often it was read to its end."""

    def __init__(self, folder: Path, read: list[Path]) -> None:
        self.file = folder / "dist" / "one.mp3"
        self.file.parent.mkdir()
        self.file.write_bytes(SOUND)
        self.cache = Cache(folder / "cache")
        self.read = read
        self.now_ns = self.file.stat().st_mtime_ns + LATER_NS

    def asked(self, *, trust: bool = True) -> bool:
        """Whether the file has its sound, as another build finds it."""
        files = KnownFiles(self.file.parent, self.cache, trust=trust, clock=lambda: self.now_ns)
        found = files.holds("one.mp3", sha256(SOUND))
        files.keep()
        return found

    def times(self) -> tuple[int, int]:
        stat = self.file.stat()
        return stat.st_atime_ns, stat.st_mtime_ns


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    read: list[Path] = []
    really = known_files.file_sha256
    monkeypatch.setattr(known_files, "file_sha256", lambda path: read.append(path) or really(path))
    return Reading(tmp_path, read)


def noted(reading: Reading) -> Reading:
    assert reading.asked()
    reading.read.clear()
    return reading


def test_a_file_that_is_as_it_was_is_read_once(reading: Reading) -> None:
    assert [reading.asked() for _ in range(3)] == [True] * 3
    assert reading.read == [reading.file]


def test_a_file_is_read_all_the_same_where_that_is_asked_for_and_then_not_again(reading: Reading) -> None:
    noted(reading)
    files = KnownFiles(reading.file.parent, reading.cache, clock=lambda: reading.now_ns)
    assert files.holds("one.mp3", sha256(SOUND))
    assert reading.read == []
    assert [files.holds("one.mp3", sha256(SOUND), read=read) for read in (True, True, False)] == [True] * 3
    assert reading.read == [reading.file]


def truncated(reading: Reading) -> None:
    times = reading.times()
    reading.file.write_bytes(SOUND[:-1])
    os.utime(reading.file, ns=times)


def changed_in_place(reading: Reading) -> None:
    reading.file.write_bytes(OTHER)


def replaced_by_a_longer_copy_with_its_time(reading: Reading) -> None:
    copy, times = reading.file.with_name("copy"), reading.times()
    copy.write_bytes(SOUND + b"!")
    os.utime(copy, ns=times)
    copy.replace(reading.file)


def deleted(reading: Reading) -> None:
    reading.file.unlink()


@pytest.mark.parametrize("harm", [truncated, changed_in_place, replaced_by_a_longer_copy_with_its_time, deleted])
def test_a_file_that_was_harmed_is_found(reading: Reading, harm: Callable[[Reading], None]) -> None:
    harm(noted(reading))
    assert not reading.asked()
    assert not reading.asked()


@pytest.mark.skipif(os.name == "nt", reason="Windows notes when a file was made, not when its entry changed")
def test_a_copy_of_the_same_size_with_the_time_of_the_former_one_is_found(reading: Reading) -> None:
    times = noted(reading).times()
    reading.file.write_bytes(OTHER)
    os.utime(reading.file, ns=times)
    assert not reading.asked()


def test_reading_anew_finds_what_neither_size_nor_times_tell(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = known_files.Stamp.of(noted(reading).file)
    reading.file.write_bytes(OTHER)
    monkeypatch.setattr(known_files.Stamp, "of", lambda _path: stamp)
    assert reading.asked()
    assert not reading.asked(trust=False)
    assert not reading.asked(), "what was found then is what is known from then on"


def test_a_copy_with_the_same_content_and_another_time_is_read_and_good(reading: Reading) -> None:
    os.utime(noted(reading).file, ns=(0, 1))
    assert reading.asked()
    assert reading.asked()
    assert len(reading.read) == 1


def test_what_was_noted_just_after_a_change_is_read_again(reading: Reading) -> None:
    # another change within the same tick of the disk's clock would leave the same time
    reading.now_ns -= LATER_NS
    noted(reading)
    reading.now_ns += LATER_NS
    assert reading.asked()
    assert len(reading.read) == 1


def test_where_the_disk_knows_whole_seconds_just_after_is_longer(reading: Reading) -> None:
    second_ns = 1_000_000_000
    os.utime(reading.file, ns=(0, 5 * second_ns))
    for since_ns, read in ((second_ns, 1), (3 * second_ns, 0)):
        reading.now_ns = 5 * second_ns + since_ns
        assert reading.asked(trust=False)
        reading.read.clear()
        reading.now_ns += LATER_NS
        assert reading.asked()
        assert len(reading.read) == read


def test_when_the_clock_went_back_files_are_read(reading: Reading) -> None:
    noted(reading)
    reading.now_ns -= LATER_NS // 2
    assert reading.asked()
    assert len(reading.read) == 1


def test_a_file_from_the_future_is_read_each_time(reading: Reading) -> None:
    os.utime(reading.file, ns=(0, reading.now_ns + LATER_NS))
    assert [reading.asked(), reading.asked()] == [True, True]
    assert len(reading.read) == 2


@pytest.mark.parametrize("note", [b"", b"damaged", b"[]", b'{"one.mp3": 3}', b'{"one.mp3": [1, 2]}'])
def test_a_note_that_is_damaged_costs_a_reading_and_is_mended(reading: Reading, note: bytes) -> None:
    noted(reading)
    (entry,) = (path for path in reading.cache.folder.glob("??/*") if path.is_file())
    reading.cache.put(entry.parent.name + entry.name, note)
    assert [reading.asked(), reading.asked()] == [True, True]
    assert len(reading.read) == 1
    entry.write_bytes(note)
    assert [reading.asked(), reading.asked()] == [True, True]
    assert len(reading.read) == 2


def test_a_note_that_says_something_else_condemns_no_file(reading: Reading) -> None:
    files = KnownFiles(reading.file.parent, reading.cache, clock=lambda: reading.now_ns)
    files.put("one.mp3", sha256(OTHER))
    files.keep()
    assert reading.asked()


def test_what_was_just_put_in_place_is_known_without_reading(reading: Reading) -> None:
    reading.now_ns -= LATER_NS
    files = KnownFiles(reading.file.parent, reading.cache, clock=lambda: reading.now_ns)
    files.put("one.mp3", sha256(SOUND))
    files.keep()
    reading.now_ns += LATER_NS
    assert reading.asked()
    assert not reading.read


def test_what_was_found_damaged_is_good_once_it_is_made_anew(reading: Reading) -> None:
    files = KnownFiles(reading.file.parent, reading.cache, clock=lambda: reading.now_ns)
    reading.file.write_bytes(OTHER)
    assert not files.holds("one.mp3", sha256(SOUND))
    reading.file.write_bytes(SOUND)
    files.put("one.mp3", sha256(SOUND))
    assert files.holds("one.mp3", sha256(SOUND))


def test_a_file_that_was_changed_since_it_was_read_is_not_noted(reading: Reading) -> None:
    files = KnownFiles(reading.file.parent, reading.cache, clock=lambda: reading.now_ns)
    assert files.holds("one.mp3", sha256(SOUND))
    reading.file.write_bytes(OTHER)
    files.put("one.mp3", sha256(SOUND))  # a build that made no file of this name anew
    files.keep()
    assert not reading.asked()


def test_nothing_is_kept_of_files_that_are_gone(reading: Reading) -> None:
    noted(reading)
    reading.file.unlink()
    files = KnownFiles(reading.file.parent, reading.cache)
    files.keep()
    (entry,) = (path for path in reading.cache.folder.glob("??/*") if path.is_file())
    assert b"one.mp3" not in entry.read_bytes()


def test_a_cache_that_cannot_be_written_hinders_nothing(reading: Reading) -> None:
    reading.cache.folder.write_bytes(b"no folder")
    assert [reading.asked(), reading.asked()] == [True, True]


def test_folders_with_equal_names_of_files_are_kept_apart(reading: Reading) -> None:
    noted(reading)
    other = reading.file.parent.with_name("private")
    other.mkdir()
    (other / "one.mp3").write_bytes(OTHER)
    files = KnownFiles(other, reading.cache, clock=lambda: reading.now_ns)
    assert files.holds("one.mp3", sha256(OTHER))
