"""Judges of what is left to those who listen: whether eyes may be open, and what else there is than the breath."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from audiogen.check.craft.session import CraftFinding, CraftSession
from audiogen.check.craft.words.choices import eyes_may_be_open, eyes_to_close, rests_on_breath, rests_on_other

_NEAR: Final = 2
"""In sentences behind the invitation."""
_ANCHORED: Final = 2
"""Once may be in passing; what attention is given to again is what it comes back to."""


def judge_closed_eyes(session: CraftSession) -> Iterator[CraftFinding]:
    """The first invitation to close the eyes, unless another way is offered before it or right behind it."""
    for at, sentence in enumerate(session.sentences):
        around = session.sentences[max(at - 1, 0) : at + _NEAR + 1]
        if any(eyes_may_be_open(each.text, each.language) for each in around):
            return
        words = eyes_to_close(sentence.text, sentence.language)
        if words:
            yield session.in_sentence("close-eyes", sentence, f'"{words}" leaves no other way', words)
            return


def judge_breath_as_only_anchor(session: CraftSession) -> Iterator[CraftFinding]:
    """The first place that gives attention to the breath, in a session that gives it to nothing else."""
    if any(rests_on_other(each.text, each.language) for each in session.sentences):
        return
    rests = [(each, words) for each in session.sentences if (words := rests_on_breath(each.text, each.language))]
    if len(rests) >= _ANCHORED:
        sentence, words = rests[0]
        message = "the breath is all that attention can rest with here"
        yield session.in_sentence("breath-only-anchor", sentence, message, words)
