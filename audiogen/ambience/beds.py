"""Everything that a bed can be named after: sounds and presets, described without making them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from audiogen.ambience.registry import find_sound, sound_names
from audiogen.ambience.sound import Choice, SoundInfo
from audiogen.errors import SoundError
from audiogen.names import unknown
from audiogen.script.bed import Preset, Presets, Scene, SceneChoice, Setting, scene_of


@dataclass(frozen=True, slots=True)
class NamedBed:
    """A sound or preset that can be written behind `bed:`."""

    name: str
    info: SoundInfo | Preset
    scene: Scene
    title: str

    @property
    def kind(self) -> str:
        """The kind of a sound, or "preset"."""
        return self.info.kind if isinstance(self.info, SoundInfo) else "preset"

    @property
    def sparse(self) -> bool:
        """Whether it consists of single sounds with less, or nothing, between them."""
        return self.kind == "events"


def with_kinds(bed: NamedBed) -> tuple[NamedBed, ...]:
    """A bed, and, for a noise with a choice like rain on leaves or on a roof, each choice by a name of its own."""
    if not isinstance(bed.info, SoundInfo) or bed.info.kind != "noise":
        return (bed,)
    kinds = [bed]
    for parameter in bed.info.parameters:
        if isinstance(parameter, Choice):
            for choice in (choice for choice in parameter.choices if choice != parameter.default):
                scene = scene_of(SceneChoice(sound=bed.name, settings=(Setting(parameter.name, choice),)), {})
                kinds.append(replace(bed, name=f"{bed.name}-{choice}", title=f"{bed.title}: {choice}", scene=scene))
    return tuple(kinds)


def all_beds(presets: Presets) -> tuple[NamedBed, ...]:
    """All sounds, then all presets, each in alphabetical order."""
    return tuple(find_bed(name, presets) for name in (*sound_names(), *sorted(presets)))


def find_bed(name: str, presets: Presets) -> NamedBed:
    """The sound or preset of a name.

    Raises:
        SoundError: when there is none.
    """
    scene = scene_of(SceneChoice(sound=name), presets)
    if name in presets:
        return NamedBed(name, presets[name], scene, presets[name].title)
    if name in sound_names():
        return NamedBed(name, find_sound(name), scene, find_sound(name).title)
    message = unknown("sound or preset", name, (*sound_names(), *presets))
    raise SoundError(message, hint="`audiogen sounds` tells what each of them is.")
