"""Sounds by name, found by entry points in the group `audiogen.ambience`; the built-in ones come through the same door.

An entry point names a `SoundInfo`. Looking one up loads no generator and no numpy, so that checking stays fast.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import Final

from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.sound import SoundInfo
from audiogen.errors import SoundError
from audiogen.names import unknown

__all__ = ["SoundInfo", "find_sound", "seed_of", "sound_names"]

_GROUP: Final = "audiogen.ambience"


@cache
def sound_names() -> tuple[str, ...]:
    """Every sound that is installed, in order of the alphabet."""
    return tuple(sorted({entry.name for entry in entry_points(group=_GROUP)}))


@cache
def find_sound(name: str) -> SoundInfo:
    """The sound of that name.

    Raises:
        SoundError: when there is none of that name.
    """
    for entry in entry_points(group=_GROUP, name=name):
        sound = entry.load()
        if isinstance(sound, SoundInfo):
            return sound
        message = f"the sound {name} comes from {entry.value}, which is not made for this version of audiogen"
        raise SoundError(message, hint="Update the package that it comes from, or remove it.")
    message = unknown("sound", name, sound_names())
    raise SoundError(message, hint="For a sound of your own write `bed:` with `file: beds/stream.mp3`.")
