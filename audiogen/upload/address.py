"""Addresses of destinations: a folder, or `scheme://[user@]host[:port]/path`.

An address may hold a password that its author put there, so nothing of one that is refused is repeated.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn
from urllib.parse import quote, unquote

from audiogen.names import nearest
from audiogen.script.destinations import MEANT, SCHEMES
from audiogen.upload.destination import DestinationError

PASSWORD: Final = "AUDIOGEN_PUBLISH_PASSWORD"  # noqa: S105 - the name of a variable, and no password
"""The variable of the environment that a password may stand in."""

_FORMS: Final = (
    "Write a folder, s3://bucket/folder, sftp://name@host/folder, webdavs://name@host/folder (https) or "
    "webdav://name@host/folder (http)."
)
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://(.*)", re.DOTALL)
_SLIPS: Final = re.compile(r"(s3|sftp|webdavs?|https?|ftps?)(?::/?|;//|/{2})(?!/)", re.IGNORECASE)
"""An address whose `://` was not written as it is."""
_WINDOWS: Final = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_OF_SCP: Final = re.compile(r"[^/\s:@]+@[^/\s:@]+:(?!//)")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_AUTHORITY: Final = re.compile(
    r"(?:(?P<user>[^@]*)@)?(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:@\[\]]+)(?::(?P<port>[0-9]{1,5}))?"
)
_BUCKET: Final = re.compile(r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]{2,62}")
_INSTEAD: Final = {
    "ftp": "FTP sends passwords and files for everybody to read, and audiogen does not speak it. Most web spaces have "
    "SFTP as well, with the same name and password: write sftp:// in its place.",
    "ftps": "audiogen speaks SFTP, not FTPS. Most web spaces have both, with the same name and password: write sftp:// "
    "in its place.",
    "https": "This is where listeners look. For a WebDAV server write webdavs:// in its place; where nothing else is "
    "known, ask the host for SFTP.",
    "http": "This is where listeners look. For a WebDAV server write webdav:// in its place, or better "
    "webdavs:// where it has https; where nothing else is known, ask the host for SFTP.",
    "file": "Write the path of the folder alone, without file://.",
    **{other: f"Write {meant}:// in its place." for other, meant in MEANT.items()},
}


@dataclass(frozen=True, slots=True)
class HostAddress:
    """A folder on somebody's server."""

    scheme: str
    host: str
    """The name of a bucket with `s3`; an address of IPv6 has no brackets here."""
    path: str = ""
    """Without slashes at its ends, and with the characters that it stands for."""
    user: str = ""
    port: int | None = None

    @property
    def shown(self) -> str:
        """The address in full; there is never a password in it."""
        user = f"{quote(self.user)}@" if self.user else ""
        return f"{self.scheme}://{user}{self.netloc}{'/' if self.path else ''}{self.path}"

    @property
    def netloc(self) -> str:
        """Host and port, as they stand in an address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"


def read_address(text: str) -> Path | HostAddress:
    """What an address stands for: the path of a folder, or a folder on a server.

    Raises:
        DestinationError: when it is neither, with what to write instead.
    """
    text = text.strip()
    if not text:
        _refuse("no destination is named")
    if _CONTROL.search(text):
        _refuse("there is a line break or another invisible sign in the address")
    found = _SCHEME.fullmatch(text)
    return _on_host(found[1].lower(), found[2]) if found else _folder(text)


def _folder(text: str) -> Path:
    if slip := _SLIPS.match(text):
        scheme = slip[1].lower()
        _known(scheme)
        _refuse(
            f"the address begins like {scheme}://, but is written differently",
            f"Write {scheme}:// and then, without a space, what follows.",
        )
    if _WINDOWS.match(text) and os.name != "nt":
        _refuse("this is a path of Windows, which this computer does not have")
    if _OF_SCP.match(text):
        _refuse(
            "this is an address as scp has it",
            "Write sftp://name@host/folder; below where the login leads: sftp://name@host/~/folder.",
        )
    return Path(text).expanduser()


def _on_host(scheme: str, rest: str) -> HostAddress:
    _known(scheme)
    authority, _, path = rest.partition("/")
    # a password may hold a slash, and everything up to its @ is in the way then
    if ":" in rest.rpartition("@")[0]:
        _refuse_password(scheme)
    parts = _AUTHORITY.fullmatch(authority)
    if not parts:
        missing = "bucket" if scheme == "s3" else "host"
        _refuse(f"the address begins with {scheme}://, but no name of a {missing} follows")
    if re.search(r"[?#]", authority + path):
        _refuse("there is a ? or # in the address, which names of folders cannot have")
    return _bucket(parts, path) if scheme == "s3" else _server(scheme, parts, path)


def _bucket(parts: re.Match[str], path: str) -> HostAddress:
    if parts["user"] is not None or parts["port"] or not _BUCKET.fullmatch(parts["host"]):
        _refuse(
            "behind s3:// stands something else than the name of a bucket",
            "Write s3://bucket/folder. Keys belong into the environment or ~/.aws, another provider's address into "
            "AWS_ENDPOINT_URL.",
        )
    return HostAddress("s3", parts["host"], _names(path))


def _server(scheme: str, parts: re.Match[str], path: str) -> HostAddress:
    port = int(parts["port"]) if parts["port"] else None
    if port is not None and not 0 < port < 65_536:
        _refuse("the number behind the host is no port", "A port is a number from 1 to 65535.")
    host = parts["host"].strip("[]").lower()
    return HostAddress(scheme, host, _names(unquote(path)), unquote(parts["user"] or ""), port)


def _names(path: str) -> str:
    """The names of folders in a path, without empty ones.

    Raises:
        DestinationError: when one of them leads upwards.
    """
    names = [name for name in path.split("/") if name not in {"", "."}]
    if ".." in names or any(_CONTROL.search(name) for name in names):
        _refuse("there is a .. in the address", "Write the path without it.")
    return "/".join(names)


def _refuse_password(scheme: str) -> NoReturn:
    place = "Keys belong into the environment or into ~/.aws." if scheme == "s3" else f"Put it into {PASSWORD}."
    _refuse(
        "there is a password in the address",
        "Take it out, from the colon to the @: it would be kept in the history of the command line. "
        f"{place} If others may have seen it, change it.",
    )


def _known(scheme: str) -> None:
    if scheme in SCHEMES:
        return
    meant = nearest(scheme, SCHEMES)
    hint = _INSTEAD.get(scheme) or (f"Did you mean {meant}://? {_FORMS}" if meant else _FORMS)
    _refuse(f"audiogen cannot publish to an address that begins with {scheme[:20]}://", hint)


def _refuse(message: str, hint: str = _FORMS) -> NoReturn:
    raise DestinationError(message, hint=hint)
