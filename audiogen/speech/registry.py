"""Voices by name. They come from entry points, the built-in ones through the same door as anybody's."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from audiogen.errors import VoiceError
from audiogen.names import unknown
from audiogen.speech.engine import Family, VoiceInfo

if TYPE_CHECKING:
    from collections.abc import Callable

    from audiogen.speech.engine import Engine

_GROUP: Final = "audiogen.engines"
_HINT: Final = "Run `audiogen voices` to see what each of them speaks."


@cache
def find_voice(name: str, root: Path = Path()) -> Engine:
    """The voice of this name; the same one for the whole process, so that a model is loaded once.

    Args:
        name: of an entry point, or of a variant: `google-en-gb`, `piper:models/joe.onnx`.
        root: the project's folder, where paths of models begin.

    Raises:
        VoiceError: when there is none, or when the package that brings it is broken.
    """
    found = _entries().get(name)
    if found is not None:
        return _load(found)
    for family in sorted(_entries(), key=len, reverse=True):
        if name.startswith((f"{family}-", f"{family}:")):
            return _variant(family, name[len(family) + 1 :], root)
    message = unknown("voice", name, _entries())
    raise VoiceError(message, hint=_HINT)


def voices() -> tuple[VoiceInfo, ...]:
    """Every voice, by name; a family is told once, with its variants.

    Raises:
        VoiceError: when a package that brings a voice is broken.
    """
    return tuple(_info(_load(_entries()[name])) for name in sorted(_entries()))


def _variant(family: str, variant: str, root: Path) -> Engine:
    head = _load(_entries()[family])
    voice = head.variant(variant, root) if isinstance(head, Family) else None
    if voice is None:
        offered = f"; it has {head.variants}" if isinstance(head, Family) else "; it has no variants"
        message = f'the voice {family} has no variant "{variant}"{offered}'
        raise VoiceError(message, hint=_HINT)
    return voice


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
