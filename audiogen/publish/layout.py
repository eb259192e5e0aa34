"""Where each file of a publication lies, as a path below dist/ with forward slashes.

Feed, page and show.json keep their names; every other name holds a hash of what the file says or shows.
"""

from __future__ import annotations

import re
from typing import Final

from audiogen.manifest import PUBLICATION

FEED: Final = "feed.xml"
PAGE: Final = "index.html"
FACTS: Final = PUBLICATION
FOLDERS: Final = ("assets", "episodes", "stems")

_HASH: Final = "(?P<hash>[0-9a-f]{8})"
_SLUG: Final = "(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)"
_TEXT: Final = r"\.(?:vtt|srt|chapters\.json)"
_MEDIA: Final = r"\.(?:mp3|m4a|opus|flac|wav|voice\.flac|ambience\.flac)"
_PICTURE: Final = re.compile(rf"(?:episodes|assets)/{_SLUG}-{_HASH}\.jpg")
_COVER: Final = re.compile(rf"cover-{_HASH}\.(?:jpg|png)")
_OF_CONTENT: Final = re.compile(rf"(?:episodes|stems)/{_SLUG}-{_HASH}(?:{_TEXT}|{_MEDIA}|\.json)")
_UNHASHED_TEXT: Final = re.compile(rf"episodes/{_SLUG}{_TEXT}")
_UNHASHED: Final = re.compile(rf"episodes/{_SLUG}(?:{_TEXT}|{_MEDIA}|\.json)")
"""As the first versions named them."""


def is_text_or_picture(path: str) -> bool:
    """Whether publishing gives such a name; never true of media, manifests, feed and page."""
    of_content = _OF_CONTENT.fullmatch(path) is not None and re.search(rf"{_TEXT}$", path) is not None
    return of_content or any(form.fullmatch(path) for form in (_PICTURE, _COVER, _UNHASHED_TEXT))


def is_removable(path: str) -> bool:
    """Whether building or publishing gives such a name to a file that it may take away again, or has given it."""
    return any(form.fullmatch(path) for form in (_PICTURE, _COVER, _OF_CONTENT, _UNHASHED))


def slug_of_sound(path: str) -> str | None:
    """The slug of the episode whose media, stem or manifest this is; None for any other file."""
    found = _OF_CONTENT.fullmatch(path) or _UNHASHED.fullmatch(path)
    return found["slug"] if found and not is_text_or_picture(path) else None


def hash_of_content(path: str) -> str | None:
    """What the SHA-256 of the file's content begins with, by its name; None where the name says no such thing.

    In the name of a cover that was drawn, it is the hash of what it was drawn from.
    """
    found = _OF_CONTENT.fullmatch(path) or _COVER.fullmatch(path)
    return found["hash"] if found else None


def is_cover(path: str) -> bool:
    """Whether this is a name of the show's cover."""
    return _COVER.fullmatch(path) is not None


def pictured(path: str) -> str | None:
    """The slug of the episode that a picture belongs to, or `cover`; None for any other file."""
    found = _PICTURE.fullmatch(path)
    return found["slug"] if found else None


def unhashed_texts(slug: str) -> tuple[str, ...]:
    """The names that the first versions gave to an episode's transcripts and chapters."""
    return tuple(f"episodes/{slug}{ending}" for ending in (".vtt", ".srt", ".chapters.json"))
