"""Several sounds as one bed, which changes from scene to scene; `audiogen.ambience.session_bed` decides their gains.

At a change of scene, the power of every layer goes from its old value to its new one along a squared sine. So sounds
that end and begin make an equal-power crossfade, and a sound of both scenes glides to its new level and place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame
from audiogen.audio.samples import Samples, Source
from audiogen.units import RATE

Powers: TypeAlias = NDArray[np.float64]
"""Squared gains: of left and right, shape (2,), or at several moments, shape (2, n)."""

_SHORTEST_FRAMES: Final = RATE // 20
"""Even a change without any crossfade takes 50 ms, so that it does not click."""


@dataclass(frozen=True, slots=True)
class Change:
    """When a scene begins, and how long the crossfade into it takes, in frames."""

    start: int
    frames: int


@dataclass(frozen=True, slots=True)
class LayerTrack:
    """One sound, and its gains in every scene."""

    source: Source
    gains: tuple[tuple[float, float], ...]
    """Left and right, one pair for each scene; zeros where it is silent."""


def panned(gain: float, pan: float) -> tuple[float, float]:
    """The gains of left and right for a pan from -1, left, to 1, right; the sum of their squares is constant.

    It is a balance: nothing of one channel is added to the other, so that a downmix to mono cancels nothing.
    """
    turn = (pan + 1) * np.pi / 4
    return gain * float(np.sqrt(2) * np.cos(turn)), gain * float(np.sqrt(2) * np.sin(turn))


class LayeredBed:
    """Sounds that begin, end and move at changes of scene: a `Source` that renders only what can be heard."""

    def __init__(self, changes: Sequence[Change], tracks: Sequence[LayerTrack]) -> None:
        """Prepare the curves.

        Args:
            changes: in order of time, the first at 0; one for each scene.
            tracks: every sound of every scene.
        """
        self._starts = [change.start for change in changes]
        self._frames = [max(_SHORTEST_FRAMES, change.frames) for change in changes]
        self._tracks = tuple((track.source, self._scenes(np.square(track.gains))) for track in tracks)

    def _scenes(self, targets: Powers) -> tuple[tuple[Powers, Powers], ...]:
        """For each scene the powers at its beginning, maybe amid a crossfade, and those at the end of its own."""
        scenes = [(targets[0], targets[0])]
        for index, target in enumerate(targets[1:], 1):
            moment = np.array([self._starts[index]])
            scenes.append((self._between(index - 1, *scenes[-1], moment)[:, 0], target))
        return tuple(scenes)

    def _between(self, index: int, begin: Powers, target: Powers, moments: Frames) -> Powers:
        """Powers at moments of one scene, shape (2, n)."""
        way = np.clip((moments - self._starts[index]) / self._frames[index], 0, 1)
        share = np.sin(way * np.pi / 2) ** 2
        return np.asarray(begin[:, None] * (1 - share) + target[:, None] * share)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        moments = control_moments(start, frames)
        first = bisect_right(self._starts, int(moments[0])) - 1
        last = bisect_right(self._starts, int(moments[-1])) - 1
        moving = first < last or moments[0] < self._starts[first] + self._frames[first]
        bed: Samples | None = None
        for source, scenes in self._tracks:
            powers = self._powers(scenes, first, last, moments) if moving else scenes[first][1][:, None]
            if powers.any():
                sound = source.render(start, frames)
                _amplify(sound, np.sqrt(powers), start)
                bed = sound if bed is None else np.add(bed, sound, out=bed)
        return np.zeros((2, frames), np.float32) if bed is None else bed

    def _powers(self, scenes: tuple[tuple[Powers, Powers], ...], first: int, last: int, moments: Frames) -> Powers:
        powers = self._between(first, *scenes[first], moments)
        for index in range(first + 1, last + 1):
            later = moments >= self._starts[index]
            powers[:, later] = self._between(index, *scenes[index], moments[later])
        return powers


def _amplify(sound: Samples, gains: Curve, start: int) -> None:
    """Apply gains of shape (2, 1), or (2, n) on the control grid."""
    if gains.shape[1] == 1:
        sound *= gains.astype(np.float32)
        return
    for channel, curve in enumerate(gains):
        sound[channel] *= every_frame(curve, start, sound.shape[1])
