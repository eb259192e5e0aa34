"""What a WebDAV server tells of files and folders (RFC 4918)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from audiogen.upload.destination import DestinationError
from audiogen.upload.paths import checked

PROPERTIES: Final = (
    b'<?xml version="1.0" encoding="utf-8"?>\n'
    b'<propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/><getlastmodified/></prop></propfind>'
)
"""The question."""


@dataclass(frozen=True, slots=True)
class DavEntry:
    """A file or a folder."""

    name: str
    is_own: bool
    """Whether it is what was asked about, and not something in it."""
    is_folder: bool
    size_bytes: int
    modified: str
    """As the server says it; empty where it does not."""


def entries_in(answer: bytes, asked: str, shown: str) -> tuple[DavEntry, ...]:
    """What an answer tells; names that lead out of the folder are left out.

    Args:
        answer: of the server, with status 207.
        asked: the path that was asked about.
        shown: the address of the destination, for messages.

    Raises:
        DestinationError: when it is no such answer, or only a part of one.
    """
    try:
        return _entries(tuple(_DavResponse(_path(each), each) for each in _responses(answer)), asked.strip("/"))
    except (ET.ParseError, ValueError) as error:
        message = f"the server has answered a question about its files with something else ({shown})"
        hint = "Look at the address: it has to be that for WebDAV, as the host has told you."
        raise DestinationError(message, hint=hint, transient=True) from error


def _responses(answer: bytes) -> Iterator[ET.Element]:
    tree = ET.fromstring(answer)  # noqa: S314 - expat unpacks nothing without end, and no file is read for it
    if tree.tag != "{DAV:}multistatus":
        raise ValueError(tree.tag)
    return tree.iterfind("{DAV:}response")


def _entries(found: tuple[_DavResponse, ...], asked: str) -> tuple[DavEntry, ...]:
    # behind another server, its paths may begin in another way: what was asked about is the shortest, then
    paths = [told.path for told in found]
    own = asked if asked in paths else min(paths, key=len, default="")
    return tuple(told.entry(own) for told in found if told.path == own or _is_inside(told.path))


@dataclass(frozen=True, slots=True)
class _DavResponse:
    path: str
    element: ET.Element

    def entry(self, own: str) -> DavEntry:
        return DavEntry(
            name=self.path.rpartition("/")[2],
            is_own=self.path == own,
            is_folder=self.element.find(".//{DAV:}collection") is not None,
            size_bytes=int(self._text("getcontentlength") or 0),
            modified=self._text("getlastmodified"),
        )

    def _text(self, name: str) -> str:
        return (self.element.findtext(f".//{{DAV:}}{name}") or "").strip()


def _path(response: ET.Element) -> str:
    return unquote(urlsplit((response.findtext("{DAV:}href") or "").strip()).path).strip("/")


def _is_inside(path: str) -> bool:
    try:
        checked(path.rpartition("/")[2])
    except DestinationError:
        return False
    return True
