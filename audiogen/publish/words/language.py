"""A language, as pages name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

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
        return self.tag.partition("-")[0].lower()

    @property
    def direction(self) -> str:
        """Of its script: `ltr` or `rtl`."""
        return "rtl" if self._script in _RIGHT_TO_LEFT else "ltr"

    @property
    def attributes(self) -> Markup:
        """Of an element with an author's text, which runs in its own direction wherever it stands."""
        return Markup(' lang="{}" dir="{}"').format(self.tag, self.direction)

    @property
    def _script(self) -> str:
        """That of the tag, or the one in which the language is written in its country, or anywhere."""
        from babel.core import get_global  # noqa: PLC0415 - slow to import, and needed by publishing alone

        _, *others = self.tag.split("-")
        if named := next((part.title() for part in others if len(part) == _SCRIPT_LETTERS), None):
            return named
        likely = get_global("likely_subtags")
        country = next((f"{self.primary}_{part.upper()}" for part in others if len(part) == _COUNTRY_LETTERS), "")
        return str(likely.get(country) or likely.get(self.primary) or "_").split("_")[1]

    def within(self, page: Language) -> Markup:
        """The attribute of what the page says by itself, on a page in another language; empty where both are in one.

        It names no direction, as the places of such words are those of the page: the style lets the words alone run
        in their own.
        """
        return Markup("") if self.primary == page.primary else Markup(' lang="{}"').format(self.tag)
