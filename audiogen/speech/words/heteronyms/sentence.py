"""A text as words and marks, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MARK: Final = "."
"""Stands for any punctuation that parts words: a comma as well as a full stop."""
_TOKEN: Final = re.compile(
    r"(?P<word>[^\W_]+(?:['\u2019][^\W_]+)*)|(?P<hyphen>(?<=\w)[-\u2010\u2011](?=\w))"
    r"|(?P<mark>[.,;:!?\u2026()\[\]\"\u201c\u201d\u00ab\u00bb\u2013\u2014-]+)"
)
_SHORTENED: Final = re.compile(r"(?<=\w)['\u2019](?:s|re|ve|ll|d|m)\Z", re.IGNORECASE)
_LONGEST_SENTENCE: Final = 24
"""Words and marks on each side that the tagger looks at."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words and marks of a text, in order."""

    texts: tuple[str, ...]
    """As written; what is shortened stands alone, as in you 'll."""
    folded: tuple[str, ...]
    """In small letters, with typewriter apostrophes, and `MARK` for every mark."""
    spans: tuple[tuple[int, int], ...]
    """Where each begins and ends in the text."""

    def starts_sentence(self, at: int) -> bool:
        """Whether nothing but a mark stands before the word at a place."""
        return at == 0 or self.folded[at - 1] == MARK

    def around(self, at: int) -> tuple[int, int]:
        """Where the sentence of a word begins and ends; a very long one is cut."""
        start = at
        while start > max(0, at - _LONGEST_SENTENCE) and not _ends(self.texts[start - 1]):
            start -= 1
        end = at + 1
        while end < min(len(self.texts), at + _LONGEST_SENTENCE) and not _ends(self.texts[end - 1]):
            end += 1
        return start, end


def cut_words(text: str) -> Words:
    """The words and marks of a text."""
    texts: list[str] = []
    folded: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        word, start, end = match[0], match.start(), match.end()
        short = _SHORTENED.search(word) if match["word"] else None
        for first, last in ((start, start + short.start()), (start + short.start(), end)) if short else ((start, end),):
            texts.append(text[first:last])
            folded.append(MARK if match["mark"] else text[first:last].lower().replace("\u2019", "'"))
            spans.append((first, last))
    return Words(tuple(texts), tuple(folded), tuple(spans))


def _ends(text: str) -> bool:
    return any(sign in text for sign in ".!?\u2026")
