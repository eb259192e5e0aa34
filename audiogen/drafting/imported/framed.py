"""Words that a script marks in some way, with how they are marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from audiogen.drafting.imported.vocabulary import plain

Frame: TypeAlias = Literal["inside", "loose", "square", "starred", "set apart", "bare"]
"""How words are marked.

`inside`: round brackets in a sentence, where only what can be nothing else is a direction; `loose`: round brackets
outside; `square`: square, curly and pointed ones; `starred`: asterisks, italics or bold letters outside a sentence;
`set apart`: between dashes or dots, in capitals, or starred within a sentence; `bare`: a line without a sign.
"""

_SIGNS: Final = " \t\n()[]{}<>*_~=|/#\u2014\u2013-\u2026.\u00b7\u2022:;,\u201c\u201e\u00ab\u00bb"


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that are marked in some way, with what they say beside the marks."""

    text: str
    frame: Frame
    alone: bool = False
    """Nothing else stands on its line."""
    within: bool = False
    """It stands in the midst of a sentence."""
    heads: bool = False
    """A colon follows: with what stands before it, it is a label."""

    @property
    def inner(self) -> str:
        """What it says, without the signs around it."""
        return plain(self.text).strip(_SIGNS)
