"""Who may read answers: pages from anywhere those of a public show, nobody else those of one client."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SHARED: Final = {
    # web players on other sites fetch feed, chapters and transcripts
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Accept-Ranges, Content-Length, Content-Range, ETag, Last-Modified",
}
_OF_PAGES_ALONE: Final = (".html", ".js", ".css", ".svg")
"""What nobody else fetches; a page consists of some forty of them, and each header comes with every one."""
_ALLOW: Final = {"allow": "GET, HEAD, OPTIONS"}
_PREFLIGHT: Final = {
    **_ALLOW,
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "If-Modified-Since, If-None-Match, If-Range, Range",
    "access-control-max-age": "86400",
}
_NO_SNIFFING: Final = {"x-content-type-options": "nosniff"}
_OF_ONE: Final = {
    **_NO_SNIFFING,
    # no program on another site reads or shows it: podcast apps ask without any site, and need no permission
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
}


class ForEverybody:
    """Lets pages from anywhere read what is not a part of ours, and answers their preflight requests (OPTIONS).

    Starlette's CORSMiddleware sends its headers only to requests with an Origin: a cache could then give an answer
    without them to a player that needs them.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Of what this application answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or add what is said of every answer."""
        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={**_SHARED, **_PREFLIGHT})(scope, receive, send)
            return
        shared = {} if scope.get("path", "").endswith(_OF_PAGES_ALONE) else _SHARED
        await self._app(scope, receive, _saying({**_NO_SNIFFING, **shared}, send))


class ForOne:
    """Keeps what is for one client from pages of others, from search engines, and from whoever is visited next."""

    def __init__(self, app: ASGIApp) -> None:
        """Of what this application answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or add what is said of every answer."""
        send_said = _saying(_OF_ONE, send)
        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=_ALLOW)(scope, receive, send_said)
            return
        await self._app(scope, receive, send_said)


def _saying(headers: dict[str, str], send: Send) -> Send:
    async def send_more(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(headers)
        await send(message)

    return send_more
