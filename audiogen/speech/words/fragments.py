"""Keeping fragments whole while the text around them is rewritten and cut: a letter holds the place of each."""

from __future__ import annotations

from audiogen.speech.engine import Fragment, Speech

_FIRST_LETTER = 0x10600
_LETTERS = 0x10737 - _FIRST_LETTER
"""The signs of Linear A, a script that nobody can read, so that no text to be spoken holds any."""
_MARKS_AROUND = " .,;:!?\u2014"


def with_places(speech: Speech, *, emphasis: bool) -> tuple[str, dict[str, Fragment]]:
    """The text of a phrase with a letter in place of each marked fragment, and what each letter stands for.

    Spaces and marks around the words of a fragment stay in the text. Fragments beyond the 311th stay as they are
    written; no phrase has so many.

    Args:
        speech: the phrase.
        emphasis: whether fragments that are only emphasised are marked, too.
    """
    places: dict[str, Fragment] = {}
    parts: list[str] = []
    for fragment in speech:
        words = fragment.text.strip(_MARKS_AROUND)
        marked = fragment.ipa or (emphasis and fragment.emphasis)
        if not marked or not any(map(str.isalnum, words)) or len(places) == _LETTERS:
            parts.append(fragment.text)
            continue
        place = chr(_FIRST_LETTER + len(places))
        places[place] = Fragment(words, fragment.ipa, fragment.emphasis)
        before, _, after = fragment.text.partition(words)
        parts += (before, place, after)
    return "".join(parts), places
