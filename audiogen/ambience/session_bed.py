"""The bed of one session: its scenes as one source of sound, with every layer and every scene at its level."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np

from audiogen.ambience.layers import Change, LayeredBed, LayerTrack, panned
from audiogen.ambience.measurement import WINDOW_FRAMES, Measure, Measurement, joined, measure_anew, windows
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.pauses import SceneLevel
from audiogen.ambience.registry import find_sound
from audiogen.ambience.stillness import Span, Stilled, reaches, still_spans
from audiogen.audio.loudness import HOP, SILENCE
from audiogen.audio.samples import Source
from audiogen.errors import SoundError
from audiogen.plan.timeline import PlacedScene
from audiogen.project import located
from audiogen.script.bed import Layer
from audiogen.units import to_gain

_LAYERED_LUFS: Final = -23.0
"""Loudness of a bed of layers; the mixer brings it to its level."""

_SWELLS_DB: Final = 7.0
"""Waves on a shore have 10 to 15 dB between soft and loud seconds, steady rain 1."""

Identity: TypeAlias = str
"""Equal for layers that are the same sound: everything but gain and pan."""
_Gains: TypeAlias = dict[Identity, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class SessionBed:
    """A bed, and the facts that mixer and report need."""

    source: Source
    lufs: float
    """Loudness of every scene of the source."""
    scenes: tuple[SceneLevel, ...]
    """Those of the timeline."""
    defects: tuple[str, ...]
    """Sentences on defects of files in it."""
    swelling: tuple[str, ...]
    """Those of its files that come and go over seconds, as breath does."""
    facts: Callable[[int, int], Sequence[object]]
    """All that decides how the source sounds from one frame up to another, in what JSON can hold."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What decides how a bed sounds."""

    slug: str
    frames: int
    files: Mapping[Identity, str]
    """Of recordings, the SHA-256 of their content."""
    scenes: tuple[tuple[int, int, Mapping[Identity, tuple[float, float]]], ...]
    """Begin and crossfade of each, with the gains of its layers."""
    spans: tuple[Span, ...]
    """Where sounds that swell stand still."""

    def within(self, begin: int, end: int) -> list[object]:
        """That of a stretch: of scenes that begin later, and of breaths far from it, nothing is heard in it."""
        spans = [span for span in self.spans if reaches(span, begin, end)]
        scenes = [[*scene] for scene in self.scenes if scene[0] < end]
        # where nothing stands still, and nothing is a recording, it does not matter how long the session is
        length = self.frames if spans or self.files else None
        return [self.slug, length, {**self.files}, scenes, spans]


def session_bed(
    scenes: Sequence[PlacedScene],
    frames: int,
    folder: Path,
    slug: str,
    breaths: Sequence[Span] = (),
    *,
    measured_by: Measure = measure_anew,
) -> SessionBed | None:
    """The bed of a session; None when nothing ever sounds.

    Args:
        scenes: in order of time, the first at 0.
        frames: the length of the session.
        folder: the project's, from which the paths of files are read.
        slug: the session's; the seed of everything random.
        breaths: the phases of its breathing exercises, in order of time; sounds that swell are still in them.
        measured_by: measures single sounds.

    Raises:
        SoundError: when a file cannot be used, or a sound is silent in every window.
        OutputError: when the disk is full while a file is decoded.
    """
    layers = [layer for placed in scenes for layer in placed.scene.layers]
    if not layers:
        return None
    sources = {identity(layer): _source(layer, frames, folder, slug) for layer in layers}
    files = {identity(layer): _file_sha256(folder, layer) for layer in layers if layer.file}
    # a recording is repeated for as long as the session lasts
    facts = {name: [slug, name, files.get(name), frames if name in files else None] for name in sources}
    edges = pairwise([*(placed.start for placed in scenes), frames])
    starts = [windows(start, end, frames) for start, end in edges]
    names = [dict.fromkeys(map(identity, placed.scene.layers)) for placed in scenes]
    measured = [
        {name: measured_by(sources[name], at, facts[name]) for name in of_scene}
        for of_scene, at in zip(names, starts, strict=True)
    ]
    # over all scenes together, so that a layer of several scenes keeps its level
    lufs = {name: _loudness(name, [each[name] for each in measured if name in each]) for name in sources}
    balanced = [_balanced(*each, lufs) for each in zip(scenes, measured, starts, strict=True)]
    levels = tuple(level for level, _ in balanced)
    recorded = dict.fromkeys(identity(layer) for layer in layers if layer.file)
    defects = tuple(_defects([sources[name] for name in recorded]))
    swelling = tuple(dict.fromkeys(layer.file for layer in layers if layer.file and _swells(identity(layer), measured)))
    spans = still_spans(breaths)
    sources |= _stilled(layers, sources, spans, slug, frames)
    if len(scenes) == len(layers) == 1 and not layers[0].pan:
        # a single sound needs no gains of its own: the mixer sets its level
        (source,), (only_lufs,) = sources.values(), lufs.values()
        heard = _Facts(slug, frames, files, ((0, 0, dict.fromkeys(sources, (1.0, 1.0))),), spans)
        return SessionBed(source, only_lufs, levels, defects, swelling, heard.within)
    gains = [gains for _, gains in balanced]
    begun = tuple((each.start, each.crossfade_frames, gained) for each, gained in zip(scenes, gains, strict=True))
    layered = _layered(scenes, sources, gains)
    heard = _Facts(slug, frames, files, begun, spans)
    return SessionBed(layered, _LAYERED_LUFS, levels, defects, swelling, heard.within)


def identity(layer: Layer) -> Identity:
    """A text that is equal for layers which differ in nothing but gain and pan."""
    if layer.sound is None:
        return f"file {layer.file}"
    settings = find_sound(layer.sound).settings({setting.name: setting.value for setting in layer.settings})
    return f"sound {layer.sound} {sorted(settings.items())}"


def _file_sha256(folder: Path, layer: Layer) -> str:
    with located(folder, str(layer.file)).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _defects(recorded: Sequence[Source]) -> Iterator[str]:
    """Sentences on what is wrong with recordings."""
    if recorded:
        from audiogen.ambience.recorded.bed import FileBed  # noqa: PLC0415 - loads codecs, for recordings alone

        yield from (defect.message for file in recorded if isinstance(file, FileBed) for defect in file.defects)


def _source(layer: Layer, frames: int, folder: Path, slug: str) -> Source:
    if layer.sound is None:
        from audiogen.ambience.recorded.bed import FileBed  # noqa: PLC0415 - loads codecs, for recordings alone

        return FileBed(located(folder, str(layer.file)), frames)
    # a seed for each sound: two sounds made of the same noise would not be heard as two
    seed = seed_of(slug, identity(layer))
    return _generated(layer.sound, seed, tuple((setting.name, setting.value) for setting in layer.settings))


@lru_cache(maxsize=2)
def _generated(sound: str, seed: int, settings: tuple[tuple[str, str], ...]) -> Source:
    """A generated sound; tracks of one session for several people have the same, and preparing one takes its time."""
    return find_sound(sound).make(seed, dict(settings))


def _stilled(
    layers: Sequence[Layer], sources: Mapping[Identity, Source], spans: Sequence[Span], slug: str, frames: int
) -> dict[Identity, Source]:
    """The sounds that swell, each still in these spans."""
    if not spans:
        return {}
    starts = windows(0, frames, frames)
    swelling = (identity(layer) for layer in layers if layer.sound is not None and find_sound(layer.sound).swells)
    return {name: Stilled(sources[name], spans, starts, seed_of(slug, name)) for name in dict.fromkeys(swelling)}


def _swells(name: Identity, measured: Sequence[Mapping[Identity, Measurement]]) -> bool:
    return joined([each[name] for each in measured if name in each]).swell_db >= _SWELLS_DB


def _loudness(name: Identity, measured: Sequence[Measurement]) -> float:
    """The loudness of one sound, over all scenes that it is in."""
    lufs = joined(measured).lufs
    if lufs == SILENCE:
        message = f"the bed is silent wherever it is listened to: {name}"
        raise SoundError(message, hint="Choose a bed that sounds throughout, or write `bed: off`.")
    return lufs


def _balanced(
    placed: PlacedScene,
    measured: Mapping[Identity, Measurement],
    starts: Sequence[int],
    lufs: Mapping[Identity, float],
) -> tuple[SceneLevel, _Gains]:
    """A scene at 0 LUFS, and the gains that its layers need for that: equal loudness plus the author's `gain_db`."""
    if not measured:
        silence = np.zeros(len(starts) * WINDOW_FRAMES // HOP)
        return SceneLevel(placed.start, placed.crossfade_frames, Measurement(silence, silence), silent=True), {}
    layers = {identity(layer): (layer.gain_db - lufs[identity(layer)], layer.pan) for layer in placed.scene.layers}
    first, *others = (measured[name].amplified(gain_db) for name, (gain_db, _) in layers.items())
    together = sum(others, first)
    # none of the single sounds of a short scene may have fallen into a window
    scene_db = -together.lufs if together.lufs > SILENCE else 0.0
    gains = {name: panned(to_gain(gain_db + scene_db), pan) for name, (gain_db, pan) in layers.items()}
    return SceneLevel(placed.start, placed.crossfade_frames, together.amplified(scene_db), silent=False), gains


def _layered(placed: Sequence[PlacedScene], sources: Mapping[Identity, Source], gains: Sequence[_Gains]) -> LayeredBed:
    level, silent = to_gain(_LAYERED_LUFS), (0.0, 0.0)
    tracks = []
    for name, source in sources.items():
        pairs = (scene.get(name, silent) for scene in gains)
        tracks.append(LayerTrack(source, tuple((left * level, right * level) for left, right in pairs)))
    return LayeredBed([Change(each.start, each.crossfade_frames) for each in placed], tracks)
