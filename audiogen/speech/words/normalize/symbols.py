"""Signs and addresses in words."""

from __future__ import annotations

import re
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage

# possessive, and from the beginning of a word on: in 50 KB without a space every other way would take minutes
_MAIL: Final = r"[\w.+-]++@[\w-]++(?:\.[\w-]++)+"
_WEB: Final = r"(?:www\.)?[\w-]++(?:\.[\w-]++)*\.(?:com|org|net|edu|gov|uk|de|fr|es|io|info)\b(?:/[\w./-]*\w)?"
_ADDRESS: Final = re.compile(rf"(?<![\w.+-])(?:(?P<mail>{_MAIL})|(?:https?://)?(?P<web>{_WEB}))")


def addresses(text: str, language: SpokenLanguage) -> str:
    """example.org, someone@example.org: the symbols by their names."""
    return _ADDRESS.sub(lambda at: _address(at["mail"] or at["web"], language), text)


def _address(address: str, language: SpokenLanguage) -> str:
    # English says point in numbers, and dot in addresses
    at, dot = language.words.symbols["@"], "dot" if language.code == "en" else language.figures.dot
    names = str.maketrans({"@": f" {at} ", "/": " slash ", ".": f" {dot} ", "_": " ", "-": " "})
    return re.sub(r"\s+", " ", address.replace("www.", "w w w.").translate(names))


def number_signs(text: str, language: SpokenLanguage) -> str:
    """#3 as "number 3"."""
    return re.sub(r"(?<!\w)#\s?(?=\d)", f"{language.words.symbols['#']} ", text)


def standalone_symbols(text: str, language: SpokenLanguage) -> str:
    """&, +, =, ~5, he/she and their like by name; bullets and trade marks are for the eye."""
    words = language.words.symbols
    text = re.sub(rf"\b({words['&']})/({words['/']})\b", r"\1 \2", text, flags=re.IGNORECASE)
    if language.code == "en":
        text = re.sub(r"(?<=\w) > (?=\w)", " greater than ", re.sub(r"(?<=\w) < (?=\w)", " less than ", text))
    text = re.sub(r"(?<![\w~])~\s?(?=\w)", f"{language.words.about} ", text)
    text = re.sub(r"(?<!\w)#(?=[^\W\d])", "hashtag " if language.code == "en" else "", text)
    known = "".join(map(re.escape, words))
    return re.sub(rf"\s*([{known}])\s*([,;:!?.](?!\w))?", lambda at: _named(words[at[1]], at[2] or ""), text)


def _named(word: str, mark: str) -> str:
    return f" {word}{mark or ' '}" if word else f"{mark} "


def spelled(text: str, language: SpokenLanguage) -> str:
    """Letter by letter, with a comma between, so that no letter is taken for a word."""
    said = (language.digits(letter) if letter.isdecimal() else letter.upper() for letter in text if letter.isalnum())
    return ", ".join(said)
