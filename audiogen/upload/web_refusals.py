"""What a web server refuses, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from audiogen.upload.address import PASSWORD
from audiogen.upload.destination import DestinationError

_REFUSALS: Final[Mapping[int, tuple[str, str]]] = {
    403: ("this login may not do that", "Ask the host for the right to write in this folder, or choose another one."),
    404: ("there is no such place", "Look at the address: it has to be that for WebDAV, as the host has told you."),
    405: (
        "the server speaks no WebDAV there",
        "Look at the address: it has to be that for WebDAV, as the host has told you.",
    ),
    413: ("the file is larger than the host allows", "Ask the host for more, or choose another kind of destination."),
    507: ("there is no room left", "Make room there, or get more, then publish again."),
}
_LIKE: Final[Mapping[int, int]] = {200: 405, 400: 405, 402: 507, 501: 405}
"""Answers that mean the same as another one."""
_PASSING: Final = (404, 408, 409, 423, 425, 429, 500, 502, 503, 504, 509)
"""What may be over a little later, of 404 and 409 where a folder has just been taken away."""


def web_refusal(
    status: int, method: str, where: str, *, moved_to: str = "", signed_in: bool = False
) -> DestinationError:
    """What is said of an answer that was not hoped for.

    Args:
        status: of the answer.
        method: of the request.
        where: what it was about, without anything secret.
        moved_to: where the server says that it lies now.
        signed_in: whether a password was sent.
    """
    if 300 <= status < 400:
        return _moved(where, moved_to)
    if status == 401:
        return _not_let_in(where, signed_in=signed_in)
    told = _REFUSALS.get(_LIKE.get(status, status))
    transient = status in _PASSING and not (status == 404 and method == "PROPFIND")
    if told:
        return DestinationError(f"{told[0]} ({where})", hint=told[1], transient=transient)
    message = f"the server has refused a request ({method}) with {status} ({where})"
    later = (
        "Publish again a little later: only what is missing is sent. If it stays so, is there room left at the host?"
    )
    hint = later if transient else "Ask the host what this means."
    return DestinationError(message, hint=hint, transient=transient)


def _moved(where: str, moved_to: str) -> DestinationError:
    """Nothing is sent elsewhere than where somebody meant it to go, and a password least of all."""
    parts = urlsplit(moved_to)
    there = f"{parts.hostname or ''}{parts.path}" if moved_to else "somewhere else"
    message = f"the server says that this lies elsewhere: {there} ({where})"
    return DestinationError(message, hint="If that is right, write that address, with webdavs:// for https://.")


def _not_let_in(where: str, *, signed_in: bool) -> DestinationError:
    if signed_in:
        message = f"the server does not take this name and password ({where})"
        hint = f"Look at the name in the address, and at {PASSWORD} or ~/.netrc. Nextcloud may ask for an app password."
        return DestinationError(message, hint=hint)
    message = f"the server asks for a name and a password ({where})"
    hint = f"Write the name into the address, as in webdavs://name@host/folder, and the password into {PASSWORD}."
    return DestinationError(message, hint=hint)
