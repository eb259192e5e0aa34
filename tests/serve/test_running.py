"""How a server ends: whoever is told to stop lets transfers finish for a while, and ends well."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send
from support.asking import PATIENCE_S
from support.publishing import episode, publish_small, undrawn_covers

from audiogen.cli.main import run
from audiogen.clients.links import links_of, today_of_clients
from audiogen.clients.lock import ClientIdentity, write_clients_lock
from audiogen.clients.secret import made_secret
from audiogen.errors import AudiogenError
from audiogen.serve import server
from audiogen.serve.listening import listen
from audiogen.serve.running import PublicServer, server_of
from audiogen.serve.settings import ServeSettings

BLOCK = b"a" * 65_536
BLOCKS = 400
"""More than all buffers on the way hold."""
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


async def long_answer(scope: Scope, _receive: Receive, send: Send) -> None:
    """A file of 26 MB."""
    del scope
    headers = [(b"content-length", str(BLOCKS * len(BLOCK)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    for number in range(BLOCKS):
        last: Message = {"type": "http.response.body", "body": BLOCK, "more_body": number < BLOCKS - 1}
        await send(last)


class Transfer:
    """A file on its way, whose client has read the beginning."""

    def __init__(self, grace_s: float) -> None:
        self.open = ExitStack()
        listener = self.open.enter_context(listen("127.0.0.1", 0))
        self.address = listener.getsockname()
        self.server: PublicServer = server_of(long_answer, ServeSettings(grace_s=grace_s))
        self.thread = threading.Thread(target=self.server.run, args=([listener],))
        self.thread.start()
        self.connection = http.client.HTTPConnection(*self.address, timeout=PATIENCE_S)
        self.open.callback(self.connection.close)
        self.connection.request("GET", "/")
        self.response = self.connection.getresponse()
        self.first = self.response.read(10)

    def ended(self) -> None:
        self.thread.join(PATIENCE_S)
        assert not self.thread.is_alive()
        self.open.close()


def test_a_transfer_that_is_under_way_comes_to_its_end() -> None:
    transfer = Transfer(PATIENCE_S)
    transfer.server.handle_exit(signal.SIGTERM, None)
    assert len(transfer.first + transfer.response.read()) == BLOCKS * len(BLOCK)
    transfer.ended()


def test_nobody_new_is_let_in_meanwhile() -> None:
    transfer = Transfer(PATIENCE_S)
    transfer.server.handle_exit(signal.SIGTERM, None)
    refused = False
    while not refused:
        try:
            with socket.create_connection(transfer.address, timeout=PATIENCE_S) as late:
                refused = late.recv(1) == b""
        except OSError:
            refused = True
    transfer.response.read()
    transfer.ended()


@pytest.mark.parametrize("again", [False, True])
def test_a_transfer_that_takes_longer_is_broken_off_without_a_word(
    capsys: pytest.CaptureFixture[str], *, again: bool
) -> None:
    transfer = Transfer(PATIENCE_S if again else 0)
    transfer.server.handle_exit(signal.SIGINT, None)
    if again:
        # the second Ctrl-C of somebody who does not want to wait, once the first has been heard
        while transfer.server._loop is None:
            threading.Event().wait(0.001)
        transfer.server.handle_exit(signal.SIGINT, None)
    transfer.thread.join(PATIENCE_S)
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        transfer.response.read()
    transfer.ended()
    assert capsys.readouterr().err == ""


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    with undrawn_covers():
        publish_small(tmp_path / "dist", episode(1))
    return tmp_path / "dist"


@pytest.fixture
def served_by_command(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., int]]:
    """Runs `audiogen serve` in this thread, and something in another one, once it listens; the exit code."""
    threads: list[threading.Thread] = []

    def serving(act: Callable[[int], None], *options: str) -> int:
        before = server.server_of

        def beginning(*arguments: object, **named: object) -> PublicServer:
            made = before(*arguments, **named)  # type: ignore[arg-type]  # as they came
            startup = made.startup

            async def started(sockets: list[socket.socket] | None = None) -> None:
                await startup(sockets)
                assert sockets
                threads.append(threading.Thread(target=act, args=(sockets[0].getsockname()[1],)))
                threads[-1].start()

            monkeypatch.setattr(made, "startup", started)
            return made

        monkeypatch.setattr(server, "server_of", beginning)
        return run(["serve", "--host", "127.0.0.1", "--port", "0", *options])

    yield serving
    for thread in threads:
        thread.join()


def ask(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    connection.request("GET", path, headers={"User-Agent": "gPodder/3.11 (me)"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


@on_posix
@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT"])
def test_a_service_that_is_stopped_has_ended_well(served_by_command: Callable[..., int], dist: Path, how: str) -> None:
    def stop(_port: int) -> None:
        os.kill(os.getpid(), getattr(signal, how))

    handlers = [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)]
    assert served_by_command(stop, "--dist", str(dist)) == 0
    assert [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)] == handlers


@on_posix
def test_a_log_that_was_moved_away_is_begun_anew_at_a_signal(
    served_by_command: Callable[..., int], dist: Path, tmp_path: Path
) -> None:
    log, moved = tmp_path / "access.log", tmp_path / "access.log.1"

    def rotate(port: int) -> None:
        ask(port, "/feed.xml?secret")
        while not log.read_text():  # a line is written once its answer has ended
            threading.Event().wait(0.001)
        log.rename(moved)
        os.kill(os.getpid(), signal.SIGHUP)
        while not log.exists():
            threading.Event().wait(0.001)
        ask(port, "/feed.xml?secret")
        os.kill(os.getpid(), signal.SIGTERM)

    assert served_by_command(rotate, "--dist", str(dist), "--access-log", str(log)) == 0
    for file in (moved, log):
        [line] = file.read_text().splitlines()
        assert " GET /feed.xml 200 " in line
        assert line.endswith(" gPodder/3.11")
        assert "127.0.0.1" not in line


@on_posix
def test_no_link_of_a_client_is_told_or_noted_whatever_becomes_of_it(
    served_by_command: Callable[..., int], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "show.yaml").touch()
    (tmp_path / "clients.yaml").write_text("- id: c1\n")
    with undrawn_covers():
        publish_small(tmp_path / "private" / "c1", episode(1))
    made_secret(tmp_path)
    write_clients_lock(tmp_path, {"c1": ClientIdentity(uuid.UUID(int=4), linked=True)})
    [link] = links_of(tmp_path, today_of_clients())
    answered = list[int]()

    def visit(port: int) -> None:
        for path in (
            "/p/{}/",
            "/p/{}",
            "/p/{}/none",
            "/p/{}x/",
            "/{}",
            "/x/{}/",
            "/%70/{}/",
            "//p/{}/",
            "/p/%2e/{}/?{}",
        ):
            answered.append(ask(port, path.replace("{}", link.token)))
        os.kill(os.getpid(), signal.SIGTERM)

    log = tmp_path / "access.log"
    assert served_by_command(visit, "--clients", "--project", str(tmp_path), "--access-log", str(log)) == 0
    told = "".join((*capfd.readouterr(), log.read_text()))
    assert answered[:3] == [200, 308, 404]
    assert link.token[5:] not in told
    assert len(log.read_text().splitlines()) == len(answered)


def test_a_port_that_something_in_front_goes_by_gives_way_to_no_other(dist: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        settings = ServeSettings("127.0.0.1", port, base_url="https://example.org")
        with pytest.raises(AudiogenError, match=f"port {port} is in use") as refusal:
            server.serve(dist, settings, lambda *_: None)
    assert "--port" in refusal.value.hint
