"""What a request asks for, and at which address: both come from strangers, and the address goes into feed and page."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from audiogen.publish.address import ascii_address

_HOST: Final = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")
_ABSOLUTE: Final = re.compile(r"https?://(?P<host>[^/]*)(?P<path>/.*)?", re.IGNORECASE | re.DOTALL)

_NO_HOST: Final = "The Host header is not an address."


def address_of(request: Request) -> str:
    """The address that the client used, from its Host header.

    A program on this machine that takes https in front of this one passes that header on, and says what was used in
    X-Forwarded-Proto; uvicorn believes it from this machine alone.

    Raises:
        HTTPException: when it sent none. That it is a good one, `OrderlyTarget` has seen.
    """
    host = request.headers.get("host")
    if not host:
        raise HTTPException(400, _NO_HOST)
    scheme = "https" if request.scope["scheme"] == "https" else "http"
    return f"{scheme}://{host}"


def is_host(host: str) -> bool:
    """Whether a Host header is a host that an address can have, and nothing else."""
    if not _HOST.fullmatch(host):
        return False
    try:
        ascii_address(f"http://{host}")
    except ValueError:
        return False
    return True


class OrderlyTarget:
    """Answers 400 to requests for no address, and reads targets that name one, as proxies send them.

    RFC 9112, 3.2.2: a server has to accept a target in absolute form, and then goes by the host in it alone.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http":
            scope = _in_origin_form(scope)
            host = Headers(scope=scope).get("host")
            # files are sent to clients of HTTP/1.0 as well, which name no host
            if host and not is_host(host):
                await PlainTextResponse(_NO_HOST, status_code=400)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _in_origin_form(scope: Scope) -> Scope:
    """The request as if its target were a path, and its host in the Host header."""
    raw_path = scope.get("raw_path") or b""
    absolute = _ABSOLUTE.fullmatch(raw_path.decode("ascii", "replace"))
    if absolute is None:
        return scope
    path = absolute["path"] or "/"
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
    headers.append((b"host", absolute["host"].encode("ascii", "replace")))
    return {**scope, "path": unquote(path), "raw_path": path.encode("ascii", "replace"), "headers": headers}
