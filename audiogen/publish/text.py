"""Text on its way into feed and page: authors' paragraphs, and templates that escape every value they are given."""

from __future__ import annotations

import base64
import re
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

# control characters that neither XML 1.0 nor HTML may contain: one of them in a title would make the feed unreadable
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def split_paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of an author's text, each on one line: only an empty line ends a paragraph."""
    return tuple(one_line(part) for part in re.split(r"\n\s*\n", text.strip()))


def first_clause(text: str) -> str:
    """What a text begins with, up to its first full stop, colon or semicolon: enough to say under a title."""
    opening = re.split(r"[.:;!?\u2026\u3002\uff01\uff1f]\s|[.:;]$", one_line(text), maxsplit=1)[0]
    return opening.rstrip(".")


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
    return Environment(
        loader=PackageLoader("audiogen.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_without_illegal,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _without_illegal(value: object) -> object:
    return _ILLEGAL.sub("", value) if isinstance(value, str) and not isinstance(value, Markup) else value
