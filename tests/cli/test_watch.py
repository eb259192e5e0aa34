from __future__ import annotations

import threading
from pathlib import Path
from typing import Self

import pytest
from support.projects import SECOND, write_project
from support.saving import Saves, replace

from audiogen.cli import playback
from audiogen.cli.main import run
from audiogen.project import Project
from audiogen.watching import disk


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "cache"))
    return write_project(tmp_path, s02_leaving=SECOND)


class Interrupted(Saves):
    """Ctrl-C after the last save, once what it brought about has come."""

    come: threading.Event | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def next(self, *, wait: bool) -> frozenset[Path]:
        try:
            return super().next(wait=wait)
        except StopIteration:
            if self.come:
                self.come.wait()
            raise KeyboardInterrupt from None


def test_ctrl_c_ends_it_as_it_is_meant_to_end(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saves = Interrupted([replace(project.scripts / "02-leaving.yaml", "Leaving", "Going")])
    monkeypatch.setattr(disk, "FolderChanges", lambda *_args, **_options: saves)
    assert run(["watch", "-C", str(project.root)]) == 0
    first, checked, answer, *_ = capsys.readouterr().out.splitlines()
    assert first == f"Watching 1 session in {project.scripts}. Ctrl-C ends."
    assert checked[10:].startswith("1 session checked: ")
    assert answer[10:].startswith("02-leaving  0:20, as before")


def test_it_plays_from_the_line_that_changed_and_stops_at_the_end(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, played = project.scripts / "02-leaving.yaml", list[str]()
    broken = Interrupted(
        [replace(path, "steps:", "step:"), replace(path, "step:", "steps:"), replace(path, "20s", "19s")]
    )
    broken.come = threading.Event()

    def play(sound: Path, stopped: threading.Event) -> bool:
        played.append(sound.name)
        assert broken.come
        broken.come.set()
        return stopped.wait()

    monkeypatch.setattr(disk, "FolderChanges", lambda *_args, **_options: broken)
    monkeypatch.setattr(playback, "play_until", play)
    assert run(["watch", "2", "--play", "-C", str(project.root)]) == 0
    assert played == ["preview-02-leaving.wav"]
    assert "playing from 0:0" in capsys.readouterr().out


def test_what_is_said_of_playing_needs_play(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["watch", "--length", "10m", "-C", str(project.root)]) == 2
    assert "add --play" in capsys.readouterr().err


def test_a_session_that_is_none_is_told_with_those_that_are(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["watch", "7", "-C", str(project.root)]) == 1
    assert '"7" is none of the scripts' in capsys.readouterr().err


def test_a_player_is_stopped_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    began = tmp_path / "began"
    player = tmp_path / "afplay"
    player.write_text(f"#!/bin/sh\ntouch {began}\nexec sleep 60\n")
    player.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    stopped = threading.Event()
    playing = threading.Thread(target=playback.play_until, args=(tmp_path / "sound.wav", stopped))
    playing.start()
    while not began.exists():
        pass
    stopped.set()
    playing.join()
