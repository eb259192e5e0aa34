"""Files over HTTP with byte ranges as RFC 9110 has them.

Starlette's own response does the sending, If-Range, merging and multipart. What it gets wrong is put right before it
sees the request: it answers 400 to `items=0-9`, `bytes=` or `bytes=9-5`, where the Range header has to be ignored and
the whole file sent (14.2); it answers HEAD with a range; it refuses a set of ranges when one of them lies behind the
end, where the others have to be sent.
"""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

# 18 digits are enough for any file; int() raises ValueError for more than 4300
_SPEC: Final = re.compile(r"(?P<first>\d{1,18})-(?P<last>\d{1,18})?|-(?P<suffix>\d{1,18})")


class RangedFile(FileResponse):
    """A file, whole or in the parts that a Range header names."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        headers = MutableHeaders(raw=list(scope["headers"]))
        header = headers.get("range")
        if header is not None and self.stat_result is not None:
            del headers["range"]
            cleaned = clean_range(header, self.stat_result.st_size) if scope["method"] == "GET" else None
            if cleaned:
                headers["range"] = cleaned
            scope = {**scope, "headers": headers.raw}
        await super().__call__(scope, receive, send)


def clean_range(header: str, size: int) -> str | None:
    """A Range header with those ranges that the file has; one behind its end when it has none; None to ignore it.

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
        start = int(spec["first"]) if spec["first"] else size - int(spec["suffix"])
        if size > 0 and start < size:
            within.append(spec[0])
    # Starlette answers a range behind the end with 416 and the size
    return "bytes=" + ",".join(within or [f"{size}-"])
