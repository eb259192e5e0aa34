"""Who signs in at a server: the name from the address, the password from where programs keep them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

import requests
from requests.auth import AuthBase, HTTPBasicAuth
from requests.utils import get_netrc_auth

from audiogen.script.web_address import is_local
from audiogen.upload.address import PASSWORD, HostAddress
from audiogen.upload.destination import DestinationError


@dataclass(frozen=True, slots=True)
class Login:
    """Both together, as they are sent."""

    user: str
    password: str = field(repr=False)


def password_given() -> str | None:
    """The password in the environment, if one is there."""
    return os.environ.get(PASSWORD) or None


def login_of(address: HostAddress, url: str) -> Login | None:
    """Who signs in at a web server, None where nobody does.

    Args:
        address: the destination.
        url: the same as browsers have it, under which ~/.netrc knows it.

    Raises:
        DestinationError: when the password is missing, or would be sent for everybody to read.
    """
    kept = get_netrc_auth(url)
    user = address.user or (kept[0] if kept else "")
    if not user:
        return None
    if address.scheme == "webdav" and not is_local(url):
        message = f"webdav:// would send the password of {user} for everybody to read on its way ({address.shown})"
        raise DestinationError(message, hint="Write webdavs://, which is encrypted; ask the host for it.")
    password = password_given() or (kept[1] if kept and kept[0] == user else None)
    if password is None:
        message = f"the password of {user} is missing ({address.shown})"
        raise DestinationError(message, hint=f"Set {PASSWORD}, or write it into ~/.netrc: docs/publishing.md.")
    return Login(user, password)


def auth_of(login: Login | None) -> AuthBase:
    """How a web server is told of a login, where it wants nothing else."""
    # as bytes, since names and passwords are in UTF-8 (RFC 7617)
    return HTTPBasicAuth(login.user.encode(), login.password.encode()) if login else _Anonymous()


def wants_digest(answer: requests.Response) -> bool:
    """Whether a web server that refused a login takes it in another form."""
    wanted = answer.headers.get("WWW-Authenticate", "").lower()
    return "digest" in wanted and "basic" not in wanted


class _Anonymous(AuthBase):
    """Nobody signs in, whatever ~/.netrc says: that was read before."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request
