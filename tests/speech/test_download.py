"""Downloads: resumed after every cut, verified, and whole in their place or not there at all."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from model_server import Mode, ModelServer

from audiogen.cli import run
from audiogen.errors import OutputError, VoiceError
from audiogen.speech import models
from audiogen.speech.download import download
from audiogen.speech.models import HibariVoice, RemoteFile, get_models, models_folder, remote_models

CONTENT = bytes(range(256)) * 4000


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ModelServer(CONTENT) as running:
        yield running


def remote(server: ModelServer, content: bytes = CONTENT) -> RemoteFile:
    return RemoteFile("voice/model.onnx", server.url, len(content), hashlib.sha256(content).hexdigest())


def fetch(server: ModelServer, folder: Path, *, attempts: int = 3) -> Path:
    return download(remote(server), folder, attempts=attempts, sleep=lambda _: None)


def starts(server: ModelServer) -> list[int]:
    """From which byte on each request asked for the file."""
    return [int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0 for asked in server.ranges]


def test_a_file_is_downloaded_whole_into_its_place(server: ModelServer, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = download(remote(server), tmp_path, on_progress=lambda done, total: seen.append((done, total)))
    assert path == tmp_path / "voice/model.onnx"
    assert path.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_what_is_there_is_not_asked_for_again(server: ModelServer, tmp_path: Path) -> None:
    fetch(server, tmp_path)
    fetch(server, tmp_path)
    assert len(server.ranges) == 1


def test_a_damaged_file_in_its_place_is_fetched_anew(server: ModelServer, tmp_path: Path) -> None:
    fetch(server, tmp_path).write_bytes(b"rubbish")
    assert fetch(server, tmp_path).read_bytes() == CONTENT


def test_a_cut_download_goes_on_where_it_stopped(server: ModelServer, tmp_path: Path) -> None:
    server.script = ["cut", "cut"]
    assert fetch(server, tmp_path).read_bytes() == CONTENT
    assert server.ranges[0] is None
    first, second = starts(server)[1:]
    assert 0 < first < second < len(CONTENT)


def test_a_download_goes_on_after_the_program_has_ended(server: ModelServer, tmp_path: Path) -> None:
    server.script, server.then = ["cut"], "nothing"
    with pytest.raises(VoiceError):
        fetch(server, tmp_path)
    had = (tmp_path / "voice/model.onnx.part").stat().st_size
    assert had > 0
    server.ranges.clear()
    server.then = "ok"
    assert fetch(server, tmp_path).read_bytes() == CONTENT
    assert starts(server) == [had]


@pytest.mark.parametrize("mode", ["no-ranges", "wrong-range"])
def test_a_server_that_cannot_go_on_begins_anew(server: ModelServer, tmp_path: Path, mode: Mode) -> None:
    server.script = ["cut", mode]
    assert fetch(server, tmp_path).read_bytes() == CONTENT


def test_a_server_with_a_shorter_file_is_asked_from_the_beginning(server: ModelServer, tmp_path: Path) -> None:
    server.script = ["cut", "416"]
    assert fetch(server, tmp_path).read_bytes() == CONTENT
    assert server.ranges[-1] is None


def test_a_corrupt_download_is_named_deleted_and_never_used(server: ModelServer, tmp_path: Path) -> None:
    server.then = "corrupt"
    with pytest.raises(VoiceError, match="is not the file that audiogen knows") as caught:
        fetch(server, tmp_path)
    assert "copy the file by hand to" in caught.value.hint
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".lock"] == []


def test_a_larger_file_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ModelServer(CONTENT * 30) as server, pytest.raises(VoiceError, match="is not the file that audiogen knows"):
        download(remote(server), tmp_path, sleep=lambda _: None)


@pytest.mark.parametrize(
    ("mode", "says", "asked"),
    [
        ("404", "the server answers 404", 1),
        ("html", "a page in place of the file", 1),
        ("circle", "round in circles", 31),
        ("500", r"in trouble \(500\)", 3),
        ("nothing", "the connection was cut", 3),
    ],
)
def test_what_goes_wrong_is_named_with_what_to_do(
    server: ModelServer, tmp_path: Path, mode: Mode, says: str, asked: int
) -> None:
    server.then = mode
    with pytest.raises(VoiceError, match=says) as caught:
        fetch(server, tmp_path)
    assert "by hand to" in caught.value.hint
    assert str(tmp_path / "voice" / "model.onnx") in caught.value.hint
    assert len(server.ranges) == asked


def test_no_server_at_all_is_out_of_reach(tmp_path: Path) -> None:
    file = RemoteFile("model.onnx", "http://127.0.0.1:1/model.onnx", 5, "0" * 64)
    with pytest.raises(VoiceError, match="cannot be reached"):
        download(file, tmp_path, attempts=2, sleep=lambda _: None)


def test_waits_double_while_nothing_comes_and_begin_anew_when_something_does(
    server: ModelServer, tmp_path: Path
) -> None:
    waits: list[float] = []
    server.script = ["500", "500", "cut", "500", "ok"]
    download(remote(server), tmp_path, attempts=3, sleep=waits.append)
    assert waits == [1, 2, 1]


def test_a_place_that_cannot_be_written_is_told(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "voice").write_bytes(b"a file in the way")
    with pytest.raises(OutputError, match="cannot write"):
        fetch(server, tmp_path)


@given(st.lists(st.sampled_from(["cut", "nothing", "500", "no-ranges", "416"]), max_size=6))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_on_the_way_the_file_is_whole_in_the_end(
    server: ModelServer, tmp_path: Path, script: list[Mode]
) -> None:
    server.script = list(script)
    path = fetch(server, tmp_path, attempts=20)
    assert path.read_bytes() == CONTENT
    path.unlink()


def test_two_downloads_of_one_file_at_once_do_no_harm(server: ModelServer, tmp_path: Path) -> None:
    paths: list[Path] = []
    threads = [threading.Thread(target=lambda: paths.append(fetch(server, tmp_path, attempts=9))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "voice/model.onnx").read_bytes() == CONTENT


def test_every_model_is_pinned_by_size_and_hash() -> None:
    for files in remote_models().values():
        for file in files:
            assert file.url.startswith("https://")
            assert file.size_bytes > 10**6
            assert len(bytes.fromhex(file.sha256)) == 32


@pytest.fixture
def emma(server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HibariVoice:
    """The voice emma, had from the loopback server."""
    monkeypatch.setenv("AUDIOGEN_MODELS", str(tmp_path))
    monkeypatch.setattr(models, "remote_models", lambda: {"emma": (remote(server),), "kokoro": (remote(server),) * 2})
    return models.hibari_voices()["emma"]


def test_the_command_gets_a_voice_and_says_how_to_hear_it(
    emma: HibariVoice, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["voices", "get", "emma"]) == 0
    out = capsys.readouterr().out
    assert "The voice emma is here" in out
    assert "--voice emma" in out
    assert (models_folder() / "voice/model.onnx").read_bytes() == CONTENT


def test_progress_runs_over_all_files_of_a_voice(emma: HibariVoice) -> None:
    seen: list[tuple[int, int]] = []
    get_models("kokoro", lambda done, total: seen.append((done, total)))
    assert seen[-1] == (2 * len(CONTENT), 2 * len(CONTENT))


def test_a_voice_that_cannot_be_downloaded_is_told_with_those_that_can(
    emma: HibariVoice, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["voices", "get", "ema"]) == 1
    assert "did you mean emma?" in capsys.readouterr().err
