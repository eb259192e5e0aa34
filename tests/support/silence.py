"""Time-outs without waiting: where a fake server falls silent, the socket of its client times out at once."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


class Silence:
    """Makes sockets of this process, while it is open, see a time-out where a silent connection ends.

    The end of a connection arrives behind all that was sent on it. So the client has read everything when it times out,
    however busy the machine is.
    """

    def __init__(self) -> None:
        self.timeouts_s: list[float | None] = []
        """How long each of these sockets would have waited."""
        self._ports: set[int] = set()
        self._patch = pytest.MonkeyPatch()

    def fall_on(self, connection: socket.socket) -> None:
        """Send no more on a connection of a server's."""
        self._ports.add(connection.getpeername()[1])
        connection.shutdown(socket.SHUT_WR)

    def __enter__(self) -> Self:
        receive = socket.socket.recv_into

        def recv_into(client: socket.socket, buffer: memoryview, *sizes: int) -> int:
            count = receive(client, buffer, *sizes)
            if count == 0 and client.family == socket.AF_INET and client.getsockname()[1] in self._ports:
                self._ports.remove(client.getsockname()[1])
                self.timeouts_s.append(client.gettimeout())
                message = "timed out"
                raise TimeoutError(message)
            return count

        self._patch.setattr(socket.socket, "recv_into", recv_into)
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._patch.undo()
