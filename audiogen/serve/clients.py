"""What was made for clients, each at the address of their link: `/p/<token>/`, and nowhere else.

Which links are valid is looked up with each request: one that was taken back opens nothing any more, on connections
that are open as well. Whatever is no valid link is answered alike: nobody learns whether it ever was one.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from audiogen.clients.folder import built_ids, private_folder
from audiogen.clients.links import LINKS, TOKEN_LETTERS, Link, find_link, link_path, links_of
from audiogen.clients.lock import CLIENTS_LOCK
from audiogen.clients.secret import secret_path
from audiogen.errors import AudiogenError
from audiogen.manifest import PUBLICATION
from audiogen.publish.facts import read_publication
from audiogen.publish.pages.closed import ClosedPage, closed_page
from audiogen.serve.folder import folder_app
from audiogen.serve.rendered import Offer, WebFolder
from audiogen.serve.targets import moved
from audiogen.serve.texts import Texts
from audiogen.serve.today import PublishedToday, Today, signature

_AT_LINK: Final = re.compile(rf"/{LINKS}/(?P<token>[A-Za-z0-9_-]{{{TOKEN_LETTERS}}})(?P<path>/.*)?", re.DOTALL)
_KEPT_BY_NOBODY: Final = {"cache-control": "private, no-store"}


class ClientsApp:
    """Answers below `/p/<token>/` with the folder that the link leads to, and with a calm page anywhere else."""

    def __init__(self, root: Path, base_url: str | None, today: Today) -> None:
        """The application.

        Args:
            root: the project's folder.
            base_url: the address of this server; None for the one that each client used.
            today: tells by which day links are valid and sessions are due.
        """
        self._links = _ValidLinks(root, today)
        self._base_url = base_url
        self._today = today
        self._texts = Texts()
        self._lock = threading.Lock()
        self._apps: dict[Link, ASGIApp] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        app, scope = await run_in_threadpool(self._answering, scope)
        await app(scope, receive, send)

    def _answering(self, scope: Scope) -> tuple[ASGIApp, Scope]:
        try:
            links = self._links.now()
        except AudiogenError:
            return _unreadable(), scope
        found = _AT_LINK.fullmatch(scope["path"])
        # links are compared whatever was found, so that no answer comes sooner than another
        link = find_link(links, found["token"] if found else "")
        if found is None or link is None:
            return self._closed(scope), scope
        if found["path"] is None:
            # from /p/ on: what is in front of this server may have taken something off the path
            location = {"location": f"{link.token}/"}
            return Response(status_code=308, headers={**_KEPT_BY_NOBODY, **location}), scope
        return self._app(link, links), moved(scope, found["path"])

    def _app(self, link: Link, links: tuple[Link, ...]) -> ASGIApp:
        with self._lock:
            if link not in self._apps:
                # those of links that were taken back go
                self._apps = {each: app for each, app in self._apps.items() if each in links}
                published = PublishedToday(link.folder, self._today)
                where = WebFolder(self._base_url, f"/{link_path(link.token)}")
                self._apps[link] = folder_app(Offer(published, where, private=True, feed=link.feed), self._texts)
            return self._apps[link]

    def _closed(self, scope: Scope) -> Response:
        page = self._links.page
        headers = {**_KEPT_BY_NOBODY, "content-security-policy": page.policy}
        # the address of the server itself is asked for by whatever watches over it
        status = 200 if scope["path"] == "/" else 404
        if status == 200 or "text/html" in Request(scope).headers.get("accept", ""):
            return HTMLResponse(page.text, status_code=status, headers=headers)
        return PlainTextResponse("Not Found", status_code=404, headers=_KEPT_BY_NOBODY)


class _ValidLinks:
    """The valid links of a project, looked up anew when the day or a file that they follow from is another."""

    def __init__(self, root: Path, today: Today) -> None:
        self._root = root
        self._today = today
        self._lock = threading.Lock()
        self._key: object = None
        self._unbuilt: tuple[Path, ...] = ()
        self._links: tuple[Link, ...] = ()
        self._page = closed_page(None)

    def now(self) -> tuple[Link, ...]:
        """The links.

        Raises:
            AudiogenError: when they cannot be read.
        """
        day = self._today()
        with self._lock:
            if (day, *self._signatures()) != self._key:
                # whatever fails below is tried again by whoever comes next: nobody goes on with what was
                self._key = None
                self._unbuilt = tuple(_unbuilt(self._root))
                key = (day, *self._signatures())
                self._links = links_of(self._root, day)
                self._page = _page_in_language_of(self._root)
                self._key = key
            return self._links

    def _signatures(self) -> Iterator[object]:
        """What is another one, whenever a link may be."""
        private = private_folder(self._root)
        return map(signature, (self._root / CLIENTS_LOCK, secret_path(self._root), private, *self._unbuilt))

    @property
    def page(self) -> ClosedPage:
        """What is shown where no link is."""
        return self._page


def _unbuilt(root: Path) -> Iterator[Path]:
    """What will be there, once something is built in the folders that have nothing yet."""
    for client in built_ids(root):
        publication = private_folder(root) / client / PUBLICATION
        if not publication.is_file():
            yield publication


def _page_in_language_of(root: Path) -> ClosedPage:
    """The page in the words of the show: whoever looks for a link reads them."""
    for client in built_ids(root):
        try:
            return closed_page(read_publication(private_folder(root) / client).show)
        except AudiogenError:
            continue
    return closed_page(None)


def _unreadable() -> Response:
    text = "This cannot be read at the moment. Please try again later.\n"
    return PlainTextResponse(text, status_code=503, headers=_KEPT_BY_NOBODY)
