"""River, wind, fire and thunder, told without making them; entry points in pyproject.toml."""

from __future__ import annotations

from typing import Final

from audiogen.ambience.sound import BRIGHTNESS, DISTANCE, INTENSITY, TEMPO, Range, SoundInfo

RIVER: Final = SoundInfo(
    name="river",
    title="River",
    about="Water that burbles over stones, over a broad and steady rush.",
    kind="noise",
    generator="audiogen.ambience.sounds.river:River",
    parameters=(
        Range(INTENSITY, "from a brook with single bubbles to a broad river", 0.5),
        Range(BRIGHTNESS, "from a deep, dull rush to a clear splashing", 0.5),
        Range(DISTANCE, "from the stones at your feet to the far side of the meadow", 0.5),
    ),
)

WIND: Final = SoundInfo(
    name="wind",
    title="Wind",
    about="Gusts that come and go without a rhythm, with a soft howl where they are strong.",
    kind="noise",
    generator="audiogen.ambience.sounds.wind:Wind",
    parameters=(
        Range(INTENSITY, "from a breeze that hardly howls to a night when it is good to be inside", 0.5),
        Range(BRIGHTNESS, "from a low rush to the rustle of leaves", 0.5),
        Range(TEMPO, "from long, slow gusts to short ones", 0.5),
    ),
)

FIRE: Final = SoundInfo(
    name="fire",
    title="Fireplace",
    about="A low roar of flames, a soft hiss, and crackles large and small.",
    kind="noise",
    generator="audiogen.ambience.sounds.fire:Fire",
    parameters=(
        Range(INTENSITY, "from embers to a blaze", 0.5),
        Range(DISTANCE, "from the hearth in front of you to the other end of the room", 0.5),
        Range(TEMPO, "from a crackle now and then to one upon the other", 0.5),
    ),
)

THUNDER: Final = SoundInfo(
    name="thunder",
    title="Thunder far away",
    about="Rumbles that roll in slowly from beyond the horizon and die away, over faint, still air.",
    kind="events",
    generator="audiogen.ambience.sounds.thunder:Thunder",
    parameters=(
        Range(INTENSITY, "from rumbles at the edge of hearing to ones that fill the sky", 0.5),
        Range(DISTANCE, "from the next valley to beyond the horizon", 0.5),
        Range(TEMPO, "from a rumble in two or three minutes to three a minute", 0.5),
    ),
    caveat="May startle or distress some listeners: use it only where the title says so.",
)
