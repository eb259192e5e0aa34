"""A client's folder at a destination as a destination of its own, of which nothing is told that gives its address away.

A destination names files in what it says of errors, and here a name of a folder is all that somebody needs to hear what
is one client's. So a token is masked in every message, whoever wrote it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

from audiogen.clients.links import LINKS, TOKEN_LETTERS, masked
from audiogen.upload.destination import Destination, DestinationError, FileContent, FileKind, MissingFileError

_T = TypeVar("_T")
_LETTER: Final = "[A-Za-z0-9_-]"
_TOKEN: Final = re.compile(
    # the folder of a client, named from that of all clients or from where they all lie
    rf"(?<=\b{LINKS}[/\\]){_LETTER}{{{TOKEN_LETTERS}}}(?!{_LETTER})|(?<!{_LETTER}){_LETTER}{{{TOKEN_LETTERS}}}(?=[/\\])"
)


def masked_text(text: str) -> str:
    """A text in which all tokens are masked that stand in paths."""
    return _TOKEN.sub(lambda found: masked(found[0]), text)


@contextlib.contextmanager
def masking() -> Iterator[None]:
    """Whatever is said of errors meanwhile, it holds no more of any token than may be told."""
    try:
        yield
    except DestinationError as error:
        kind = MissingFileError if isinstance(error, MissingFileError) else DestinationError
        message, hint = masked_text(error.message), masked_text(error.hint)
        # what it came from would be told with the token
        raise kind(message, hint=hint, transient=error.transient) from None


class MaskedFolder:
    """A folder at a destination, as one of its own: that of one client, or of all. It uses the same connection."""

    def __init__(self, destination: Destination, folder: str) -> None:
        """A folder there.

        Args:
            destination: where it is.
            folder: its path there.
        """
        self._destination = destination
        self._folder = folder

    @property
    def shown(self) -> str:
        """The address, with the token masked."""
        return f"{self._destination.shown}/{masked_text(self._folder)}"

    def put(self, path: str, content: FileContent, kind: FileKind) -> None:
        """Put a file in place."""
        with masking():
            self._destination.put(f"{self._folder}/{path}", content, kind)

    def read(self, path: str) -> Iterator[bytes]:
        """What is in a file, a block at a time."""
        with masking():
            yield from self._destination.read(f"{self._folder}/{path}")

    def list(self, below: str = "", *, deep: bool = True) -> Mapping[str, int]:
        """Every file: path -> size in bytes."""
        with masking():
            return self._within(self._destination.list(self._path(below), deep=deep))

    def unfinished(self, below: str = "", *, deep: bool = True) -> Mapping[str, dt.datetime]:
        """What puts that were cut off have left."""
        with masking():
            return self._within(self._destination.unfinished(self._path(below), deep=deep))

    def delete(self, path: str) -> None:
        """Take a file away."""
        with masking():
            self._destination.delete(f"{self._folder}/{path}")

    def close(self) -> None:
        """Nothing: the connection is that of the destination."""

    def _path(self, below: str) -> str:
        return f"{self._folder}/{below}" if below else self._folder

    def _within(self, found: Mapping[str, _T]) -> dict[str, _T]:
        return {path.removeprefix(f"{self._folder}/"): each for path, each in found.items()}
