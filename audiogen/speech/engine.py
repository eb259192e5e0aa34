"""What a voice is to the rest of audiogen. All that is said of a voice is known without loading its model.

To add a voice, write a class that satisfies `Engine` and name it under the entry points `audiogen.engines`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, runtime_checkable

from audiogen.script.language_tags import base_language

if TYPE_CHECKING:
    from audiogen.audio.samples import Samples


@dataclass(frozen=True, slots=True)
class Sound:
    """What an engine returns: one channel, at the engine's own sample rate."""

    samples: Samples
    """Shape (n,), float32. Silence may lead and trail; the level is set later."""
    rate_hz: int


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a phrase that is spoken in one way."""

    text: str
    """Words in their spoken form: numbers, symbols and abbreviations are written out where audiogen can read them."""
    ipa: str = ""
    """Its phonemes, in the International Phonetic Alphabet; empty where the text is enough.

    Only voices with `takes_ipa` receive any.
    """
    emphasis: bool = False


Speech: TypeAlias = tuple[Fragment, ...]
"""A phrase as a voice receives it. Nothing stands between its fragments: spaces are part of them."""


def unmarked(text: str) -> Speech:
    """A phrase without phonemes or emphasis."""
    return (Fragment(text),)


def words_of(speech: Speech) -> str:
    """The text of a phrase, without its phonemes."""
    return "".join(fragment.text for fragment in speech)


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """What people choose a voice by."""

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
    """A voice. Its libraries are imported by its first `synthesize`, never before."""

    @property
    def name(self) -> str:
        """The name that scripts use; the same as the entry point's."""

    @property
    def about(self) -> str:
        """One line for people who choose a voice: kind, sound, quality."""

    @property
    def gender(self) -> str:
        """How listeners hear it: female, male, either (a choice of voices), or none."""

    @property
    def takes_ipa(self) -> bool:
        """Whether it accepts phonemes; the other voices receive respelled words."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The BCP 47 tags that it speaks, or their beginnings; empty when it speaks every language."""

    @property
    def licence(self) -> str:
        """The licence of the voice itself."""

    @property
    def online(self) -> bool:
        """Whether the text leaves this computer."""

    @property
    def synthetic(self) -> bool:
        """Whether listeners must learn that no person speaks."""

    def fingerprint(self) -> str:
        """Adapter, package and model: another text whenever the same words might sound different."""

    def available(self) -> str | None:
        """Why the voice cannot be used here and how to get it; None when it can."""

    def unsayable(self, speech: Speech, language: str) -> str | None:
        """Why it cannot say this in this language, naming what it cannot say; None when it can."""

    def unknown_words(self, speech: Speech, language: str) -> tuple[str, ...]:
        """The words that are not in its dictionary, whose sound it guesses; empty when it has no dictionary."""

    def sounds(self, speech: Speech, language: str) -> str:
        """What it makes of the words, without speaking: IPA, one space between words, no punctuation.

        Empty when it takes no sounds.

        Raises:
            VoiceError: when what reads its words is not installed.
        """

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:
        """Speak a phrase of any length.

        Args:
            speech: not empty, and not `unsayable`.
            wpm: words a minute while speaking; the voice takes the nearest pace at which it still sounds natural.
            language: BCP 47.

        Raises:
            SpeechError: when any part of the text could not be spoken.
        """


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a phrase stands among the others."""

    place: Literal["alone", "start", "middle", "end"]
    """In its paragraph."""
    variant: int
    """From 0; another one is to sound a little different."""


@runtime_checkable
class Shaping(Protocol):
    """An engine that says the same words in another way at another place, or when they return. Others never do."""

    @property
    def shaping(self) -> str:
        """What it makes of a delivery: another text whenever that might sound different."""

    def shaped(self, speech: Speech, delivery: Delivery, *, wpm: float, language: str) -> Sound:
        """Speak a phrase as `synthesize` does, with a delivery."""


@runtime_checkable
class Family(Protocol):
    """An engine with variants, whose names are `family-variant` or `family:path`."""

    @property
    def variants(self) -> str:
        """Names of its variants, for people; examples where there are many."""

    def variant(self, name: str, root: Path) -> Engine | None:
        """The voice of a variant; None when there is no such variant.

        Args:
            name: what follows the family's name and the sign behind it.
            root: the project's folder, where paths of models begin.
        """


@runtime_checkable
class Polyglot(Protocol):
    """An engine that has a name for each language it speaks, for people who look for a voice in their own."""

    def speaker_of(self, language: str) -> str | None:
        """The name to write for a language (BCP 47); None when it does not speak it."""


def speaks(engine: Engine, language: str) -> bool:
    """Whether a voice speaks a language, in whatever accent; one that names no languages speaks all."""
    return not engine.languages or base_language(language) in map(base_language, engine.languages)


# reading it takes half a millisecond, and every phrase asks
@cache
def package_version(package: str) -> str:
    """The version of an installed package, without importing it; for fingerprints."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "missing"
