"""Everything that a bed can be called: sounds and presets alike, told without making them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from audiogen.ambience.registry import find_sound, sound_names
from audiogen.ambience.sound import Choice, SoundInfo
from audiogen.errors import SoundError
from audiogen.names import unknown
from audiogen.script.bed import Preset, Presets, Scene, SceneChoice, Setting, scene_of


@dataclass(frozen=True, slots=True)
class NamedBed:
    """What can be written behind `bed:`."""

    name: str
    told: SoundInfo | Preset
    scene: Scene
    title: str

    @property
    def kind(self) -> str:
        """What sort of bed it is, in one word."""
        return self.told.kind if isinstance(self.told, SoundInfo) else "preset"

    @property
    def sparse(self) -> bool:
        """Whether it is single sounds with less, or nothing, between them."""
        return self.kind == "events"


def with_kinds(bed: NamedBed) -> tuple[NamedBed, ...]:
    """A bed, and if it is a noise of several kinds, like rain on leaves or on a roof, each of these by its own name."""
    if not isinstance(bed.told, SoundInfo) or bed.told.kind != "noise":
        return (bed,)
    return (
        bed,
        *(
            replace(
                bed, name=f"{bed.name}-{choice}", title=f"{bed.title}: {choice}", scene=_kind(bed.name, each, choice)
            )
            for each in bed.told.parameters
            if isinstance(each, Choice)
            for choice in each.choices
            if choice != each.default
        ),
    )


def _kind(name: str, parameter: Choice, choice: str) -> Scene:
    return scene_of(SceneChoice(sound=name, settings=(Setting(parameter.name, choice),)), {})


def all_beds(presets: Presets) -> tuple[NamedBed, ...]:
    """All sounds, then all presets, each in order of the alphabet."""
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
