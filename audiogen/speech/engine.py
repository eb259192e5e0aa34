"""What a voice is to the rest of audiogen. Nothing here, and nothing that is known of a voice, needs it to be loaded.

To add a voice, write a class that satisfies `Engine` and name it under the entry points `audiogen.engines`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    from audiogen.audio.samples import Samples


@dataclass(frozen=True, slots=True)
class Sound:
    """What an engine gives back: one channel, at the engine's own rate."""

    samples: Samples
    """Shape (n,), float32. Lead and trail silence may be there; level is set later."""
    rate_hz: int


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a phrase that is said in one way."""

    text: str
    """Words as they are spoken: no figures, signs or abbreviations where audiogen knows how they are read."""
    ipa: str = ""
    """How they sound, in the International Phonetic Alphabet; empty when the text alone says it.

    Only voices that take phonemes are given any.
    """
    emphasis: bool = False


Speech: TypeAlias = tuple[Fragment, ...]
"""A phrase as a voice is given it: the fragments follow each other without anything between, spaces are in them."""


def unmarked(text: str) -> Speech:
    """A phrase that is read as it is written."""
    return (Fragment(text),)


def words_of(speech: Speech) -> str:
    """The text of a phrase, without its pronunciations."""
    return "".join(fragment.text for fragment in speech)


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """What people are told about a voice."""

    name: str
    speaks: str
    """Its languages, for people."""
    gender: str
    licence: str
    about: str
    online: bool
    """Whether the text leaves this computer."""
    missing: str | None
    """Why it cannot be used here and how to get it; None when it can."""
    variants: str = ""
    """Names of variants, for people; empty when there are none."""


class Engine(Protocol):
    """A voice. Its heavy libraries are imported at the first `synthesize`, never before."""

    @property
    def name(self) -> str:
        """The name that scripts use; the same as the entry point's."""
        ...

    @property
    def about(self) -> str:
        """One line for people who choose a voice: kind, sound, quality."""
        ...

    @property
    def gender(self) -> str:
        """How listeners hear it: female, male, either (a choice of voices), or none."""
        ...

    @property
    def takes_ipa(self) -> bool:
        """Whether it can be told how a word sounds; the others are given respellings."""
        ...

    @property
    def languages(self) -> tuple[str, ...]:
        """BCP 47 tags, or their beginnings, that it speaks; empty for every language."""
        ...

    @property
    def licence(self) -> str:
        """The licence of the voice itself."""
        ...

    @property
    def online(self) -> bool:
        """Whether the text leaves this computer."""
        ...

    @property
    def synthetic(self) -> bool:
        """Whether listeners are to be told that no person speaks."""
        ...

    def fingerprint(self) -> str:
        """Changes whenever the same text might sound different: adapter, package and model."""
        ...

    def available(self) -> str | None:
        """Why the voice cannot be used here and how to get it; None when it can."""
        ...

    def unsayable(self, speech: Speech, language: str) -> str | None:
        """Why it cannot say this in this language, naming what it cannot say; None when it can."""
        ...

    def unknown_words(self, speech: Speech, language: str) -> tuple[str, ...]:
        """The words whose sound it can only guess; empty, too, for a voice that has no dictionary to look into."""
        ...

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:
        """Speak a phrase of any length.

        Args:
            speech: not empty, and not `unsayable`.
            wpm: words a minute while speaking; the nearest pace at which the voice still sounds natural is taken.
            language: BCP 47.

        Raises:
            SpeechError: when the text could not be spoken, whole.
        """
        ...


@runtime_checkable
class Family(Protocol):
    """What an engine may be as well: the head of a family, whose voices are named `family-variant` or `family:path`."""

    @property
    def variants(self) -> str:
        """Names of its voices, for people; examples where there are many."""
        ...

    def variant(self, name: str, root: Path) -> Engine | None:
        """The voice of a variant, which is what stands behind the family's name and the sign.

        Args:
            name: the variant.
            root: the project's folder, where paths of models begin.
        """
        ...


@cache  # reading it takes half a millisecond, and every phrase asks
def package_version(package: str) -> str:
    """The version of an installed package, without importing it; for fingerprints."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "missing"
