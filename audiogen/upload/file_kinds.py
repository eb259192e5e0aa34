"""What a host is told of each file that is sent: its type, and how long it may be kept."""

from __future__ import annotations

from audiogen.publish import layout
from audiogen.publish.kinds import RSS, cache_control, media_type
from audiogen.upload.destination import FileKind


def public_kind(path: str) -> FileKind:
    """What a host is told of a file that everybody may have."""
    return FileKind(_media_type(path), cache_control(path))


def private_kind(path: str) -> FileKind:
    """The same of a file that is for one client."""
    return FileKind(_media_type(path), cache_control(path, private=True))


def _media_type(path: str) -> str:
    return RSS if path == layout.FEED else media_type(path) or "text/plain; charset=utf-8"
