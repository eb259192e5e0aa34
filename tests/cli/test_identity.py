"""The commands around a show's identity: what they change, and what they say about subscribers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from support.projects import write_project

from audiogen.cli.main import run
from audiogen.script.identity import derived_guid
from audiogen.script.load import load_library
from audiogen.script.lock import FORMER_LOCK_FILE, LOCK_FILE, PublishedLock, assign, read_lock, write_lock

LOCAL_GUID = "a1a4ee3a-54d5-52a2-af53-4b6e295ea6a1"


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A show that was built once."""
    scripts = write_project(tmp_path).scripts
    library = load_library(scripts)
    write_lock(scripts, assign(None, library.show, library.scripts, dt.date(2026, 11, 23)))
    return scripts


def said(capsys: pytest.CaptureFixture[str], scripts: Path, *arguments: str) -> str:
    assert run(["identity", *arguments, "--project", str(scripts.parent)]) == 0
    return capsys.readouterr().out


def locked(scripts: Path) -> PublishedLock:
    lock = read_lock(scripts)
    assert lock
    return lock


def test_it_shows_what_apps_know_the_show_by(scripts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"know this show by {locked(scripts).podcast_guid}, and its 2 episodes" in said(capsys, scripts)


def test_renewing_says_what_subscribers_get_and_how_to_go_back(
    scripts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, former = locked(scripts), (scripts / LOCK_FILE).read_bytes()
    shown = said(capsys, scripts, "renew")
    assert "whoever is subscribed gets all of them again" in shown
    assert before.podcast_guid in shown
    assert locked(scripts).podcast_guid in shown
    assert locked(scripts).podcast_guid != before.podcast_guid
    assert (scripts / FORMER_LOCK_FILE).read_bytes() == former


def test_keeping_an_identity_ends_the_warning(scripts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show = scripts / "show.yaml"
    show.write_text(f"{show.read_text(encoding='utf-8')}base_url: https://calm.example\n", encoding="utf-8")
    episodes = {
        slug: type(each)(derived_guid(LOCAL_GUID, slug), each.date) for slug, each in locked(scripts).episodes.items()
    }
    write_lock(scripts, PublishedLock(LOCAL_GUID, episodes))
    assert run(["check", "--project", str(scripts.parent)]) == 0
    assert "audiogen identity renew" in capsys.readouterr().out
    assert "nothing changes for subscribers" in said(capsys, scripts, "keep")
    assert locked(scripts).episodes == episodes
    assert run(["check", "--project", str(scripts.parent)]) == 0
    assert "audiogen identity" not in capsys.readouterr().out


@pytest.mark.parametrize("command", [(), ("renew",), ("keep",)])
def test_before_the_first_build_there_is_nothing_to_change(
    scripts: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    (scripts / LOCK_FILE).unlink()
    assert "has no identity yet" in said(capsys, scripts, *command)
    assert not (scripts / LOCK_FILE).exists()


def test_where_no_show_is_the_way_to_one_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["identity", "renew", "--project", str(tmp_path)]) == 1
    assert "scripts does not exist" in capsys.readouterr().err
