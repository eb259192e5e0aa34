"""What authors write about the bed: sounds in layers, how they change from chapter to chapter, and their levels.

This module does not know which sounds and presets there are, nor their parameters; `audiogen.ambience.scene_check`
does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final, Self, TypeAlias

from pydantic import AfterValidator, Field, model_validator

from audiogen.script.yaml.fields import Decibels, FilePath, Length, Model, Prose
from audiogen.script.yaml.written import KNOWN, Form, WrittenAs, figures
from audiogen.units import LEVEL_NUMBER

OFF: Final = "off"
"""What is written for no bed at all."""
MOST_LAYERS: Final = 8
"""More sounds at once than anybody tells apart; each costs time to render."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter of a sound, as its author wrote it."""

    name: str
    value: str


def _named(text: str) -> str:
    if not text.strip():
        message = "nothing is written here; write a sound, like rain, or off for no bed"
        raise ValueError(message)
    return text


def _no_louder(level_db: float) -> float:
    if level_db > 0:
        message = f'"{level_db:g}" would be louder than the voice; write a level below it, like -{level_db:g}dB'
        raise ValueError(message)
    return level_db


def _beside_form() -> Form:
    below = rf"(?:{LEVEL_NUMBER.replace('[-+', '[-').replace(']?', ']')}|[-+]?0+(?:\.0+)?)\s*(?:[dD][bB])?"
    return {**figures(below, "Write decibels below the voice, like -20dB.", "-20dB"), "maximum": 0}


BesideSpeech = Annotated[Decibels, AfterValidator(_no_louder), WrittenAs(_beside_form, "beside-speech")]
"""A level relative to that of the speech, at most the same."""


class _Sounding(Model):
    """The choice of one sound or file; keys that it does not know itself are parameters of the sound."""

    shorthand: ClassVar[str] = "sound"
    unwritten = frozenset({"settings"})
    parameters = ("sound", "settings")
    sound: Annotated[str, AfterValidator(_named), WrittenAs(lambda: {KNOWN: "beds"})] | None = None
    """A sound or a preset, as `audiogen sounds` lists them; `off` for none."""
    file: FilePath | None = None
    """A recording of your own in its place, as a path from the project folder."""
    settings: tuple[Setting, ...] = ()


class LayerChoice(_Sounding):
    """One of the sounds of a bed: `rain`, or a `sound` with what can be set of it, or a `file`."""

    sound: Annotated[str, AfterValidator(_named), WrittenAs(lambda: {KNOWN: "sounds"})] | None = None
    """A sound, as `audiogen sounds` lists them, but no preset."""
    gain: Annotated[Decibels, Field(ge=-40, le=12)] = 0.0
    """Relative to the other layers; without any, all are equally loud."""
    pan: Annotated[float, Field(ge=-1, le=1)] = 0.0
    """From -1, left, to 1, right."""

    @classmethod
    def beside(cls) -> Form:
        """It is one of both."""
        either = [{"required": ["sound"]}, {"required": ["file"]}]
        return {"anyOf": either, "dependencies": {"file": {"properties": {"sound": False}}}}

    @model_validator(mode="after")
    def _sounds(self) -> Self:
        if bool(self.sound) == bool(self.file):
            message = "a layer is either a `sound` or a `file`; write one of them"
            raise ValueError(message)
        if self.sound == OFF:
            message = "a layer that is off is none; remove it"
            raise ValueError(message)
        return self


class SceneChoice(_Sounding):
    """What sounds together: a sound or a preset, a file, or layers; none of them where nothing is chosen here."""

    layers: Annotated[tuple[LayerChoice, ...], Field(max_length=MOST_LAYERS)] | None = None
    """Several sounds or files at once."""

    @classmethod
    def beside(cls) -> Form:
        """It is one of the three."""
        alone = {"file": ("sound", "layers"), "layers": ("sound", "file")}
        return {"dependencies": {key: {"properties": dict.fromkeys(others, False)} for key, others in alone.items()}}

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        written = [key for key in ("sound", "file", "layers") if getattr(self, key)]
        if len(written) > 1:
            message = f"a bed is either a `sound`, a `file` or `layers`; remove {' or '.join(written)}"
            raise ValueError(message)
        return self

    @property
    def chosen(self) -> bool:
        """Whether anything is said about what sounds."""
        return bool(self.sound or self.file or self.layers)


class BedChoice(SceneChoice):
    """`bed: rain`, `bed: off`, or what differs from the bed of the show, each with a key of its own."""

    under_speech: BesideSpeech | None = None
    """Level of the bed while someone speaks, relative to the speech."""
    in_pauses: BesideSpeech | None = None
    """Level of the bed in pauses, relative to the speech."""
    fade_in: Length | None = None
    """At the beginning of the session."""
    fade_out: Length | None = None
    """At its end."""


class ChapterBed(SceneChoice):
    """The bed from a chapter on: `bed: ocean`, `bed: off`, or keys of its own. Levels stay those of the session."""

    crossfade: Length = 8.0
    """How long one bed takes to become the other, from the beginning of the chapter."""


class Preset(Model):
    """A file in `assets/ambience/`: layers under a name, which is that of the file."""

    title: Annotated[Prose, Field(examples=["Arriving"])]
    """What people read, like "Rain by the fire"."""
    about: Annotated[Prose, Field(examples=["what is heard, in one sentence"])]
    """One sentence on what is heard."""
    layers: Annotated[
        tuple[LayerChoice, ...],
        Field(max_length=MOST_LAYERS, examples=["and below it one sound a line, like - sound: rain"]),
    ]
    """The sounds that are heard at once."""


PRESET_KEYS: Final = (*Preset.key_names(), *LayerChoice.key_names())
"""Everything that may be a key in the file of a preset."""
Presets: TypeAlias = Mapping[str, Preset]
"""Presets by name."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A sound or a file, with everything decided."""

    sound: str | None
    """Its name; None for a file."""
    file: str | None = None
    """A path from the project folder; None for a sound."""
    settings: tuple[Setting, ...] = ()
    """Of the sound; its defaults for all others."""
    gain_db: float = 0.0
    """Relative to the other layers."""
    pan: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """What sounds together."""

    names: tuple[str, ...]
    """As people know it: of its sounds and files, or of its preset; empty for silence."""
    layers: tuple[Layer, ...]


SILENCE: Final = Scene((), ())


@dataclass(frozen=True, slots=True)
class Bed:
    """The bed of one session, with everything decided.

    Levels are in decibels relative to the loudness of a phrase. The pauses' default keeps most beds below the relative
    gate of loudness metering, which would make an episode's loudness depend on chance, and above what players trim as
    silence; a bed that is not is lifted a little.
    """

    scene: Scene = Scene(("rain",), (Layer("rain"),))
    """At the beginning; chapters may change it."""
    under_speech_db: float = -22.0
    in_pauses_db: float = -16.0
    fade_in_s: float = 6.0
    fade_out_s: float = 12.0
    least_fade_out_s: float | None = None
    """It is as much shorter as the last words leave less time for it, and no shorter than this; None where it never
    is."""

    def fade_out_before(self, left_s: float) -> float:
        """How long it fades, where so much time is left behind the last words; in seconds."""
        return (
            self.fade_out_s
            if self.least_fade_out_s is None
            else min(self.fade_out_s, max(left_s, self.least_fade_out_s))
        )


def scene_of(choice: SceneChoice, presets: Presets) -> Scene:
    """The scene that a choice stands for; silence when nothing is chosen."""
    if choice.layers:
        names = dict.fromkeys(str(layer.sound or layer.file) for layer in choice.layers)
        return Scene(tuple(names), tuple(map(_layer, choice.layers)))
    if choice.file:
        return Scene((choice.file,), (Layer(None, choice.file),))
    if choice.sound is None or choice.sound == OFF:
        return SILENCE
    preset = presets.get(choice.sound)
    layers = tuple(map(_layer, preset.layers)) if preset else (Layer(choice.sound, settings=choice.settings),)
    return Scene((choice.sound,), layers)


def _layer(choice: LayerChoice) -> Layer:
    return Layer(choice.sound, choice.file, choice.settings, choice.gain, choice.pan)
