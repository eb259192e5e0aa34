"""Files over HTTP with byte ranges as RFC 9110 has them.

Starlette's own response does the sending, If-Range, merging and multipart; what it gets wrong is put right before it
sees the request: it answers 400 where a Range header has to be ignored, answers ranges to HEAD, and refuses a set of
ranges when one of them lies behind the end.
"""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

_SPEC: Final = re.compile(r"(?P<first>\d{1,18})-(?P<last>\d{1,18})?|-(?P<suffix>\d{1,18})")


class RangedFile(FileResponse):
    """A file, whole or in the parts that were asked for."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        asked = Headers(scope=scope).get("range")
        if asked is not None and self.stat_result is not None:
            method, size = scope["method"], self.stat_result.st_size
            scope = _with_range(scope, clean_range(asked, size) if method == "GET" else None)
        await super().__call__(scope, receive, send)


def clean_range(header: str, size: int) -> str | None:
    """A Range header with the ranges that can be met; one that cannot when there is none; None to ignore it.

    Args:
        header: as the client sent it.
        size: the bytes of the whole file.
    """
    unit, equals, listed = header.partition("=")
    if unit.strip().lower() != "bytes" or not equals:
        return None
    specs = [_SPEC.fullmatch(part.strip()) for part in listed.split(",") if part.strip()]
    if not specs:
        return None
    within: list[str] = []
    for spec in specs:
        if spec is None or (spec["last"] and int(spec["last"]) < int(spec["first"])):
            return None
        if _is_within(spec, size):
            within.append(spec[0])
    return "bytes=" + ",".join(within or [f"{size}-"])


def _is_within(spec: re.Match[str], size: int) -> bool:
    if spec["suffix"]:
        return size > 0 and int(spec["suffix"]) > 0
    return int(spec["first"]) < size


def _with_range(scope: Scope, header: str | None) -> Scope:
    headers = MutableHeaders(raw=list(scope["headers"]))
    if header is None:
        del headers["range"]
    else:
        headers["range"] = header
    return {**scope, "headers": headers.raw}
