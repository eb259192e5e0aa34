"""A folder on a WebDAV server as a destination: Nextcloud, and many web spaces.

This is `requests`, which is here anyway, and neither fsspec nor webdav4: those go on asking without end where a file
breaks off while it is read, wait and try again by themselves, and give up names that a server did not expect. Six
kinds of requests are all that is needed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import quote, unquote, urlsplit

import requests
from requests.auth import HTTPDigestAuth

from audiogen.script.web_address import ascii_address
from audiogen.upload.address import HostAddress
from audiogen.upload.destination import BLOCK_BYTES, DestinationError, FileContent, FileKind, MissingFileError
from audiogen.upload.logins import auth_of, login_of, wants_digest
from audiogen.upload.multistatus import PROPERTIES, DavEntry, entries_in
from audiogen.upload.paths import checked, checked_folder, is_unfinished, joined, unfinished_beside
from audiogen.upload.trouble import Whereabouts
from audiogen.upload.web_refusals import web_refusal

_DONE: Final = (200, 201, 204)
_THERE_ALREADY: Final = 405
_TAKEN: Final = 412
_NO_FOLDER: Final = (404, 409)
_MANY: Final = 207
_TIDYING_S: Final = 2.0
"""How long is waited for a server that is to take away what a put has left that went wrong."""
_NEVER: Final = dt.datetime.fromtimestamp(0, dt.UTC)


class WebdavDestination:
    """Files are sent under a hidden name beside their place and moved there once the server has all of them."""

    def __init__(self, address: HostAddress, timeout_s: float) -> None:
        self._address, self._timeout_s = address, timeout_s
        self._where = Whereabouts(address.shown, address.host, timeout_s)
        self._base = _base(address)
        self._login = login_of(address, self._base)
        self._opening = threading.Lock()
        self._opened: requests.Session | None = None
        self._made = set[str]()

    @property
    def shown(self) -> str:
        """The address."""
        return self._address.shown

    def put(self, path: str, content: FileContent, kind: FileKind) -> None:
        """Put a file in place. Servers go by its name for its type; where one asks, it is told."""
        target, beside = self._full(checked(path)), self._full(unfinished_beside(path))
        self._make(target.rpartition("/")[0])
        try:
            headers = {"Content-Type": kind.media_type}
            with self._ask("PUT", beside, headers, _Body(content) if content.size_bytes else b"") as answer:
                self._see_done(answer, "PUT", target)
            self._replace(beside, target)
        except BaseException:
            # nobody waits long for that: what is left is found later
            with contextlib.suppress(DestinationError):
                self._ask("DELETE", beside, timeout_s=min(_TIDYING_S, self._timeout_s)).close()
            raise

    def read(self, path: str) -> Iterator[bytes]:
        """What is in a file, a block at a time."""
        full = self._full(checked(path))
        with self._ask("GET", full) as answer:
            if answer.status_code == 404:
                message = f"there is no {self._named(path)}"
                raise MissingFileError(message)
            if answer.status_code != 200:
                raise self._refused(answer, "GET", full)
            with self._told():
                yield from answer.iter_content(BLOCK_BYTES)

    def list(self, below: str = "", *, deep: bool = True) -> Mapping[str, int]:
        """Every file: path -> size in bytes."""
        files = self._files(checked_folder(below), deep=deep)
        return {path: entry.size_bytes for path, entry in files if not is_unfinished(path)}

    def unfinished(self, below: str = "", *, deep: bool = True) -> Mapping[str, dt.datetime]:
        """What puts that were cut have left: path -> since when."""
        files = self._files(checked_folder(below), deep=deep)
        return {path: _when(entry) for path, entry in files if is_unfinished(path)}

    def delete(self, path: str) -> None:
        """Take a file away. Folders stay, also empty ones: a server would take away what has just been put into one."""
        full = self._full(checked(path))
        if self._refuse_folder(full):
            with self._ask("DELETE", full) as answer:
                if answer.status_code not in (*_DONE, 404):
                    raise self._refused(answer, "DELETE", full)

    def close(self) -> None:
        """End the connections."""
        with self._opening:
            opened, self._opened = self._opened, None
        if opened:
            opened.close()

    def _files(self, below: str, *, deep: bool) -> Iterator[tuple[str, DavEntry]]:
        """Every file in a folder and in those in it."""
        for entry in self._entries(self._as_folder(self._full(below)), depth="1"):
            path = joined(below, entry.name)
            if entry.is_own:
                continue
            if entry.is_folder:
                yield from self._files(path, deep=True) if deep else ()
            else:
                yield path, entry

    def _entries(self, full: str, *, depth: str) -> tuple[DavEntry, ...]:
        """What a server tells of a file, or of a folder and what is in it; nothing where there is nothing."""
        headers = {"Depth": depth, "Content-Type": "application/xml; charset=utf-8"}
        with self._ask("PROPFIND", full, headers, PROPERTIES) as answer:
            if answer.status_code == 404:
                return ()
            if answer.status_code != _MANY:
                raise self._refused(answer, "PROPFIND", full)
            with self._told():
                return entries_in(answer.content, f"/{full}", self._address.shown)

    def _make(self, folder: str) -> None:
        """Make a folder of the server where it is not there yet, and those that lead to it."""
        if folder in self._made or not folder:
            return
        answer = self._mkcol(folder)
        if answer.status_code in _NO_FOLDER and "/" in folder:
            self._make(folder.rpartition("/")[0])
            answer = self._mkcol(folder)
        if answer.status_code not in (*_DONE, _THERE_ALREADY):
            raise self._refused(answer, "MKCOL", folder)
        self._made.add(folder)

    def _replace(self, beside: str, target: str) -> None:
        """Give a file its name. Where that is taken, it is by a file: a server would take away all of a folder."""
        headers = {"Destination": self._url(target), "Overwrite": "F"}
        with self._ask("MOVE", beside, headers) as answer:
            if answer.status_code != _TAKEN:
                self._see_done(answer, "MOVE", target)
                return
        self._refuse_folder(target)
        with self._ask("MOVE", beside, {**headers, "Overwrite": "T"}) as answer:
            self._see_done(answer, "MOVE", target)

    def _refuse_folder(self, full: str) -> bool:
        """Whether a file is there; a folder is refused."""
        found = self._entries(full, depth="0")
        if any(entry.is_folder for entry in found):
            raise self._is_folder(full)
        return bool(found)

    def _is_folder(self, full: str) -> DestinationError:
        message = f"a folder stands where a file is to be ({self._shown(full)})"
        return DestinationError(message, hint="Look there, and move it away; or choose another folder.")

    def _shown(self, full: str) -> str:
        return f"{self._address.scheme}://{self._address.netloc}/{full}"

    def _mkcol(self, folder: str) -> requests.Response:
        with self._ask("MKCOL", f"{folder}/") as answer:
            return answer

    def _see_done(self, answer: requests.Response, method: str, target: str) -> None:
        if answer.status_code in _NO_FOLDER:
            # somebody has taken the folder away: the next try makes it again
            self._made.clear()
        if answer.status_code not in _DONE:
            raise self._refused(answer, method, target)

    def _ask(
        self,
        method: str,
        full: str,
        headers: Mapping[str, str] | None = None,
        body: _Body | bytes | None = None,
        *,
        timeout_s: float | None = None,
    ) -> requests.Response:
        """One request, and whatever the server answers."""
        session = self._session()
        with self._told():
            return session.request(
                method,
                self._url(full),
                headers=headers,
                # anything with a length that gives blocks is sent block by block
                data=body,
                timeout=timeout_s or self._timeout_s,
                allow_redirects=False,
                # what is read to its end lets the connection go on to the next request
                stream=method == "GET",
            )

    def _session(self) -> requests.Session:
        with self._opening:
            self._opened = self._opened or self._begun()
            return self._opened

    def _begun(self) -> requests.Session:
        """Connections, which begin with a question that shows whether and how the server wants a password."""
        session = requests.Session()
        session.headers["Accept-Encoding"] = "identity"
        session.auth = auth_of(self._login)
        answer = self._first_answer(session)
        if answer.status_code == 401 and self._login and wants_digest(answer):
            session.auth = HTTPDigestAuth(self._login.user, self._login.password)
            answer = self._first_answer(session)
        if answer.status_code not in (_MANY, 404):
            session.close()
            raise self._refused(answer, "PROPFIND", self._full(""))
        return session

    def _first_answer(self, session: requests.Session) -> requests.Response:
        # with its slash: Apache leads whoever asks for a folder without it to the one with it
        url = self._url(self._as_folder(self._full("")))
        with self._told():
            return session.request(
                "PROPFIND", url, headers={"Depth": "0"}, timeout=self._timeout_s, allow_redirects=False
            )

    def _refused(self, answer: requests.Response, method: str, full: str) -> DestinationError:
        moved_to = answer.headers.get("Location", "")
        if self._leads_into(answer, full) or (method == "MOVE" and answer.status_code == 301 and not moved_to):
            return self._is_folder(full)
        return web_refusal(
            answer.status_code, method, self._shown(full), moved_to=moved_to, signed_in=self._login is not None
        )

    def _leads_into(self, answer: requests.Response, full: str) -> bool:
        """Whether an answer leads to the same place with a slash, which is how Apache says that it is a folder."""
        moved_to = urlsplit(answer.headers.get("Location", ""))
        here = moved_to.hostname in (None, self._address.host)
        return answer.is_redirect and here and unquote(moved_to.path) == f"/{full}/"

    def _full(self, path: str) -> str:
        return "/".join(filter(None, (self._address.path, path)))

    def _as_folder(self, full: str) -> str:
        return f"{full}/" if full else ""

    def _url(self, full: str) -> str:
        return f"{self._base}/{quote(full)}"

    def _named(self, path: str) -> str:
        return joined(self.shown, path)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (requests.RequestException, OSError) as error:
            raise self._where.network_trouble(error) from error


class _Body:
    """A file as `requests` sends it: with its length first, then a block at a time, anew for each request."""

    def __init__(self, content: FileContent) -> None:
        self._content = content

    def __len__(self) -> int:
        return self._content.size_bytes

    def __iter__(self) -> Iterator[bytes]:
        return self._content.blocks()


def _base(address: HostAddress) -> str:
    scheme = "https" if address.scheme == "webdavs" else "http"
    try:
        return ascii_address(f"{scheme}://{address.netloc}")
    except ValueError as error:
        message = f"{address.host} is no name of a host: {error}"
        raise DestinationError(message, hint="Write it as the host has told you.") from error


def _when(entry: DavEntry) -> dt.datetime:
    """When a file was changed; a server that does not say it, or says it oddly, is taken to mean long ago."""
    try:
        when = parsedate_to_datetime(entry.modified)
    except ValueError:
        return _NEVER
    return when if when.tzinfo else when.replace(tzinfo=dt.UTC)
