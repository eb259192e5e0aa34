"""Judges of what is left to those who listen: whether eyes may be open, and what else there is than the breath."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from audiogen.check.craft.own_words import own_words
from audiogen.check.craft.session import CraftFinding, CraftSession
from audiogen.check.craft.words.choices import eyes_may_be_open, eyes_to_close, rests_on_breath, rests_on_other

_NEAR: Final = 2
"""In sentences behind the invitation."""
_ANCHORED: Final = 2
"""Once may be in passing; what attention is given to again is what it comes back to."""


def judge_closed_eyes(session: CraftSession) -> Iterator[CraftFinding]:
    """The first invitation to close the eyes, unless another way is offered before it or right behind it."""
    texts = own_words(session.sentences)
    for at, sentence in enumerate(session.sentences):
        if any(eyes_may_be_open(text, sentence.language) for text in texts[max(at - 1, 0) : at + _NEAR + 1]):
            return
        words = eyes_to_close(texts[at], sentence.language)
        if words:
            yield session.in_sentence("close-eyes", sentence, f'"{words}" leaves no other way', words)
            return


def judge_breath_as_only_anchor(session: CraftSession) -> Iterator[CraftFinding]:
    """The first place that gives attention to the breath, in a session that gives it to nothing else."""
    said = list(zip(session.sentences, own_words(session.sentences), strict=True))
    if any(rests_on_other(text, each.language) for each, text in said):
        return
    rests = [(each, words) for each, text in said if (words := rests_on_breath(text, each.language))]
    if len(rests) >= _ANCHORED:
        sentence, words = rests[0]
        message = "the breath is all that attention can rest with here"
        yield session.in_sentence("breath-only-anchor", sentence, message, words)
