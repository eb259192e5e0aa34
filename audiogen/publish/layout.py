"""Where each file of a publication lies, as a path below dist/ with forward slashes."""

from __future__ import annotations

import re
from typing import Final

FEED: Final = "feed.xml"
PAGE: Final = "index.html"
FACTS: Final = "show.json"

_HASH = r"[0-9a-f]{8}"
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_OWN = re.compile(
    rf"cover-{_HASH}\.(?:jpg|png)"
    rf"|assets/cover-{_HASH}\.jpg|assets/{_SLUG}-{_HASH}\.jpg"
    rf"|episodes/{_SLUG}-{_HASH}\.jpg|episodes/{_SLUG}\.(?:vtt|srt|chapters\.json)"
)


def manifest_file(slug: str) -> str:
    """The manifest, written by the build."""
    return f"episodes/{slug}.json"


def vtt_file(slug: str) -> str:
    """The transcript as WebVTT."""
    return f"episodes/{slug}.vtt"


def srt_file(slug: str) -> str:
    """The transcript as SubRip."""
    return f"episodes/{slug}.srt"


def chapters_file(slug: str) -> str:
    """The chapters as JSON."""
    return f"episodes/{slug}.chapters.json"


def is_own(path: str) -> bool:
    """Whether publishing may remove a file of this name; never true of media, manifests, feed and page."""
    return _OWN.fullmatch(path) is not None
