"""What strangers send to a server on the web: each gets a clear answer or none, and learns nothing of this machine."""

from __future__ import annotations

import contextlib
import http.client
import logging
import os
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from support.asking import PATIENCE_S, asking, running, served
from support.publishing import episode, publish_small, undrawn_covers

from audiogen.serve.server import make_app, make_clients_app
from audiogen.serve.settings import ServeSettings

MP3: Final = f"/{episode(1).media[0].file}"
GONE: Final = 404
REFUSED: Final = 400
CLOSED: Final = 0
"""No answer at all."""
TOKEN: Final = "Ab3_-xYz0123456789abcd"  # noqa: S105 - of nobody


@dataclass(frozen=True, slots=True)
class Case:
    """What is sent, and the answers that are right."""

    name: str
    sent: bytes
    right: tuple[int, ...]
    last: bool = False
    """Whether nothing else on this connection may be answered: what follows is part of what was refused."""


def get(target: str, *headers: str, host: str = "localhost", name: str = "", version: str = "1.1") -> bytes:
    lines = [f"{name or 'GET'} {target} HTTP/{version}", f"Host: {host}", *headers]
    return "\r\n".join((*lines, "", "")).encode("latin-1")


def head(*lines: str) -> bytes:
    return "\r\n".join((*lines, "", "")).encode("latin-1")


PROTECTED: Final = "secret.txt"
CLIMBS: Final = {
    "dots": f"/../{PROTECTED}",
    "dots below a folder": f"/episodes/../../{PROTECTED}",
    "dots, encoded": f"/%2e%2e/{PROTECTED}",
    "dots and slash, encoded": f"/%2e%2e%2f{PROTECTED}",
    "capital encoding": f"/%2E%2E%2F{PROTECTED}",
    "half encoded": f"/.%2e/{PROTECTED}",
    "encoded twice": f"/%252e%252e%252f{PROTECTED}",
    "encoded thrice": f"/%25252e%25252e/{PROTECTED}",
    "backslash": f"/..\\{PROTECTED}",
    "backslash, encoded": f"/..%5c{PROTECTED}",
    "backslash, encoded twice": f"/..%255c{PROTECTED}",
    "overlong UTF-8": f"/%c0%ae%c0%ae/{PROTECTED}",
    "overlong slash": f"/..%c0%af{PROTECTED}",
    "half of a letter": f"/%e0%80/{PROTECTED}",
    "UTF-16": f"/%u002e%u002e/{PROTECTED}",
    "full-width dots": f"/%ef%bc%8e%ef%bc%8e/{PROTECTED}",
    "semicolons": f"/..;/{PROTECTED}",
    "many dots": f"/..../{PROTECTED}",
    "dots with spaces": f"/..%20/{PROTECTED}",
    "many steps": "/" + "../" * 40 + "etc/passwd",
    "absolute": "//etc/passwd",
    "absolute, encoded": "/%2fetc%2fpasswd",
    "a drive": "/c:/windows/win.ini",
    "a drive, encoded": "/c%3a%5cwindows%5cwin.ini",
    "another computer": "/%5c%5cevil.example%5cshare",
    "of a process": "/proc/self/environ",
    "the home folder": "/~/.ssh/id_rsa",
    "a link that leads out": "/way-out",
    "below a file": f"{MP3}/x",
    "behind a file": f"{MP3}%2f..%2f..%2f..%2f{PROTECTED}",
    "hidden": "/.hidden",
    "hidden, encoded": "/%2ehidden",
    "git": "/.git/config",
    "what is for the author": "/plans/a.svg",
    "what is for the author, in capitals": "/PLANS/a.svg",
    "what is for the author, by a detour": "/episodes/../plans/a.svg",
    "a zero": "/%00",
    "a zero behind a name": f"{MP3}%00.txt",
    "a zero before dots": f"/x%00/../{PROTECTED}",
    "a line feed": "/%0a",
    "a header": "/%0d%0aX-Injected:%20yes",
    "a header, by Unicode": "/%e5%98%8a%e5%98%8dX-Injected:%20yes",
    "a long name": "/" + "a" * 4000,
    "a deep path": "/" + "a/" * 4000,
    "a long name, encoded": "/" + "%61" * 2000,
    "a template": "/{{7*7}}",
    "markup": "/<script>alert(1)</script>",
    "another's program": "/wp-login.php",
}
LONG: Final = "a" * 20_000
SECOND: Final = get("/second")

CASES: Final = (
    *(Case(f"climbing: {name}", get(target), (GONE, REFUSED)) for name, target in CLIMBS.items()),
    # targets
    Case("absolute, of a stranger", get("http://evil.example/"), (421,)),
    Case("absolute, with a name in it", get("http://you@localhost/"), (REFUSED,)),
    Case("absolute, another scheme", get("ftp://localhost/"), (GONE,)),
    Case("absolute, a file", get("file:///etc/passwd"), (GONE,)),
    Case("absolute, no host", get("http:///"), (REFUSED,)),
    Case("absolute, climbing", get(f"http://localhost/../{PROTECTED}"), (GONE,)),
    Case("absolute, a long host", get(f"http://{'a' * 300}/"), (REFUSED,)),
    Case("a proxy", get("evil.example:443", name="CONNECT"), (405,)),
    Case("no path", get("*"), (GONE, REFUSED)),
    Case("no slash", get("feed.xml"), (200, GONE, REFUSED)),
    Case("a fragment", get("/#x"), (GONE, REFUSED)),
    Case("a space in it", get("/a b"), (REFUSED,)),
    Case("a letter that is none", get("/é"), (REFUSED,)),
    Case("a tab", get("/a\tb"), (REFUSED,)),
    # hosts
    Case("a name that was led here", get("/", host="evil.example"), (421,)),
    Case("a name that was led here, with a port", get("/feed.xml", host="evil.example:8000"), (421,)),
    Case("a name that ends like this machine", get("/", host="localhost.evil.example"), (421,)),
    Case("an address in a name", get("/", host="127.0.0.1.evil.example"), (421,)),
    Case("a number for an address", get("/", host="2130706433"), (REFUSED,)),
    Case("two hosts", get("/", "Host: evil.example"), (REFUSED,)),
    Case("no host", head("GET / HTTP/1.1"), (REFUSED,)),
    Case("an empty host", get("/feed.xml", host=""), (REFUSED,)),
    Case("markup for a host", get("/", host="<script>"), (REFUSED,)),
    Case("a path for a host", get("/", host="localhost/x"), (REFUSED,)),
    Case("a port that is none", get("/", host="localhost:99999"), (REFUSED,)),
    Case("a header in the host", get("/", host="localhost\rX-Injected: yes"), (REFUSED,)),
    Case("a host behind a proxy", get("/", "X-Forwarded-Host: evil.example"), (200,)),
    Case("a scheme behind a proxy", get("/", "X-Forwarded-Proto: javascript"), (200,)),
    Case("a scheme with a header", get("/", "X-Forwarded-Proto: https\rX-Injected: yes"), (REFUSED,)),
    # heads
    Case("a line without an end", b"GET /" + b"a" * 20_000, (REFUSED, CLOSED), last=True),
    Case("a header without an end", get("/")[:-2] + b"X: " + b"a" * 20_000, (REFUSED, CLOSED), last=True),
    Case("a long target", get("/" + LONG), (REFUSED, 414), last=True),
    Case("a long query", get("/?" + LONG), (REFUSED, 414), last=True),
    Case("a long header", get("/", f"X: {LONG}"), (REFUSED, 431), last=True),
    Case("many headers", get("/", *(f"X-{n}: a" for n in range(3000))), (REFUSED, 431), last=True),
    Case("a long method", get("/", name="A" * 20_000), (REFUSED, 405), last=True),
    Case("a folded header", get("/", "X: a", " Host: evil.example"), (200, REFUSED)),
    Case("a header that begins with a space", get("/", " X: a"), (200, REFUSED)),
    Case("a space before the colon", get("/", "X : a"), (REFUSED,)),
    Case("no colon", get("/", "X"), (REFUSED,)),
    Case("no name", get("/", ": a"), (REFUSED,)),
    Case("a zero in a header", get("/", "X: a\0b"), (REFUSED,)),
    Case("lines that end in feeds alone", b"GET / HTTP/1.1\nHost: localhost\n\n", (200, REFUSED)),
    Case("lines that end in returns alone", b"GET / HTTP/1.1\rHost: localhost\r\r", (REFUSED, CLOSED), last=True),
    Case("an upgrade", get("/", "Connection: Upgrade", "Upgrade: websocket"), (200, REFUSED)),
    Case("an upgrade to HTTP/2", get("/", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c"), (200, REFUSED)),
    # versions
    Case("HTTP/0.9", b"GET /\r\n", (REFUSED, CLOSED), last=True),
    Case("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", (REFUSED, 405, CLOSED), last=True),
    Case("HTTP/9", get("/", version="9.9"), (200, REFUSED)),
    Case("no version", b"GET / HTTP/\r\n\r\n", (REFUSED,)),
    Case(
        "another protocol", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 64, (REFUSED, CLOSED), last=True
    ),
    Case("mail", b"EHLO evil.example\r\n\r\n", (REFUSED, CLOSED), last=True),
    Case("nothing but ends of lines", b"\r\n" * 5000, (REFUSED, CLOSED), last=True),
    Case("noise", bytes(range(256)) * 20, (REFUSED, CLOSED), last=True),
    # methods
    *(
        Case(f"method: {name}", get(MP3, name=name), (405,))
        for name in ("POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "MOVE", "get", "JEFF")
    ),
    Case("a method with a header", get("/", name="GET\r\nX-Injected: yes\r\n\r\nGET"), (REFUSED,)),
    # bodies, and requests within them
    Case("a body", get("/", "Content-Length: 5") + b"hello" + SECOND, (413,), last=True),
    Case(
        "a body in chunks",
        get("/", "Transfer-Encoding: chunked") + b"5\r\nhello\r\n0\r\n\r\n" + SECOND,
        (413,),
        last=True,
    ),
    Case(
        "a length and chunks",
        get("/", "Content-Length: 4", "Transfer-Encoding: chunked") + b"0\r\n\r\n" + SECOND,
        (REFUSED, 413),
        last=True,
    ),
    Case(
        "chunks and a length",
        get("/", "Transfer-Encoding: chunked", "Content-Length: 0") + b"0\r\n\r\n" + SECOND,
        (REFUSED, 413),
        last=True,
    ),
    Case("two lengths", get("/", "Content-Length: 0", "Content-Length: 44") + SECOND, (REFUSED,), last=True),
    Case("two lengths in one", get("/", "Content-Length: 0, 44") + SECOND, (REFUSED,), last=True),
    Case("a negative length", get("/", "Content-Length: -1") + SECOND, (REFUSED,), last=True),
    Case("a length with a sign", get("/", "Content-Length: +0") + SECOND, (REFUSED,), last=True),
    Case("a length that is none", get("/", "Content-Length: five") + SECOND, (REFUSED,), last=True),
    Case("a length beyond all bounds", get("/", f"Content-Length: {'9' * 400}") + SECOND, (REFUSED, 413), last=True),
    Case("chunks by another name", get("/", "Transfer-Encoding: xchunked") + SECOND, (REFUSED, 413), last=True),
    Case(
        "chunks with a tab", get("/", "Transfer-Encoding:\tchunked") + b"0\r\n\r\n" + SECOND, (REFUSED, 413), last=True
    ),
    Case(
        "chunks twice",
        get("/", "Transfer-Encoding: chunked", "Transfer-Encoding: identity") + SECOND,
        (REFUSED, 413),
        last=True,
    ),
    Case(
        "chunks in a folded header",
        get("/", "Transfer-Encoding:", " chunked") + b"0\r\n\r\n" + SECOND,
        (REFUSED, 413),
        last=True,
    ),
    Case(
        "a chunk without a size", get("/", "Transfer-Encoding: chunked") + b"zz\r\n" + SECOND, (REFUSED, 413), last=True
    ),
    Case(
        "a chunk with a long size",
        get("/", "Transfer-Encoding: chunked") + b"f" * 500 + SECOND,
        (REFUSED, 413),
        last=True,
    ),
    Case("waiting to be told to send", get("/", "Expect: 100-continue", "Content-Length: 5"), (413,), last=True),
    Case(
        "chunks in HTTP/1.0", get("/", "Transfer-Encoding: chunked", version="1.0") + SECOND, (REFUSED, 413), last=True
    ),
    # ranges
    Case("a hundred thousand ranges", get(MP3, "Range: bytes=" + ",".join(["0-"] * 5000)), (200, 206)),
    Case(
        "ranges that lie in each other", get(MP3, "Range: bytes=" + ",".join(f"{n}-" for n in range(1000))), (200, 206)
    ),
    Case(
        "many small ranges", get(MP3, "Range: bytes=" + ",".join(f"{n * 2}-{n * 2}" for n in range(1500))), (200, 206)
    ),
    Case("a range of many digits", get(MP3, f"Range: bytes={'9' * 5000}-"), (200, 416)),
    Case("a range with a header", get(MP3, "Range: bytes=0-1\rX-Injected: yes"), (REFUSED,)),
    Case("two ranges", get(MP3, "Range: bytes=0-1", "Range: bytes=5-"), (200, 206)),
    # what else is read
    Case("a date that is none", get("/feed.xml", "If-Modified-Since: x" * 10), (200,)),
    Case("a date beyond all bounds", get("/feed.xml", "If-Modified-Since: Mon, 99 Jan 99999 00:00:00 GMT"), (200, 304)),
    Case("many tags", get("/feed.xml", "If-None-Match: " + ",".join(['"a"'] * 3000)), (200,)),
    Case("codings", get("/", "Accept-Encoding: " + ",".join(["gzip;q=0.00001"] * 700)), (200,)),
    Case("a query", get("/?a=../../etc/passwd&b=%00&c=<script>"), (200,)),
)


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "dist"
    with undrawn_covers():
        publish_small(folder, episode(1))
    (folder.parent / PROTECTED).write_text("not for you")
    (folder / "way-out").symlink_to(folder.parent / PROTECTED)
    for name in (".hidden", ".git/config", "plans/a.svg"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("not for you")
    return folder


class Records(logging.Handler):
    """What a server has to say of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record)


@pytest.fixture(scope="module")
def records() -> Iterator[Records]:
    records, logger = Records(), logging.getLogger("uvicorn.error")
    logger.addHandler(records)
    yield records
    logger.removeHandler(records)


@pytest.fixture(scope="module")
def port(dist: Path, records: Records) -> Iterator[int]:
    assert records
    with served(dist) as port:
        yield port


def answers(port: int, sent: bytes) -> list[tuple[int, bytes]]:
    """All that comes back, until the server has nothing more to say to a client that sends no more."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as connection:
        # it may be refused before all of it was sent
        with contextlib.suppress(ConnectionError):
            connection.sendall(sent)
        first = answer(connection)
        if first is None:
            return []
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
        rest = answer(connection)
        return [first, rest] if rest else [first]


def answer(connection: socket.socket) -> tuple[int, bytes] | None:
    response = http.client.HTTPResponse(connection)
    try:
        response.begin()
        said = str(response.headers).encode() + response.read()
    except (ConnectionError, http.client.HTTPException):
        return None
    return response.status, said


def sent_and_ended(port: int, sent: bytes) -> list[tuple[int, bytes]]:
    """The same for a client that says that it has sent all."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
        found = answer(connection)
        return [found] if found else []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_gets_a_clear_answer_or_none(port: int, dist: Path, case: Case, records: Records) -> None:
    ends_by_itself = CLOSED not in case.right
    got = answers(port, case.sent) if ends_by_itself else sent_and_ended(port, case.sent)
    assert (got[0][0] if got else CLOSED) in case.right
    if case.last:
        assert len(got) <= 1
    for _, said in got:
        assert b"not for you" not in said
        assert b"Traceback" not in said
        assert b"\nx-injected" not in said.lower()
        assert str(dist.parent).encode() not in said
        assert b"root:" not in said
    assert [record.getMessage() for record in records.told] == []


def test_a_client_that_ends_its_half_of_the_connection_keeps_nothing_open(port: int) -> None:
    for sent in (get("/"), get("/")[:20], b"", get("/none") * 3):
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as connection:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            got = b"".join(iter(lambda: connection.recv(65_536), b""))
        assert got == b"" or got.startswith(b"HTTP/1.1 ")


def test_these_are_a_hundred_and_more() -> None:
    assert len({case.name for case in CASES}) == len(CASES) > 100


def test_requests_that_come_all_at_once_are_answered_one_by_one(port: int) -> None:
    sent = get("/feed.xml") * 40 + get("/none", "Connection: close")
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as connection:
        connection.sendall(sent)
        got = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert (got.count(b"HTTP/1.1 200 OK"), got.count(b"HTTP/1.1 404 ")) == (40, 1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere open files are not listed")
def test_whoever_comes_and_goes_leaves_nothing_open(dist: Path, tmp_path: Path) -> None:
    def open_files() -> int:
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - it is no folder of files

    (tmp_path / "scripts").mkdir()
    for app in (make_app(dist), make_clients_app(tmp_path)):
        with running(app, ServeSettings()) as port:
            with asking(port) as ask:
                ask("/")
            before = open_files()
            for case in CASES:
                for sent in (case.sent, case.sent[: len(case.sent) // 2]):
                    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as connection:
                        with contextlib.suppress(ConnectionError):
                            connection.sendall(sent)
                        if sent is case.sent:
                            # reads no more than the beginning
                            with contextlib.suppress(ConnectionError, TimeoutError):
                                connection.settimeout(0.001)
                                connection.recv(1)
            with asking(port) as ask:
                assert ask("/").status == 200
            for _ in range(PATIENCE_S * 100):
                if open_files() <= before:
                    break
                time.sleep(0.01)
            assert open_files() <= before


def test_clients_pages_answer_all_of_it_alike(dist: Path, tmp_path: Path, records: Records) -> None:
    del dist
    right = {200, GONE, REFUSED, 405, 413, 414, 421, 431}
    with running(make_clients_app(tmp_path), ServeSettings()) as port:
        for case in CASES:
            if CLOSED in case.right:
                continue
            for status, said in answers(port, case.sent.replace(b" /", f" /p/{TOKEN}/".encode(), 1)):
                assert status in right, case.name
                assert str(tmp_path).encode() not in said
                assert TOKEN.encode() not in said
                assert b"\nx-injected" not in said.lower()
    assert [record.getMessage() for record in records.told] == []
