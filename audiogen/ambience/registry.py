"""Beds by name, found by entry points in the group `audiogen.ambience`; the built-in ones come through the same door.

Listing the names loads no generator and no numpy, so that checking scripts stays fast.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, ClassVar, Protocol

from audiogen.ambience.seeds import seed_of
from audiogen.errors import SoundError
from audiogen.names import unknown

if TYPE_CHECKING:  # numpy comes with it
    from audiogen.samples import Samples, Source

__all__ = ["Generator", "bed_names", "make_bed", "seed_of"]

_GROUP = "audiogen.ambience"


class Generator(Protocol):
    """A kind of bed: a class that makes a `Source` from a seed.

    The same seed gives the same sound, bit for bit, in blocks of any size, and from several threads at once.
    """

    title: ClassVar[str]
    """What people read, like "Steady rain"."""

    def __init__(self, seed: int) -> None:
        """Prepare the sound; `seed` ≥ 0 decides everything left to chance."""

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.samples.Source` has it."""
        ...


def bed_names() -> tuple[str, ...]:
    """Every bed that is installed, in order of the alphabet."""
    return tuple(sorted({entry.name for entry in entry_points(group=_GROUP)}))


def make_bed(name: str, seed: int) -> Source:
    """The bed of that name.

    Raises:
        SoundError: when there is none of that name.
    """
    for entry in entry_points(group=_GROUP, name=name):
        generator: type[Generator] = entry.load()
        return generator(seed)
    message = unknown("bed", name, bed_names())
    raise SoundError(message, hint="For a sound of your own write `bed:` with `file: beds/stream.mp3`.")
