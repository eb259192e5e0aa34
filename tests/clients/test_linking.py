"""Giving links and taking them back: each command changes what it says, and needs no more than it must."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from audiogen.clients.forgetting import forget
from audiogen.clients.linking import give_link, limit_link, revoke_link, rotate_link, state_of
from audiogen.clients.links import links_of
from audiogen.clients.lock import CLIENTS_LOCK, read_clients_lock
from audiogen.clients.secret import read_secret, secret_path
from audiogen.errors import AudiogenError, OutputError, ScriptError

TODAY = dt.date(2026, 11, 30)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with two clients, for both of whom something is built."""
    (tmp_path / "clients.yaml").write_text("- id: c1\n- id: c2\n", encoding="utf-8")
    for client in ("c1", "c2"):
        (tmp_path / "private" / client).mkdir(parents=True)
        (tmp_path / "private" / client / "show.json").write_text("{}", encoding="utf-8")
    return tmp_path


def test_a_link_stays_the_same_however_often_it_is_asked_for(root: Path) -> None:
    first = give_link(root, "c1")
    assert give_link(root, "C1") == first == links_of(root, TODAY)[0]
    assert read_clients_lock(root)["c1"].generation == 1


def test_nothing_but_the_asked_clients_link_changes(root: Path) -> None:
    other, one = give_link(root, "c2"), give_link(root, "c1")
    rotate_link(root, "c1")
    assert give_link(root, "c2") == other
    revoke_link(root, "c2")
    assert [each.client for each in links_of(root, TODAY)] == ["c1"]
    assert links_of(root, TODAY)[0].token != one.token


def test_a_feed_is_there_only_where_it_is_asked_for_and_stays_until_it_is_not(root: Path) -> None:
    assert not give_link(root, "c1").feed
    assert give_link(root, "c1", feed=True).feed
    assert give_link(root, "c1").feed
    assert rotate_link(root, "c1").feed
    assert not give_link(root, "c1", feed=False).feed


def test_what_was_taken_back_never_comes_again(root: Path) -> None:
    tokens = [give_link(root, "c1", feed=True).token]
    tokens.append(rotate_link(root, "c1").token)
    before = revoke_link(root, "c1")
    assert (before.linked, before.feed) == (True, True)
    assert links_of(root, TODAY) == ()
    again = give_link(root, "c1")
    tokens.append(again.token)
    assert not again.feed
    assert len(set(tokens)) == 3


def test_a_link_that_is_not_there_cannot_be_rotated_and_need_not_be_taken_back(root: Path) -> None:
    with pytest.raises(AudiogenError, match="c1 has no link"):
        rotate_link(root, "c1")
    assert not revoke_link(root, "c1").linked
    assert not (root / CLIENTS_LOCK).exists()
    assert read_secret(root) is None


def test_the_last_day_can_be_said_before_and_after_a_link_is_given(root: Path) -> None:
    assert limit_link(root, "c1", TODAY).expiry == TODAY
    assert give_link(root, "c1").expiry == TODAY
    assert links_of(root, TODAY + dt.timedelta(days=1)) == ()
    assert limit_link(root, "C1", None).expiry is None
    assert len(links_of(root, TODAY + dt.timedelta(days=1))) == 1


def test_an_id_that_nobody_has_is_told_with_those_that_there_are(root: Path) -> None:
    for act in (give_link, rotate_link, revoke_link, state_of):
        with pytest.raises(AudiogenError, match='there is no client "c9"'):
            act(root, "c9")
    with pytest.raises(AudiogenError, match="There is c1, c2"):
        limit_link(root, "c9", None)
    assert not (root / CLIENTS_LOCK).exists()


def test_a_link_is_taken_back_whatever_is_wrong_with_the_clients_file(root: Path) -> None:
    give_link(root, "c1")
    (root / "clients.yaml").write_text("- id: c1\n  start: soon\n- id: c3\n", encoding="utf-8")
    assert revoke_link(root, "c1").linked
    with pytest.raises(ScriptError):
        give_link(root, "c3")


def test_a_link_is_taken_back_without_its_secret_and_then_a_new_secret_may_be_made(root: Path) -> None:
    token = give_link(root, "c1").token
    secret_path(root).unlink()
    for act in (give_link, rotate_link):
        with pytest.raises(AudiogenError, match="is missing"):
            act(root, "c1")
    with pytest.raises(AudiogenError, match="is missing"):
        give_link(root, "c2")
    assert read_secret(root) is None
    revoke_link(root, "c1")
    assert give_link(root, "c1").token != token


def test_a_damaged_lock_is_told_of_and_stays_as_it_is(root: Path) -> None:
    give_link(root, "c1")
    (root / CLIENTS_LOCK).write_text("{", encoding="utf-8")
    for act in (give_link, rotate_link, revoke_link):
        with pytest.raises(AudiogenError, match="is damaged"):
            act(root, "c1")
    assert (root / CLIENTS_LOCK).read_text(encoding="utf-8") == "{"


@pytest.mark.parametrize("act", [rotate_link, revoke_link])
def test_a_full_disk_leaves_the_link_as_it_was(root: Path, act: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    before = give_link(root, "c1")
    assert callable(act)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="No space left"):
            act(root, "c1")
    assert links_of(root, TODAY) == (before,)


def test_a_forgotten_id_that_is_given_again_opens_no_old_link(root: Path) -> None:
    token = give_link(root, "c1").token
    forget(root, "c1")
    assert links_of(root, TODAY) == ()
    (root / "clients.yaml").write_text("- id: C1\n", encoding="utf-8")
    assert give_link(root, "C1").token != token


def test_a_lost_lock_is_told_and_never_made_anew_in_its_place(root: Path) -> None:
    give_link(root, "c1")
    (root / CLIENTS_LOCK).unlink()
    for act in (
        lambda: give_link(root, "c1"),
        lambda: rotate_link(root, "c1"),
        lambda: revoke_link(root, "c1"),
        lambda: limit_link(root, "c1", TODAY),
        lambda: links_of(root, TODAY),
    ):
        with pytest.raises(AudiogenError, match="is missing, without which nobody knows which links"):
            act()
    assert not (root / CLIENTS_LOCK).exists()


def test_a_first_link_that_was_cut_off_can_be_given_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("audiogen.clients.secret._put", _cut)
        with pytest.raises(KeyboardInterrupt):
            give_link(root, "c1")
    assert links_of(root, TODAY) == ()
    given = give_link(root, "c1")
    assert links_of(root, TODAY) == (given,)


def _cut(*_: Path) -> None:
    raise KeyboardInterrupt


def test_how_it_stands_about_a_link_holds_no_token(root: Path) -> None:
    link = give_link(root, "c1", feed=True)
    state = state_of(root, "c1")
    assert (state.linked, state.feed, state.built, state.expiry) == (True, True, True, None)
    assert link.token not in repr((state, link))
    assert not state_of(root, "c2").linked
