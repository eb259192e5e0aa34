"""Downloads: resumed after every cut, verified, and whole in their place or not there at all."""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.model_server import Mode, ModelServer, corrupted

from audiogen.errors import OutputError, VoiceError
from audiogen.network.retry import RetryPolicy
from audiogen.speech.models import transfer
from audiogen.speech.models.catalogue import RemoteFile
from audiogen.speech.models.download import download

CONTENT = random.Random(0).randbytes(1_000_000)  # noqa: S311 - nothing is kept secret with them
"""Without a period: bytes in a wrong place must not look like those that belong there."""


@pytest.fixture(autouse=True)
def _without_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(CONTENT) as running:
        yield running


def remote(server: ModelServer) -> RemoteFile:
    return RemoteFile("voice/model.onnx", server.url, len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


def fetch(server: ModelServer, folder: Path, *, attempts: int = 3) -> Path:
    return download(remote(server), folder, retry=RetryPolicy(attempts, sleep=lambda _: None))


def starts(server: ModelServer) -> list[int]:
    """From which byte on each request asked for the file."""
    return [int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0 for asked in server.ranges]


def leave(folder: Path, content: bytes) -> Path:
    """What an earlier download left unfinished."""
    unfinished = folder / "voice/model.onnx.part"
    unfinished.parent.mkdir()
    unfinished.write_bytes(content)
    return unfinished


def models_in(folder: Path) -> list[str]:
    """The names of all files but locks, which stay, empty, where the system keeps them."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")


def test_a_file_is_downloaded_whole_into_its_place(server: ModelServer, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = download(remote(server), tmp_path, on_progress=lambda done, total: seen.append((done, total)))
    assert path == tmp_path / "voice/model.onnx"
    assert path.read_bytes() == CONTENT
    assert models_in(tmp_path) == ["model.onnx"]
    assert seen[0] == (0, len(CONTENT))
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_a_server_that_does_not_tell_the_size_serves_as_well(server: ModelServer, tmp_path: Path) -> None:
    server.script = ["unsized"]
    assert fetch(server, tmp_path).read_bytes() == CONTENT


def test_what_is_there_is_not_asked_for_again(server: ModelServer, tmp_path: Path) -> None:
    fetch(server, tmp_path)
    fetch(server, tmp_path)
    assert len(server.ranges) == 1


def test_a_damaged_file_in_its_place_is_fetched_anew(server: ModelServer, tmp_path: Path) -> None:
    fetch(server, tmp_path).write_bytes(corrupted(CONTENT))
    assert fetch(server, tmp_path).read_bytes() == CONTENT


def test_a_cut_download_goes_on_where_it_stopped(server: ModelServer, tmp_path: Path) -> None:
    server.script = ["cut", "cut", "cut"]
    assert fetch(server, tmp_path).read_bytes() == CONTENT
    assert starts(server) == [0, 500_000, 750_000, 875_000]


def test_a_download_goes_on_after_the_program_has_ended(server: ModelServer, tmp_path: Path) -> None:
    server.script, server.then = ["cut"], "nothing"
    with pytest.raises(VoiceError, match="the connection was cut") as caught:
        fetch(server, tmp_path)
    assert "it goes on where it stopped" in caught.value.hint
    assert models_in(tmp_path) == ["model.onnx.part"]
    server.ranges.clear()
    server.then = "ok"
    seen: list[int] = []
    download(remote(server), tmp_path, on_progress=lambda done, _: seen.append(done))
    assert starts(server) == [500_000]
    assert seen[0] == 500_000
    assert (tmp_path / "voice/model.onnx").read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("mode", "asked"),
    [("no-ranges", [0, 500_000]), ("wrong-range", [0, 500_000, 0]), ("416", [0, 500_000, 0])],
)
def test_a_server_that_cannot_go_on_begins_anew(
    server: ModelServer, tmp_path: Path, mode: Mode, asked: list[int]
) -> None:
    server.script = ["cut", mode]
    assert fetch(server, tmp_path).read_bytes() == CONTENT
    assert starts(server) == asked


@pytest.mark.parametrize(
    "left",
    [b"x" * 1000, b"x" * len(CONTENT), CONTENT + b"x", corrupted(CONTENT)],
    ids=["of another file", "damaged, whole", "too long", "damaged at its end"],
)
def test_rubbish_left_by_an_earlier_download_costs_time_but_no_failure(
    server: ModelServer, tmp_path: Path, left: bytes
) -> None:
    leave(tmp_path, left)
    assert fetch(server, tmp_path).read_bytes() == CONTENT
    assert starts(server)[-1] == 0


def test_what_an_earlier_download_left_whole_is_put_in_place_unasked(server: ModelServer, tmp_path: Path) -> None:
    leave(tmp_path, CONTENT)
    assert fetch(server, tmp_path).read_bytes() == CONTENT
    assert server.ranges == []


@pytest.mark.parametrize("script", [[], ["cut"]])
def test_a_corrupt_download_is_named_deleted_and_never_used(
    server: ModelServer, tmp_path: Path, script: list[Mode]
) -> None:
    server.script, server.then = script, "corrupt"
    with pytest.raises(VoiceError, match="is not the file that audiogen knows") as caught:
        fetch(server, tmp_path)
    assert remote(server).sha256[:12] in caught.value.message
    assert hashlib.sha256(corrupted(CONTENT)).hexdigest()[:12] in caught.value.message
    assert "copy the file by hand to" in caught.value.hint
    assert models_in(tmp_path) == []


@pytest.mark.parametrize("content", [CONTENT[:-1], CONTENT + b"!", b""], ids=["shorter", "longer", "empty"])
def test_a_file_of_another_size_is_refused_before_it_is_fetched(tmp_path: Path, content: bytes) -> None:
    with ModelServer(content, then="ok" if content else "unsized") as server:
        with pytest.raises(VoiceError) as caught:
            fetch(server, tmp_path)
        if content:
            assert f"another file, {len(content)} bytes long in place of 1000000" in caught.value.message
            assert len(server.ranges) == 1
    assert models_in(tmp_path) in ([], ["model.onnx.part"])


@pytest.mark.parametrize("content", [CONTENT[:600_000], CONTENT * 30], ids=["shorter", "longer"])
def test_a_file_of_another_size_that_is_not_told_ends_soon_as_well(tmp_path: Path, content: bytes) -> None:
    received: list[int] = []
    with ModelServer(content, then="unsized") as server:
        retry = RetryPolicy(attempts=3, sleep=lambda _: None)
        with pytest.raises(VoiceError):
            download(remote(server), tmp_path, on_progress=lambda done, _: received.append(done), retry=retry)
        assert len(server.ranges) < 10
    assert max(received) <= len(CONTENT) + 64 * 1024
    assert not (tmp_path / "voice/model.onnx").exists()


def test_a_file_that_has_changed_on_the_server_is_not_gone_on_with(server: ModelServer, tmp_path: Path) -> None:
    server.script = ["cut", "other-size-in-range"]
    with pytest.raises(VoiceError, match="another file, 1000001 bytes long"):
        fetch(server, tmp_path)


@pytest.mark.parametrize(
    ("mode", "says", "asked"),
    [
        ("404", "the server answers 404 Not Found", 1),
        ("403", "the server answers 403 Forbidden", 1),
        ("html", "a page in place of the file", 1),
        ("circle", "round in circles", 31),
        ("500", r"in trouble \(500\)", 3),
        ("nothing", "the connection was cut", 3),
        ("416", "the server has another file", 3),
    ],
)
def test_what_goes_wrong_is_named_with_what_to_do(
    server: ModelServer, tmp_path: Path, mode: Mode, says: str, asked: int
) -> None:
    server.then = mode
    with pytest.raises(VoiceError, match=says) as caught:
        fetch(server, tmp_path)
    assert f"by hand to {tmp_path / 'voice' / 'model.onnx'}" in caught.value.hint
    assert server.url in caught.value.hint
    assert len(server.ranges) == asked


def test_a_server_that_falls_silent_is_left_after_30_s(server: ModelServer, tmp_path: Path) -> None:
    server.script = ["silence", "drip"]
    assert fetch(server, tmp_path).read_bytes() == CONTENT
    assert server.silence.timeouts_s == [30, 30]
    server.then = "silence"
    with pytest.raises(VoiceError, match="the server is silent"):
        fetch(server, tmp_path / "again")


def test_a_server_that_drips_is_left_and_what_came_is_kept(server: ModelServer, tmp_path: Path) -> None:
    server.script = ["drip"]
    # a minute passes while the first bytes come, and none afterwards
    seconds = itertools.chain([0.0], itertools.repeat(61.0))
    retry = RetryPolicy(attempts=1, sleep=lambda _: None, clock=lambda: next(seconds))
    with pytest.raises(VoiceError, match="sends next to nothing, 1000 bytes in 61 s"):
        download(remote(server), tmp_path, retry=retry)
    assert fetch(server, tmp_path).read_bytes() == CONTENT
    assert starts(server) == [0, 1000]


def test_a_few_bytes_with_every_request_do_not_keep_a_download_alive(server: ModelServer, tmp_path: Path) -> None:
    server.then = "drip"
    with pytest.raises(VoiceError, match="the server is silent"):
        fetch(server, tmp_path, attempts=5)
    assert starts(server) == [0, 1000, 2000, 3000, 4000]


def test_no_server_at_all_is_out_of_reach(tmp_path: Path) -> None:
    waits: list[float] = []
    file = RemoteFile("model.onnx", "http://127.0.0.1:1/model.onnx", 5, "0" * 64)
    with pytest.raises(VoiceError, match="cannot be reached"):
        download(file, tmp_path, retry=RetryPolicy(sleep=waits.append))
    assert sum(waits) == 3


def test_a_proxy_out_of_reach_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    file = RemoteFile("model.onnx", "https://models.invalid/model.onnx", 5, "0" * 64)
    with pytest.raises(VoiceError, match="the proxy that HTTPS_PROXY"):
        download(file, tmp_path, retry=RetryPolicy(sleep=lambda _: None))


@pytest.mark.parametrize(
    ("target", "taken"),
    [
        ("https://cdn.invalid/a", True),
        ("/a", True),
        ("//cdn.invalid/a", True),
        ("http://cdn.invalid/a", False),
        ("HTTP://cdn.invalid/a", False),
        ("ftp://cdn.invalid/a", False),
    ],
)
def test_a_redirect_leads_elsewhere_but_never_off_the_encrypted_way(target: str, *, taken: bool) -> None:
    answer = requests.Response()
    answer.status_code, answer.url, answer.headers["Location"] = 302, "https://models.invalid/a", target
    if taken:
        assert transfer._EncryptedSession().get_redirect_target(answer) == target
    else:
        with pytest.raises(transfer.PermanentError, match="not encrypted"):
            transfer._EncryptedSession().get_redirect_target(answer)


def test_waits_double_while_nothing_comes_and_begin_anew_when_something_does(
    server: ModelServer, tmp_path: Path
) -> None:
    waits: list[float] = []
    server.script = ["500", "500", "cut", "500", "500", "500", "500", "500", "ok"]
    download(remote(server), tmp_path, retry=RetryPolicy(sleep=waits.append))
    assert waits == [1, 2, 1, 2, 4, 8, 16]


def test_a_place_that_cannot_be_written_is_told(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "voice").write_bytes(b"a file in the way")
    with pytest.raises(OutputError, match="cannot write") as caught:
        fetch(server, tmp_path)
    assert "AUDIOGEN_MODELS" in caught.value.hint
    assert server.ranges == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_is_told(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "voice").mkdir()
    (tmp_path / "voice/model.onnx.part").symlink_to("/dev/full")
    with pytest.raises(OutputError, match="No space left on device"):
        fetch(server, tmp_path)


@given(st.lists(st.sampled_from(["cut", "nothing", "500", "no-ranges", "wrong-range", "416", "unsized"]), max_size=6))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_on_the_way_the_file_is_whole_in_the_end(
    server: ModelServer, tmp_path: Path, script: list[Mode]
) -> None:
    server.script = list(script)
    path = fetch_patiently(server, tmp_path)
    assert path.read_bytes() == CONTENT
    path.unlink()


def fetch_patiently(server: ModelServer, folder: Path) -> Path:
    """As somebody who runs the command again whenever it fails."""
    while True:
        faults_ahead = bool(server.script)
        try:
            return fetch(server, folder)
        except VoiceError:
            assert faults_ahead


DOWNLOAD = """
import sys
from pathlib import Path
from audiogen.speech.models.download import download
from audiogen.speech.models.catalogue import RemoteFile
url, size, sha256, folder = sys.argv[1:]
print("asking", flush=True)
download(RemoteFile("voice/model.onnx", url, int(size), sha256), Path(folder))
"""


def in_a_process(server: ModelServer, folder: Path) -> subprocess.Popen[str]:
    file = remote(server)
    command = [sys.executable, "-c", DOWNLOAD, file.url, str(file.size_bytes), file.sha256, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_of_many_downloads_of_one_file_at_once_one_asks_and_all_have_it(server: ModelServer, tmp_path: Path) -> None:
    faults: list[BaseException] = []

    def get() -> None:
        try:
            fetch(server, tmp_path)
        except (VoiceError, OutputError) as error:
            faults.append(error)

    server.script = ["cut", "cut"]
    threads = [threading.Thread(target=get) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert (tmp_path / "voice/model.onnx").read_bytes() == CONTENT
    assert starts(server) == [0, 500_000, 750_000]


def test_two_processes_download_one_file_once(server: ModelServer, tmp_path: Path) -> None:
    processes = [in_a_process(server, tmp_path) for _ in range(2)]
    assert [process.communicate()[1] for process in processes] == ["", ""]
    assert (tmp_path / "voice/model.onnx").read_bytes() == CONTENT
    assert starts(server) == [0]


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL] if os.name == "posix" else [])
def test_what_an_ended_process_had_is_gone_on_with(server: ModelServer, tmp_path: Path, how: signal.Signals) -> None:
    server.script = ["cut", "stall"]
    process = in_a_process(server, tmp_path)
    while not server.stalled.wait(0.1):
        assert process.poll() is None
    process.send_signal(how)
    process.communicate()
    assert process.returncode != 0
    assert fetch(server, tmp_path).read_bytes() == CONTENT
    assert starts(server) == [0, 500_000, 500_000]
