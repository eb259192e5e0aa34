"""How an English sentence ends when it is read aloud, by its words: most fall, and only some questions rise.

Statements fall, and so do questions that ask who, what or where, and those that offer a choice ("warm, or cool?"). One
that can be answered with yes or no rises: so do by far the most of 410 in spoken American English (Hedberg, Sosa and
Görgülü 2017, Corpus Linguistics and Linguistic Theory 13). It is the fall at the end that makes a choice of an "or"
(Pruitt and Roelofsen 2013, Linguistic Inquiry 44).
"""

from __future__ import annotations

import re
from typing import Final

from audiogen.speech.engines.prosody import Ending

_NOTATION: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_CLAUSE: Final = re.compile(r"[,;:\u2014]\s*")
_LEAD: Final = (
    r"(?:(?:and|but|so|or|now|then|perhaps|maybe|well|yes|no)\s+)*"
    r"(?:(?:at|about|by|for|from|in|into|of|on|to|under|until|with|since|over|through)\s+)?"
)
_ASKS_WHAT: Final = re.compile(rf"{_LEAD}(?:who|whom|whose|what|which|where|when|why|how)\b", re.IGNORECASE)
_ASKS_WHETHER: Final = re.compile(
    rf"{_LEAD}(?:am|are|is|was|were|do|does|did|have|has|had|can|could|will|would|shall|should|may|might|must)"
    r"(?:n't)?\b",
    re.IGNORECASE,
)
_CHOICE: Final = re.compile(r"\bor\b(?!\s+(?:so|not)\b)", re.IGNORECASE)


def ending_of(sentence: str) -> Ending:
    """How a sentence ends; empty where it goes on, because it ends with no mark or with a comma.

    Args:
        sentence: as a voice of hibari's is given it, `[word](/phonemes/)` included.
    """
    text = _NOTATION.sub(r"\1", sentence).strip().rstrip("\"')\u201d\u2019")
    if text.endswith("?"):
        return "fall" if _is_choice(text) or _asks_what(text) else "rise"
    return "fall" if text.endswith((".", "!")) and not text.endswith("..") else ""


def _is_choice(question: str) -> bool:
    return _CHOICE.search(question) is not None


def _asks_what(question: str) -> bool:
    """Whether the last clause that asks anything asks for more than yes or no."""
    for clause in reversed(_CLAUSE.split(question)):
        if _ASKS_WHETHER.match(clause):
            return False
        if _ASKS_WHAT.match(clause):
            return True
    return False
