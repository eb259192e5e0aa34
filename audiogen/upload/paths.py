"""Names of files below a destination: which are allowed, and which are given to what is not finished."""

from __future__ import annotations

import re
import secrets
from typing import Final

from audiogen.upload.destination import DestinationError

_UNFINISHED: Final = re.compile(r"\.audiogen-[0-9a-f]{16}\.unfinished")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\\]")


def unfinished_beside(path: str) -> str:
    """A name in the same folder under which a file is sent before it gets its own.

    Servers hide names that begin with a dot. Nextcloud takes none that ends in .part.
    """
    folder, _, _ = path.rpartition("/")
    return joined(folder, f".audiogen-{secrets.token_hex(8)}.unfinished")


def is_unfinished(path: str) -> bool:
    """Whether a put of ours has left this."""
    return _UNFINISHED.fullmatch(path.rpartition("/")[2]) is not None


def joined(folder: str, name: str) -> str:
    """A name in a folder; an empty folder is the destination itself."""
    return f"{folder}/{name}" if folder else name


def folders_above(path: str) -> tuple[str, ...]:
    """The folders that lead to a file, the outermost first.

    >>> folders_above("p/x/index.html")
    ('p', 'p/x')
    """
    names = path.split("/")[:-1]
    return tuple("/".join(names[: count + 1]) for count in range(len(names)))


def checked(path: str) -> str:
    """The path, if it stays in its destination: what a server tells of its files is not believed.

    Raises:
        DestinationError: when it does not.
    """
    if _CONTROL.search(path) or any(name in {"", ".", ".."} for name in path.split("/")):
        message = f"{path!r} is no name of a file in a destination"
        hint = (
            "Somebody else has written published.json at the destination, or a file there has an odd name: look there."
        )
        raise DestinationError(message, hint=hint)
    return path


def checked_folder(path: str) -> str:
    """The same of a folder, where nothing stands for the destination itself."""
    return checked(path) if path else ""
