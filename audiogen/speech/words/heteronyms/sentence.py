"""A text as words and marks, with their places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

MARK: Final = "."
"""Stands for any punctuation that parts words: a comma as well as a full stop."""
_TOKEN: Final = re.compile(
    r"(?P<word>[^\W_]+(?:['\u2019][^\W_]+)*)|(?P<hyphen>(?<=\w)[-\u2010\u2011](?=\w))"
    r"|(?P<mark>[.,;:!?\u2026()\[\]\"\u201c\u201d\u00ab\u00bb\u2013\u2014-]+)"
)
_SHORTENED: Final = re.compile(r"(?<=\w)['\u2019](?:s|re|ve|ll|d|m)\Z", re.IGNORECASE)
_LONGEST_SENTENCE: Final = 60
"""Words and marks; a longer one is looked at in parts."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words and marks of a text, in order."""

    texts: tuple[str, ...]
    """As written; what is shortened stands alone, as in you 'll."""
    folded: tuple[str, ...]
    """In small letters, with typewriter apostrophes, and `MARK` for every mark."""
    spans: tuple[tuple[int, int], ...]
    """Where each begins and ends in the text."""
    sentences: tuple[int, ...]
    """The first word or mark of each sentence."""

    def starts_sentence(self, at: int) -> bool:
        """Whether nothing but a mark stands before the word at a place."""
        return at == 0 or self.folded[at - 1] == MARK

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence of a word begins and ends, or the part of a very long one."""
        index = bisect_right(self.sentences, at)
        return self.sentences[index - 1], (*self.sentences[index : index + 1], len(self.texts))[0]


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
    return Words(tuple(texts), tuple(folded), tuple(spans), tuple(_beginnings(texts)))


def _beginnings(texts: Sequence[str]) -> Iterator[int]:
    begun = 0
    yield begun
    for at in range(1, len(texts)):
        if _ends(texts[at - 1]) or at - begun == _LONGEST_SENTENCE:
            begun = at
            yield begun


def _ends(text: str) -> bool:
    return any(sign in text for sign in ".!?\u2026")
