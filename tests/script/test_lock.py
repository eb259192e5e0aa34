"""What the lock promises: identities never change, and nothing that was published is forgotten."""

import datetime as dt
import json
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from support.script_files import SCRIPT, library

from audiogen.errors import AudiogenError
from audiogen.script.load import Library
from audiogen.script.lock import (
    FORMER_LOCK_FILE,
    LOCK_FILE,
    PublishedEpisode,
    PublishedLock,
    assign,
    read_lock,
    write_lock,
)
from audiogen.script.renewal import lock_problems

TODAY = dt.date(2026, 11, 23)
LATER = dt.date(2027, 1, 1)
LOCAL_GUID = "a1a4ee3a-54d5-52a2-af53-4b6e295ea6a1"
"""What every show without an address once had: made from localhost:8000."""


@pytest.fixture
def shelf(tmp_path: Path) -> Library:
    return library(tmp_path, s01_a=SCRIPT + "date: 2026-11-02\n", s02_b=SCRIPT)


def locked(shelf: Library, lock: PublishedLock | None = None, today: dt.date = TODAY) -> PublishedLock:
    return assign(lock, shelf.show, shelf.scripts, today)


def test_the_podcast_guid_is_that_of_the_feeds_address(tmp_path: Path) -> None:
    """Against the example in the Podcasting 2.0 namespace: podnews.net/rss."""
    namespace = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    assert str(uuid.uuid5(namespace, "podnews.net/rss")) == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    shelf = library(tmp_path, s01_a=SCRIPT)
    show = shelf.show.model_copy(update={"base_url": "https://podcast.example.org/calm"})
    lock = assign(None, show, shelf.scripts, TODAY)
    assert lock.podcast_guid == str(uuid.uuid5(namespace, "podcast.example.org/calm/feed.xml"))


@pytest.mark.parametrize(
    "address", ["http://localhost:8000", "http://192.168.1.5:8000", "http://mac.local", "https://example.org/podcast"]
)
def test_two_shows_without_a_public_address_share_nothing(tmp_path: Path, address: str) -> None:
    shelf = library(tmp_path, s01_rest=SCRIPT)
    show = shelf.show.model_copy(update={"base_url": address})
    one, other = (assign(None, show, shelf.scripts, TODAY) for _ in range(2))
    assert one.podcast_guid != other.podcast_guid
    assert one.episodes["01-rest"].guid != other.episodes["01-rest"].guid


def test_a_random_identity_is_kept_when_the_show_gets_a_public_address(shelf: Library) -> None:
    lock = locked(shelf)
    show = shelf.show.model_copy(update={"base_url": "https://podnews.net"})
    again = assign(lock, show, shelf.scripts, LATER)
    assert (again.podcast_guid, again.episodes) == (lock.podcast_guid, lock.episodes)


def test_an_episodes_guid_comes_from_podcast_and_slug_alone(shelf: Library) -> None:
    lock = locked(shelf)
    assert lock.episodes["01-a"].guid == str(uuid.uuid5(uuid.UUID(lock.podcast_guid), "01-a"))
    retitled = [script.model_copy(update={"title": "Another"}) for script in shelf.scripts]
    forgotten = PublishedLock(lock.podcast_guid, {})
    assert assign(forgotten, shelf.show, retitled, LATER).episodes["01-a"].guid == lock.episodes["01-a"].guid


def test_a_new_episode_of_a_show_whose_identity_others_may_have_gets_a_random_guid(shelf: Library) -> None:
    lock = PublishedLock(LOCAL_GUID, {})
    assert locked(shelf, lock).podcast_guid == LOCAL_GUID
    assert locked(shelf, lock).episodes["01-a"].guid != locked(shelf, lock).episodes["01-a"].guid


def test_a_date_is_the_scripts_own_else_the_locked_one_else_today(shelf: Library) -> None:
    lock = locked(shelf)
    assert [episode.date for episode in lock.episodes.values()] == [dt.date(2026, 11, 2), TODAY]
    assert locked(shelf, lock, LATER) == lock


def test_a_new_date_in_the_script_changes_the_date_and_never_the_guid(shelf: Library) -> None:
    lock = locked(shelf)
    moved = [script.model_copy(update={"date": LATER}) for script in shelf.scripts]
    again = assign(lock, shelf.show, moved, TODAY)
    assert again.episodes["01-a"] == PublishedEpisode(lock.episodes["01-a"].guid, LATER)


def test_a_guid_that_came_from_elsewhere_stays(shelf: Library) -> None:
    lock = PublishedLock(str(uuid.uuid4()), {"01-a": PublishedEpisode("as-it-was-at-the-old-host", TODAY)})
    again = locked(shelf, lock)
    assert again.podcast_guid == lock.podcast_guid
    assert again.episodes["01-a"].guid == "as-it-was-at-the-old-host"


def test_moving_the_show_to_another_address_changes_no_guid(shelf: Library) -> None:
    lock = locked(shelf)
    show = shelf.show.model_copy(update={"base_url": "https://elsewhere.example.org"})
    again = assign(lock, show, shelf.scripts, LATER)
    assert (again.podcast_guid, again.episodes) == (lock.podcast_guid, lock.episodes)


def test_episodes_without_a_script_are_kept_and_warned_about(tmp_path: Path, shelf: Library) -> None:
    lock = locked(shelf)
    (tmp_path / "02-b.yaml").rename(tmp_path / "02-bb.yaml")
    renamed = library(tmp_path)
    assert locked(renamed, lock).episodes["02-b"] == lock.episodes["02-b"]
    (problem,) = lock_problems(lock, renamed)
    assert problem.warning
    assert problem.path == tmp_path / LOCK_FILE
    assert '"02-b" has no script any more; if it is "02-bb" now, add "slug: 02-b"' in problem.message


def test_scripts_that_were_not_asked_for_have_not_vanished(tmp_path: Path, shelf: Library) -> None:
    assert lock_problems(locked(shelf), library(tmp_path, "1")) == ()


def test_a_lock_comes_back_as_it_was_written(tmp_path: Path, shelf: Library) -> None:
    assert read_lock(tmp_path) is None
    lock = replace(locked(shelf), address="https://podnews.net", mark="kept")
    write_lock(tmp_path, lock)
    assert read_lock(tmp_path) == lock


def test_a_lock_of_another_identity_leaves_the_former_one_beside_it(tmp_path: Path, shelf: Library) -> None:
    write_lock(tmp_path, locked(shelf))
    former = (tmp_path / LOCK_FILE).read_bytes()
    write_lock(tmp_path, locked(shelf))
    assert (tmp_path / FORMER_LOCK_FILE).read_bytes() == former


def test_the_file_is_sorted_and_ends_with_a_line_end(tmp_path: Path) -> None:
    guid = str(uuid.uuid4())
    episodes = {"b": PublishedEpisode("2", TODAY), "a": PublishedEpisode("1", TODAY)}
    write_lock(tmp_path, PublishedLock(guid, episodes))
    text = (tmp_path / LOCK_FILE).read_bytes().decode()
    assert text.endswith("}\n")
    assert json.loads(text)["format"] == 1
    assert list(json.loads(text)["episodes"]) == ["a", "b"]


def test_a_lock_that_says_nothing_new_is_not_written_again(tmp_path: Path, shelf: Library) -> None:
    lock = locked(shelf)
    write_lock(tmp_path, lock)
    before = (tmp_path / LOCK_FILE).stat()
    write_lock(tmp_path, lock)
    after = (tmp_path / LOCK_FILE).stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    "damaged",
    [
        b"", b"{", b"[]", b"\xff", b'{"format": 2}',
        b'{"format":1,"podcast_guid":"x","episodes":{}}',
        b'{"format":1,"podcast_guid":"ead4c236-bf58-58c6-a2c6-a6b28d128cb6","episodes":{"a":{"guid":"1"}}}',
    ],
)  # fmt: skip
def test_a_damaged_lock_is_to_be_restored_and_never_replaced(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / LOCK_FILE).write_bytes(damaged)
    with pytest.raises(AudiogenError, match="damaged") as raised:
        read_lock(tmp_path)
    assert "version control" in raised.value.hint
    assert (tmp_path / LOCK_FILE).read_bytes() == damaged


@pytest.mark.parametrize("guids", [("one", "one"), ("one", " one"), ("one", "")])
def test_a_lock_in_which_episodes_cannot_be_told_apart_is_damaged(tmp_path: Path, guids: tuple[str, str]) -> None:
    episodes = {f"0{number}-a": {"guid": guid, "date": "2026-11-02"} for number, guid in enumerate(guids)}
    value = {"format": 1, "podcast_guid": "5460905d-3eeb-41d7-bcd3-af2afb16a45f", "episodes": episodes}
    (tmp_path / LOCK_FILE).write_text(json.dumps(value))
    with pytest.raises(AudiogenError, match="two episodes have the same guid"):
        read_lock(tmp_path)
