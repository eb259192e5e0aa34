"""Texts as a client wants them: as they are, compressed, or not at all because it has them already."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles

from audiogen.serve.encoding import gzipped, prefers_gzip, tag_of_gzipped
from audiogen.serve.kept import KeptBytes

_MOST_BYTES: Final = 32 * 2**20
"""Of all that is kept; the texts of 60 sessions take less than a tenth of it."""
_OF_WHOLE_FILES: Final = ("content-length", "accept-ranges")


class Texts:
    """Makes and compresses texts, each once, as long as there is room for it."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._kept = KeptBytes(_MOST_BYTES)

    def answer(self, asked: Headers, headers: Mapping[str, str], make: Callable[[], str]) -> Response:
        """The answer with a text that is made only where it is needed.

        Args:
            asked: the headers of the request.
            headers: of the answer, with type, ETag and date. The ETag stands for all that the text is made of.
            make: makes the text.
        """
        tag = headers["etag"]
        packed = takes_gzip(asked)
        sent = with_gzip(headers) if packed else dict(headers)
        if unchanged := not_modified(asked, sent):
            return unchanged

        def content() -> bytes:
            return self.kept(tag, make)

        return Response(self.packed(tag, content) if packed else content(), headers=sent)

    def kept(self, key: Hashable, make: Callable[[], str]) -> bytes:
        """A text that is made once.

        Args:
            key: stands for all that it is made of.
            make: makes it.
        """
        return self._kept.get(key, lambda: make().encode())

    def packed(self, key: Hashable, content: Callable[[], bytes]) -> bytes:
        """A text compressed.

        Args:
            key: stands for the text.
            content: gives the text; asked where it is not kept.
        """
        return self._kept.get((key, "gzip"), lambda: gzipped(content()))


def takes_gzip(asked: Headers) -> bool:
    """Whether a text is sent compressed to a client; ranges are always those of the text as it is."""
    return "range" not in asked and prefers_gzip(asked)


def with_gzip(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of a text, for the same text compressed."""
    others = {name: value for name, value in headers.items() if name not in _OF_WHOLE_FILES}
    return {**others, "content-encoding": "gzip", "etag": tag_of_gzipped(headers["etag"])}


def not_modified(asked: Headers, headers: Mapping[str, str]) -> Response | None:
    """The answer to a client that has already what these headers are of (RFC 9110, 13.2.2); None for any other."""
    answer = Headers(headers)
    return NotModifiedResponse(answer) if StaticFiles().is_not_modified(answer, asked) else None
