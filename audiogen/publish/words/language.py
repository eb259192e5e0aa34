"""A language, as pages name it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from markupsafe import Markup

from audiogen.script.language_tags import base_language

_RIGHT_TO_LEFT: Final = ("Adlm", "Arab", "Armi", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa")
"""Scripts that are written so today."""
_SCRIPT_LETTERS: Final = 4
"""Of a language tag's part that names a script, as in `az-Arab`."""
_COUNTRY_LETTERS: Final = 2


@dataclass(frozen=True, slots=True)
class Language:
    """A language, as attributes of HTML have it."""

    tag: str
    """BCP 47."""

    @property
    def primary(self) -> str:
        """The language without its region and script."""
        return base_language(self.tag)

    @property
    def script(self) -> str:
        """That of the tag, or the one in which the language is written in its country, or anywhere; may be empty."""
        return self._named_script or self._likely(self._named_country)[0]

    @property
    def country(self) -> str:
        """That of the tag, or the one where most people write the language in its script; may be empty."""
        return self._named_country or self._likely(self._named_script)[1]

    @property
    def direction(self) -> str:
        """Of its script: `ltr` or `rtl`."""
        return _direction(self.tag)

    @property
    def attributes(self) -> Markup:
        """Of an element with an author's text, which runs in its own direction wherever it stands."""
        return Markup(' lang="{}" dir="{}"').format(self.tag, self.direction)

    def within(self, page: Language) -> Markup:
        """The attribute of what the page says by itself, on a page in another language; empty where both are in one.

        It names no direction, as the places of such words are those of the page: the style lets the words alone run
        in their own.
        """
        return Markup("") if self.primary == page.primary else Markup(' lang="{}"').format(self.tag)

    @property
    def _named_script(self) -> str:
        return next((part.title() for part in self._parts if len(part) == _SCRIPT_LETTERS), "")

    @property
    def _named_country(self) -> str:
        return next((part.upper() for part in self._parts if len(part) == _COUNTRY_LETTERS), "")

    @property
    def _parts(self) -> list[str]:
        """Of the tag, but for the language."""
        return self.tag.replace("_", "-").split("-")[1:]

    def _likely(self, part: str) -> tuple[str, str]:
        """The script and the country of most texts in the language, in this country or script where one is given."""
        from babel.core import get_global  # noqa: PLC0415 - slow to import, and needed by publishing alone

        likely = get_global("likely_subtags")
        _, script, country = (likely.get(f"{self.primary}_{part}") or likely.get(self.primary) or "__").split("_")
        return script, country


@cache  # it is asked for with every value in a sentence
def _direction(tag: str) -> str:
    return "rtl" if Language(tag).script in _RIGHT_TO_LEFT else "ltr"
