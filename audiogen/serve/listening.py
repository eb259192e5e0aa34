"""The socket that a server listens on, and where it is reached."""

from __future__ import annotations

import errno
import socket
from typing import Final

from audiogen.errors import AudiogenError
from audiogen.publish.address import is_local, lan_address

PORTS_TRIED: Final = 10
_EVERY_ADDRESS: Final = ("0.0.0.0", "::", "")  # noqa: S104 - compared, not listened on
_WAITING: Final = 1024
"""Connections that may wait to be taken; the system may allow less."""


def listen(host: str, port: int, *, tried: int = PORTS_TRIED) -> socket.socket:
    """A listening socket at the port, or at the next free one of those after it.

    Args:
        host: the address to listen on.
        port: 0 for any.
        tried: how many ports come into question.

    Raises:
        AudiogenError: when the address is not this machine's, or all the ports are taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + tried, 65_536)) if port else (0,):
        try:
            listener = socket.create_server((host, candidate), family=family, backlog=_WAITING)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                message = f"cannot listen on {host}, port {candidate}: {error.strerror or error}"
                hint = "Give an address of this computer with --host, and a port from 1024 up with --port."
                raise AudiogenError(message, hint=hint) from error
        else:
            # connections take it over; else the end of each answer waits 40 ms for the client to confirm its beginning
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return listener
    if tried == 1:
        message = f"port {port} is in use"
        hint = (
            "With --base-url no other is taken, since what is in front of it goes by the port; choose it with --port."
        )
        raise AudiogenError(message, hint=hint)
    message = f"the ports from {port} to {port + tried - 1} are all in use"
    raise AudiogenError(message, hint="Choose another with --port, or --port 0 for any that is free.")


def own_url(host: str, port: int) -> str:
    """The address on this machine of what listens there."""
    return f"http://{_reachable(host)}:{port}/"


def phone_url(host: str, port: int) -> str | None:
    """The address on this network of what listens there; None where no phone reaches it."""
    name = lan_address() if host in _EVERY_ADDRESS else _reachable(host)
    url = f"http://{name}:{port}/"
    return None if name is None or is_local(url) else url


def _reachable(host: str) -> str:
    if host in _EVERY_ADDRESS:
        return "localhost"
    return f"[{host}]" if ":" in host else host
