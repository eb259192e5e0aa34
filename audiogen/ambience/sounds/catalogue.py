"""The sounds that come with audiogen, told without making them; each is an entry point in pyproject.toml."""

from __future__ import annotations

from typing import Final

from audiogen.ambience.sound import BRIGHTNESS, DISTANCE, INTENSITY, TEMPO, Choice, Range, SoundInfo

RAIN: Final = SoundInfo(
    name="rain",
    title="Steady rain",
    about="A steady rush, drops close by, and the low murmur of rain on the ground.",
    kind="noise",
    generator="audiogen.ambience.sounds.rain:Rain",
    parameters=(
        Range(INTENSITY, "from a drizzle of single drops to a downpour", 0.5),
        Range(BRIGHTNESS, "from a dull, soft rush to a clear hiss", 0.5),
        Range(DISTANCE, "from drops right beside you to rain across the valley", 0.5),
        Choice(
            "surface", "what it falls on: open ground, leaves, or a roof above you", "open", ("open", "leaves", "roof")
        ),
    ),
)

OCEAN: Final = SoundInfo(
    name="ocean",
    title="Ocean waves",
    about="Swells that roll in without a rhythm, break, and run out as foam.",
    kind="noise",
    generator="audiogen.ambience.sounds.ocean:Ocean",
    parameters=(
        Choice("place", "on the beach, or far away beyond the dunes", "shore", ("shore", "far")),
        Range(INTENSITY, "from a calm day to heavy surf", 0.5),
        Range(BRIGHTNESS, "from a deep, soft roar to bright foam", 0.5),
        Range(TEMPO, "from a swell in fifteen seconds to one in six", 0.5),
    ),
)

NOISE: Final = SoundInfo(
    name="noise",
    title="Brown, pink or white noise",
    about="Broad, even noise with nothing in it to listen to.",
    kind="noise",
    generator="audiogen.ambience.sounds.noise:Noise",
    parameters=(
        Choice("colour", "deep like a waterfall, balanced, or bright like air", "brown", ("brown", "pink", "white")),
        Range(BRIGHTNESS, "from a little darker than its colour to a little brighter", 0.5),
    ),
)
