"""Looking after the cache: the longest unused goes first, what is in use stays, and nothing foreign is ever touched."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from projects import build_all, write_project

from audiogen.cache import Cache, content_key
from audiogen.cache_care import (
    DEFAULT_LIMIT_BYTES,
    Removed,
    cache_limit_bytes,
    clear,
    note_use,
    prune,
    usage,
    verify,
)
from audiogen.cli import run
from audiogen.errors import AudiogenError

DAY_S = 86_400.0


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Four entries of 1000 bytes, last used one to four days ago."""
    cache = Cache(tmp_path / "cache")
    for age in range(1, 5):
        cache.put(content_key(age), bytes(1000))
        _used(cache, age, age * DAY_S)
    return cache


def _path(cache: Cache, number: int) -> Path:
    key = content_key(number)
    return cache.folder / key[:2] / key[2:]


def _used(cache: Cache, number: int, ago_s: float) -> None:
    when = time.time() - ago_s
    os.utime(_path(cache, number), (when, when))


def kept(cache: Cache) -> list[int]:
    return [number for number in range(1, 6) if _path(cache, number).exists()]


def test_the_longest_unused_goes_first(cache: Cache) -> None:
    size_bytes = _path(cache, 1).stat().st_size
    assert prune(cache.folder, 2 * size_bytes) == Removed(2, 2 * size_bytes)
    assert kept(cache) == [1, 2]


def test_reading_an_entry_counts_as_use(cache: Cache) -> None:
    cache.get(content_key(4))
    prune(cache.folder, _path(cache, 1).stat().st_size)
    assert kept(cache) == [4]


def test_nothing_is_taken_out_below_the_limit(cache: Cache) -> None:
    assert prune(cache.folder, 10**6) == Removed(0, 0)


def test_what_was_used_within_the_hour_stays_whatever_the_limit(cache: Cache) -> None:
    _used(cache, 3, 1800)
    prune(cache.folder, 0)
    assert kept(cache) == [3]


def test_what_the_running_build_used_stays_however_long_it_takes(cache: Cache) -> None:
    prune(cache.folder, 0, since=time.time() - 2.5 * DAY_S)
    assert kept(cache) == [1, 2]


def test_leftovers_of_killed_builds_go_and_fresh_ones_stay(cache: Cache) -> None:
    old, fresh = (cache.folder / "ab" / f".{digit * 16}.tmp" for digit in "12")
    old.parent.mkdir(exist_ok=True)
    for path in (old, fresh):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    prune(cache.folder, 10**6)
    assert (old.exists(), fresh.exists()) == (False, True)


@pytest.mark.parametrize("name", ["letter.txt", "ab/notes.txt", "ab/" + "g" * 62, "photos/2026/a.jpg", ".hidden"])
def test_files_of_others_are_never_touched(cache: Cache, name: str) -> None:
    foreign = cache.folder / name
    foreign.parent.mkdir(parents=True, exist_ok=True)
    foreign.write_bytes(b"mine")
    os.utime(foreign, (0, 0))
    prune(cache.folder, 0)
    verify(cache.folder)
    clear(cache.folder)
    assert foreign.read_bytes() == b"mine"
    assert kept(cache) == []


def test_damaged_entries_are_found_and_taken_out(cache: Cache) -> None:
    path = _path(cache, 2)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    seen: list[tuple[int, int]] = []
    assert verify(cache.folder, lambda done, total: seen.append((done, total))).entries == 1
    assert kept(cache) == [1, 3, 4]
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_verifying_is_no_use(cache: Cache) -> None:
    before = usage(cache.folder).oldest_use
    verify(cache.folder)
    assert usage(cache.folder).oldest_use == before


def test_hits_are_counted_over_builds_and_garbled_lines_left_out(cache: Cache) -> None:
    note_use(cache.folder, hits=3, misses=4)
    with (cache.folder / "uses.log").open("ab") as log:
        log.write(b"\xffgarbage\n")
    note_use(cache.folder, hits=7, misses=0)
    found = usage(cache.folder)
    assert (found.hits, found.misses, found.entries) == (10, 4, 4)


def test_a_long_log_is_folded_into_one_line(cache: Cache) -> None:
    (cache.folder / "uses.log").write_bytes(b"1 2\n" * 20_000)
    note_use(cache.folder, hits=5, misses=0)
    assert (cache.folder / "uses.log").read_bytes() == b"20005 40000\n"


def test_a_folder_that_cannot_be_written_to_is_left_uncounted(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file in its place")
    note_use(tmp_path / "cache", hits=1, misses=1)


def test_there_is_nothing_in_a_cache_that_is_not_there(tmp_path: Path) -> None:
    found = usage(tmp_path / "none")
    assert (found.entries, found.size_bytes, found.oldest_use) == (0, 0, None)
    assert prune(tmp_path / "none", 0) == verify(tmp_path / "none") == clear(tmp_path / "none") == Removed(0, 0)


@pytest.mark.parametrize(("value", "limit"), [("", DEFAULT_LIMIT_BYTES), ("none", None), ("500MB", 500_000_000)])
def test_the_limit_is_the_users(monkeypatch: pytest.MonkeyPatch, value: str, limit: int | None) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE_LIMIT", value)
    assert cache_limit_bytes() == limit


def test_a_limit_that_is_no_size_says_what_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE_LIMIT", "plenty")
    with pytest.raises(AudiogenError, match='AUDIOGEN_CACHE_LIMIT: "plenty" is not a size'):
        cache_limit_bytes()


def test_a_build_counts_its_hits_and_prunes_what_is_beyond_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = write_project(tmp_path)
    stale = Cache(project.cache)
    stale.put(content_key("an old phrase"), bytes(1000))
    key = content_key("an old phrase")
    os.utime(project.cache / key[:2] / key[2:], (0, 0))
    monkeypatch.setenv("AUDIOGEN_CACHE_LIMIT", "1KB")
    report = build_all(project)
    found = usage(project.cache)
    assert stale.get(key) is None
    assert found.entries > 0
    assert (found.hits + found.misses, found.misses) == (report.phrases, report.phrases_spoken)


STRESS = """
import random, sys
from pathlib import Path
from audiogen.cache import Cache, content_key
from audiogen.cache_care import prune, verify, note_use
folder, seed = Path(sys.argv[1]), int(sys.argv[2])
cache, chance = Cache(folder), random.Random(seed)
for _ in range(150):
    number = chance.randrange(6)
    content = bytes([number]) * 3000
    match chance.randrange(5):
        case 0 | 1:
            cache.put(content_key(number), content)
        case 2:
            assert cache.get(content_key(number)) in (None, content)
        case 3:
            prune(folder, 5000)
        case 4:
            verify(folder)
    note_use(folder, 1, 0)
"""


def test_many_processes_may_use_prune_and_verify_one_cache_at_once(tmp_path: Path) -> None:
    workers = [
        subprocess.Popen([sys.executable, "-c", STRESS, str(tmp_path), str(seed)], stderr=subprocess.PIPE)
        for seed in range(4)
    ]
    errors = [worker.communicate(timeout=60)[1].decode() for worker in workers]
    assert errors == [""] * 4
    assert verify(tmp_path).entries == 0
    assert usage(tmp_path).hits == 600


@pytest.fixture
def own_cache(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(cache.folder))
    return cache


def test_the_command_shows_folder_size_limit_and_hits(own_cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    note_use(own_cache.folder, hits=3, misses=1)
    assert run(["cache"]) == 0
    out = capsys.readouterr().out
    for part in (str(own_cache.folder), "Phrases: 4", "limit 2.0 GB", "3 of 4 phrases", "75%"):
        assert part in out.replace("\n", "")


def test_the_command_prunes_to_a_limit(own_cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cache", "prune", "--limit", "2.2KB"]) == 0
    assert "Took out 2 phrases longest unused" in capsys.readouterr().out
    assert kept(own_cache) == [1, 2]


def test_a_limit_that_is_no_size_is_wrong_usage(own_cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cache", "prune", "--limit", "lots"]) == 2
    assert '"lots" is not a size' in capsys.readouterr().err


def test_the_command_verifies(own_cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    _path(own_cache, 1).write_bytes(b"rubbish")
    assert run(["cache", "verify"]) == 0
    assert "Took out 1 phrase damaged" in capsys.readouterr().out
    assert run(["cache", "verify"]) == 0
    assert "No phrase is damaged" in capsys.readouterr().out


def test_the_command_clears_when_it_is_sure(own_cache: Cache) -> None:
    assert run(["cache", "clear", "--yes"]) == 0
    assert kept(own_cache) == []
