"""Digits as a language writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from babel import Locale

LATIN: Final = "latn"
_ZEROS: Final = {
    "adlm": 0x1E950,
    "arab": 0x660,
    "arabext": 0x6F0,
    "beng": 0x9E6,
    "cakm": 0x11136,
    "deva": 0x966,
    LATIN: 0x30,
    "mtei": 0xABF0,
    "mymr": 0x1040,
    "nkoo": 0x7C0,
    "olck": 0x1C50,
    "tibt": 0xF20,
}
"""By the names of CLDR; the other nine digits follow. The table has what languages use by themselves."""


def numbering_system(locale: Locale) -> str:
    """The digits that a language uses, by their name in CLDR; those that browsers do not know are met in Latin ones."""
    system = str(locale.default_numbering_system)
    return system if system in _ZEROS else LATIN


def in_digits_of(locale: Locale, text: str) -> str:
    """A text with its digits as a language writes them: Babel writes the signs of a language, and our digits."""
    zero = _ZEROS[numbering_system(locale)]
    return text.translate({ord("0") + digit: zero + digit for digit in range(10)})
