"""A language, as pages name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

_RIGHT_TO_LEFT: Final = ("ar", "arc", "ckb", "dv", "fa", "he", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
_SCRIPTS_RIGHT_TO_LEFT: Final = ("adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa")
_SCRIPT_LETTERS: Final = 4
"""Of a language tag's part that names a script, as in `az-Arab`."""


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
        language, *others = self.tag.lower().split("-")
        script = next((part for part in others if len(part) == _SCRIPT_LETTERS), None)
        from_right = script in _SCRIPTS_RIGHT_TO_LEFT if script else language in _RIGHT_TO_LEFT
        return "rtl" if from_right else "ltr"

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
