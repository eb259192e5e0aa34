"""The files of dist/ as they lie there, and as they are on this day."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from audiogen.publish import layout
from audiogen.publish.kinds import headers_of, is_served, is_text, media_type
from audiogen.serve.encoding import LEAST_BYTES
from audiogen.serve.rendered import Offer, RenderedTexts
from audiogen.serve.sending import SentFile
from audiogen.serve.texts import Texts, not_modified, takes_gzip, with_gzip


class DistFiles(StaticFiles):
    """No listings, nothing hidden, nothing unpublished, nothing outside, no symbolic links that lead out."""

    def __init__(self, offer: Offer, rendered: RenderedTexts, texts: Texts) -> None:
        """The files of what is offered.

        Args:
            offer: the folder.
            rendered: knows what is not as it lies there.
            texts: compresses what becomes smaller by it.
        """
        super().__init__(directory=offer.published.dist)
        self._private = offer.private
        self._rendered = rendered
        self._texts = texts

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Where a file lies; nowhere for what nobody may ask for, or not yet, and for what cannot be looked at."""
        if not is_served(path) or self._rendered.is_withheld(PurePath(path).as_posix()):
            return "", None
        try:
            return super().lookup_path(path)
        except OSError:
            return "", None

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The answer with a file that is there."""
        path, asked = PurePath(self.get_path(scope)).as_posix(), Headers(scope=scope)
        whole = SentFile(
            full_path, status_code, headers_of(path, private=self._private), media_type(path), stat_result=stat_result
        )
        if is_text(path) and stat_result.st_size >= LEAST_BYTES and takes_gzip(asked):
            headers = with_gzip(whole.headers)
            if layout.is_of_app(path):
                # it never changes under its name, and is one of so many that each header counts
                del headers["last-modified"]
            return not_modified(asked, headers) or _ToPack(full_path, headers, whole.headers["etag"])
        return not_modified(asked, whole.headers) or whole

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The answer to a request."""
        name = PurePath(path).as_posix()
        if is_text(name) and scope["method"] in {"GET", "HEAD"}:
            answer = await run_in_threadpool(self._rendered.of_today, name, Headers(scope=scope))
            if answer is not None:
                return answer
        response = await super().get_response(path, scope)
        if not isinstance(response, _ToPack):
            return response
        # two files may have one date and one size, of which the ETag is made
        key = (response.path, response.tag)
        content = await run_in_threadpool(self._texts.packed, key, Path(response.path).read_bytes)
        return Response(content, headers=response.of_packed)


class _ToPack(Response):
    """Stands for a file that is read and compressed on another thread."""

    def __init__(self, path: str | os.PathLike[str], headers: dict[str, str], tag: str) -> None:
        super().__init__()
        self.path, self.of_packed, self.tag = path, headers, tag
