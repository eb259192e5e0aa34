"""The texts of the listener's page by their names, as `publish/words/page.pot` has them: in English, with remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from audiogen.script.language_tags import base_language

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages import Catalog

Wording: TypeAlias = str | Mapping[str, str]
"""A text, or its forms by the plural categories of CLDR, `other` among them, of which the value `n` chooses one."""
ENGLISH: Final = "en"
COUNTED: Final = "n"
"""The value whose number chooses a form."""
OF_SOUNDS: Final = ("bed", "caveat")
"""The contexts of what has no name of its own, and is looked up by what it says in English."""
WORDS_FOLDER: Final = Path(__file__).parents[1] / "publish" / "words"
VALUE: Final = re.compile(r"\{(\w+)\}")
"""The place of a value in a text, with its name."""
MOST_COUNTED: Final = 200
"""Pages count less far, and every plural category of whole numbers is met until there."""


@dataclass(frozen=True, slots=True)
class PageText:
    """One text of the page."""

    name: str
    english: Wording
    remark: str
    """Where it stands, and what its values are like; for translators."""

    @property
    def example(self) -> str:
        """It in English; of several forms, that for most numbers."""
        return self.english if isinstance(self.english, str) else self.english["other"]

    @property
    def values(self) -> tuple[str, ...]:
        """The names that stand in braces, in their order."""
        return values_in(self.example)

    @property
    def has_words(self) -> bool:
        """Whether anything in it is to be translated; some texts are marks between values alone."""
        return any(map(str.isalpha, VALUE.sub("", self.example)))


def values_in(text: str) -> tuple[str, ...]:
    """The names that stand in braces, each once."""
    return tuple(dict.fromkeys(VALUE.findall(text)))


@cache
def page_texts() -> Mapping[str, PageText]:
    """All of them, in the order in which pages need them."""
    return {each.name: each for each in _texts()}


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, English first."""
    return (ENGLISH, *sorted(file.stem for file in WORDS_FOLDER.glob("*.po")))


@cache
def locale_of(language: str) -> Locale:
    """What CLDR knows of a language; of English where it knows nothing.

    Args:
        language: BCP 47.
    """
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - slow to import, and few commands need it

    for tag in (language, base_language(language)):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale(ENGLISH)


def _texts() -> Iterator[PageText]:
    for message in read_catalogue(WORDS_FOLDER / "page.pot"):
        if message.id and message.context not in OF_SOUNDS:
            forms = message.id if isinstance(message.id, tuple) else ()
            english = dict(zip(("one", "other"), forms, strict=True)) if forms else str(message.id)
            yield PageText(str(message.context), english, " ".join(message.auto_comments))


def read_catalogue(path: Path) -> Catalog:
    """A file in the form of gettext."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 - slow to import, and few commands need it

    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)
