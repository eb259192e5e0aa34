"""Which runs of words a script shares with an article: none of five words or more may be left in a draft.

The rule is strict. Runs of common small words count, and so does a title. Case, punctuation, apostrophes, hyphens and
white space are passed over, in each of the ways in which somebody might compare: `self-awareness` is one word and two.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

LONGEST_SHARED: Final = 5
"""In words: runs of so many and more are refused."""

_APOSTROPHES: Final = re.compile("['\u2018\u2019\u02bc\u00b4`\u2032]")
_HYPHENS: Final = re.compile("[-\u2010\u2011\u2012\u2013\u2014\u2212]")
_WORD: Final = re.compile(r"[^\W_]+")


def shared_runs(article_text: str, script_texts: Iterable[str], length: int = LONGEST_SHARED) -> tuple[str, ...]:
    """The runs of `length` or more words that texts of a script have in common with an article, each once.

    Args:
        article_text: all of it, titles too.
        script_texts: in the order in which they are heard; a run may go on from one to the next.
        length: of the shortest run that counts, in words.
    """
    script = "\n".join(script_texts)
    found: dict[str, None] = {}
    for apostrophe, hyphen in itertools.product(("", " "), repeat=2):
        there = set(_runs(_words(article_text, apostrophe, hyphen), length))
        found |= dict.fromkeys(_shared(_words(script, apostrophe, hyphen), there, length))
    return tuple(found)


def _words(text: str, apostrophe: str, hyphen: str) -> list[str]:
    # soft hyphens and joiners are seen by nobody
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return _WORD.findall(_HYPHENS.sub(hyphen, _APOSTROPHES.sub(apostrophe, seen)).casefold())


def _runs(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def _shared(words: list[str], there: set[tuple[str, ...]], length: int) -> Iterator[str]:
    """The longest runs: those that overlap are told as one."""
    begin, end = 0, -1
    for at, run in enumerate(_runs(words, length)):
        if run not in there:
            continue
        if end >= at:
            end = at + length
            continue
        if end > 0:
            yield " ".join(words[begin:end])
        begin, end = at, at + length
    if end > 0:
        yield " ".join(words[begin:end])
