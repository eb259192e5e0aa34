"""Voices by name. All of them are found by their entry points, those of audiogen and those of other packages."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Final, cast

from audiogen.errors import VoiceError
from audiogen.names import quotable
from audiogen.speech.engine import Engine, Family, VoiceInfo
from audiogen.speech.voice_advice import by_fitness, speakers, variant_meant, voice_meant

_GROUP: Final = "audiogen.engines"
_HINT: Final = "Run `audiogen voices` to see what each of them speaks."


@cache
def find_voice(name: str, root: Path = Path()) -> Engine:
    """The voice of this name; one object for the whole process, so that a model is loaded once.

    Args:
        name: of an entry point, or of a variant: `google-en-gb`, `piper:models/joe.onnx`.
        root: the project's folder, where paths of models begin.

    Raises:
        VoiceError: when there is none, or when its package is broken.
    """
    if name in _entries():
        return _load(_entries()[name])
    # of two families whose names begin alike, the longer one is meant
    for family in sorted(_entries(), key=len, reverse=True):
        if name.startswith((f"{family}-", f"{family}:")):
            return _variant(family, name[len(family) + 1 :], root)
    message = f'there is no voice "{quotable(name)}"; {voice_meant(name, _engines())}'
    raise VoiceError(message)


def voices() -> tuple[VoiceInfo, ...]:
    """Every voice, ordered by name; a family appears once, with its variants.

    Raises:
        VoiceError: when a voice's package is broken.
    """
    return tuple(_info(_load(_entries()[name])) for name in sorted(_entries()))


def speakers_of(language: str) -> str:
    """Which voices speak a language (BCP 47), here or to be had, as the second half of a sentence."""
    return speakers(language, _engines())


def fitting_voices(language: str) -> list[tuple[str, Engine]]:
    """The voices that speak a language (BCP 47), here or to be had, the most fitting ones first."""
    return by_fitness(language, _engines())


def _engines() -> dict[str, Engine]:
    """Every voice that can be loaded, by name: advice must not fail on a broken package."""
    found: dict[str, Engine] = {}
    for name in sorted(_entries()):
        with contextlib.suppress(VoiceError):
            found[name] = _load(_entries()[name])
    return found


def _variant(family: str, variant: str, root: Path) -> Engine:
    head = _load(_entries()[family])
    voice = head.variant(variant, root) if isinstance(head, Family) else None
    if voice is None and (meant := variant_meant(head, variant)):
        message = f'the voice {family} has no variant "{quotable(variant)}"; write {meant}'
        raise VoiceError(message)
    if voice is None:
        offered = f"; it has {head.variants}" if isinstance(head, Family) else "; it has no variants"
        message = f'the voice {family} has no variant "{variant}"{offered}'
        raise VoiceError(message, hint=_HINT)
    return voice


def _info(engine: Engine) -> VoiceInfo:
    languages = engine.languages
    return VoiceInfo(
        name=engine.name,
        speaks=f"{len(languages)} languages" if len(languages) > 5 else ", ".join(languages) or "any language",
        gender=engine.gender,
        licence=engine.licence,
        about=engine.about,
        online=engine.online,
        missing=engine.available(),
        variants=engine.variants if isinstance(engine, Family) else "",
    )


@cache
def _entries() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=_GROUP)}


@cache
def _load(entry: EntryPoint) -> Engine:
    try:
        make = cast("Callable[[], Engine]", entry.load())
    except (ImportError, AttributeError) as error:
        message = f'the voice "{entry.name}" cannot be loaded from {entry.value}: {error}'
        raise VoiceError(message, hint="Reinstall or remove the package that brings it.") from error
    return make()
