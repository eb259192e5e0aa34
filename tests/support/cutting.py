"""A way to a server that can be cut, or fall silent, after any number of bytes."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from typing import Final

_BYTES: Final = 4096
"""What passes at a time: so fine is the place of a cut."""
_RESET: Final = struct.pack("ii", 1, 0)


class CuttingProxy:
    """Passes on what comes, in both directions, and counts it."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._lock = threading.Lock()
        self._open = set[socket.socket]()
        self.passed_bytes = 0
        self._most_bytes: int | None = None
        self._silent = False
        self._closed = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_after(self, passed_bytes: int, *, silently: bool = False) -> None:
        """End every connection once so many bytes have passed from now on, and take none until it is healed.

        Args:
            passed_bytes: in both directions together.
            silently: keep the connections, and pass nothing on: as where a cable was pulled.
        """
        with self._lock:
            self.passed_bytes, self._most_bytes, self._silent = 0, passed_bytes, silently

    def heal(self) -> None:
        """Pass everything on again, and count from 0."""
        self._end_all()
        with self._lock:
            self.passed_bytes, self._most_bytes = 0, None

    def close(self) -> None:
        """End it all."""
        self._closed.set()
        # a listener that somebody waits for does not wake up by being closed
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._end_all()

    def _accept(self) -> None:
        while not self._closed.is_set():
            try:
                here, _ = self._listening.accept()
            except OSError:
                return
            try:
                there = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                here.close()
                continue
            for each in (here, there):
                # what is small is passed on at once
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._open |= {here, there}
            if self._is_over(0) and not self._silent:
                self._end(here, there)
                continue
            for one, other in ((here, there), (there, here)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(_BYTES):
                if not self._is_over(len(data)):
                    other.sendall(data)
                elif not self._silent:
                    self._end_all()
                    return
            # the other direction may go on
            other.shutdown(socket.SHUT_WR)
            return
        self._end(one, other)

    def _is_over(self, more_bytes: int) -> bool:
        with self._lock:
            self.passed_bytes += more_bytes
            return self._most_bytes is not None and self.passed_bytes > self._most_bytes

    def _end_all(self) -> None:
        with self._lock:
            every = tuple(self._open)
        self._end(*every)

    def _end(self, *sockets: socket.socket) -> None:
        with self._lock:
            self._open -= set(sockets)
        for each in sockets:
            with contextlib.suppress(OSError):
                each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@contextlib.contextmanager
def cutting_proxy(port: int) -> Iterator[CuttingProxy]:
    """A way to a port of this machine."""
    proxy = CuttingProxy(port)
    try:
        yield proxy
    finally:
        proxy.close()
