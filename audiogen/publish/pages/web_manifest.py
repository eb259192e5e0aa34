"""What a phone is told that puts the page on its home screen: name, icons, colours, and where it begins.

Every address in it is relative, so that any folder of any host will do.
"""

from __future__ import annotations

import json
from typing import Final

from audiogen.artwork.colours import scheme_colours
from audiogen.publish import layout
from audiogen.publish.facts import IconFacts, Publication
from audiogen.publish.text import columns, first_clause, one_line
from audiogen.publish.words.language import Language

_SHORT_NAME: Final = 12
"""In columns: as much as phones show under an icon."""
_LEADING_ON: Final = 3
"""Letters of a word in lower case that says nothing without the next one, as `of` and `am`."""


def web_manifest(publication: Publication, icon: str) -> str:
    """The text of app.webmanifest.

    Args:
        publication: the show as published; where it is for one client, nothing of the show is said.
        icon: the path of the page's small SVG icon below dist/.
    """
    show = publication.show
    name = one_line(show.title)
    # a home screen has one icon for night and day, and whoever is woken by a white flash lies in the dark
    colours = scheme_colours(publication.hue, "dark")
    said = {
        # browsers read it from the root of the host: a path would be the same for two shows on one host
        "id": f"audiogen-{publication.podcast_guid}",
        "name": name,
        "short_name": home_screen_name(name),
        **({} if publication.private else {"description": first_clause(show.description, show.language)}),
        "lang": show.language,
        "dir": Language(show.language).direction,
        "start_url": layout.PAGE,
        "scope": "./",
        "display": "standalone",
        "background_color": colours["sky"],
        "theme_color": colours["sky"],
        "icons": _icons(publication, icon),
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def home_screen_name(name: str) -> str:
    """What of a name fits under an icon: its first words, or the first one if that is too long already."""
    if columns(name) <= _SHORT_NAME:
        return name
    words = name.split()
    while len(words) > 1 and (columns(" ".join(words)) > _SHORT_NAME or _leads_on(words[-1])):
        words.pop()
    return " ".join(words).rstrip(" ,:;.\u2013\u2014-") or name


def _leads_on(word: str) -> bool:
    return len(word) <= _LEADING_ON and word.islower()


def _icons(publication: Publication, icon: str) -> list[dict[str, str]]:
    found = publication.icons
    # where the author's picture stands on the home screen, no drawing may come in its place
    drawn = [] if publication.own_cover else [{"src": icon, "sizes": "any", "type": "image/svg+xml"}]
    return drawn + (_pictures(found) if found else [])


def _pictures(icons: IconFacts) -> list[dict[str, str]]:
    return [
        {"src": icons.small, "sizes": "192x192", "type": "image/png"},
        {"src": icons.large, "sizes": "512x512", "type": "image/png"},
        {"src": icons.maskable, "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
