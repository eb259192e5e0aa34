"""The description of a sound: its name, what it sounds like, and the parameters an author may set.

Standard library only, so that checking scripts and listing sounds load no generator and no numpy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

from audiogen.errors import SoundError
from audiogen.names import unknown

if TYPE_CHECKING:  # it imports numpy
    from audiogen.audio.samples import Samples, Source

Value: TypeAlias = float | str
"""A number within a parameter's range, or one of its choices."""


class Generator(Protocol):
    """A class of sounds: a `Source` is made from a seed and the values of its parameters, given by keyword.

    The same seed and values give the same sound, bit for bit, in blocks of any size, and from several threads at once.
    """

    def __init__(self, seed: int, **settings: Value) -> None:
        """Prepare the sound; `seed` ≥ 0 decides everything random."""

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        ...


@dataclass(frozen=True, slots=True)
class Range:
    """A parameter that takes a number."""

    name: str
    about: str
    """What its ends sound like, as a phrase: "from a drizzle to a downpour"."""
    default: float = 0.5
    low: float = 0.0
    high: float = 1.0
    unit: str = ""
    """Empty for a plain number; else a unit like Hz, which may follow the value."""

    def checked(self, value: object) -> float:
        """The value as a number.

        Raises:
            ValueError: with a sentence that says what to write instead.
        """
        text = str(value).strip().removesuffix(self.unit).strip()
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not self.low <= number <= self.high:
            unit = f" {self.unit}" if self.unit else ""
            message = f"`{self.name}: {value}` is not possible; write a number from {self.low:g} to {self.high:g}{unit}"
            raise ValueError(message)
        return number


@dataclass(frozen=True, slots=True)
class Choice:
    """A parameter that takes one of several words."""

    name: str
    about: str
    default: str
    choices: tuple[str, ...]

    def checked(self, value: object) -> str:
        """The value as one of the choices, in upper or lower case.

        Raises:
            ValueError: with a sentence that says what to write instead.
        """
        for choice in self.choices:
            if str(value).strip().casefold() == choice.casefold():
                return choice
        message = f"`{self.name}: {value}` is not possible; write {', '.join(self.choices[:-1])} or {self.choices[-1]}"
        raise ValueError(message)


Parameter: TypeAlias = Range | Choice


@dataclass(frozen=True, slots=True)
class SoundInfo:
    """A sound that can be a bed, or a layer of one."""

    name: str
    title: str
    """Shown to people, like "Steady rain"."""
    about: str
    """One sentence on what is heard."""
    kind: Literal["noise", "tonal", "events"]
    """Noise throughout, tones, or single sounds with stillness between them."""
    generator: str
    """Its `Generator`, as `package.module:Class`."""
    parameters: tuple[Parameter, ...] = ()
    swells: bool = False
    """Whether it is noise that comes and goes over seconds, as breath does; it stands still while somebody breathes."""
    caveat: str | None = None
    """A warning to listeners, shown before they hear it."""

    def settings(self, given: Mapping[str, object]) -> dict[str, Value]:
        """The values of all parameters: those given, checked, and the defaults of the others.

        Raises:
            ValueError: for an unknown parameter, or a value out of its range.
        """
        names = [parameter.name for parameter in self.parameters]
        for name in given:
            if name not in names:
                raise ValueError(unknown(f"parameter of {self.name}", name, tuple(names)))
        return {each.name: each.checked(given.get(each.name, each.default)) for each in self.parameters}

    def make(self, seed: int, given: Mapping[str, object] | None = None) -> Source:
        """The sound as a `Source`.

        Raises:
            SoundError: for an unknown parameter, or a value out of its range.
        """
        try:
            settings = self.settings(given or {})
        except ValueError as error:
            raise SoundError(str(error), hint=f"`audiogen sounds {self.name}` tells what can be set.") from error
        module, _, name = self.generator.partition(":")
        generator: type[Generator] = getattr(import_module(module), name)
        return generator(seed, **settings)


INTENSITY: Final = "intensity"
BRIGHTNESS: Final = "brightness"
DISTANCE: Final = "distance"
TEMPO: Final = "tempo"
"""Names of parameters that several sounds have; each goes from 0 to 1, and 0.5 is the sound as described."""
