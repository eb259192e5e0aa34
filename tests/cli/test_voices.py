"""`audiogen voices`: which there are, and getting more of them."""

from __future__ import annotations

import hashlib
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.model_server import ModelServer

from audiogen.cli.main import run
from audiogen.speech.models import download
from audiogen.speech.models.catalogue import RemoteFile, hibari_voices
from audiogen.speech.registry import voices

CONTENT = random.Random(0).randbytes(300_000)  # noqa: S311 - nothing is kept secret with them


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModelServer]:
    """Emma's and Kokoro's models, had from the loopback address."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("AUDIOGEN_MODELS", str(tmp_path))
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    with ModelServer(CONTENT) as running:
        names = (f"hibari/{hibari_voices()['emma'].file}", "kokoro/kokoro-v1.0.int8.onnx", "kokoro/voices-v1.0.bin")
        emma, *kokoro = (RemoteFile(name, running.url, len(CONTENT), sha256) for name in names)
        monkeypatch.setattr(download, "remote_models", lambda: {"emma": (emma,), "kokoro": tuple(kokoro)})
        yield running


@pytest.fixture(params=[60, 80, 200])
def width(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("audiogen.cli.screen.terminal.OUT.width", request.param)
    return int(request.param)


def test_every_voice_is_told_with_all_that_people_choose_by() -> None:
    program = "from audiogen.cli.main import run; run(['voices'])"
    environment = {**os.environ, "COLUMNS": "300"}
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    ).stdout
    for voice in voices():
        row = next(line for line in told.splitlines() if line.startswith(f"{voice.name} "))
        here = "no" if voice.missing else "yes"
        cells = [cell.strip() for cell in re.split(r"\s{2,}", row.strip())]
        assert cells == [voice.name, voice.speaks, voice.gender, voice.licence, voice.about, here]


def test_how_a_voice_is_had_can_be_copied_whole_from_any_terminal(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AUDIOGEN_MODELS", str(tmp_path))
    assert run(["voices"]) == 0
    told = capsys.readouterr().out
    assert "How to get emma: it is not downloaded yet; run: audiogen voices get emma\n" in told
    for voice in voices():
        assert not voice.missing or f"How to get {voice.name}: {voice.missing}\n" in told
        assert not voice.variants or f"Variants of {voice.name}: {voice.variants}\n" in told
    assert "…" not in told


def test_a_voice_is_downloaded_and_said_how_to_be_heard(
    server: ModelServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.script = ["cut"]
    assert run(["voices", "get", "emma"]) == 0
    told = capsys.readouterr().out
    place = hibari_voices()["emma"].path
    assert place.read_bytes() == CONTENT
    assert f"The voice emma is here, in {place.parent}." in told
    assert told.endswith("--voice emma\n")


def test_a_downloaded_voice_is_listed_as_here(
    server: ModelServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["voices", "get", "emma"])
    capsys.readouterr()
    run(["voices"])
    assert "How to get emma" not in capsys.readouterr().out


def test_one_voice_of_a_family_brings_the_models_of_all(server: ModelServer, tmp_path: Path) -> None:
    assert run(["voices", "get", "kokoro-bf_emma"]) == 0
    kept = {path.name for path in (tmp_path / "kokoro").iterdir() if path.suffix != ".lock"}
    assert kept == {"kokoro-v1.0.int8.onnx", "voices-v1.0.bin"}


def test_what_is_still_missing_after_a_download_is_told(
    server: ModelServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert run(["voices", "get", "kokoro"]) == 0
    told = capsys.readouterr().out
    assert 'Before it can speak: Kokoro is not installed; run: pip install -e ".[kokoro]"' in told
    assert "Hear it with" not in told


def test_progress_runs_over_all_files_of_a_voice(server: ModelServer) -> None:
    seen: list[tuple[int, int]] = []
    download.get_files(download.files_for("kokoro"), lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, 2 * len(CONTENT))
    assert seen[-1] == (2 * len(CONTENT), 2 * len(CONTENT))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_a_voice_that_is_here_anyway_needs_no_download(server: ModelServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["voices", "get", "heart"]) == 0
    assert "The voice heart is here, without any download." in capsys.readouterr().out
    assert server.ranges == []


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ema", "did you mean emma?"),
        ("kokoro-nobody", 'has no variant "nobody"'),
        ("piper:models/joe.onnx", "is not one that audiogen downloads"),
    ],
)
def test_one_voice_that_cannot_be_had_stops_the_command_before_any_download(
    server: ModelServer, capsys: pytest.CaptureFixture[str], name: str, says: str
) -> None:
    assert run(["voices", "get", "emma", name]) == 1
    assert says in capsys.readouterr().err
    assert server.ranges == []


def test_a_failed_download_ends_with_1_and_says_what_to_do(
    server: ModelServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.then = "corrupt"
    assert run(["voices", "get", "emma"]) == 1
    told = capsys.readouterr().err
    assert "is not the file that audiogen knows" in told
    assert f"by hand to {hibari_voices()['emma'].path}" in told
    assert not hibari_voices()["emma"].path.exists()


def test_listing_voices_loads_no_engine_and_asks_no_network() -> None:
    program = """
import sys
from audiogen.cli.main import run
run(["voices"])
heavy = {"numpy", "onnxruntime", "hibari", "gtts", "requests", "urllib3", "filelock", "kokoro_onnx", "piper"}
print(sorted(heavy & set(sys.modules)))
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"
