"""Sounds by name: the entry points in the group `audiogen.ambience`, those of audiogen itself included.

An entry point names a `SoundInfo`. Looking one up loads no generator and no numpy, so that checking stays fast.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from audiogen.ambience.sound import SoundInfo
from audiogen.errors import SoundError
from audiogen.names import unknown

_GROUP: Final = "audiogen.ambience"


def sound_names() -> tuple[str, ...]:
    """Every installed sound, in alphabetical order."""
    return tuple(sorted(_entries()))


@cache
def find_sound(name: str) -> SoundInfo:
    """The sound of that name.

    Raises:
        SoundError: when there is none, or when its entry point names something else than a `SoundInfo`.
    """
    entry = _entries().get(name)
    if entry:
        sound = entry.load()
        if isinstance(sound, SoundInfo):
            return sound
        message = f"the sound {name} comes from {entry.value}, which is not made for this version of audiogen"
        raise SoundError(message, hint="Update the package that it comes from, or remove it.")
    message = unknown("sound", name, sound_names())
    raise SoundError(message, hint="For a sound of your own write `bed:` with `file: beds/stream.mp3`.")


# kept, because every look-up reads the metadata of all installed distributions
@cache
def _entries() -> dict[str, EntryPoint]:
    """The entry points by name; of several with one name the first counts."""
    return {entry.name: entry for entry in reversed(tuple(entry_points(group=_GROUP)))}
