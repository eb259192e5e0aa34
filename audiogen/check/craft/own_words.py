"""What a session says in its own words: its sentences without what they quote."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from audiogen.check.craft.session import SpokenSentence
from audiogen.check.craft.words.plain import without_quotations


def own_words(sentences: Sequence[SpokenSentence]) -> list[str]:
    """The text of each sentence, as long as before, with a sign in place of each quoted letter."""
    found: list[str] = []
    for _, line in groupby(sentences, lambda each: (each.step, each.key, each.paragraph, each.line_of_text)):
        found += without_quotations(tuple(each.text for each in line))
    return found
