"""Placeholders for fragments, which keep them whole while the text around them is rewritten and cut."""

from __future__ import annotations

from typing import Final

from audiogen.speech.engine import Fragment, Speech
from audiogen.speech.words.text import has_words

PLACEHOLDERS: Final = "".join(map(chr, range(0x10600, 0x10737)))
"""The characters of Linear A, a script that nobody can read, so that no text to be spoken holds any."""


def with_placeholders(speech: Speech, *, emphasis: bool) -> tuple[str, dict[str, Fragment]]:
    """The text of a phrase with one character in place of each marked fragment, and the fragment of each character.

    Spaces and punctuation around the words of a fragment stay in the text. Fragments beyond the 311th stay as they are
    written; no phrase has so many.

    Args:
        speech: the phrase.
        emphasis: whether fragments that are only emphasised are marked, too.
    """
    placeholders: dict[str, Fragment] = {}
    parts: list[str] = []
    for fragment in speech:
        words = fragment.text.strip(" .,;:!?\u2014")
        marked = fragment.ipa or (emphasis and fragment.emphasis)
        if not marked or not has_words(words) or len(placeholders) == len(PLACEHOLDERS):
            parts.append(fragment.text)
            continue
        placeholder = PLACEHOLDERS[len(placeholders)]
        placeholders[placeholder] = Fragment(words, fragment.ipa, fragment.emphasis)
        before, _, after = fragment.text.partition(words)
        parts += (before, placeholder, after)
    return "".join(parts), placeholders
