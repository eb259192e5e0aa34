"""Addresses in feeds: whether they are whole, who can reach them, and which file of the podcast they lead to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, TypeAlias
from urllib.parse import unquote, urlsplit

from audiogen.script.web_address import is_private, is_public

Files: TypeAlias = Callable[[str], Path | bytes | None]
"""The content of a file by its path below the folder of the feed; None where there is none."""
Reach: TypeAlias = Literal["everybody", "nearby", "nobody"]

_WHOLE: Final = re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?")
_ORIGIN: Final = re.compile(r"https?://[^/?#]*")
_BEHIND_PATH: Final = re.compile("[?#].*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FeedFile:
    """What an address of the podcast's own leads to."""

    path: str
    """Below the folder of the feed."""
    content: Path | bytes | None
    """None where there is no such file."""


class FeedFolder:
    """The folder that a feed lies in, with the files that its addresses lead to."""

    def __init__(self, files: Files, feed_address: str) -> None:
        """Take the folder of a feed.

        Args:
            files: what lies in it.
            feed_address: where the feed is on the web; empty where that is not known.
        """
        self._files = files
        self.address = feed_address.rpartition("/")[0] + "/" if is_whole(feed_address) else ""

    def file(self, address: str) -> FeedFile | None:
        """What an address leads to; None where it leads out of the podcast, of which nothing is known."""
        if not self.address or not address.startswith(self.address):
            return None
        path = unquote(without_query(address.removeprefix(self.address)))
        if not path or "\0" in path or not {"", ".", ".."}.isdisjoint(path.replace("\\", "/").split("/")):
            return None
        return FeedFile(path, self._files(path))


def is_whole(address: str) -> bool:
    """Whether this is a web address from its scheme on."""
    return _WHOLE.fullmatch(address) is not None and bool(_host_of_origin(origin_of(address)))


def without_query(address: str) -> str:
    """An address up to the end of its path."""
    return _BEHIND_PATH.sub("", address)


def origin_of(address: str) -> str:
    """Scheme, host and port: `https://example.org`."""
    found = _ORIGIN.match(address)
    return found[0] if found else ""


def reach(address: str) -> Reach:
    """Who can follow an address: everybody, this computer or its network alone, or nobody, as in examples."""
    return _reach_of_origin(origin_of(address))


# a feed has many addresses at few hosts
@lru_cache(maxsize=1024)
def _host_of_origin(origin: str) -> str:
    """The host in small letters; empty where there is none."""
    try:
        return (urlsplit(origin).hostname or "").removesuffix(".")
    except ValueError:
        return ""


@lru_cache(maxsize=1024)
def _reach_of_origin(origin: str) -> Reach:
    if is_public(origin):
        return "everybody"
    return "nearby" if is_private(origin) else "nobody"
