"""Voices by name. They come from entry points, the built-in ones through the same door as anybody's."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from audiogen.errors import VoiceError
from audiogen.names import unknown
from audiogen.speech.engine import VoiceInfo

if TYPE_CHECKING:
    from collections.abc import Callable

    from audiogen.speech.engine import Engine

_GROUP: Final = "audiogen.engines"


def find_voice(name: str, root: Path = Path()) -> Engine:  # noqa: ARG001 - placeholder by the lead
    """The voice of this name; the same one for the whole process, so that a model is loaded once.

    Raises:
        VoiceError: when there is none, or when the package that brings it is broken.
    """
    found = _entries().get(name)
    if found is None:
        message = unknown("voice", name, _entries())
        raise VoiceError(message, hint="Run `audiogen voices` to see what each of them speaks.")
    return _load(found)


def voices() -> tuple[VoiceInfo, ...]:
    """Every voice, by name.

    Raises:
        VoiceError: when a package that brings a voice is broken.
    """
    return tuple(_info(find_voice(name)) for name in sorted(_entries()))


def _info(engine: Engine) -> VoiceInfo:
    languages = engine.languages
    many = len(languages) > 5
    return VoiceInfo(
        name=engine.name,
        speaks=f"{len(languages)} languages" if many else ", ".join(languages) or "any language",
        gender=engine.gender,
        licence=engine.licence,
        about=engine.about,
        online=engine.online,
        missing=engine.available(),
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
