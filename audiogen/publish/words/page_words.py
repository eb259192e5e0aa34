"""What pages and notes say by themselves, in one language: texts by their names, and numbers in its digits."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from gettext import c2py
from typing import TYPE_CHECKING, Final

from audiogen.publish.words.language import Language
from audiogen.script.digits import in_digits_of, numbering_system
from audiogen.script.length_words import length_in_words
from audiogen.script.model import Show
from audiogen.script.own_words import OwnTexts, wordings
from audiogen.script.page_texts import (
    COUNTED,
    ENGLISH,
    MOST_COUNTED,
    OF_SOUNDS,
    VALUE,
    WORDS_FOLDER,
    Wording,
    languages,
    locale_of,
    page_texts,
    read_catalogue,
)

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages import Catalog, Message

_FROM_RIGHT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters that run from right to left. `words.js` has the same."""
_WITH_HOURS_S: Final = 3600


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of one show's pages."""

    language: Language
    """Of the words."""
    texts: Mapping[str, Wording]
    """By the names that `page.pot` gives them; values stand in braces."""
    of_sounds: Mapping[str, str]
    """Names and caveats of the sounds that come with audiogen, by what they are in English."""

    def say(self, name: str, **values: str | float) -> str:
        """A text, with numbers in the digits of the language.

        Raises:
            KeyError: when no text has this name, or it has a value that is not given.
        """
        wording = self.texts[name]
        if not isinstance(wording, str):
            wording = wording.get(self._locale.plural_form(float(values[COUNTED])), wording["other"])
        return VALUE.sub(lambda place: self._written(values[place[1]]), wording)

    def _written(self, value: str | float) -> str:
        return self.isolated(value) if isinstance(value, str) else self.number(value)

    def isolated(self, value: str) -> str:
        """A text among these words that may run in another direction, so that neither moves the other."""
        is_other = self.language.direction == "rtl" or _FROM_RIGHT.search(value)
        return f"\u2068{value}\u2069" if value and is_other else value

    def number(self, value: float, digits: int = 1) -> str:
        """A number in the digits of the language, with one decimal at most and so many digits at least before it."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - slow to import, and needed by publishing alone

        form, system = "0" * digits + ".#", numbering_system(self._locale)
        # halves go up, as in browsers
        rounded = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return in_digits_of(self._locale, format_decimal(rounded, form, locale=self._locale, numbering_system=system))

    def clock(self, seconds: float) -> str:
        """`2:16`, `1:02:03`; rounded down, so that a jump to it never lands behind what it names."""
        whole = int(seconds + 1e-6)
        hours, minutes, rest = whole // _WITH_HOURS_S, whole // 60 % 60, whole % 60
        leading = [self.number(hours), self.number(minutes, 2)] if hours else [self.number(minutes)]
        return ":".join((*leading, self.number(rest, 2)))

    def length(self, seconds: float) -> str:
        """A length as short words, like `10 min`, without full stops: it may stand at the end of a sentence."""
        return length_in_words(seconds, str(self._locale).replace("_", "-"), form="short").replace(".", "")

    def day(self, day: dt.date) -> str:
        """A day with its year, like 31 December 2026."""
        from babel.dates import format_date  # noqa: PLC0415 - slow to import, and rarely needed

        return in_digits_of(self._locale, format_date(day, "long", locale=self._locale))

    def bed(self, names: str | None) -> str:
        """The name of a bed as listeners read it: names that audiogen gives are in the language, and files go unnamed.

        Other names, as of a preset of the author's own, are words with hyphens between them.

        Args:
            names: of its sounds, presets and files, with commas between them; None where nothing sounds.
        """
        named = (name for name in (names or "").split(", ") if "." not in name)
        return ", ".join(self.of_sounds.get(name, name.replace("-", " ")) for name in named)

    def caveat(self, text: str) -> str:
        """What has to be known of a sound; in English where it is not translated, as of a sound from elsewhere."""
        return self.of_sounds.get(text, text)

    @property
    def digits(self) -> str:
        """The language as `Intl` takes it, with the digits that are used here."""
        return f"{str(self._locale).replace('_', '-')}-u-nu-{numbering_system(self._locale)}"

    @property
    def _locale(self) -> Locale:
        return locale_of(self.language.tag)


def page_words(language: str, own: OwnTexts = ()) -> PageWords:
    """The words of pages in a language: English where it has no catalogue, and nobody has given words of their own.

    Args:
        language: BCP 47.
        own: an author's words in this language, which stand in the place of those of the catalogue.
    """
    spoken = Language(language)
    words_are_in = spoken if own or spoken.primary in languages() else Language(ENGLISH)
    texts = {**catalogue(spoken.primary), **wordings(own)}
    return PageWords(words_are_in, texts, sounds_in(spoken.primary))


def words_of(show: Show, language: str | None = None) -> PageWords:
    """The words that a show uses, with those that its author gives.

    Args:
        show: whose pages or notes they are for.
        language: BCP 47; that of the show when left out. The author's words are in that, and stand in no other.
    """
    wanted = language or show.language
    own = show.words if Language(wanted).primary == Language(show.language).primary else ()
    return page_words(wanted, own)


@cache
def catalogue(language: str) -> Mapping[str, Wording]:
    """The texts of a language; those of English where there is no catalogue, and where one is not translated yet.

    Args:
        language: BCP 47, without a region.
    """
    translated = {str(each.context): _wording(each.string, language) for each in _whole(language, of_sounds=False)}
    return {**{each.name: each.english for each in page_texts().values()}, **translated}


@cache
def sounds_in(language: str) -> Mapping[str, str]:
    """Names and caveats of sounds by what they are in English; empty for English.

    Args:
        language: BCP 47, without a region.
    """
    return {str(each.id): str(each.string) for each in _whole(language, of_sounds=True)}


def _whole(language: str, *, of_sounds: bool) -> Iterator[Message]:
    """The messages of a catalogue that are translated."""
    found = (each for each in _catalogue(language) if each.id and (each.context in OF_SOUNDS) == of_sounds)
    return (each for each in found if not each.fuzzy and all(_forms(each)))


def _forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (str(message.string),)


@cache
def _catalogue(language: str) -> Catalog:
    """The catalogue of a language; an empty one where there is none, and for English, which is the source of all."""
    from babel.messages import Catalog  # noqa: PLC0415 - slow to import, and needed by publishing alone

    path = WORDS_FOLDER / f"{language}.po"
    return read_catalogue(path) if path.is_file() else Catalog()


@cache
def _counts(language: str) -> Mapping[str, int]:
    """The place of each plural category among the forms of a catalogue, of which its header tells the rule."""
    catalogue, category = _catalogue(language), locale_of(language).plural_form
    chosen = c2py(catalogue.plural_expr)
    return {"other": catalogue.num_plurals - 1, **{category(n): chosen(n) for n in range(MOST_COUNTED)}}


def _wording(form: object, language: str) -> Wording:
    return {name: form[at] for name, at in _counts(language).items()} if isinstance(form, tuple) else str(form)
