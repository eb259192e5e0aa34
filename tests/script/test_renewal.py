"""When a show gets another identity, when it keeps one, and what its author is told."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from support.script_files import SCRIPT, SHOW, library

from audiogen.script.identity import derived_guid, guid_of_feed, is_random, is_shared
from audiogen.script.load import Library
from audiogen.script.lock import PublishedEpisode, PublishedLock, assign, read_lock
from audiogen.script.renewal import lock_problems, reason_to_renew, renewed, settled

TODAY = dt.date(2026, 11, 23)
LOCAL_GUID = "a1a4ee3a-54d5-52a2-af53-4b6e295ea6a1"
"""What every show without an address once had: made from localhost:8000."""
PUBLIC = "https://calm.example/podcast"


def shelf_at(tmp_path: Path, address: str | None = None, more: str = "") -> Library:
    base_url = f"base_url: {address}\n" if address else ""
    return library(tmp_path, show=SHOW + base_url + more, s01_rest=SCRIPT, s02_walk=SCRIPT.replace("Arriving", "Walk"))


def lock_of(guid: str, *slugs: str, address: str | None = None) -> PublishedLock:
    episodes = {slug: PublishedEpisode(derived_guid(guid, slug), TODAY) for slug in slugs}
    return PublishedLock(guid, episodes, address)


def messages(lock: PublishedLock | None, shelf: Library) -> list[str]:
    return [problem.message for problem in lock_problems(lock, shelf)]


def test_the_identity_that_all_shows_without_an_address_had_is_renewed_while_there_is_none(tmp_path: Path) -> None:
    shelf, lock = shelf_at(tmp_path), lock_of(LOCAL_GUID, "01-rest")
    result = settled(lock, shelf)
    assert result.lock
    assert is_random(result.lock.podcast_guid)
    assert result.lock.episodes["01-rest"].guid != lock.episodes["01-rest"].guid
    assert result.lock.episodes["01-rest"].date == TODAY
    assert "has one of its own from now on" in result.notice


def test_the_same_identity_is_kept_at_a_public_address_and_check_tells_of_it(tmp_path: Path) -> None:
    shelf, lock = shelf_at(tmp_path, PUBLIC), lock_of(LOCAL_GUID, "01-rest", "02-walk")
    assert settled(lock, shelf).lock == lock
    [problem] = lock_problems(lock, shelf)
    assert problem.warning
    assert str(problem).startswith(f"{tmp_path}/show.yaml:4:11: warning: base_url: ")
    assert "`audiogen identity renew`" in problem.message


def test_nobody_is_warned_of_an_identity_that_was_kept_on_purpose(tmp_path: Path) -> None:
    lock = replace(lock_of(LOCAL_GUID, "01-rest", "02-walk"), mark="kept")
    assert messages(lock, shelf_at(tmp_path, PUBLIC)) == []
    assert settled(lock, shelf_at(tmp_path)).lock == lock


def test_a_published_show_that_is_tried_at_a_local_address_keeps_its_identity(tmp_path: Path) -> None:
    lock = lock_of(LOCAL_GUID, "01-rest", address=PUBLIC)
    assert settled(lock, shelf_at(tmp_path)).lock == lock
    by_rule = lock_of(guid_of_feed(PUBLIC), "01-rest")
    assert settled(by_rule, shelf_at(tmp_path)).lock == by_rule


def test_what_came_from_another_host_stays_when_a_local_identity_is_renewed(tmp_path: Path) -> None:
    lock = replace(lock_of(LOCAL_GUID), episodes={"01-rest": PublishedEpisode("from-the-old-host", TODAY)})
    result = settled(lock, shelf_at(tmp_path)).lock
    assert result
    assert result.episodes == lock.episodes


@pytest.mark.parametrize("address", [None, PUBLIC])
def test_a_lock_that_knows_none_of_the_sessions_is_another_shows(tmp_path: Path, address: str | None) -> None:
    lock = lock_of(str(uuid.uuid4()), "01-sea", "02-sky", address="https://sea.example")
    shelf = shelf_at(tmp_path, address)
    result = settled(lock, shelf)
    assert result.lock is None
    assert "that of another show" in result.notice
    assert assign(result.lock, shelf.show, shelf.scripts, TODAY).podcast_guid != lock.podcast_guid
    [message] = messages(lock, shelf)
    assert "the next build gives this show an identity of its own" in message


@pytest.mark.parametrize(
    "lock",
    [
        lock_of(str(uuid.uuid4()), "01-sea", address=PUBLIC),
        lock_of(guid_of_feed(PUBLIC), "01-sea"),
        lock_of(LOCAL_GUID, "01-sea"),
    ],
)
def test_a_show_published_here_keeps_its_identity_when_all_its_sessions_were_renamed(
    tmp_path: Path, lock: PublishedLock
) -> None:
    shelf = shelf_at(tmp_path, PUBLIC)
    assert settled(lock, shelf).lock == lock
    assert 'episode "01-sea" has no script any more' in messages(lock, shelf)[-1]


def test_a_lock_is_no_copy_when_its_sessions_are_retired_or_there_are_none(tmp_path: Path) -> None:
    retired = shelf_at(tmp_path, more="retired: 01-sea\n")
    for lock in (lock_of(str(uuid.uuid4()), "01-sea"), lock_of(str(uuid.uuid4()))):
        assert reason_to_renew(lock, retired) is None


def test_sessions_that_were_not_asked_for_still_say_whose_lock_it_is(tmp_path: Path) -> None:
    shelf_at(tmp_path)
    lock = lock_of(str(uuid.uuid4()), "01-rest")
    assert reason_to_renew(lock, library(tmp_path, "2")) is None


def test_a_samples_identity_stays_at_home_and_goes_at_a_public_address(tmp_path: Path) -> None:
    lock = replace(lock_of(str(uuid.uuid4()), "01-rest", "02-walk"), mark="sample")
    assert settled(lock, shelf_at(tmp_path)).lock == lock
    assert assign(lock, shelf_at(tmp_path).show, (), TODAY).mark == "sample"
    public = shelf_at(tmp_path, PUBLIC)
    [message] = messages(lock, public)
    assert "the next build gives it one of its own" in message
    result = settled(lock, public)
    assert result.lock
    assert result.lock.podcast_guid == guid_of_feed(PUBLIC)
    assert result.lock.mark is None
    assert {*map(str, result.lock.episodes.values())}.isdisjoint(map(str, lock.episodes.values()))
    assert "an identity of its own" in result.notice


def test_the_show_that_comes_with_audiogen_is_a_sample_with_a_random_identity() -> None:
    lock = read_lock(Path(__file__).parents[2] / "scripts")
    assert lock
    assert lock.mark == "sample"
    assert is_random(lock.podcast_guid)


def test_a_renewed_identity_shares_nothing_with_the_former_and_keeps_the_dates() -> None:
    lock = replace(lock_of(LOCAL_GUID, "01-rest"), mark="sample")
    new = renewed(lock)
    assert new.podcast_guid != lock.podcast_guid
    assert new.episodes["01-rest"].guid != lock.episodes["01-rest"].guid
    assert new.episodes["01-rest"].date == TODAY
    assert new.mark is None


@pytest.mark.parametrize("address", ["http://localhost:8000", "http://127.0.0.1:8000", "http://10.1.2.3:7"])
def test_identities_made_from_local_addresses_are_known(address: str) -> None:
    assert is_shared(guid_of_feed(address), address)
    assert not is_shared(guid_of_feed(PUBLIC), address)


def test_a_retired_session_is_neither_warned_about_nor_forgotten(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, more="retired: [03-old]\n")
    lock = lock_of(str(uuid.uuid4()), "01-rest", "02-walk", "03-old")
    assert messages(lock, shelf) == []
    assert "03-old" in assign(lock, shelf.show, shelf.scripts, TODAY).episodes


def test_a_new_session_cannot_have_the_slug_of_a_retired_one(tmp_path: Path) -> None:
    lock = lock_of(str(uuid.uuid4()), "01-rest", "02-walk")
    [problem] = lock_problems(lock, shelf_at(tmp_path, more="retired:\n  - 01-rest\n"))
    assert not problem.warning
    assert (problem.path.name, problem.line, problem.column) == ("show.yaml", 5, 5)
    assert "stays reserved" in problem.message


def test_a_retired_slug_that_nobody_knows_is_named(tmp_path: Path) -> None:
    lock = lock_of(str(uuid.uuid4()), "01-rest", "02-walk", "04-old-one")
    found = lock_problems(lock, shelf_at(tmp_path, more="retired: [04]\n"))
    assert all(problem.warning for problem in found)
    assert 'retired: no episode called "04" was published; did you mean 04-old-one?' in [
        problem.message for problem in found
    ]
    assert "as they stand in published.lock.json" in messages(None, shelf_at(tmp_path, more="retired: [sea]\n"))[0]
