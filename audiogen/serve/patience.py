"""How long the server waits for clients, and how many it has at a time.

Without limits, clients that send half a request, or that stop reading what they asked for, hold their connections for
ever, and with enough of them nobody else is let in. uvicorn has one only for the time between two requests.
"""

from __future__ import annotations

import asyncio
import math
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_S: Final = 20.0
"""For a whole request, from its first byte or from the opening of the connection."""
READING_S: Final = 120.0
"""For reading what waits to be sent, 50 kB and what the system holds: as long as a phone may be behind a hill.

Players stop reading when they have enough for minutes; one that is cut off then asks for the rest, once it needs it.
"""
MOST_CONNECTIONS: Final = 1000


class PatientProtocol(H11Protocol):
    """uvicorn's protocol, which closes a connection whose request is not whole in time, or that nobody reads.

    When there are too many connections, the one that has waited for its client the longest gives way.
    """

    most_connections = MOST_CONNECTIONS
    _owed_since_s: float | None = None
    """Since when a request is waited for, by the loop's clock; None while one is answered."""
    _unread_since_s: float | None = None
    """Since when something waits to be read; None where nothing does."""
    _deadline: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    @property
    def waiting_since_s(self) -> float | None:
        """Since when it is the client's turn, by the loop's clock; None while it is this server's."""
        return min((each for each in (self._owed_since_s, self._unread_since_s) if each is not None), default=None)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Begin to wait for the first request."""
        super().connection_made(transport)
        # whatever cannot be sent at once counts as waiting to be read
        transport.set_write_buffer_limits(0)
        self._wait()
        if len(self.connections) > self.most_connections:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        """Take what the client sent; go on waiting while it owes the rest."""
        super().data_received(data)
        answering = self.cycle is not None and not self.cycle.response_complete
        if answering or self.transport.is_closing():
            self._stop_waiting()
        elif self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self._wait()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        self._owed_since_s = self.loop.time()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Begin to wait for the client to read."""
        super().pause_writing()
        self._unread_since_s = self.loop.time()
        self._unread = self._unread or self.loop.call_later(READING_S, self.abort)

    def resume_writing(self) -> None:
        """Go on sending."""
        self._stop_waiting_for_reader()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, once: an answer that is under way has nobody to go to any more."""
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
        try:
            super().send_400_response(msg)
        except h11.LocalProtocolError:  # an answer to the request has begun, or was sent already
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_waiting()
        self._stop_waiting_for_reader()
        super().connection_lost(exc)

    def abort(self) -> None:
        """End the connection, whatever is still to be sent."""
        self.transport.abort()

    def _wait(self) -> None:
        # the time is not given anew with each byte: one now and then would never end
        if self._deadline is None:
            self._owed_since_s = self.loop.time()
            self._deadline = self.loop.call_later(REQUEST_S, self._give_up)

    def _stop_waiting(self) -> None:
        self._owed_since_s = None
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _stop_waiting_for_reader(self) -> None:
        self._unread_since_s = None
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _give_up(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            self.transport.close()

    def _make_room(self) -> None:
        # this one is among them: it gives way itself, where all others are being answered
        waiting = [each for each in self.connections if isinstance(each, PatientProtocol)]
        longest = min(waiting, key=lambda each: math.inf if each.waiting_since_s is None else each.waiting_since_s)
        longest.abort()
        # the loop tells of the end later, and the next one that comes looks again
        self.connections.discard(longest)
