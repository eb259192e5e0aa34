"""Looking after the cache: the longest unused goes first, what is in use stays, and nothing foreign is ever touched."""

import errno
import hashlib
import os
import shutil
import time
from pathlib import Path

import pytest
from support.projects import SECOND, build_all, replace_in, warm, write_project

from audiogen.cache.care import (
    DEFAULT_LIMIT_BYTES,
    Pruned,
    Removed,
    Usage,
    VerifiedEntries,
    cache_limit_bytes,
    clear,
    prune,
    usage,
    verify,
)
from audiogen.cache.store import FORMER_MAGIC, MAGIC, Cache, content_key
from audiogen.errors import AudiogenError
from audiogen.plan.planner import plan_session
from audiogen.project import Project
from audiogen.script.load import load_library
from audiogen.speech.phrase import project_phrasing
from audiogen.speech.speak import speak

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
    assert prune(cache.folder, 2 * size_bytes) == Pruned(Removed(2, 2 * size_bytes), left_bytes=2 * size_bytes)
    assert kept(cache) == [1, 2]


def test_reading_an_entry_counts_as_use(cache: Cache) -> None:
    cache.get(content_key(4))
    prune(cache.folder, _path(cache, 1).stat().st_size)
    assert kept(cache) == [4]


def test_nothing_is_taken_out_below_the_limit(cache: Cache) -> None:
    assert prune(cache.folder, 10**6).removed == Removed(0, 0)


def test_what_was_used_within_the_hour_stays_whatever_the_limit(cache: Cache) -> None:
    _used(cache, 3, 1800)
    prune(cache.folder, 0)
    assert kept(cache) == [3]


def test_a_use_within_the_hour_that_was_not_noted_keeps_an_entry_too(cache: Cache) -> None:
    _used(cache, 3, 3600 + 1700)  # noted then; read again 29 minutes later, which is not noted
    prune(cache.folder, 0)
    assert kept(cache) == [3]


HOUR_S = 3600.0


class Clock:
    """A clock that stands still until it is moved on."""

    def __init__(self) -> None:
        self.now = 1.8e9

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hourly(tmp_path: Path, clock: Clock) -> Cache:
    """A cache with one phrase that was used once an hour for 23 hours, the last time just now."""
    cache = Cache(tmp_path / "hourly", clock)
    cache.put(content_key("a phrase"), b"sound")
    entry = next((tmp_path / "hourly").glob("??/*"))
    os.utime(entry, (clock.now, clock.now))
    for _ in range(23):
        clock.now += HOUR_S
        assert cache.get(content_key("a phrase")) == b"sound"
    return cache


def test_an_entry_used_once_an_hour_is_shown_as_used_within_half_an_hour_of_the_last_use(
    hourly: Cache, clock: Clock
) -> None:
    newest_use = usage(hourly.folder).newest_use
    assert newest_use is not None
    assert clock.now - HOUR_S / 2 <= newest_use <= clock.now


def test_an_entry_used_once_an_hour_is_never_pruned_and_goes_an_hour_and_a_half_after_its_last_use(
    hourly: Cache, clock: Clock
) -> None:
    clock.now += HOUR_S
    assert prune(hourly.folder, 0, clock=clock).removed.entries == 0
    clock.now += HOUR_S / 2 + 1
    assert prune(hourly.folder, 0, clock=clock).removed.entries == 1


def test_what_is_used_while_the_cache_is_pruned_stays(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def used_just_before(self: Path, target: Path) -> Path:
        os.utime(self)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", used_just_before)
    assert prune(cache.folder, 0).removed == Removed(0, 0)
    assert kept(cache) == [1, 2, 3, 4]


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


def test_emptied_folders_go_and_the_note_stays(cache: Cache) -> None:
    prune(cache.folder, 0)
    assert [path.name for path in cache.folder.iterdir()] == ["README.txt"]


@pytest.mark.parametrize(
    "name",
    [
        # a count of hits, which lies in many a cache
        "audiogen-uses.log",
        *("letter.txt", "README.md", ".hidden", ".0123.tmp", "a" * 62, "photos/2026/a.jpg"),
        *("ab/notes.txt", "ab/" + "g" * 62, "ab/" + "c" * 61, "ab/ab/" + "c" * 62, "AB/" + "c" * 62, "abc/" + "c" * 62),
        # how Git keeps an object named by its SHA-256: only the content tells that it is no entry
        "ab/" + "c" * 62,
    ],
)
def test_files_of_others_are_never_touched(cache: Cache, name: str) -> None:
    foreign = cache.folder / name
    foreign.parent.mkdir(parents=True, exist_ok=True)
    foreign.write_bytes(b"mine")
    os.utime(foreign, (0, 0))
    prune(cache.folder, 0)
    verify(cache.folder)
    clear(cache.folder)
    assert foreign.read_bytes() == b"mine"
    assert foreign.stat().st_mtime == 0
    assert kept(cache) == []


def test_a_link_out_of_the_folder_is_not_followed(cache: Cache, tmp_path: Path) -> None:
    key = content_key("elsewhere")
    Cache(tmp_path / "elsewhere").put(key, b"sound")
    try:
        (cache.folder / key[:2]).symlink_to(tmp_path / "elsewhere" / key[:2], target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make links")
    clear(cache.folder)
    assert Cache(tmp_path / "elsewhere").get(key) == b"sound"


def _damage(path: Path, how: str) -> None:
    whole = path.read_bytes()
    path.write_bytes({"flip": whole[:-1] + b"x", "cut": whole[:9], "empty": b"", "zeros": bytes(len(whole))}[how])


@pytest.mark.parametrize("how", ["flip", "cut", "empty", "zeros"])
def test_damaged_entries_are_found_and_taken_out(cache: Cache, how: str) -> None:
    _damage(_path(cache, 2), how)
    size_bytes = _path(cache, 2).stat().st_size
    seen: list[tuple[int, int]] = []
    found = verify(cache.folder, lambda done, total: seen.append((done, total)))
    assert found == VerifiedEntries(entries=4, damaged=Removed(1, size_bytes), stuck=0, foreign=0)
    assert kept(cache) == [1, 3, 4]
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_entries_that_changed_places_are_damaged(cache: Cache) -> None:
    one, other = _path(cache, 1), _path(cache, 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    assert verify(cache.folder).damaged.entries == 2
    assert kept(cache) == [3, 4]


def test_an_entry_of_a_former_version_is_whole_and_written_anew_when_it_is_used(cache: Cache) -> None:
    content = bytes(1000)
    _path(cache, 2).write_bytes(FORMER_MAGIC + hashlib.sha256(content).digest() + content)
    assert verify(cache.folder).damaged.entries == 0
    assert cache.get(content_key(2)) == content
    assert _path(cache, 2).read_bytes().startswith(MAGIC)
    _path(cache, 3).write_bytes(FORMER_MAGIC + hashlib.sha256(content).digest() + content[1:])
    assert verify(cache.folder).damaged.entries == 1


def test_a_damaged_entry_is_pruned_like_any_other(cache: Cache) -> None:
    _damage(_path(cache, 2), "zeros")
    _used(cache, 2, 2 * DAY_S)
    assert prune(cache.folder, 0).removed.entries == 4


def test_a_file_with_an_entrys_name_that_is_none_is_counted_and_left_alone(cache: Cache) -> None:
    _path(cache, 2).write_bytes(b"an object of Git")
    assert (verify(cache.folder).foreign, kept(cache)) == (1, [1, 2, 3, 4])


def test_an_entry_that_another_process_removes_meanwhile_is_not_damaged(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    vanishing, opened = _path(cache, 2), Path.open

    def vanish(self: Path, mode: str) -> object:
        if self == vanishing:
            self.unlink()
        return opened(self, mode)

    monkeypatch.setattr(Path, "open", vanish)
    assert verify(cache.folder) == VerifiedEntries(entries=3, damaged=Removed(0, 0), stuck=0, foreign=0)


def test_an_entry_that_is_made_anew_while_it_is_verified_stays(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    _damage(_path(cache, 2), "flip")
    rename = Path.rename

    def made_anew_just_before(self: Path, target: Path) -> Path:
        cache.put(content_key(2), bytes(1000))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", made_anew_just_before)
    assert verify(cache.folder).damaged == Removed(0, 0)
    assert cache.get(content_key(2)) == bytes(1000)


def test_an_entry_that_cannot_be_read_is_counted_and_the_rest_is_verified(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    unreadable, opened = _path(cache, 2), Path.open

    def refuse(self: Path, mode: str) -> object:
        if self == unreadable:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return opened(self, mode)

    monkeypatch.setattr(Path, "open", refuse)
    assert verify(cache.folder) == VerifiedEntries(entries=3, damaged=Removed(0, 0), stuck=1, foreign=0)


def test_verifying_is_no_use(cache: Cache) -> None:
    before = usage(cache.folder).oldest_use
    verify(cache.folder)
    assert usage(cache.folder).oldest_use == before


def test_it_is_known_when_entries_were_used(cache: Cache) -> None:
    found = usage(cache.folder)
    assert found.oldest_use == pytest.approx(time.time() - 4 * DAY_S, abs=60)
    assert found.newest_use == pytest.approx(time.time() - DAY_S, abs=60)


def test_unfinished_files_are_counted_by_themselves(cache: Cache) -> None:
    before = usage(cache.folder)
    (cache.folder / f".{'1' * 16}.tmp").write_bytes(b"half")
    after = usage(cache.folder)
    assert (before.unfinished, after.unfinished, after.size_bytes) == (0, 1, before.size_bytes)


@pytest.mark.parametrize("there", ["nothing", "file"])
def test_there_is_nothing_in_a_cache_that_is_not_there(tmp_path: Path, there: str) -> None:
    folder, nothing = tmp_path / "none", Removed(0, 0)
    if there == "file":
        folder.write_bytes(b"not a folder")
    assert usage(folder) == Usage(0, 0, None, None, 0)
    assert prune(folder, 0) == Pruned(nothing, 0)
    assert verify(folder) == VerifiedEntries(0, nothing, 0, 0)
    assert clear(folder) == nothing


@pytest.mark.parametrize(("value", "limit"), [("", DEFAULT_LIMIT_BYTES), ("none", None), ("500MB", 500_000_000)])
def test_the_limit_is_the_users(monkeypatch: pytest.MonkeyPatch, value: str, limit: int | None) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE_LIMIT", value)
    assert cache_limit_bytes() == limit


def test_a_limit_that_is_no_size_says_what_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE_LIMIT", "plenty")
    with pytest.raises(AudiogenError, match='AUDIOGEN_CACHE_LIMIT: "plenty" is not a size'):
        cache_limit_bytes()


def _texts_spoken(project: Project, cache: Cache) -> list[str]:
    """What has to be spoken of a show; all else that a build does is left out."""
    library, phrasing = load_library(project.scripts), project_phrasing(project)
    plans = [plan_session(library.show, script) for script in library.scripts]
    phrases = [phrase for plan in plans for phrase in plan.utterances]
    return [phrase.text for phrase in phrases if speak([phrase], cache, phrasing).newly_spoken]


def _clip_of_the_first_phrase(project: Project, cache: Cache) -> tuple[str, str]:
    """The keys of what was spoken, and of what it became."""
    library = load_library(project.scripts)
    phrase = plan_session(library.show, library.scripts[0]).utterances[0]
    clip = speak([phrase], cache, project_phrasing(project)).clips[phrase]
    return clip.raw_key, clip.key


@pytest.fixture(scope="module")
def spoken_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The cache of two short sessions after they were spoken, and what had to be spoken; no test changes it."""
    project = write_project(tmp_path_factory.mktemp("spoken"))
    return project.cache, _texts_spoken(project, Cache(project.cache))


@pytest.fixture
def spoken(spoken_once: tuple[Path, list[str]], tmp_path: Path) -> Project:
    """The two sessions with a copy of that cache, both free to be changed."""
    project = write_project(tmp_path)
    shutil.copytree(spoken_once[0], project.cache)
    return project


def test_a_second_time_no_phrase_is_spoken(spoken_once: tuple[Path, list[str]], spoken: Project) -> None:
    assert len(spoken_once[1]) > 5
    assert _texts_spoken(spoken, Cache(spoken.cache)) == []


def test_a_show_speaks_nothing_that_another_show_has_spoken(spoken: Project, tmp_path: Path) -> None:
    other = write_project(tmp_path / "other")
    replace_in(other.scripts / "show.yaml", "title: Small Show", "title: Another Show")
    assert _texts_spoken(other, Cache(spoken.cache)) == []


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        ("You might rest", "You may rest", ["You may rest with a sound."]),
        ("  - say: Thank you", "  # a remark\n  - say: Thank you", []),
        ("settle: 2s", "settle: 3s  # a remark", []),
        ("max: 30s", "max: 31s", []),
        ("chapter: End", "chapter: The end", []),
    ],
)
def test_a_change_speaks_exactly_the_phrases_that_hold_it(
    spoken: Project, old: str, new: str, texts: list[str]
) -> None:
    replace_in(spoken.scripts / "01-arriving.yaml", old, new)
    assert _texts_spoken(spoken, Cache(spoken.cache)) == texts


def test_only_what_is_damaged_is_spoken_anew(spoken_once: tuple[Path, list[str]], spoken: Project) -> None:
    cache = Cache(spoken.cache)
    for key in _clip_of_the_first_phrase(spoken, cache):
        entry = cache.folder / key[:2] / key[2:]
        entry.write_bytes(entry.read_bytes()[:-1])
    assert len(_texts_spoken(spoken, cache)) == 1
    assert _texts_spoken(spoken, cache) == []
    # what was spoken, and what it became
    # the one entry more is what the code of clips means
    assert 2 * len(spoken_once[1]) + 1 == usage(cache.folder).entries


def test_a_build_prunes_what_is_beyond_the_limit_and_keeps_what_it_spoke(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = write_project(tmp_path, s02_leaving=SECOND)
    warm(project)
    stale = Cache(project.cache)
    stale.put(content_key("an old phrase"), bytes(1000))
    key = content_key("an old phrase")
    os.utime(project.cache / key[:2] / key[2:], (0, 0))
    monkeypatch.setenv("AUDIOGEN_CACHE_LIMIT", "1KB")
    report = build_all(project)
    assert stale.get(key) is None
    # what the voice gave, and the finished phrases
    assert usage(project.cache).entries >= 2 * report.phrases_spoken > 0
