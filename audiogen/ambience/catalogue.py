"""The sounds that come with audiogen, told without making them; each is an entry point in pyproject.toml."""

from __future__ import annotations

from typing import Final

from audiogen.ambience.sound import SoundInfo

RAIN: Final = SoundInfo(
    name="rain",
    title="Steady rain",
    about="A steady rush, drops close by, and the low murmur of rain on the ground.",
    kind="noise",
    generator="audiogen.ambience.rain:Rain",
)

OCEAN: Final = SoundInfo(
    name="ocean",
    title="Ocean waves",
    about="Swells that roll in without a rhythm, break, and run out as foam.",
    kind="noise",
    generator="audiogen.ambience.ocean:Ocean",
)
