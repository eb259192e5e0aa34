"""Settings for web space that reads `.htaccess`, as Apache does: those of docs/hosting.md, letter for letter.

For clients' pages they are the same, but for what nobody between the server and the client may keep, and nobody may
look for.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from audiogen.publish.outgoing import OutgoingFile
from audiogen.upload.carrier import Carrier

NAME: Final = ".htaccess"
MARK: Final = (
    "# Written by `audiogen publish`, which writes it again: what you add is lost. docs/hosting.md explains it.\n"
)
"""The first line of what is written, by which it is known again."""
_SETTINGS: Final = Path(__file__).with_name("apache.htaccess")
_OF_CLIENTS: Final = {
    '"public, max-age': '"private, max-age',
    '"no-cache"': '"private, no-cache"',
    # no page of another site has anything to do with a client's, whatever the podcast above allows
    '  Header set Access-Control-Allow-Origin "*"\n': (
        '  Header unset Access-Control-Allow-Origin\n  Header set X-Robots-Tag "noindex, nofollow, noarchive"\n'
    ),
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


def with_settings(
    files: Mapping[str, OutgoingFile], carrier: Carrier, *, asked: bool
) -> tuple[Mapping[str, OutgoingFile], tuple[str, ...]]:
    """The files with these settings in front of them, where they belong there; and what is to be known of that.

    Settings that were put there once are kept as they are here now, asked for or not: else they would be taken away as
    something that nothing names any more.

    Args:
        files: what is to be at the destination.
        carrier: reads at the destination.
        asked: whether settings are to be put there if there are none.

    Raises:
        DestinationError: when nothing can be read there.
    """
    there = carrier.content(NAME, len(MARK))
    if there is None and not asked:
        return files, ()
    if there is not None and not is_ours(there):
        told = (
            f"{NAME} is there already, and not one of audiogen's: it stays as it is. What belongs into it stands in "
            "docs/hosting.md"
        )
        return files, (told,) if asked else ()
    return {NAME: OutgoingFile.of(htaccess()), **files}, ()
