"""What a page may load and run: its own files and nothing else, whatever a title or a transcript smuggles in."""

from __future__ import annotations

from typing import Final

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self' blob:; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
"""The Content Security Policy of every page, as its `<meta>` and as the header of a server state it."""
