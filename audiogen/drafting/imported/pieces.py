"""What a block of a guided script is made of: words for the ear, and all that its author wrote for whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

SilenceSize: TypeAlias = Literal["short", "usual", "long"]
DirectionKind: TypeAlias = Literal["manner", "sound", "note", "time", "furniture"]
"""How to speak, what else sounds, a note to whoever reads it, a time of the recording, or the furniture of a page."""
NOTE: Final = "is this for listeners, or a note for whoever reads the script? It is spoken for now."
"""What is asked about words that may be either."""


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """What listeners hear."""

    text: str
    """As the author wrote it, without white space around it; a line break that the author made is a newline."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence that is asked for. Where no length is said, both lengths are None, and the size tells."""

    text: str
    least_s: float | None = None
    """At least this long."""
    most_s: float | None = None
    """At most this long; the same as `least_s` where one length is said."""
    size: SilenceSize = "usual"
    question: str = ""
    """What the author is to decide, in one line; nothing where all is clear."""


@dataclass(frozen=True, slots=True)
class BellStrike:
    """Somebody strikes a bell, a bowl, a gong or a chime; what it is for follows from where it stands."""

    text: str
    strikes: int = 1


@dataclass(frozen=True, slots=True)
class GuidedBreath:
    """An exercise with counts.

    Where it follows a sentence that guides it, that sentence is spoken, and `text` is empty. All that the author did
    not say is None; `question` then asks for it.
    """

    text: str
    in_s: float | None = None
    hold_s: float | None = None
    out_s: float | None = None
    rest_s: float | None = None
    """The stillness after an out-breath, as `hold_s` is the one after an in-breath."""
    breaths: int | None = None
    question: str = ""
    """What the author is to decide, in one line; nothing where all is clear."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A label, like `THERAPIST:`, that says who speaks what follows."""

    text: str
    name: str
    """Without the signs around it."""
    listener: bool = False
    """It is the client or the listener who speaks; then the words that follow are `Uncertain`."""


@dataclass(frozen=True, slots=True)
class StageDirection:
    """What is recognised, and never spoken."""

    text: str
    kind: DirectionKind


@dataclass(frozen=True, slots=True)
class Blank:
    """A place that the author leaves to be filled, like `[name]` or `____`: it stands in a sentence."""

    text: str
    name: str
    """What is to be filled in, in the author's words: `name`; nothing where only a line stands."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Words that may be spoken or a direction; they are kept as spoken."""

    text: str
    question: str
    """What the author is to decide, in one line."""


Piece: TypeAlias = SpokenWords | Silence | BellStrike | GuidedBreath | Speaker | StageDirection | Blank | Uncertain
"""Apart from white space, the texts of a block's pieces are together the text of the block, in its order."""


@dataclass(frozen=True, slots=True)
class PlacedPiece:
    """A piece, and where it stands in its text."""

    start: int
    end: int
    piece: Piece
