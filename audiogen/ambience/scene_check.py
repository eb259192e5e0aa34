"""Mistakes in a bed that show before it is made: names, parameters and files. Loads no generator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from audiogen.ambience.registry import find_sound, sound_names
from audiogen.errors import SoundError
from audiogen.names import quotable
from audiogen.project import located, lookalike
from audiogen.script.bed import OFF, LayerChoice, Presets, SceneChoice, scene_of
from audiogen.script.meant.beds import bed_advice
from audiogen.script.meant.keys import key_meant
from audiogen.script.meant.words import means_off
from audiogen.script.sidecar import missing_sidecar
from audiogen.script.yaml.fitting import unlike

SHORTEST_BED_S: Final = 5.0
"""A shorter recording is heard to repeat, however its ends are joined."""
_SOURCES: Final = frozenset({"sound", "file", "layers"})
"""Keys that exclude each other."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One mistake in a bed, or one warning to its author."""

    way: tuple[str | int, ...]
    """Keys and positions from the bed to the value."""
    message: str
    at_key: bool = False
    """Whether the key is wrong, not its value."""
    warning: bool = False


def scene_flaws(choice: SceneChoice, folder: Path, presets: Presets) -> Iterator[Flaw]:
    """The flaws of a bed.

    Args:
        choice: as its author wrote it.
        folder: the project's, from which the paths of files are read.
        presets: those that it may name.
    """
    if choice.layers:
        yield from layer_flaws(choice.layers, folder, presets)
    elif choice.file:
        yield from _file_flaws(choice.file, folder)
    elif choice.sound == OFF or choice.sound in presets:
        what = (
            "a bed that is off has nothing to set" if choice.sound == OFF else f"{choice.sound} is set in its own file"
        )
        for setting in choice.settings:
            yield Flaw((setting.name,), f"{setting.name}: {what}; remove this", at_key=True)
    elif choice.sound not in sound_names():
        advice = bed_advice(str(choice.sound), (*sound_names(), *presets, OFF))
        yield Flaw(("sound",), f'there is no bed "{quotable(str(choice.sound))}"; {advice}')
    else:
        yield from _sound_flaws(choice)
    # listeners must be warned of some sounds, though nothing is wrong
    names = dict.fromkeys(layer.sound for layer in scene_of(choice, presets).layers)
    for sound in (find_sound(name) for name in names if name in sound_names()):
        if sound.caveat:
            yield Flaw(("sound",), f"{sound.name}: {sound.caveat}", warning=True)


def layer_flaws(layers: tuple[LayerChoice, ...], folder: Path, presets: Presets) -> Iterator[Flaw]:
    """The flaws of layers, each by its position below the key `layers`."""
    seen: set[tuple[object, ...]] = set()
    for number, layer in enumerate(layers):
        for flaw in _layer_flaws(layer, folder, presets):
            yield replace(flaw, way=("layers", number, *flaw.way))
        what = (layer.sound, layer.file, layer.settings)
        # layers of one sound share a source, so that the second would replace the first
        if what in seen:
            yield Flaw(("layers", number), f"{layer.sound or layer.file} is a layer already; remove one of the two")
        seen.add(what)


def _layer_flaws(layer: LayerChoice, folder: Path, presets: Presets) -> Iterator[Flaw]:
    if layer.file:
        yield from _file_flaws(layer.file, folder)
    elif layer.sound in sound_names():
        yield from _sound_flaws(layer)
    elif layer.sound in presets:
        yield Flaw(("sound",), f"{layer.sound} is a preset, a bed of its own; to add to it, copy its layers to here")
    else:
        advice = bed_advice(str(layer.sound), sound_names(), layer=True)
        yield Flaw(("sound",), f'there is no sound "{quotable(str(layer.sound))}"; {advice}')


def _file_flaws(file: str, folder: Path) -> Iterator[Flaw]:
    path = located(folder, file)
    if not path.is_file():
        if means_off(file):
            yield Flaw(("file",), 'for no bed write "bed: off"')
            return
        if file in sound_names():
            yield Flaw(("file",), f'{file} is a sound, not a file; write "sound: {file}"')
            return
        meant = lookalike(folder, file)
        remedy = f"did you mean {meant}?" if meant else "write its path from the project folder"
        yield Flaw(("file",), f'bed: there is no file "{file}" in {folder}; {remedy}')
        return
    from audiogen.audio.recording_header import read_header  # noqa: PLC0415 - few beds are recordings

    try:
        length_s = read_header(path).claimed_s
    except SoundError as error:
        yield Flaw(("file",), f"bed: {error}. {error.hint}")
        return
    if length_s is not None and length_s < SHORTEST_BED_S:
        yield Flaw(
            ("file",), f"bed: {file} lasts {length_s:.1f} s; a bed needs at least {SHORTEST_BED_S:.0f} s of sound"
        )
    advice = missing_sidecar(path, file)
    if advice:
        yield Flaw(("file",), advice, warning=True)


def _sound_flaws(choice: LayerChoice | SceneChoice) -> Iterator[Flaw]:
    sound = find_sound(str(choice.sound))
    options = tuple(key for key in choice.key_names() if key not in _SOURCES)
    parameters = {parameter.name: parameter for parameter in sound.parameters}
    for setting in choice.settings:
        parameter = parameters.get(setting.name)
        if parameter is None:
            message = unlike(setting.name, f"something to set beside {sound.name}", (*parameters, *options))
            if meant := key_meant(setting.name, options):
                message = f'"{quotable(setting.name)}" is not something to set beside {sound.name}; write {meant}'
            yield Flaw((setting.name,), message, at_key=True)
            continue
        try:
            parameter.checked(setting.value)
        except ValueError as error:
            yield Flaw((setting.name,), str(error))
