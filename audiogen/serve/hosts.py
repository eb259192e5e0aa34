"""Which names this server answers to, so that no page of a stranger can read it through a browser in this network.

A page of `evil.example` may have its own name lead to an address in the home network, once it is loaded: for the
browser what lies there is then a part of that page (DNS rebinding). Such a request names the stranger's host. So only
names are answered to that no stranger can make lead here: addresses in figures, which nobody looks up; names that the
public DNS does not have, like `studio` and `studio.local`; this machine's own; and those that were told.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from collections.abc import Container
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from audiogen.script.web_address import is_private


class KnownHosts:
    """Answers 421 to requests for a host that a stranger may have named."""

    def __init__(self, app: ASGIApp, named: frozenset[str]) -> None:
        """Let requests for these hosts pass, and for those that are of no public name."""
        self._app = app
        self._named = named | {socket.gethostname().lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        host = Headers(scope=scope).get("host") if scope["type"] == "http" else None
        # a browser always names a host; who names none is none, and can be led to nothing
        if host and not is_known(host, self._named):
            await _refusal(host_name(host))(scope, receive, send)
            return
        await self._app(scope, receive, send)


def is_known(host: str, named: Container[str]) -> bool:
    """Whether no stranger can have brought a browser here by this host.

    Args:
        host: a Host header that is an address.
        named: what this server was told to answer to.
    """
    name = host_name(host)
    with contextlib.suppress(ValueError):
        ipaddress.ip_address(name)
        return True
    return name in named or is_private(f"http://{name}")


def host_name(host: str) -> str:
    """The name in a Host header, as names are compared: without a port, in small letters."""
    return (urlsplit(f"http://{host}").hostname or "").removesuffix(".")


def _refusal(name: str) -> PlainTextResponse:
    text = f"This server does not know itself by the name {name}. Open it at its address in figures, "
    text += f"or start it with --trusted-host {name}.\n"
    return PlainTextResponse(text, status_code=421, headers={"cache-control": "no-store"})
