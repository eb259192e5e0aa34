"""What is said of a file beside its content: its type, how long it holds, and what a page may do."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from audiogen.publish import layout
from audiogen.publish.pages.policy import POLICY

HTML: Final = "text/html; charset=utf-8"
RSS: Final = "application/rss+xml; charset=utf-8"
_TEXTS: Final = {
    # the first suffix that fits decides
    ".chapters.json": "application/json+chapters; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".html": HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
"""Files that become smaller when they are compressed."""
_OTHERS: Final = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
    ".jpg": "image/jpeg",
    ".png": "image/png",
}
_UNPUBLISHED: Final = frozenset({"cache", "plans", "stems"})
"""Folders in dist/, or in a client's, that are for the author."""
_OF_ANOTHER: Final = re.compile(r"[:~]|[. ]$")
"""How Windows knows a file by other names than its own: plans. and PLANS~1 for plans, a.mp3::$DATA for a.mp3."""
FRAMED_NOWHERE: Final = "frame-ancestors 'none'"
"""No page of another site may show one of ours within itself: somebody could be led to press what they do not see."""
_OF_PAGES: Final = {
    "content-security-policy": f"{POLICY}; {FRAMED_NOWHERE}",
    # whoever is called or visited from a page does not learn which session somebody was in
    "referrer-policy": "no-referrer",
}
_FOR_EVER: Final = "max-age=31536000, immutable"
# a file may be replaced under its name: clients ask each time, and are told when it is unchanged
_ASK_EACH_TIME: Final = "no-cache"


def is_text(path: str) -> bool:
    """Whether a file becomes smaller when it is compressed."""
    return path.endswith(tuple(_TEXTS))


def media_type(path: str) -> str | None:
    """The type of a file; None for one that publishing does not write."""
    return next((kind for ending, kind in (_TEXTS | _OTHERS).items() if path.endswith(ending)), None)


def is_served(path: str) -> bool:
    """Whether anybody may ask for a file; nothing hidden, and nothing that is not published.

    Args:
        path: below dist/, with the separators of this system.
    """
    parts = PurePath(path).parts or (".",)
    if any(part.startswith(".") or _OF_ANOTHER.search(part) for part in parts):
        return False
    # some systems take Plans for plans
    return parts[0].lower() not in _UNPUBLISHED


def cache_control(path: str, *, private: bool = False) -> str:
    """How long a file may be kept, and by whom.

    Args:
        path: below dist/, or below the folder of a client.
        private: whether it is for one client: then nothing between the server and the browser may keep it.
    """
    if private:
        return f"private, {_FOR_EVER if layout.says_its_content(path) else _ASK_EACH_TIME}"
    return f"public, {_FOR_EVER}" if layout.says_its_content(path) else _ASK_EACH_TIME


def headers_of(path: str, *, private: bool = False) -> dict[str, str]:
    """What is said of a file, whoever asks and whatever of it is sent; the arguments are those of `cache_control`."""
    return {
        "cache-control": cache_control(path, private=private),
        **({"vary": "Accept-Encoding"} if is_text(path) else {}),
        **(_OF_PAGES if path.endswith(".html") else {}),
    }
