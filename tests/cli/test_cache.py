"""The commands around the cache: what they show, what they ask, what they do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from audiogen.cache.store import Cache, content_key
from audiogen.cli.cache import cache_app
from audiogen.cli.main import run

DAY_S = 86_400.0


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    """The user's cache: three entries, last used one to three days ago."""
    cache = Cache(tmp_path / "cache")
    for age in (1, 2, 3):
        cache.put(content_key(age), bytes(1000))
        when = time.time() - age * DAY_S
        os.utime(_path(cache, age), (when, when))
    monkeypatch.setenv("AUDIOGEN_CACHE", str(cache.folder))
    monkeypatch.delenv("AUDIOGEN_CACHE_LIMIT", raising=False)
    return cache


def _path(cache: Cache, number: int) -> Path:
    key = content_key(number)
    return cache.folder / key[:2] / key[2:]


def kept(cache: Cache) -> list[int]:
    return [number for number in (1, 2, 3) if _path(cache, number).exists()]


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(["cache", *arguments]) == code
    return capsys.readouterr().out


def test_it_shows_folder_size_limit_and_last_use(cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    shown = dict(line.split(maxsplit=1) for line in said(capsys).splitlines() if not line.startswith("Last used"))
    assert shown["Folder"] == str(cache.folder)
    assert (shown["Entries"], shown["Size"], shown["Limit"]) == ("3", "3.1 kB", "4.0 GB")


def test_it_shows_when_phrases_were_used(cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    newest, oldest = (time.strftime("%Y-%m-%d", time.localtime(time.time() - days * DAY_S)) for days in (1, 3))
    assert f"Last used   {newest}; longest unused since {oldest}\n" in said(capsys)


def test_what_a_killed_build_left_is_shown(cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Unfinished" not in said(capsys)
    (cache.folder / f".{'1' * 16}.tmp").write_bytes(b"half")
    assert "Unfinished  1; `audiogen cache prune`" in said(capsys)


def test_an_empty_cache_is_nothing_special(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "none"))
    assert "Entries     0\nSize        0.0 kB\n" in said(capsys)
    assert "Nothing was taken out." in said(capsys, "prune")
    assert "0 entries read: none is damaged." in said(capsys, "verify")
    assert "Took out 0 entries" in said(capsys, "clear", "--yes")
    assert not (tmp_path / "none").exists()


def test_it_prunes_to_the_limit_given(cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "prune", "--limit", "2.2kB")
    assert "Took out 1 entry unused for longest, 1.0 kB" in out
    assert "within its limit: 2.1 kB of 2.2 kB" in out
    assert kept(cache) == [1, 2]


def test_it_prunes_to_the_users_limit(
    cache: Cache, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE_LIMIT", "1.1kB")
    assert "Took out 2 entries" in said(capsys, "prune")
    assert kept(cache) == [1]


def test_it_says_why_more_is_kept_than_the_limit_allows(cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    os.utime(_path(cache, 2))
    assert "1.0 kB stay: used within the last hour and a half" in said(capsys, "prune", "--limit", "0")
    assert kept(cache) == [2]


def test_without_a_limit_it_prunes_nothing(
    cache: Cache, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE_LIMIT", "none")
    assert "Limit       none" in said(capsys)
    assert "give one with --limit" in said(capsys, "prune")
    assert kept(cache) == [1, 2, 3]


def test_a_limit_that_is_no_size_is_wrong_usage(cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cache", "prune", "--limit", "lots"]) == 2
    assert '"lots" is not a size; write one like 500MB or 2GB' in capsys.readouterr().err


def test_a_variable_that_is_no_size_is_a_known_problem(
    cache: Cache, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE_LIMIT", "plenty")
    assert run(["cache"]) == 1
    told = capsys.readouterr().err
    assert 'AUDIOGEN_CACHE_LIMIT: "plenty" is not a size' in told
    assert "Set it to a size like 500MB" in told


def test_it_verifies_and_says_what_it_took_out(cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    path = _path(cache, 1)
    path.write_bytes(path.read_bytes()[:-1])
    _path(cache, 3).write_bytes(b"an object of Git")
    out = said(capsys, "verify")
    assert "2 entries read. Took out 1 damaged entry, 1.0 kB; builds speak anew what they need." in out
    assert "1 file with a name like an entry's, but not audiogen's: left alone." in out
    assert kept(cache) == [2, 3]
    assert "1 entry read: none is damaged." in said(capsys, "verify")


@pytest.mark.parametrize(("answer", "left"), [("n\n", [1, 2, 3]), ("\n", [1, 2, 3]), ("y\n", [])])
def test_it_asks_before_it_clears(cache: Cache, answer: str, left: list[int]) -> None:
    result = CliRunner().invoke(cache_app, ["clear"], input=answer)
    assert result.exit_code == 0
    assert f"Take out all 3 entries of {cache.folder} (3.1 kB)?" in result.output
    assert ("Nothing was taken out." in result.output) == bool(left)
    assert kept(cache) == left


def test_it_clears_without_asking_when_told_so(cache: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Took out 3 entries, 3.1 kB" in said(capsys, "clear", "--yes")
    assert kept(cache) == []


def test_it_clears_nothing_when_there_is_nobody_to_ask(cache: Cache) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "audiogen", "cache", "clear"], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert told.returncode == 130
    assert kept(cache) == [1, 2, 3]


@pytest.mark.parametrize("command", [(), ("prune",), ("verify",), ("clear",)])
def test_every_command_has_a_help_text(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    help_text = said(capsys, *command, "--help")
    assert "phrase" in help_text or "sentence" in help_text
