"""What is worth knowing of the words that a show gives its page in place of the page's own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.errors import Problem
from audiogen.names import listed
from audiogen.script.folder import SHOW_FILE
from audiogen.script.language_tags import base_language
from audiogen.script.model import Show
from audiogen.script.own_words import Forms
from audiogen.script.page_texts import MOST_COUNTED, languages, locale_of, page_texts
from audiogen.script.yaml.document import nearest_place

IN_THE_CIRCLE: Final = ("breath_in", "breath_hold", "breath_out", "breath_rest")
MOST_LETTERS: Final = 6
"""In the circle; longer words are written smaller there."""
_NAMED: Final = 8
"""Names in one message; the rest are counted."""


def own_word_problems(show: Show, scripts: Path) -> Iterator[Problem]:
    """Warnings alone: what cannot be is refused when show.yaml is read.

    Args:
        show: with its words.
        scripts: the folder that show.yaml stands in.
    """
    file = _ShowFile(scripts / SHOW_FILE)
    for name, text in show.words:
        if isinstance(text, str):
            if name in IN_THE_CIRCLE and (letters := _letters(text)) > MOST_LETTERS:
                told = f'"{text}" has {letters} letters; in the circle, up to {MOST_LETTERS} are easy to read'
                yield file.warning((name,), told)
        else:
            yield from _form_problems(show.language, name, text, file)
    yield from _missing(show, file)


def english_notice(show: Show) -> str | None:
    """A sentence for a show whose page speaks another language than the show, and None for any other."""
    if show.words or base_language(show.language) in languages():
        return None
    return (
        f"the page's own words are English, since audiogen has none in {show.language}; with `words` in "
        "scripts/show.yaml you give it yours (docs/page-words.md)"
    )


@dataclass(frozen=True, slots=True)
class _ShowFile:
    path: Path

    def warning(self, way: tuple[str, ...], told: str) -> Problem:
        place = nearest_place(self.path, ("words", *way), at_key=not way)
        return Problem(self.path, *place, f"{': '.join(('words', *way))}: {told}", warning=True)


def _letters(text: str) -> int:
    """As people count them: marks above and below belong to their letters."""
    return sum(not unicodedata.combining(each) for each in text)


def _form_problems(language: str, name: str, forms: Forms, file: _ShowFile) -> Iterator[Problem]:
    rule, given = locale_of(language).plural_form, dict(forms)
    for form in given:
        if form not in {*rule.tags, "other"}:
            yield file.warning((name, form), f"{language} has no such form, so it is never said")
    # some forms are for fractions alone, or for millions: nothing on the page comes to that
    for form in sorted({rule(number) for number in range(MOST_COUNTED)} - set(given)):
        yield file.warning((name,), f"{language} has the form {form}, too; other stands in its place")


def _missing(show: Show, file: _ShowFile) -> Iterator[Problem]:
    """One warning of a show in a language without a catalogue, with the texts that stay English."""
    if not show.words or base_language(show.language) in languages():
        return
    missing = [each.name for each in page_texts().values() if each.has_words and each.name not in dict(show.words)]
    if missing:
        more = len(missing) - _NAMED
        named = f"{', '.join(missing[:_NAMED])} and {more} more" if more > 0 else listed(missing)
        told = f"without words in {show.language}, and so in English: {named} (docs/page-words.md lists all)"
        yield file.warning((), told)
