"""Which words of a guided script are for the ear, and which are for whoever reads it.

No file is read here and nothing is written: a block of text goes in, its pieces come out.
"""

from __future__ import annotations

import re
from typing import Final

from audiogen.documents.manuscript import TextBlock
from audiogen.drafting.imported.pieces import BellStrike, Piece, Silence, SpokenWords, StageDirection

_BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|\{[^{}]*\}|(?<!\w)\*[^*\n]+\*(?!\w)")
_SILENCE: Final = re.compile(
    r"(?i)\W*(?:(short|brief|long) )?(?:pause|silence)\W*(?:(\d+) ?(s|sec|seconds?|min|minutes?)\W*)?"
)
_BELL: Final = re.compile(r"(?i)\W*(?:ring )?(?:the )?(?:bell|gong|chime)\W*")
_MANNER: Final = re.compile(r"(?i)\W*(?:softly|slowly|gently|whispering|music fades)\W*")


def read_block(block: TextBlock, language: str) -> tuple[Piece, ...]:
    """The pieces of a block, in its order; apart from white space, together they are its text.

    Args:
        block: a paragraph, an item or a heading.
        language: BCP 47, in which it is written; in one that is not known here, only what every language shares.
    """
    del language
    pieces: list[Piece] = []
    spoken, at = "", 0
    for found in _BRACKETED.finditer(block.text):
        direction = _direction(found[0])
        if direction is None:
            continue
        spoken = block.text[at : found.start()].strip()
        pieces += [SpokenWords(spoken)] if spoken else []
        pieces.append(direction)
        at = found.end()
    rest = block.text[at:].strip()
    return (*pieces, SpokenWords(rest)) if rest else tuple(pieces)


def _direction(text: str) -> Piece | None:
    if silence := _SILENCE.fullmatch(text):
        seconds = float(silence[2]) * (60 if silence[3].startswith("m") else 1) if silence[2] else None
        size = {"short": "short", "brief": "short", "long": "long"}.get((silence[1] or "").lower(), "usual")
        return Silence(text, seconds, seconds, size)  # type: ignore[arg-type]  # one of the three sizes
    if _BELL.fullmatch(text):
        return BellStrike(text)
    return StageDirection(text, "manner") if _MANNER.fullmatch(text) else None
