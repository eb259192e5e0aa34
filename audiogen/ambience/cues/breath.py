"""The sounds of breathing in and out, as cues that last as long as their phase. Holding is stillness and has none.

Whatever a breath is made of, its form is the same: an in-breath is there at once, softly, and swells until late in the
phase; an out-breath is there at once and dies away. Of what they are made, `breath_air` and `breath_tone` know.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np

from audiogen.ambience.cues.breath_air import gliding_noise
from audiogen.ambience.cues.breath_tone import gliding_tone, swelling_chord
from audiogen.ambience.parts.chance import Curve
from audiogen.audio.loudness import loudness_lufs
from audiogen.audio.samples import Samples
from audiogen.script.breath import BreathSound, Direction
from audiogen.units import RATE, to_gain

BREATH_LUFS: Final = -20.0
"""Level of a breath from its beginning to its end: K-weighted RMS, both channels summed, as BS.1770 has it (LUFS)."""

_Make: TypeAlias = Callable[[Direction, int, int], Samples]
_MAKERS: Final[dict[BreathSound, _Make]] = {"air": gliding_noise, "tone": gliding_tone, "swell": swelling_chord}
_ONSET_S: Final[dict[Direction, float]] = {"in": 0.012, "out": 0.04}
"""How long the beginning takes: clearly heard after 10 ms, and no click."""
_AT_ONCE: Final = 0.4
"""Of an in-breath's height, there from its beginning: with less, it takes half a second to come out of the bed, and
nobody can tell when to begin."""
_GONE: Final = 0.95
"""Part of the phase after which nothing of an out-breath is left."""
_CONTROL: Final = 64


def breath(kind: Direction, frames: int, seed: int, sound: BreathSound = "air") -> Samples:
    """The sound of one phase, shape (2, frames), at `BREATH_LUFS`; it begins and ends in silence.

    Args:
        kind: `in` swells, and is at its height late; `out` is there at once and dies away before the phase ends.
        frames: length of the phase, at least half a second.
        seed: decides what is left to chance; two breaths with different seeds are not the same air.
        sound: what it is made of.

    Returns:
        Samples that may be shared, and are not to be written to.
    """
    if sound == "tone":
        return _tone(kind, frames)
    return _formed(kind, frames, seed, sound) * _gain(kind, frames, sound)


@lru_cache(maxsize=4)
def _tone(kind: Direction, frames: int) -> Samples:
    """A tone leaves nothing to chance, so all of an exercise are one."""
    tone = _formed(kind, frames, 0, "tone") * _gain(kind, frames, "tone")
    tone.flags.writeable = False
    return tone


@lru_cache(maxsize=64)
def _gain(kind: Direction, frames: int, sound: BreathSound) -> np.float32:
    """Brings a breath of this length from its RMS to its level; which air it is makes next to no difference to that."""
    return np.float32(to_gain(BREATH_LUFS - loudness_lufs(_formed(kind, frames, 0, sound))))


def _formed(kind: Direction, frames: int, seed: int, sound: BreathSound) -> Samples:
    """A breath in its form, at an RMS of 1."""
    formed = _MAKERS[sound](kind, frames, seed)
    formed *= _envelope(kind, frames)
    formed /= np.sqrt(np.einsum("cn,cn->c", formed, formed).sum() / formed.size)
    return formed


@lru_cache(maxsize=8)
def _envelope(kind: Direction, frames: int) -> Samples:
    """The course of a phase, one value for every frame."""
    # at 0 from the frame at which nothing is left, not only near it
    at = np.unique(np.append(np.minimum(np.arange(0, frames + _CONTROL, _CONTROL), frames), int(_GONE * frames)))
    course = (_swelling if kind == "in" else _dying_away)(at / frames)
    envelope: Samples = np.interp(np.arange(frames) + 0.5, at, course).astype(np.float32)
    onset = int(_ONSET_S[kind] * RATE)
    envelope[:onset] *= np.sin(np.pi / 2 * (np.arange(onset, dtype=np.float32) + np.float32(0.5)) / onset)
    envelope.flags.writeable = False
    return envelope


def _swelling(x: Curve) -> Curve:
    """Rises to three quarters of the phase, and is gone at its end."""
    rise = _AT_ONCE + (1 - _AT_ONCE) * np.sin(np.pi / 2 * np.minimum(x / 0.75, 1))
    fall = np.cos(np.pi / 2 * np.clip((x - 0.75) / 0.25, 0, 1))
    return np.asarray(rise * fall**2)


def _dying_away(x: Curve) -> Curve:
    """Falls from the beginning, and has died away when 95 % of the phase is over."""
    return np.asarray(np.exp(-x) * np.clip(1 - x / _GONE, 0, 1))
