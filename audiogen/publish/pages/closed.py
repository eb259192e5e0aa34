"""The page where a link opens nothing, or no link is: it says nothing of any show, and loads nothing."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from audiogen.publish.kinds import FRAMED_NOWHERE
from audiogen.publish.text import render
from audiogen.publish.words.page_words import page_words, words_of
from audiogen.script.model import Show

_ENGLISH: Final = "en"
_STYLE: Final = (
    "body{margin:0;min-height:100vh;display:grid;place-items:center;background:#12161f;color:#e8e6e1;"
    "font:1.125rem/1.6 system-ui,sans-serif}main{max-width:30rem;padding:2rem}h1{font-size:1.375rem;font-weight:600}"
    "@media(prefers-color-scheme:light){body{background:#f5f3ee;color:#22262e}}"
)


@dataclass(frozen=True, slots=True)
class ClosedPage:
    """A page that stands alone."""

    text: str
    policy: str
    """What it may load, as a Content Security Policy: nothing."""


def closed_page(show: Show | None) -> ClosedPage:
    """The page, in the words of a show; in English where there is none."""
    words = words_of(show) if show else page_words(_ENGLISH)
    style = Markup(f"<style>{_STYLE}</style>")  # noqa: S704 - our own, see above
    hashed = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'; {FRAMED_NOWHERE}"
    return ClosedPage(render("closed.html", words=words, style=style), policy)
