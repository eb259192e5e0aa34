"""Where a show is published to, as its author writes it: a folder, or the address of a server. Nothing is sent here.

An address with a password in it is refused wherever it is written: files are shared, and command lines are kept.
"""

from __future__ import annotations

import re
from typing import Final

from audiogen.script.yaml.fields import wanted
from audiogen.script.yaml.written import Form, texts

SCHEMES: Final = ("s3", "sftp", "webdav", "webdavs")
"""What stands before the `://` of an address; all else is a folder."""
_SCHEME: Final = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+)://(?P<rest>.*)", re.DOTALL)
MEANT: Final = {
    "ssh": "sftp", "scp": "sftp", "dav": "webdav", "davs": "webdavs", "aws": "s3", "webdav+https": "webdavs",
}  # fmt: skip
"""What others write there, and what it is here."""
_TOLD: Final = "write a folder, or an address like sftp://you@example.org/podcast, s3://bucket or webdavs://…"


def destination(text: str) -> str:
    """What stands for a folder or a server, if it is one.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    text = wanted(text)
    found = _SCHEME.fullmatch(text)
    if not found:
        return text
    scheme, rest = found["scheme"].lower(), found["rest"]
    if scheme not in SCHEMES:
        raise ValueError(_no_scheme(scheme))
    # a password may hold a slash
    if ":" in rest.rpartition("@")[0]:
        message = (
            "there is a password in the address, where others may read it; take it out, from the colon to the @, and "
            "give it as docs/publishing.md says"
        )
        raise ValueError(message)
    if not rest.partition("/")[0].rpartition("@")[2]:
        missing = "the name of a bucket" if scheme == "s3" else "the name of a server"
        message = f'behind "{scheme}://" {missing} is missing; {_TOLD}'
        raise ValueError(message)
    return text.rstrip("/")


def is_folder(address: str) -> bool:
    """Whether this is the path of a folder, and not the address of a server."""
    return _SCHEME.fullmatch(address) is None


def destination_form() -> Form:
    """How a destination is written."""
    return texts(
        f"{_TOLD[0].upper()}{_TOLD[1:]}.",
        examples=["../website/podcast", "sftp://you@example.org/podcast", "s3://bucket"],
    )


def _no_scheme(scheme: str) -> str:
    """What to write in place of an address that begins in another way; none of it is quoted, as it may hold secrets."""
    if scheme in MEANT:
        return f'"{scheme}://" is written {MEANT[scheme]}:// here'
    if scheme in {"ftp", "ftps", "ftpes"}:
        return (
            f'"{scheme}://" is not among what audiogen speaks; most hosts that have FTP have SFTP as well, with the '
            "same name and password: write sftp:// in its place"
        )
    if scheme in {"http", "https"}:
        dav = "webdavs" if scheme == "https" else "webdav"
        return (
            f'"{scheme}://" is where listeners look, and belongs to base_url; here stands where files are sent: a '
            f"folder, sftp://…, s3://… or, for WebDAV, {dav}://…"
        )
    if scheme == "file":
        return 'a folder is written without "file://"; write its path'
    return f'"{scheme}://" is not among what audiogen speaks; {_TOLD}'
