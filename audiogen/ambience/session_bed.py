"""The bed of one session: its scenes made into sound, every layer and every scene at its level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np

from audiogen.ambience.hearing import WINDOW_FRAMES, Heard, hear, joined, places
from audiogen.ambience.layers import Change, LayeredBed, Track, panned
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.pauses import SceneLevel
from audiogen.ambience.recorded.bed import FileBed
from audiogen.ambience.registry import find_sound
from audiogen.audio.loudness import HOP, SILENCE
from audiogen.audio.samples import Source
from audiogen.errors import SoundError
from audiogen.plan.timeline import PlacedScene
from audiogen.script.bed import Layer
from audiogen.units import to_gain

_LAYERED_LUFS: Final = -23.0
"""Loudness of a bed of layers; the mixer brings it to its level."""

Identity: TypeAlias = str
"""What makes two layers the same sound: all but gain and pan."""


_Gains: TypeAlias = dict[Identity, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class SessionBed:
    """A bed, and what the mixer has to know of it."""

    source: Source
    lufs: float
    """Loudness of every scene of the source."""
    scenes: tuple[SceneLevel, ...]
    """Those of the timeline."""
    defects: tuple[str, ...]
    """Sentences on what is wrong with files in it."""


def session_bed(scenes: Sequence[PlacedScene], frames: int, folder: Path, slug: str) -> SessionBed | None:
    """The bed of a session; None when nothing ever sounds.

    Args:
        scenes: in order of time, the first at 0.
        frames: the length of the session.
        folder: the project's, from which the paths of files are read.
        slug: the session's; it decides everything left to chance.

    Raises:
        SoundError: when a file cannot be used, or a sound is silent wherever it is listened to.
        OutputError: when there is no room on disk for what is decoded of a file.
    """
    layers = [layer for placed in scenes for layer in placed.scene.layers]
    if not layers:
        return None
    sources = {identity(layer): _source(layer, frames, folder, slug) for layer in layers}
    starts = _listening(scenes, frames)
    heard = [
        {name: hear(sources[name], at) for name in dict.fromkeys(map(identity, placed.scene.layers))}
        for placed, at in zip(scenes, starts, strict=True)
    ]
    lufs = {name: _loudness(name, [each[name] for each in heard if name in each]) for name in sources}
    balanced = [_balanced(*each, lufs) for each in zip(scenes, heard, starts, strict=True)]
    levels = tuple(level for level, _ in balanced)
    files = (source for source in sources.values() if isinstance(source, FileBed))
    defects = tuple(defect.message for file in files for defect in file.defects)
    if len(scenes) == len(layers) == 1 and not layers[0].pan:
        # a single sound is not touched at all: its level is the mixer's
        (source,), (only_lufs,) = sources.values(), lufs.values()
        return SessionBed(source, only_lufs, levels, defects)
    layered = _layered(scenes, sources, [gains for _, gains in balanced])
    return SessionBed(layered, _LAYERED_LUFS, levels, defects)


def identity(layer: Layer) -> Identity:
    """The same for layers that differ in nothing but gain and pan."""
    if layer.sound is None:
        return f"file {layer.file}"
    settings = find_sound(layer.sound).settings(_given(layer))
    return f"sound {layer.sound} {sorted(settings.items())}"


def _given(layer: Layer) -> dict[str, str]:
    return {setting.name: setting.value for setting in layer.settings}


def _source(layer: Layer, frames: int, folder: Path, slug: str) -> Source:
    if layer.sound is None:
        return FileBed(folder / str(layer.file), frames)
    # a seed of its own for each sound: two that begin with the same noise would not be heard as two
    return find_sound(layer.sound).make(seed_of(slug, identity(layer)), _given(layer))


def _listening(scenes: Sequence[PlacedScene], frames: int) -> list[tuple[int, ...]]:
    """Where each scene is listened to."""
    return [places(start, end, frames) for start, end in pairwise([*(placed.start for placed in scenes), frames])]


def _loudness(name: Identity, heard: Sequence[Heard]) -> float:
    """The loudness of one sound, over all scenes that it is in."""
    lufs = joined(heard).lufs
    if lufs == SILENCE:
        message = f"the bed is silent wherever it is listened to: {name}"
        raise SoundError(message, hint="Choose a bed that sounds throughout, or write `bed: off`.")
    return lufs


def _balanced(
    placed: PlacedScene, heard: Mapping[Identity, Heard], starts: Sequence[int], lufs: Mapping[Identity, float]
) -> tuple[SceneLevel, _Gains]:
    """A scene at 0 LUFS, and the gains of its layers that make it so: equally loud first, then as their author asks."""
    if not heard:
        silence = np.zeros(len(starts) * WINDOW_FRAMES // HOP)
        return SceneLevel(placed.start, placed.crossfade_frames, Heard(silence, silence), silent=True), {}
    layers = {identity(layer): (layer.gain_db - lufs[identity(layer)], layer.pan) for layer in placed.scene.layers}
    first, *others = (heard[name].amplified(gain_db) for name, (gain_db, _) in layers.items())
    together = sum(others, first)
    # single sounds may all have missed the places of a short scene
    scene_db = -together.lufs if together.lufs > SILENCE else 0.0
    gains = {name: panned(to_gain(gain_db + scene_db), pan) for name, (gain_db, pan) in layers.items()}
    return SceneLevel(placed.start, placed.crossfade_frames, together.amplified(scene_db), silent=False), gains


def _layered(placed: Sequence[PlacedScene], sources: Mapping[Identity, Source], gains: Sequence[_Gains]) -> LayeredBed:
    level, silent = to_gain(_LAYERED_LUFS), (0.0, 0.0)
    tracks = []
    for name, source in sources.items():
        pairs = (scene.get(name, silent) for scene in gains)
        tracks.append(Track(source, tuple((left * level, right * level) for left, right in pairs)))
    return LayeredBed([Change(each.start, each.crossfade_frames) for each in placed], tracks)
