"""What a cover shows, before it is drawn: words, hue and motif, chosen from a show's and an episode's facts."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Final

from audiogen.script.model import Show

MOTIF_NAMES: Final = ("rings", "horizon", "petals", "moon", "lenses", "stones", "arches")
"""In the order of `audiogen.artwork.motifs.MOTIFS`, which draws them."""
# the golden angle as a part of a turn: however many episodes there are, the hues of neighbours lie far apart
_HUE_STEP: Final = 0.381966


@dataclass(frozen=True, slots=True)
class Design:
    """Everything that a cover is drawn from."""

    title: str
    caption: str
    """Smaller, above the title; may be empty."""
    numeral: str
    """Large, in the upper corner; may be empty."""
    seed: str
    hue: float
    """From 0 up to 1."""
    motif: int
    """Its place in `audiogen.artwork.motifs.MOTIFS`."""

    def key(self, version: int, px: int) -> str:
        """Eight hexadecimal digits that change whenever the picture would."""
        facts = json.dumps([version, px, asdict(self)], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(facts.encode()).hexdigest()[:8]


def show_design(show: Show) -> Design:
    """The show's cover: open rings, its title and its author, once where both are the same."""
    author = show.author if show.author != show.title else ""
    return Design(show.title, author, "", show.title, _fraction(show.title), motif=0)


def episode_design(show: Show, number: int, slug: str, title: str, section: str | None) -> Design:
    """An episode's cover: a hue and a motif that its neighbours do not have."""
    hue = (_fraction(show.title) + number * _HUE_STEP) % 1.0
    return Design(title, section or "", str(number), slug, hue, motif=number % len(MOTIF_NAMES))


def _fraction(text: str) -> float:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) / 2**32
