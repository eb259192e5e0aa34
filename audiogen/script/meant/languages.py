"""Languages as people write them, `German`, `français`, `en_US`, `ger`, and the tags that are meant (BCP 47)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from audiogen.script.language_tags import base_language
from audiogen.script.meant.tables import meanings

READ_OUT: Final = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da")
"""People write the names of languages in one of these, or in the language itself."""
_LONGEST: Final = 60
_TAG: Final = re.compile(r"(?P<language>[a-z]{2,3})(?: (?P<rest>[a-z0-9]{2,8}(?: [a-z0-9]{2,8})*))?")
_SIGNS: Final = re.compile(r"[-_(),./\s]+")


def tag_meant(text: str) -> str | None:
    """The tag of a language that is a name, in another notation, or of three letters; None for no language.

    >>> tag_meant("German"), tag_meant("en_US"), tag_meant("ger"), tag_meant("English (UK)"), tag_meant("Quack")
    ('de', 'en-us', 'de', 'en-gb', None)
    """
    if len(text) > _LONGEST:
        return None
    words = _plain(text)
    if words in _names():
        return _names()[words]
    match = _TAG.fullmatch(words)
    if match and (language := _known(match["language"])):
        rest = match["rest"].split() if match["rest"] else ()
        return "-".join([language, *(meanings("places").get(part, part) for part in rest)])
    return _with_place(words)


def language_name(tag: str) -> str:
    """What a language is called in English, with its tag: `German (de)`; the tag alone for one that has no name."""
    from babel import Locale  # noqa: PLC0415 - reading it takes a tenth of a second, which only a mistake costs

    name = Locale("en").languages.get(base_language(tag))
    return f"{name} ({tag})" if name else f'"{tag}"'


def another_tag(tag: str) -> str | None:
    """The usual tag of a language that is written with three letters though it has two; None for every other."""
    language, _, rest = tag.partition("-")
    if len(language) == 2:
        return None
    known = _known(language)
    return "-".join(filter(None, (known, rest))) if known and known != language else None


def _plain(text: str) -> str:
    """Small letters without accents, with single spaces in place of signs."""
    letters = unicodedata.normalize("NFKD", _SIGNS.sub(" ", text).strip().casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _with_place(words: str) -> str | None:
    """The tag of `english us` or `british english`: the place stands before the language, or after it."""
    parts = words.split()
    for at in range(1, len(parts)):
        one, other = " ".join(parts[:at]), " ".join(parts[at:])
        for name, place in ((one, other), (other, one)):
            region = meanings("places").get(place) or _regions().get(place)
            if name in _names() and region:
                return f"{_names()[name]}-{region}"
    return None


def _known(language: str) -> str | None:
    """The usual tag of a language's letters; None when no language has them."""
    from babel import Locale  # noqa: PLC0415 - as above
    from babel.core import get_global  # noqa: PLC0415 - as above

    usual = str(get_global("language_aliases").get(language, language))
    return usual if usual in Locale("en").languages else None


@cache
def _names() -> dict[str, str]:
    """Names of languages in small letters → tags: in the languages that are read out, and in each one itself."""
    from babel import Locale  # noqa: PLC0415 - as above

    names: dict[str, str] = {}
    for reader in reversed(READ_OUT):
        for tag, name in Locale(reader).languages.items():
            names[_plain(name)] = tag.replace("_", "-").lower()
    return names


@cache
def _regions() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 - as above

    return {
        _plain(name): code.lower()
        for reader in READ_OUT
        for code, name in Locale(reader).territories.items()
        if code.isalpha()
    }
