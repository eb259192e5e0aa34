"""Which bells there are: their places in a session, what is struck, and how long it rings. No sound is made here."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

BellName: TypeAlias = Literal["start", "interval", "end"]
"""What a bell is for."""
BowlName: TypeAlias = Literal["small", "medium", "large", "chime"]
"""Three singing bowls, and a bar that is lighter than they are."""

BOWLS: Final[dict[BellName, BowlName]] = {"start": "medium", "interval": "chime", "end": "large"}
"""What is struck where nothing else is asked for."""
RING_S: Final[dict[BowlName, float]] = {"small": 10.0, "medium": 12.0, "large": 16.0, "chime": 8.0}
"""From the strike to silence."""
SOFTNESS: Final = 0.5
"""Of a felt mallet; 0 is wood, and 1 a palm."""
