"""How long the server waits for the rest of a request. No time passes: what would be waited for is only noted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from uvicorn.server import ServerState

from audiogen.serve.patience import READING_S, REQUEST_S, PatientProtocol

WHOLE = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
HALF = b"GET / HTTP/1.1\r\nHost: "


@dataclass
class Timer:
    """What was to be done, and whether it still is."""

    delay_s: float
    act: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class Clockless:
    """A loop that notes what it is to do later."""

    running: asyncio.AbstractEventLoop
    timers: list[Timer] = field(default_factory=list)

    def call_later(self, delay_s: float, act: Callable[[], None], *_: object) -> Timer:
        self.timers.append(Timer(delay_s, act))
        return self.timers[-1]

    def __getattr__(self, name: str) -> object:
        return getattr(self.running, name)

    @property
    def unread(self) -> list[Timer]:
        return [timer for timer in self.timers if timer.delay_s == READING_S and not timer.cancelled]

    @property
    def deadlines(self) -> list[Timer]:
        return [timer for timer in self.timers if timer.delay_s == REQUEST_S and not timer.cancelled]


class Wire(asyncio.Transport):
    """A connection that keeps what is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent, self.closed, self.broken_off = b"", False, False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sent += bytes(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def abort(self) -> None:
        self.closed = self.broken_off = True

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Everything is sent at once."""

    def pause_reading(self) -> None:
        """Nothing is read by itself."""

    def resume_reading(self) -> None:
        """Nothing is read by itself."""


class Talk:
    """A connection to the server, on which the test is the client."""

    def __init__(self, state: ServerState | None = None) -> None:
        self.loop, self.wire = Clockless(asyncio.get_running_loop()), Wire()
        config = uvicorn.Config(PlainTextResponse("Hello."), lifespan="off", http=PatientProtocol)
        self.protocol = PatientProtocol(config, state or ServerState(), {}, self.loop)  # type: ignore[arg-type]
        self.protocol.connection_made(self.wire)

    def send(self, data: bytes) -> None:
        self.protocol.data_received(data)

    async def answered(self) -> None:
        while b"Hello." not in self.wire.sent:  # noqa: ASYNC110 - what is sent is no event
            await asyncio.sleep(0)
        await asyncio.sleep(0)

    def time_is_over(self) -> None:
        [deadline] = self.loop.deadlines
        deadline.cancelled = True
        deadline.act()


async def says_nothing(_talk: Talk) -> None:
    """A connection that is opened, and no more."""


async def sends_half(talk: Talk) -> None:
    talk.send(HALF)


async def sends_a_byte_now_and_then(talk: Talk) -> None:
    for at in range(len(HALF)):
        talk.send(HALF[at : at + 1])


async def sends_half_a_second_request(talk: Talk) -> None:
    talk.send(WHOLE)
    await talk.answered()
    assert talk.loop.deadlines == []
    talk.send(HALF)


async def sends_half_a_body(talk: Talk) -> None:
    talk.send(b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n")
    await talk.answered()
    talk.send(b"a")
    talk.send(b"a")


@pytest.mark.parametrize(
    "client",
    [says_nothing, sends_half, sends_a_byte_now_and_then, sends_half_a_second_request, sends_half_a_body],
)
def test_a_client_that_does_not_finish_its_request_is_not_waited_for_for_ever(
    client: Callable[[Talk], asyncio.Future[None]],
) -> None:
    async def talk() -> None:
        talk = Talk()
        await client(talk)
        assert not talk.wire.closed
        talk.time_is_over()
        assert talk.wire.closed

    asyncio.run(talk())


def test_no_deadline_holds_for_a_request_that_is_being_answered() -> None:
    async def talk() -> None:
        talk = Talk()
        talk.send(HALF)
        talk.send(WHOLE[len(HALF) :])
        assert talk.loop.deadlines == []
        await talk.answered()
        assert not talk.wire.closed

    asyncio.run(talk())


def test_a_connection_that_is_gone_is_not_waited_for() -> None:
    async def talk() -> None:
        talk = Talk()
        talk.protocol.connection_lost(None)
        assert talk.loop.deadlines == []

    asyncio.run(talk())


BROKEN_BODY = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n"


def test_a_body_that_is_no_http_is_refused_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    async def talk() -> None:
        talk = Talk()
        talk.send(BROKEN_BODY)
        for _ in range(99):
            await asyncio.sleep(0)
        assert talk.wire.sent.startswith(b"HTTP/1.1 400 ")
        assert talk.wire.closed

    asyncio.run(talk())
    assert "Traceback" not in capsys.readouterr().err


def test_a_body_that_goes_wrong_behind_its_answer_only_ends_the_connection() -> None:
    async def talk() -> None:
        talk = Talk()
        head, _, rest = BROKEN_BODY.partition(b"no size")
        talk.send(head)
        await talk.answered()
        talk.send(b"no size" + rest)
        assert talk.wire.closed
        assert b" 400 " not in talk.wire.sent

    asyncio.run(talk())


def test_a_client_that_stops_reading_is_not_waited_for_for_ever() -> None:
    async def talk() -> None:
        talk = Talk()
        talk.send(WHOLE)
        talk.protocol.pause_writing()
        [unread] = talk.loop.unread
        unread.act()
        assert talk.wire.broken_off
        talk.protocol.connection_lost(None)

    asyncio.run(talk())


def test_a_client_that_reads_has_its_time_anew_for_each_piece() -> None:
    async def talk() -> None:
        talk = Talk()
        talk.send(WHOLE)
        for _ in range(5):
            talk.protocol.pause_writing()
            assert len(talk.loop.unread) == 1
            talk.protocol.resume_writing()
            assert talk.loop.unread == []
        assert not talk.wire.closed

    asyncio.run(talk())


def test_a_connection_that_is_closed_with_something_unread_is_not_kept_for_it() -> None:
    async def talk() -> None:
        talk = Talk()
        talk.send(WHOLE)
        await talk.answered()
        talk.protocol.pause_writing()
        talk.protocol.timeout_keep_alive_handler()
        [unread] = talk.loop.unread
        unread.act()
        assert talk.wire.broken_off
        talk.protocol.connection_lost(None)

    asyncio.run(talk())


def test_where_too_many_come_whoever_keeps_the_server_waiting_longest_gives_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(PatientProtocol, "most_connections", 3)

    async def talk() -> None:
        state = ServerState()
        busy, stalled, idle = Talk(state), Talk(state), Talk(state)
        busy.send(WHOLE)
        stalled.send(WHOLE)
        await stalled.answered()
        stalled.protocol.pause_writing()
        stalled.protocol._unread_since_s = 0.0
        busy.protocol._owed_since_s = None
        Talk(state)
        assert [each.wire.broken_off for each in (busy, stalled, idle)] == [False, True, False]
        last = [Talk(state) for _ in range(3)]
        assert not busy.wire.broken_off
        assert idle.wire.broken_off
        assert not last[-1].wire.broken_off
        assert len(state.connections) == 3

    asyncio.run(talk())
