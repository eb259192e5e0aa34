"""The sounds of breathing in and out, as cues that last as long as their phase. Holding is silent.

All have the same envelope: an in-breath starts at once, softly, and swells until late in the phase; an out-breath
starts at once, winds down slowly, and is held over the bed until little of the phase is left. `breath_air` and
`breath_tone` make what the envelope is applied to; docs/ambience.md says how far each stands out over every bed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np

from audiogen.ambience.cues.breath_air import air_over_notes, gliding_noise
from audiogen.ambience.cues.breath_tone import gliding_tone, swelling_chord
from audiogen.ambience.parts.chance import Curve
from audiogen.audio.loudness import loudness_lufs
from audiogen.audio.samples import Samples
from audiogen.script.breath import BreathSound, Direction
from audiogen.units import RATE, to_gain

BREATH_LUFS: Final = -20.0
"""Level of a whole breath: K-weighted RMS, both channels summed, as in BS.1770 (LUFS)."""

_Make: TypeAlias = Callable[[Direction, int, int], Samples]
_MAKERS: Final[dict[BreathSound, _Make]] = {"air": gliding_noise, "tone": gliding_tone, "swell": swelling_chord}
_ONSET_S: Final[dict[Direction, float]] = {"in": 0.012, "out": 0.04}
"""Attack: clearly heard after 10 ms, without a click."""
_INITIAL: Final = 0.6
"""Of an in-breath's peak amplitude, reached at its onset: with less, it takes a second to rise clearly above the bed,
and nobody can tell when to begin."""
_HELD: Final = 0.86
"""Fraction of the phase up to which an out-breath is to be followed with eyes closed; then it closes."""
_WINDS_DOWN_DB: Final = 6.0
"""Level of an out-breath at its beginning over that at `_HELD`: enough to hear that it nears its end, and so little
that its end stands out over every bed that comes with audiogen."""
_GONE: Final = 0.95
"""Fraction of the phase after which an out-breath is silent."""
_NOTES_AIR: Final = 0.12
"""Amplitude of the air that blows through tone and chord, relative to them: where a bed sounds the very same notes, it
is the air that is heard."""
_CONTROL: Final = 64


def breath(kind: Direction, frames: int, seed: int, sound: BreathSound = "air") -> Samples:
    """The sound of one phase, shape (2, frames), at `BREATH_LUFS`; it begins and ends in silence.

    Args:
        kind: `in` swells to a late peak; `out` starts at once, winds down, and closes before the phase ends.
        frames: length of the phase, at least half a second.
        seed: of the noise; breaths with different seeds differ.
        sound: air, a tone or a chord.

    Returns:
        Samples that may be shared and read-only.
    """
    return _shaped(kind, frames, seed, sound) * _gain(kind, frames, sound)


@lru_cache(maxsize=512)
def _gain(kind: Direction, frames: int, sound: BreathSound) -> np.float32:
    """From an RMS of 1 to `BREATH_LUFS`; measured once for each length, because seeds make next to no difference."""
    return np.float32(to_gain(BREATH_LUFS - loudness_lufs(_shaped(kind, frames, 0, sound))))


def _shaped(kind: Direction, frames: int, seed: int, sound: BreathSound) -> Samples:
    """A breath with its envelope, at an RMS of 1."""
    shaped = _MAKERS[sound](kind, frames, seed)
    if sound != "air":
        # both have an RMS near 1
        shaped += np.float32(_NOTES_AIR) * air_over_notes(kind, frames, seed)
    shaped *= _envelope(kind, frames)
    shaped /= np.sqrt(np.einsum("cn,cn->c", shaped, shaped).sum() / shaped.size)
    return shaped


# an exercise repeats a few lengths of phases
@lru_cache(maxsize=8)
def _envelope(kind: Direction, frames: int) -> Samples:
    """The envelope of a phase, one value for every frame."""
    # `_GONE` is a control point itself, so that silence begins exactly there
    at = np.unique(np.append(np.minimum(np.arange(0, frames + _CONTROL, _CONTROL), frames), int(_GONE * frames)))
    levels = (_swelling if kind == "in" else _winding_down)(at / frames)
    envelope: Samples = np.interp(np.arange(frames) + 0.5, at, levels).astype(np.float32)
    onset = int(_ONSET_S[kind] * RATE)
    envelope[:onset] *= np.sin(np.pi / 2 * (np.arange(onset, dtype=np.float32) + np.float32(0.5)) / onset)
    envelope.flags.writeable = False
    return envelope


def _swelling(x: Curve) -> Curve:
    """Rises up to three quarters of the phase, and falls to 0 at its end."""
    rise = _INITIAL + (1 - _INITIAL) * np.sin(np.pi / 2 * np.minimum(x / 0.75, 1))
    fall = np.cos(np.pi / 2 * np.clip((x - 0.75) / 0.25, 0, 1))
    return np.asarray(rise * fall**2)


def _winding_down(x: Curve) -> Curve:
    """Falls evenly in decibels up to `_HELD`, and then soon to 0, at `_GONE`."""
    close = np.sin(np.pi / 2 * np.clip((_GONE - x) / (_GONE - _HELD), 0, 1))
    return np.asarray(to_gain(-_WINDS_DOWN_DB) ** (x / _HELD) * close**2)
