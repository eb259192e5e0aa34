"""Feed and show page, rendered for the address that a client used, and all that is not yet as it lies in the folder.

What they say follows from show.json, from manifests that never change under their names, from the day, from the
address, and from this program. So a client that has them already is told so without rendering anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from audiogen import __version__
from audiogen.errors import AudiogenError
from audiogen.publish import layout
from audiogen.publish.address import is_local
from audiogen.publish.feed import render_feed
from audiogen.publish.kinds import FRAMED_NOWHERE, HTML, RSS, headers_of, media_type
from audiogen.publish.pages.app_folder import app_folder
from audiogen.publish.pages.site_pages import render_missing_page, render_show_page
from audiogen.publish.pages.stamp import stamped_like
from audiogen.serve.targets import address_of
from audiogen.serve.texts import Texts
from audiogen.serve.today import DayView, PublishedToday

_PACKAGE: Final = Path(__file__).parents[1]
_RENDERS: Final = ("publish", "artwork")
_READ: Final = frozenset({".py", ".html", ".xml", ".js", ".css", ".toml", ".pot", ".po"})


class _SwitchedError(Exception):
    """A build published something else while a text was being rendered."""


@dataclass(frozen=True, slots=True)
class WebFolder:
    """Where a publication is found."""

    base_url: str | None = None
    """The address of this server; None for the one that each client used."""
    below: str = ""
    """The path of the publication there; empty, or with a slash before it and none behind it."""

    def address(self, request: Request) -> str:
        """Its address for a client, without a slash at its end."""
        return f"{address_of(request, self.base_url)}{self.below}"

    @property
    def root(self) -> str:
        """Its path on its host, with a slash at its end."""
        return f"{urlsplit(self.base_url or '').path}{self.below}/"


@dataclass(frozen=True, slots=True)
class Offer:
    """What of a folder is offered, to whom, and where."""

    published: PublishedToday
    where: WebFolder
    private: bool
    """Whether it is for one client."""
    feed: bool
    """Whether podcast apps may have it, too."""
    phone_url: str | None = None
    """Where a phone finds the page; None where that is not known."""


class RenderedTexts:
    """What is rendered of a publication, as the answers to requests."""

    def __init__(self, offer: Offer, texts: Texts) -> None:
        """Of what is offered; `texts` keeps what was rendered."""
        self._offer = offer
        self._published = offer.published
        self._where = offer.where
        self._texts = texts

    def page(self, request: Request) -> Response:
        """The show page."""
        address = self._where.address(request)
        scan = self._offer.phone_url if is_local(address) else address

        def render(view: DayView) -> str:
            if view.is_as_built and _is_of_another_version(view):
                # its pages fit together, and need files that a page of this one does not name
                return self._built_page()
            page = render_show_page(view.publication, view.manifests, address, phone_url=scan)
            return stamped_like(page, view.text(layout.PAGE) or self._built_page())

        return self._answer(request.headers, layout.PAGE, HTML, (address, scan or ""), render)

    def feed(self, request: Request) -> Response:
        """The podcast's feed."""
        address = self._where.address(request)
        if not self._offer.feed:
            raise HTTPException(404)
        return self._answer(
            request.headers,
            layout.FEED,
            RSS,
            (address,),
            lambda view: render_feed(view.publication, view.manifests, address),
        )

    def of_today(self, path: str, asked: Headers) -> Response | None:
        """The answer with a text that is not as it lies in the folder; None for what is sent as it lies there."""
        if self._published.view().text(path) is None:
            return None
        # it may be as it lies there by then
        return self._answer(asked, path, media_type(path) or "", (), lambda view: view.text(path) or self._built(path))

    def is_withheld(self, path: str) -> bool:
        """Whether a file is for nobody yet."""
        # what some systems pass over at the end of a name is passed over here as well
        return path.casefold().rstrip(". ") in self._published.view().withheld

    def missing(self, request: Request, _error: Exception) -> Response:
        """The answer where nothing is: a page for whoever looks at it, and few words for programs."""
        if "text/html" not in request.headers.get("accept", ""):
            return PlainTextResponse("Not Found", status_code=404, headers=self._headers(""))
        try:
            view = self._published.view()
        except AudiogenError as error:
            return explained(error)
        of_session = layout.is_session_page(request.url.path.lstrip("/"))
        root = self._where.root

        def make() -> str:
            return render_missing_page(view.publication, view.manifests, of_session=of_session, root=root)

        try:
            content = self._texts.kept((view.made_of, root, of_session), make)
        except AudiogenError as error:
            return explained(error)
        return HTMLResponse(content, status_code=404, headers=self._headers(layout.PAGE))

    def _answer(
        self, asked: Headers, path: str, kind: str, addresses: tuple[str, ...], render: Callable[[DayView], str]
    ) -> Response:
        while True:
            view = self._published.view()
            program, updated_s = renderer()
            made_of = "\0".join((path, *addresses, view.made_of, program))
            headers = {
                **self._headers(path),
                "content-type": kind,
                "etag": f'"{hashlib.sha256(made_of.encode()).hexdigest()[:32]}"',
                "last-modified": formatdate(max(view.changed_s, updated_s), usegmt=True),
            }
            if path == layout.PAGE and view.is_as_built and _is_of_another_version(view):
                # another version's page says itself what it may load, which may be styles and scripts within it
                headers["content-security-policy"] = FRAMED_NOWHERE
            try:
                return self._texts.answer(asked, headers, lambda: self._rendered(render, view))  # noqa: B023
            except _SwitchedError:
                continue

    def _rendered(self, render: Callable[[DayView], str], view: DayView) -> str:
        try:
            text = render(view)
        except AudiogenError:
            # what it was rendered of may have been taken away in between
            if self._published.view().made_of == view.made_of:
                raise
            raise _SwitchedError from None
        # what was rendered of another publication may not stand under the ETag of this one
        if self._published.view().made_of != view.made_of:
            raise _SwitchedError
        return text

    def _headers(self, path: str) -> dict[str, str]:
        return headers_of(path, private=self._offer.private)

    def _built_page(self) -> str:
        return self._built(layout.PAGE)

    def _built(self, path: str) -> str:
        return (self._published.dist / path).read_text(encoding="utf-8")


def explained(error: AudiogenError) -> Response:
    """The answer while something of the publication cannot be read; it names no place on this machine."""
    text = f"What is published here cannot be read at the moment.\n{error.hint}\n"
    return PlainTextResponse(text, status_code=503, headers={"cache-control": "no-store"})


@cache
def renderer() -> tuple[str, float]:
    """What stands for the program that renders, and when it was updated last.

    That is a hash of its version, its code and its templates, and the newest of their dates.
    """
    files = sorted(file for name in _RENDERS for file in (_PACKAGE / name).rglob("*") if file.suffix in _READ)
    digest = hashlib.sha256(b"\0".join((__version__.encode(), *(file.read_bytes() for file in files))))
    return digest.hexdigest(), max(file.stat().st_mtime for file in files)


def _is_of_another_version(view: DayView) -> bool:
    return app_folder().style not in view.publication.files
