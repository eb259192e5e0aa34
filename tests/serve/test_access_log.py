"""What is noted of requests: what runs a service needs to know, and nothing of who listens."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from audiogen.errors import AudiogenError
from audiogen.serve.access_log import AccessLog, LogFile, shown_agent, shown_path

TOKEN = "Ab3_-xYz0123456789abcd"  # noqa: S105 - of nobody
AT = dt.datetime(2026, 11, 30, 20, 15, 9, tzinfo=dt.UTC)


class Noted:
    """Keeps lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        self.lines.append(line)

    def reopen(self) -> None:
        """There is nothing to open."""


def noted(path: str, method: str = "GET", agent: str = "AntennaPod/3.4 (phone; x)", **options: bool) -> str:
    """The line about a request that is answered with five bytes, a quarter of a second later."""
    times, lines = iter((10.0, 10.25)), Noted()
    log = AccessLog(PlainTextResponse("Hello"), lines, now=lambda: AT, clock_s=lambda: next(times), **options)
    scope = {"type": "http", "method": method, "path": path, "client": ("192.168.1.7", 4711)}
    scope["headers"] = [(b"user-agent", agent.encode())]

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(_message: Message) -> None:
        """Nobody reads it."""

    asyncio.run(log(scope, receive, send))
    [line] = lines.lines
    return line


def test_a_line_says_when_what_was_asked_for_and_how_it_was_answered() -> None:
    assert noted("/feed.xml") == "2026-11-30T20:15:09Z GET /feed.xml 200 5 250ms AntennaPod/3.4\n"


def test_who_asked_is_noted_only_where_that_was_asked_for() -> None:
    assert "192.168.1.7" not in noted("/")
    assert noted("/", addresses=True).startswith("2026-11-30T20:15:09Z 192.168.1.7 GET / 200 ")


def test_what_only_a_head_was_sent_of_counts_no_bytes() -> None:
    assert " HEAD / 200 0 " in noted("/", "HEAD")


def test_an_answer_that_breaks_off_is_noted_too() -> None:
    lines = Noted()

    async def broken(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise OSError

    async def nothing(*_: object) -> Message:
        return {}

    log = AccessLog(broken, lines)
    with pytest.raises(OSError):  # noqa: PT011 - any
        asyncio.run(log({"type": "http", "method": "GET", "path": "/", "headers": []}, nothing, nothing))  # type: ignore[arg-type]
    assert " GET / - 0 " in lines.lines[0]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (f"/p/{TOKEN}/", "/p/Ab3_…/…"),
        (f"/p/{TOKEN}", "/p/Ab3_…"),
        (f"/p/{TOKEN}/episodes/02-for-you-43497f77.mp3", "/p/Ab3_…/…"),
        (f"/P/{TOKEN}/", "/p/Ab3_…/…"),
        (f"//p//{TOKEN}/", "/p/Ab3_…/…"),
        (f"/podcast/p/{TOKEN}/x", "/podcast/p/Ab3_…/…"),
        (f"http://a.org/p/{TOKEN}/x", "/http:/a.org/p/Ab3_…/…"),
        ("/p/", "/p/"),
        ("/p/é\r\n1 2/", "/p/%C3%…/…"),
        ("/a b\r\nGET /", "/a%20b%0D%0AGET%20/"),
        ("/a\x1b[31m\x00", "/a%1B%5B31m%00"),
        ("/" + "a" * 300, "/" + "a" * 199 + "…"),
        ("", "/"),
    ],
)
def test_a_path_is_noted_on_one_line_and_a_token_never(path: str, shown: str) -> None:
    assert shown_path(path) == shown


@pytest.mark.parametrize("path", [f"/{TOKEN}", f"/x/{TOKEN}/y", f"/%70/{TOKEN}/", f"/q/{TOKEN}"])
def test_where_all_lies_under_tokens_nothing_else_is_noted(path: str) -> None:
    assert shown_path(path, only_clients=True) == "/…"
    assert shown_path("/", only_clients=True) == "/"
    assert TOKEN not in shown_path(f"/{TOKEN}/p/{TOKEN}/", only_clients=True)


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari", "Mozilla/5.0"),
        ("gPodder/3.11.4 (http://gpodder.org/) Linux", "gPodder/3.11.4"),
        ("", "-"),
        ("(x)", "-"),
        ("a\tb", "a"),
        ("é", "-"),
        ("a" * 99, "a" * 40),
    ],
)
def test_of_a_program_only_its_name_and_version_are_noted(agent: str, shown: str) -> None:
    assert shown_agent(agent) == shown


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20))
def test_nothing_that_is_sent_begins_a_line_of_its_own(path: str, agent: str, method: str) -> None:
    line = f"{shown_path(path)} {shown_agent(agent)}"
    assert line.isprintable()
    assert line.count(" ") == 1
    assert noted("/", method or "GET").count("\n") == 1


def test_a_file_goes_on_where_it_ended_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    for line in ("a\n", "b\n"):
        log = LogFile(path)
        log.write(line)
        log.close()
    assert path.read_bytes() == b"a\nb\n"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="no open file is moved there")
def test_a_file_that_was_moved_away_is_begun_anew_when_that_is_said(tmp_path: Path) -> None:
    path, moved = tmp_path / "access.log", tmp_path / "access.log.1"
    log = LogFile(path)
    log.write("a\n")
    path.rename(moved)
    log.write("b\n")
    log.reopen()
    log.write("c\n")
    assert (moved.read_text(), path.read_text()) == ("a\nb\n", "c\n")
    os.rename(path, tmp_path / "access.log.2")  # noqa: PTH104 - as rotation does
    path.mkdir()
    log.reopen()
    log.write("d\n")
    log.close()
    assert (tmp_path / "access.log.2").read_text() == "c\nd\n"


def test_listeners_go_on_listening_where_nothing_can_be_noted(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "access.log")
    log.close()
    log.write("a\n")


def test_a_log_that_cannot_be_written_is_told_of_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(AudiogenError, match="access log") as refusal:
        LogFile(tmp_path / "none" / "access.log")
    assert "--access-log" in refusal.value.hint
