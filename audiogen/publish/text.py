"""Text on its way into feed and page: authors' paragraphs, and templates that escape every value they are given."""

from __future__ import annotations

import base64
import re
import unicodedata
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from audiogen.script.notation.sentences import fold, sentences
from audiogen.script.web_address import ascii_address

# control characters that neither XML 1.0 nor HTML may contain: one of them in a title would make the feed unreadable
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_CLAUSE: Final = re.compile(r"[:;](?=\s)|\s[\u2013\u2014](?=\s)|[\uff1a\uff1b]")
_PART: Final = re.compile(r"(?:[,\u060c](?=\s)|[\uff0c\u3001])")
_LEAST_CLAUSE: Final = 16
"""In columns: what is shorter, as `Note`, says too little by itself."""
_MOST_CLAUSE: Final = 90


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def split_paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of an author's text, each on one line: only an empty line ends a paragraph."""
    return tuple(one_line(part) for part in re.split(r"\n\s*\n", text.strip()))


def first_clause(text: str, language: str = "en") -> str:
    """What a text begins with, up to its first full stop, colon or semicolon: enough to say under a title.

    Args:
        text: an author's.
        language: BCP 47; it decides what is an abbreviation.

    Returns:
        At most 90 columns (letters of Chinese, Japanese and Korean have two); what is cut between words ends in an
        ellipsis.
    """
    first = next(iter(sentences(fold(text.strip().partition("\n\n")[0]), language)), "")
    whole = first.removesuffix(".").removesuffix("\u3002").rstrip(" :;")
    starts = [found.start() for found in _CLAUSE.finditer(whole)]
    clause = next((whole[:at] for at in starts if columns(whole[:at]) >= _LEAST_CLAUSE), whole).rstrip()
    if columns(clause) <= _MOST_CLAUSE:
        return clause
    fitting = next(clause[:at] for at in range(len(clause), 0, -1) if columns(clause[:at]) < _MOST_CLAUSE)
    parts = [found.start() for found in _PART.finditer(fitting) if columns(fitting[: found.start()]) > _MOST_CLAUSE / 3]
    if parts:
        return fitting[: parts[-1]]
    # a script without spaces is cut between any two letters
    return f"{fitting.rpartition(' ')[0] or fitting}\u2026"


def columns(text: str) -> int:
    """How wide a text is, in letters of Latin: those of Chinese, Japanese and Korean count for two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def shorten(text: str, room_bytes: int) -> str:
    """The text whole if it fits, otherwise cut behind a word, with an ellipsis; sizes in bytes of UTF-8."""
    if len(text.encode()) <= room_bytes:
        return text
    cut = text.encode()[: max(room_bytes - len("\u2026".encode()), 0)].decode(errors="ignore")
    head, space, _ = cut.rpartition(" ")
    return (head if space else cut).rstrip(" ,;:\u2013\u2014") + "\u2026"


def integrity(sha256: bytes) -> str:
    """A SHA-256 digest as Subresource Integrity and Content Security Policy write it."""
    return "sha256-" + base64.b64encode(sha256).decode("ascii")


def render(template: str, **values: object) -> str:
    """A file of `templates/`, filled in; every value is escaped, unless it is markup already.

    Raises:
        jinja2.UndefinedError: when the template uses a value that is not given.
    """
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("audiogen.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_without_illegal,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # nobody changes a template while a feed of ten thousand episodes asks for it
        auto_reload=False,
    )
    environment.filters["ascii_address"] = ascii_address
    return environment


def _without_illegal(value: object) -> object:
    return _ILLEGAL.sub("", value) if isinstance(value, str) and not isinstance(value, Markup) else value
