"""The spaces of a text whose notation is taken out: closes the gaps, and moves annotations and silences along."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from audiogen.script.notation.markup import Annotation, Break, Marked

PARAGRAPH: Final = "\u2029"
"""Stands in a raw text where a paragraph begins or ends; folded text has none of its own."""
_CLOSING: Final = frozenset(".,;:!?\u2026\u201d\u2019\"')]")
"""Marks before which no space is left where notation was taken out, unless they belong to the word after them."""
_SPACED: Final = frozenset(";:!?\"'")
_WORD_OPENING: Final = frozenset({"Sc", "Ps", "Pi"})
"""Signs of currency, opening brackets and opening quotes, as Unicode classes them."""


@dataclass(slots=True)
class RawText:
    """A text without its notation, with the gaps that this leaves; positions are indices of its letters."""

    letters: list[str] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    seams: dict[int, bool] = field(default_factory=dict)
    """Where notation stood, and whether the words on its two sides are two words."""

    def seam(self, *, apart: bool = False) -> None:
        """Note that notation stood at the end of the text so far."""
        at = len(self.letters)
        self.seams[at] = self.seams.get(at, False) or apart

    def marked(self) -> Marked:
        """The text as listeners read it.

        Raises:
            ValueError: when notation stood between a letter and its accent.
        """
        spacing = _Spacing(self)
        places = spacing.places()
        text = "".join(spacing.text)
        if not unicodedata.is_normalized("NFC", text):
            message = "notation stands between a letter and its accent here; put it before the letter or behind both"
            raise ValueError(message)
        notes = (replace(each, start=places[each.start], end=places[each.end]) for each in self.annotations)
        breaks = (replace(each, at=places[each.at]) for each in self.breaks)
        return Marked(text, tuple(sorted(_trimmed(notes, text))), tuple(sorted(breaks)))


@dataclass(slots=True)
class _Spacing:
    raw: RawText
    text: list[str] = field(default_factory=list)
    seam: bool = False
    """Whether notation stood between here and the last letter that is not a space."""
    apart: bool = False

    def places(self) -> list[int]:
        """The place in the text of every place in the raw text."""
        places: list[int] = []
        for at, letter in enumerate(self.raw.letters):
            if at in self.raw.seams:
                self.seam, self.apart = True, self.apart or self.raw.seams[at]
            if letter == " ":
                places.append(len(self.text))
                self._space()
            elif letter in {"\n", PARAGRAPH}:
                places.append(len(self.text) - (self.text[-1:] == [" "]))
                self._end_line(paragraph=letter == PARAGRAPH)
            else:
                self._put(at, letter)
                places.append(len(self.text) - 1)
        while self.text[-1:] in (["\n"], [" "]):
            self.text.pop()
        return [min(place, len(self.text)) for place in (*places, len(self.text))]

    def _space(self) -> None:
        if self.text and self.text[-1] not in " \n":
            self.text.append(" ")

    def _put(self, at: int, letter: str) -> None:
        # some languages put a space before a mark: one that the author wrote behind the notation stays
        own_space = letter in _SPACED and at not in self.raw.seams
        if self.seam and self.text[-1:] == [" "] and self._closes(at) and not own_space:
            self.text.pop()
        elif self.apart and self._opens(at):
            self._space()
        self.text.append(letter)
        self.seam = self.apart = False

    def _closes(self, at: int) -> bool:
        """Whether marks stand here that end with a space: those of `.5` and `'tis` do not."""
        while at < len(self.raw.letters) and self.raw.letters[at] in _CLOSING:
            at += 1
            if at == len(self.raw.letters) or self.raw.letters[at].isspace() or at in self.raw.seams:
                return True
        return False

    def _opens(self, at: int) -> bool:
        letter = self.raw.letters[at]
        quote = letter in "\"'" and not self._closes(at)
        return letter.isalnum() or quote or unicodedata.category(letter) in _WORD_OPENING

    def _end_line(self, *, paragraph: bool) -> None:
        if self.text[-1:] == [" "]:
            self.text.pop()
        empty = self.text[-1:] in ([], ["\n"])
        if paragraph and self.text:
            self.text.extend("\n" * (2 if not empty else 2 - self.text[-2:].count("\n")))
        elif self.text and self.text[-2:] != ["\n", "\n"] and not (empty and self.seam):
            # a line of notation alone is no empty line, and begins no paragraph
            self.text.append("\n")
        self.seam = self.apart = False


def _trimmed(notes: Iterable[Annotation], text: str) -> Iterable[Annotation]:
    """The annotations without the spaces at their ends, and without those that were about spaces alone."""
    for note in notes:
        words = text[note.start : note.end]
        start = note.start + len(words) - len(words.lstrip())
        if words.strip():
            yield replace(note, start=start, end=start + len(words.strip()))
