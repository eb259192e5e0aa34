"""What a request asks for, and at which address: both come from strangers, and the address goes into feed and page."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from audiogen.publish.address import ascii_address

_HOST: Final = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")
_ABSOLUTE: Final = re.compile(r"https?://(?P<host>[^/]*)(?P<path>/.*)?", re.IGNORECASE | re.DOTALL)

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_NO_HOST: Final = "The Host header is not an address."
_LONGEST_TARGET_BYTES: Final = 8 * 1024
LONGEST_HEAD_BYTES: Final = 16 * 1024
"""Of a request line and all headers together."""


_NOTHING_SENT_IN: Final = "Nothing can be sent in here.\n"
METHODS: Final = ("GET", "HEAD", "OPTIONS")
"""What can be done here: nothing is ever sent in."""


def address_of(request: Request, base_url: str | None = None) -> str:
    """The address that the client used, from its Host header; the one that was told, where one was.

    A program on this machine that takes https in front of this one passes that header on, and says what was used in
    X-Forwarded-Proto; uvicorn believes it from this machine alone.

    Raises:
        HTTPException: when it sent none. That it is a good one, `OrderlyTarget` has seen.
    """
    if base_url:
        return base_url
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
            # no file has such a name, and what looks at paths line by line would see another one
            if _CONTROL.search(scope["path"]):
                await PlainTextResponse("Not Found", status_code=404)(scope, receive, send)
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


class BelowPath:
    """Answers below a path what is answered without it.

    Of programs that stand in front of this one some take the path of an address off, and others leave it: both work.
    """

    def __init__(self, app: ASGIApp, prefix: str, address: str) -> None:
        """Below `prefix`, which `address` ends with."""
        self._app = app
        self._prefix = prefix
        self._address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as if it asked without the path."""
        path = scope.get("path", "")
        if self._prefix and path == self._prefix:
            # what a page names lies beside it: without the slash that would be beside the folder
            await Response(status_code=308, headers={"location": f"{self._address}/"})(scope, receive, send)
            return
        if self._prefix and path.startswith(f"{self._prefix}/"):
            scope = moved(scope, path.removeprefix(self._prefix))
        await self._app(scope, receive, send)


def moved(scope: Scope, path: str) -> Scope:
    """The same request for another path."""
    return {**scope, "path": path, "raw_path": quote(path).encode("ascii")}


class ShortRequests:
    """Answers 405, 413, 414 or 431 to requests that bring something along, or that are too long.

    Their connections end: what is behind their heads would have to be read, else it would be taken for a request of
    its own.
    """

    def __init__(self, app: ASGIApp) -> None:
        """In front of this application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        refusal = _refusal(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)


def _refusal(scope: Scope) -> Response | None:
    headers = Headers(scope=scope)
    brings = "transfer-encoding" in headers or headers.get("content-length", "0").strip("0") != ""
    target_bytes = len(scope.get("raw_path") or b"") + len(scope["query_string"])
    # what h11 does not have to wait for may be longer than it would wait for
    head_bytes = target_bytes + sum(len(name) + len(value) + 4 for name, value in scope["headers"])
    if target_bytes > _LONGEST_TARGET_BYTES:
        return _refused(414, "This address is too long.\n")
    if head_bytes > LONGEST_HEAD_BYTES:
        return _refused(431, "The headers of this request are too long.\n")
    if scope["method"] not in METHODS:
        return _refused(405, _NOTHING_SENT_IN, last=brings, allow=", ".join(METHODS))
    return _refused(413, _NOTHING_SENT_IN) if brings else None


def _refused(status: int, text: str, *, last: bool = True, **headers: str) -> Response:
    ended = {"connection": "close"} if last else {}
    return PlainTextResponse(text, status_code=status, headers={**headers, **ended})
