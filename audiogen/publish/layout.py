"""Where each file of a publication lies, as a path below dist/ with forward slashes.

Feed, pages, show.json and what serves without a connection keep their names; every other name holds a hash of what the
file says or shows.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from audiogen.manifest import PUBLICATION

FEED: Final = "feed.xml"
PAGE: Final = "index.html"
WEB_MANIFEST: Final = "app.webmanifest"
"""What a phone that puts the page on its home screen asks for."""
FACTS: Final = PUBLICATION
WORKER: Final = "sw.js"
"""The worker that answers for the network; a browser lets it answer for what lies in its own folder and below."""
OFFLINE: Final = "offline.json"
"""What a phone keeps, so that the pages start without a connection."""
_CHANGING: Final = (FEED, PAGE, WEB_MANIFEST, FACTS, WORKER, OFFLINE)
_FOR_THE_AUTHOR: Final = ("plans/", "stems/")
PICTURES: Final = "assets/"
"""Where all lies that pages show; what podcast apps show lies elsewhere, but for what serves both."""
FOLDERS: Final = ("assets", "episodes", "plans", "sessions", "stems")

_HASH: Final = "(?P<hash>[0-9a-f]{8})"
_SLUG: Final = "(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)"
_LENGTHS: Final = tuple(
    re.compile(rf"-(?=[0-9])(?:[0-9]+h)?(?:[0-9]+m)?{seconds}$") for seconds in ("(?:[0-9]+s)?", "[0-9]+-[0-9]+s")
)
"""At the end of the name of a track that is not its session's own episode; in the second, seconds have a fraction."""
_TEXT: Final = r"\.(?:vtt|srt|chapters\.json)"
_MEDIA: Final = r"(?:\.(?:voice|ambience)\.flac|(?:(?:\.voice)?\.page)?\.(?:mp3|m4a|opus|flac|wav))"
"""Stems, what the page plays, and what podcast apps do."""
_PICTURE: Final = re.compile(rf"(?:episodes|assets)/{_SLUG}-{_HASH}\.jpg")
_COVER: Final = re.compile(rf"cover-{_HASH}\.(?:jpg|png)")
_OF_CONTENT: Final = re.compile(rf"(?:episodes|plans|stems)/{_SLUG}-{_HASH}(?:{_TEXT}|{_MEDIA}|\.json|\.svg)")
_APP_FOLDER: Final = re.compile("app-[0-9a-f]{8}")
_APP: Final = re.compile(rf"{_APP_FOLDER.pattern}/[a-z_]+\.(?:js|css)")
_COLOURS: Final = re.compile(rf"assets/colours-{_HASH}\.css")
_ICON: Final = re.compile(rf"assets/icon-{_HASH}\.svg")
_HOME_ICON: Final = re.compile(rf"assets/icon-(?:192|512|maskable|touch)-{_HASH}\.png")
_SESSION_PAGE: Final = re.compile(rf"sessions/{_SLUG}\.html")
_OF_PAGES: Final = (_SESSION_PAGE, _APP, _COLOURS, _ICON, _HOME_ICON)
"""Pages of sessions, and what all pages load."""
_UNHASHED_TEXT: Final = re.compile(rf"episodes/{_SLUG}{_TEXT}")
_UNHASHED: Final = re.compile(rf"episodes/{_SLUG}(?:{_TEXT}|{_MEDIA}|\.json)")
"""As the first versions named them."""


def session_page(slug: str) -> str:
    """The page of a session, which keeps its name."""
    return f"sessions/{slug}.html"


def app_folder(sha256: str) -> str:
    """The folder of the pages' program and style."""
    return f"app-{sha256[:8]}"


def colours(sha256: str) -> str:
    """The stylesheet with the colours of a page."""
    return f"assets/colours-{sha256[:8]}.css"


def icon(sha256: str) -> str:
    """The small picture that browsers show beside the title of a page."""
    return f"assets/icon-{sha256[:8]}.svg"


def is_session_page(path: str) -> bool:
    """Whether this is a name of a session's page."""
    return _SESSION_PAGE.fullmatch(path) is not None


def is_app_folder(path: str) -> bool:
    """Whether this is a name of a folder of the pages' program and style, of any version."""
    return _APP_FOLDER.fullmatch(path) is not None


def is_of_app(path: str) -> bool:
    """Whether this is a name of a file in such a folder."""
    return _APP.fullmatch(path) is not None


def is_text_or_picture(path: str) -> bool:
    """Whether publishing gives such a name; never true of media, manifests, feed and the show's page."""
    of_content = _OF_CONTENT.fullmatch(path) is not None and re.search(rf"{_TEXT}$", path) is not None
    forms = (_PICTURE, _COVER, _UNHASHED_TEXT, *_OF_PAGES)
    return of_content or any(form.fullmatch(path) for form in forms)


def is_removable(path: str) -> bool:
    """Whether building or publishing gives such a name to a file that it may take away again, or has given it."""
    return any(form.fullmatch(path) for form in (_PICTURE, _COVER, _OF_CONTENT, _UNHASHED, *_OF_PAGES))


def is_sound_of(path: str, slugs: Collection[str]) -> bool:
    """Whether this may be a media file, stem or manifest of one of these sessions, in any length."""
    return is_of_session(path, slugs) and not is_text_or_picture(path)


def is_of_session(path: str, slugs: Collection[str]) -> bool:
    """Whether this may be any file of one of these sessions, in any length."""
    named = (form.fullmatch(path) for form in (_OF_CONTENT, _UNHASHED, _PICTURE, _SESSION_PAGE))
    found = next(filter(None, named), None)
    # what looks like a length, or as its fraction, may be a part of the slug, too
    return found is not None and not {
        found["slug"],
        *(length.sub("", found["slug"]) for length in _LENGTHS),
    }.isdisjoint(slugs)


def hash_of_content(path: str) -> str | None:
    """What the SHA-256 of the file's content begins with, by its name; None where the name says no such thing.

    In the name of a cover that was drawn, it is the hash of what it was drawn from.
    """
    named = (form.fullmatch(path) for form in (_OF_CONTENT, _COVER, _COLOURS, _ICON))
    return next((found["hash"] for found in named if found), None)


def says_its_content(path: str) -> bool:
    """Whether a name stands for what the file holds or shows, so that nothing else ever stands under it."""
    of_content = hash_of_content(path) or pictured(path) or is_of_app(path)
    return bool(of_content)


def is_changing(path: str) -> bool:
    """Whether a file keeps its name when what it says changes."""
    return is_session_page(path) or path in _CHANGING


def is_sent(path: str) -> bool:
    """Whether a host may get a file of this name: one that listeners meet, so never a stem or a plan."""
    return is_changing(path) or (is_removable(path) and not path.startswith(_FOR_THE_AUTHOR))


def is_cover(path: str) -> bool:
    """Whether this is a name of the show's cover."""
    return _COVER.fullmatch(path) is not None


def pictured(path: str) -> str | None:
    """The slug of the episode that a picture belongs to, `cover` for those of the show; None for any other file."""
    if _HOME_ICON.fullmatch(path):
        return "cover"
    found = _PICTURE.fullmatch(path)
    return found["slug"] if found else None


def unhashed_texts(slug: str) -> tuple[str, ...]:
    """The names that the first versions gave to an episode's transcripts and chapters."""
    return tuple(f"episodes/{slug}{ending}" for ending in (".vtt", ".srt", ".chapters.json"))
