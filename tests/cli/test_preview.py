"""`audiogen preview`: a part of a session, heard before it is built."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
import soundfile
from support.projects import write_project

from audiogen.cli import playback
from audiogen.cli.main import run
from audiogen.speech.engine import Sound
from audiogen.speech.engines.tone import ToneEngine
from audiogen.units import RATE

CLIENT = "title: Hello\nsummary: S\nsteps:\n  - say: Hello {name}.\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "cache"))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, int, float]]:
    """What was played: the file, its permissions, and how many seconds it lasts."""
    heard: list[tuple[Path, int, float]] = []

    def play(path: Path) -> bool:
        heard.append((path, path.stat().st_mode & 0o777, soundfile.info(path).duration))
        return True

    monkeypatch.setattr(playback, "play_interruptibly", play)
    return heard


def temporary() -> list[str]:
    return [path.name for path in Path(tempfile.gettempdir()).iterdir()]


def test_it_is_played_and_told_and_nothing_is_left(
    played: list[tuple[Path, int, float]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["preview", "2", "--from", "0:05", "--for", "4s"]) == 0
    assert played[0][2] == 4
    said = capsys.readouterr().out
    assert "Playing: Leaving, from about 0:05 to 0:09" in said
    assert "expected" in said
    assert temporary() == []


def test_a_file_is_written_once_and_played_when_asked(
    played: list[tuple[Path, int, float]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["preview", "2", "--for", "2s", "--out", "a.flac"]) == 0
    assert "a.flac: Leaving, from 0:00 to 0:02, 1 phrase newly spoken" in capsys.readouterr().out
    assert not played
    assert run(["preview", "2", "--for", "2s", "--out", "a.flac"]) == 1
    assert "add --force" in capsys.readouterr().err
    assert run(["preview", "2", "--for", "2s", "--out", "a.flac", "--force", "--play"]) == 0
    assert [each[0] for each in played] == [Path("a.flac")]
    assert soundfile.info("a.flac").frames == 2 * RATE


def test_where_nothing_plays_the_file_is_kept_and_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playback, "play_interruptibly", lambda _path: False)
    for name in ("preview-02-leaving.wav", "preview-02-leaving-2.wav"):
        assert run(["preview", "2", "--for", "1s"]) == 0
        assert f"open {name} yourself" in capsys.readouterr().out
        assert soundfile.info(name).frames == RATE
    assert temporary() == []


def test_a_clients_preview_is_in_no_folder_that_others_share(
    tmp_path: Path, played: list[tuple[Path, int, float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scripts/03-hello.yaml").write_text(CLIENT)
    (tmp_path / "clients.yaml").write_text("- id: c1\n  name: Nuria\n")
    assert run(["preview", "3", "--client", "c1"]) == 0
    ((path, mode, _),) = played
    private = tmp_path / "private/c1"
    assert path.resolve().is_relative_to(private)
    assert mode == 0o600
    assert {each.name for each in private.iterdir()} == {"cache"}
    (private / ".preview-killed").mkdir()
    os.utime(private / ".preview-killed", (0, 0))
    monkeypatch.setattr(playback, "play_interruptibly", lambda _path: False)
    assert run(["preview", "3", "--client", "c1"]) == 0
    assert (private / "preview-03-hello.wav").stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.glob("*.wav")) == []
    assert not (private / ".preview-killed").exists()


@pytest.mark.parametrize("where", ["speaking", "playing"])
def test_an_interrupt_ends_it_at_once_and_leaves_nothing(
    where: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object, **_settings: object) -> Sound:
        raise KeyboardInterrupt

    if where == "speaking":
        monkeypatch.setattr(ToneEngine, "synthesize", interrupted)
    else:
        monkeypatch.setattr(playback.subprocess, "run", interrupted)
        monkeypatch.setattr(playback.shutil, "which", lambda program: f"/bin/{program}")
    assert run(["preview", "2", "--for", "1s"]) == 130
    assert "Interrupted" in capsys.readouterr().err
    assert temporary() == []
    assert list(Path().glob("*.wav")) == []


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["1", "--from", "Midle"], 1, 'there is no chapter "Midle"'),
        (["1", "--from", "End", "--line", "3"], 2, "one of the two"),
        (["1", "--line", "three"], 2, '"three" is no line'),
        (["1", "--line", "0"], 2, '"0" is no line'),
        (["1", "--for", "0s"], 2, "nothing is heard in no time"),
        (["1", "--for", "soon"], 2, "soon"),
        (["1", "--length", "much"], 2, "much"),
        (["1", "--length", "0"], 2, "nothing is heard in no time"),
        (["1", "--line", "999"], 1, "has 24 lines"),
        (["1", "--line", "parts/none.yaml:1"], 2, 'there is no file "parts/none.yaml"'),
        (["1", "--line", "show.yaml:3"], 1, "neither the file of this session nor one that it includes"),
        (["9"], 1, "is none of the scripts"),
        (["1", "--out", "a.mp3"], 1, "neither .wav nor .flac"),
        (["1", "--client", "c1"], 1, "client"),
    ],
)
def test_what_goes_wrong_is_told(
    arguments: list[str], code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("show.yaml").write_text("not: ours\n\n\n")
    assert run(["preview", *arguments]) == code
    assert says in " ".join(capsys.readouterr().err.split())


def test_a_missing_file_of_the_bed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    script = Path("scripts/02-leaving.yaml")
    script.write_text(script.read_text().replace("bed: off", "bed: {file: assets/rain.wav}"))
    assert run(["preview", "2"]) == 1
    assert "rain.wav" in capsys.readouterr().err


def test_a_line_of_an_included_file_is_named_as_messages_name_it(
    played: list[tuple[Path, int, float]], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("parts").mkdir()
    Path("parts/rest.yaml").write_text("steps:\n  - say: From another file.\n")
    script = Path("scripts/02-leaving.yaml")
    script.write_text(script.read_text() + "  - include: parts/rest.yaml\n")
    assert run(["preview", "2", "--line", "parts/rest.yaml:2", "--for", "9s"]) == 0
    assert "1 phrase newly spoken" in capsys.readouterr().out
    assert played
