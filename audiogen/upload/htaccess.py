"""Settings for web space that reads `.htaccess`, as Apache does: those of docs/hosting.md, letter for letter.

For clients' pages they are the same, but for what nobody between the server and the client may keep, and nobody may
look for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

NAME: Final = ".htaccess"
MARK: Final = (
    "# Written by `audiogen publish`, which writes it again: what you add is lost. docs/hosting.md explains it.\n"
)
"""The first line of what is written, by which it is known again."""
_SETTINGS: Final = Path(__file__).with_name("apache.htaccess")
_OF_CLIENTS: Final = {
    '"public, max-age': '"private, max-age',
    '"no-cache"': '"private, no-cache"',
    # no page of another site has anything to do with a client's
    '  Header set Access-Control-Allow-Origin "*"\n': '  Header set X-Robots-Tag "noindex, nofollow, noarchive"\n',
}


def settings() -> str:
    """The lines that docs/hosting.md shows."""
    return _SETTINGS.read_text(encoding="utf-8")


def htaccess(*, private: bool = False) -> bytes:
    """The file.

    Args:
        private: whether it is for clients' pages.
    """
    text = settings()
    for old, new in _OF_CLIENTS.items() if private else ():
        text = text.replace(old, new)
    return f"{MARK}{text}".encode()


def is_ours(content: bytes) -> bool:
    """Whether a file at a destination is one that was written by this."""
    return content.startswith(MARK.encode())
