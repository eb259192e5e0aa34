"""What a phone keeps of a publication, so that its pages start without a connection: `offline.json`.

A browser keeps nothing of it until somebody saves a session, or keeps the page as an app.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from html import unescape
from itertools import chain
from typing import Final, TypedDict

from audiogen.manifest import Manifest
from audiogen.publish import layout
from audiogen.publish.facts import Publication
from audiogen.publish.pages.app_folder import app_folder, worker
from audiogen.publish.pages.site_pages import SitePages
from audiogen.publish.pages.stamp import stamp_of
from audiogen.publish.pages.values import sounds_of

_FORMAT: Final = 1
_NAMED: Final = re.compile(r'(?:href|src)="([^"]*)"')


def kept_offline(publication: Publication, manifests: Sequence[Manifest], pages: SitePages) -> dict[str, str]:
    """The worker, and what it keeps: texts by their paths below dist/.

    Args:
        publication: the show as published, with its pictures among its files.
        manifests: its tracks.
        pages: its pages, stamped.
    """
    there = {*publication.files, *pages.loaded, *pages.beside}
    of_show = _page(layout.PAGE, publication.thumbnail, pages, there)
    unlisted = publication.unlisted(manifests)
    pictures = {each.slug: each.thumbnail for each in publication.episodes if each.slug not in unlisted}
    kept = {
        "shell": {**of_show, "files": sorted({*of_show["files"], *app_folder().files})},
        "sessions": [
            {**_page(layout.session_page(slug), picture, pages, there), "sounds": _sounds(slug, manifests)}
            for slug, picture in pictures.items()
        ],
    }
    text = json.dumps({"format": _FORMAT, "version": _version(kept, pages), **kept}, indent=1) + "\n"
    return {layout.WORKER: worker(), layout.OFFLINE: text}


class KeptPage(TypedDict):
    """A page with the files that it loads before anybody presses anything."""

    page: str
    stamp: str
    files: Sequence[str]


def _page(path: str, picture: str, pages: SitePages, there: Collection[str]) -> KeptPage:
    text, folder = pages.pages[path], posixpath.dirname(path)
    named = {posixpath.normpath(posixpath.join(folder, unescape(each))) for each in _NAMED.findall(text)}
    kept = {each for each in named & {*there} if each.startswith(layout.PICTURES) or each == layout.WEB_MANIFEST}
    # the lock screen shows it
    return {"page": path, "stamp": stamp_of(text), "files": sorted({*kept, picture})}


def _sounds(slug: str, manifests: Sequence[Manifest]) -> list[dict[str, object]]:
    sounds = chain.from_iterable(sounds_of(each) for each in manifests if each.slug == slug)
    return [{"guid": each.guid, "file": each.file, "size": each.size_bytes} for each in sounds]


def _version(kept: Mapping[str, object], pages: SitePages) -> str:
    """What follows from all that is named: of pages from their stamps, of most files from their names."""
    unnamed = [*pages.beside.values(), worker()]
    return hashlib.sha256(json.dumps([kept, unnamed]).encode()).hexdigest()[:16]
