"""Files on their way, while things change under them."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from starlette.types import Message

from audiogen.serve import sending
from audiogen.serve.sending import SentFile

CONTENT = bytes(range(256)) * 1024


class Client:
    """Asks for a file, and notes what it is sent."""

    def __init__(self, method: str = "GET", **headers: str) -> None:
        self.scope = {"type": "http", "method": method, "path": "/"}
        self.scope["headers"] = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]  # type: ignore[assignment]
        self.sent: list[Message] = []
        self.leaves_after = 10_000
        self.gone = asyncio.Event()

    async def receive(self) -> Message:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.sent.append(message)
        if len(self.sent) > self.leaves_after:
            self.gone.set()
        await asyncio.sleep(0)

    async def gets(self, response: SentFile) -> bytes:
        await response(self.scope, self.receive, self.send)
        return b"".join(each.get("body", b"") for each in self.sent)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): text.decode() for name, text in self.sent[0]["headers"]}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.mp3"
    path.write_bytes(CONTENT)
    return path


def replace_with(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def sent(path: Path) -> SentFile:
    return SentFile(path, media_type="audio/mpeg", stat_result=path.stat())


@pytest.mark.parametrize("from_memory", [True, False])
def test_a_file_comes_whole_from_memory_and_from_the_disk(
    file: Path, monkeypatch: pytest.MonkeyPatch, *, from_memory: bool
) -> None:
    if not from_memory:
        monkeypatch.setattr(sending.sys, "platform", "plan9")

    async def ask() -> None:
        client = Client()
        assert await client.gets(sent(file)) == CONTENT
        assert (client.status, client.headers["content-length"]) == (200, str(len(CONTENT)))
        part = Client(range="bytes=1000-99999")
        assert await part.gets(sent(file)) == CONTENT[1000:100_000]
        assert (part.status, part.headers["content-length"]) == (206, "99000")

    asyncio.run(ask())


def test_a_file_that_a_build_has_taken_away_is_not_there(file: Path) -> None:
    async def ask() -> None:
        client, response = Client(), sent(file)
        os.unlink(file)  # noqa: PTH108 - in between
        assert await client.gets(response) == b"Not Found"
        assert client.status == 404

    asyncio.run(ask())


def test_a_file_that_came_into_the_place_of_another_is_told_of_as_it_is(file: Path) -> None:
    async def ask() -> None:
        client, response = Client(), sent(file)
        before = response.headers["etag"]
        replace_with(file, b"another")
        assert await client.gets(response) == b"another"
        assert client.headers["content-length"] == "7"
        assert client.headers["etag"] != before

    asyncio.run(ask())


def test_of_a_file_that_is_cut_short_meanwhile_no_end_is_told(file: Path) -> None:
    async def ask() -> None:
        client = Client()
        send = client.send

        async def cutting(message: Message) -> None:
            await send(message)
            os.truncate(file, 1000)

        client.send = cutting  # type: ignore[method-assign]
        await client.gets(sent(file))
        assert all(each["more_body"] for each in client.sent[1:])

    asyncio.run(ask())


def test_for_a_client_that_is_gone_nothing_more_is_read(file: Path) -> None:
    async def ask() -> None:
        client = Client()
        client.leaves_after = 1
        await client.gets(sent(file))
        assert len(client.sent) < 4

    asyncio.run(ask())


def test_nobody_who_asks_for_a_head_is_sent_a_body(file: Path) -> None:
    async def ask() -> None:
        client = Client("HEAD", range="bytes=0-1")
        assert await client.gets(sent(file)) == b""
        assert (client.status, client.headers["content-length"]) == (200, str(len(CONTENT)))

    asyncio.run(ask())
