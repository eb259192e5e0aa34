"""Feed and show page, rendered for the address that a client used.

What they say follows from show.json, from manifests that never change under their names, from the address, and from
this program. So a client that has them already is told so without rendering anything.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from email.utils import formatdate
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from audiogen import __version__
from audiogen.errors import AudiogenError
from audiogen.publish import layout
from audiogen.publish.address import is_local
from audiogen.publish.facts import read_publication, read_published
from audiogen.publish.feed import render_feed
from audiogen.publish.kinds import FRAMED_NOWHERE, HTML, RSS, headers_of
from audiogen.publish.pages.app_folder import app_folder
from audiogen.publish.pages.site_pages import render_missing_page, render_show_page
from audiogen.publish.pages.stamp import stamped_like
from audiogen.serve.targets import address_of
from audiogen.serve.texts import Texts

_PACKAGE: Final = Path(__file__).parents[1]
_RENDERS: Final = ("publish", "artwork")
_READ: Final = frozenset({".py", ".html", ".xml", ".js", ".css", ".toml", ".pot", ".po"})


class _SwitchedError(Exception):
    """A build published something else while a text was being rendered."""


class RenderedTexts:
    """What is rendered of a publication, as the answers to requests."""

    def __init__(self, dist: Path, texts: Texts, phone_url: str | None = None, base_url: str | None = None) -> None:
        """Of what is published in a folder.

        Args:
            dist: the folder.
            texts: keeps what was rendered.
            phone_url: where a phone finds the page; None where that is not known.
            base_url: the address that all is found below; None for the one that each client used.
        """
        self._dist = dist
        self._texts = texts
        self._phone_url = phone_url
        self._base_url = base_url

    def page(self, request: Request) -> Response:
        """The show page."""
        address = address_of(request, self._base_url)
        scan = self._phone_url if is_local(address) else address

        def render() -> str:
            publication, manifests = read_published(self._dist)
            if app_folder().style not in publication.files:
                # another version built it: its pages fit together, and need files that a page of this one does not name
                return (self._dist / layout.PAGE).read_text(encoding="utf-8")
            page = render_show_page(publication, manifests, address, phone_url=scan)
            return stamped_like(page, (self._dist / layout.PAGE).read_text(encoding="utf-8"))

        return self._answer(request, layout.PAGE, HTML, (address, scan or ""), render)

    def feed(self, request: Request) -> Response:
        """The podcast's feed."""
        address = address_of(request, self._base_url)
        # what is for one client has none
        if not (self._dist / layout.FEED).is_file():
            raise HTTPException(404)
        return self._answer(
            request, layout.FEED, RSS, (address,), lambda: render_feed(*read_published(self._dist), address)
        )

    def missing(self, request: Request, _error: Exception) -> Response:
        """The answer where nothing is: a page for whoever looks at it, and few words for programs."""
        if "text/html" not in request.headers.get("accept", ""):
            return PlainTextResponse("Not Found", status_code=404, headers={"cache-control": "no-cache"})
        try:
            published = read_published(self._dist)
        except AudiogenError as error:
            return explained(error)
        of_session = layout.is_session_page(request.url.path.lstrip("/"))
        root = f"{urlsplit(self._base_url or '').path}/"
        text = render_missing_page(*published, of_session=of_session, root=root)
        return HTMLResponse(text, status_code=404, headers=headers_of(layout.PAGE))

    def _answer(
        self, request: Request, path: str, kind: str, addresses: tuple[str, ...], render: Callable[[], str]
    ) -> Response:
        while True:
            facts, changed_s = self._facts()
            program, updated_s = renderer()
            made_of = "\0".join((path, *addresses, hashlib.sha256(facts).hexdigest(), program))
            headers = {
                **headers_of(path),
                "content-type": kind,
                "etag": f'"{hashlib.sha256(made_of.encode()).hexdigest()[:32]}"',
                "last-modified": formatdate(max(changed_s, updated_s), usegmt=True),
            }
            if path == layout.PAGE and app_folder().style.encode() not in facts:
                # another version's page says itself what it may load, which may be styles and scripts within it
                headers["content-security-policy"] = FRAMED_NOWHERE
            try:
                return self._texts.answer(request.headers, headers, lambda: self._rendered(render, facts))  # noqa: B023
            except _SwitchedError:
                continue

    def _rendered(self, render: Callable[[], str], facts: bytes) -> str:
        text = render()
        # what was rendered of another publication may not stand under the ETag of this one
        if self._facts()[0] != facts:
            raise _SwitchedError
        return text

    def _facts(self) -> tuple[bytes, float]:
        """The content of show.json, and when it was written."""
        try:
            with (self._dist / layout.FACTS).open("rb") as file:
                return file.read(), os.fstat(file.fileno()).st_mtime
        except OSError:
            read_publication(self._dist)  # says what is wrong
            raise


def explained(error: AudiogenError) -> Response:
    """The answer while something of the publication cannot be read."""
    return PlainTextResponse(f"{error.message}\n{error.hint}\n", status_code=503)


@cache
def renderer() -> tuple[str, float]:
    """What stands for the program that renders, and when it was updated last.

    That is a hash of its version, its code and its templates, and the newest of their dates.
    """
    files = sorted(file for name in _RENDERS for file in (_PACKAGE / name).rglob("*") if file.suffix in _READ)
    digest = hashlib.sha256(b"\0".join((__version__.encode(), *(file.read_bytes() for file in files))))
    return digest.hexdigest(), max(file.stat().st_mtime for file in files)
