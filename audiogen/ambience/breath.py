"""The sound of breathing in and out, as a cue that lasts as long as its phase. Holding is stillness and has none."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import numpy as np

from audiogen.ambience.chance import Curve
from audiogen.ambience.level import at_mean_level
from audiogen.ambience.seeds import seed_of
from audiogen.samples import Samples
from audiogen.units import RATE

Direction: TypeAlias = Literal["in", "out"]

BREATH_LUFS: Final = -20.0
"""Level of a breath from its beginning to its end: K-weighted RMS, both channels summed, as BS.1770 has it (LUFS)."""

_GLIDES_HZ: Final[dict[Direction, tuple[float, float]]] = {"in": (500.0, 1900.0), "out": (1100.0, 350.0)}
"""Where the middle of the band begins and ends: rising asks for an in-breath, falling for an out-breath."""
_BAND_OCTAVES: Final = 0.5
_AIR: Final = 0.035
"""Of what lies above the band, relative to it: mouth and nose hiss a little."""
_GRAIN_FRAMES: Final = 2048
_HOP: Final = _GRAIN_FRAMES // 2
_ONSET_S: Final = 0.04
_WIDTH: Final = 0.7


def breath(kind: Direction, frames: int, seed: int) -> Samples:
    """The sound of one phase, shape (2, frames), at `BREATH_LUFS`; it begins and ends in silence.

    Args:
        kind: `in` swells, and is at its height late; `out` is there at once and dies away before the phase ends.
        frames: length of the phase, at least half a second.
        seed: decides the noise; two breaths with different seeds are not the same air.
    """
    x = (np.arange(frames) + 0.5) / frames
    envelope = _swelling(x) if kind == "in" else _dying_away(x, frames)
    air = _gliding_noise(kind, frames, seed)
    air *= envelope.astype(np.float32)
    return at_mean_level(air, BREATH_LUFS)


def _swelling(x: Curve) -> Curve:
    """Rises from the first frame to three quarters of the phase, and is gone at its end."""
    rise = np.sin(np.pi / 2 * np.minimum(x / 0.75, 1)) ** 0.7
    fall = np.cos(np.pi / 2 * np.clip((x - 0.75) / 0.25, 0, 1))
    return np.asarray(rise * fall**2)


def _dying_away(x: Curve, frames: int) -> Curve:
    """Rises in 40 ms, is clearly there after 10, and has died away when 95 % of the phase is over."""
    rise = np.sin(np.pi / 2 * np.minimum(x * frames / (_ONSET_S * RATE), 1))
    return np.asarray(rise * np.exp(-x) * np.clip(1 - x / 0.95, 0, 1))


def _gliding_noise(kind: Direction, frames: int, seed: int) -> Samples:
    """Noise whose band moves over the phase: short grains, each with its own spectrum, under sine windows."""
    grains = frames // _HOP + 2
    chance = np.random.Generator(np.random.SFC64(seed_of(seed, kind)))
    magnitudes = _band_magnitudes(kind, np.clip((np.arange(grains) * _HOP) / frames, 0, 1))
    left = chance.random(magnitudes.shape, dtype=np.float32)
    apart = (chance.random(magnitudes.shape, dtype=np.float32) - np.float32(0.5)) * np.float32(_WIDTH)
    return np.stack([_overlapped(magnitudes, phases)[_HOP : _HOP + frames] for phases in (left, left + apart)])


def _band_magnitudes(kind: Direction, x: Curve) -> Samples:
    """Spectra at moments of the phase, shape (moments, bins): a bell over octaves, and a little air above it."""
    first_hz, last_hz = _GLIDES_HZ[kind]
    centre_hz = first_hz * (last_hz / first_hz) ** x[:, None]
    hertz = np.maximum(np.fft.rfftfreq(_GRAIN_FRAMES, 1 / RATE), 1.0)
    octaves = np.log2(hertz / centre_hz)
    bell = np.exp(-0.5 * (octaves / _BAND_OCTAVES) ** 2)
    air = _AIR / (1 + np.exp2(-2 * octaves)) / (1 + (hertz / 5000) ** 2)
    # a wider band, in Hz, for a higher centre: without this the sound would grow as it rises
    return np.asarray(((bell + air) / np.sqrt(centre_hz)).astype(np.float32))


def _overlapped(magnitudes: Samples, turns: Samples) -> Samples:
    """Grains of these spectra and phases, each begun half a grain after the one before."""
    spectra = magnitudes * np.exp(np.complex64(2j * np.pi) * turns)
    grains = np.fft.irfft(spectra).astype(np.float32, copy=False)
    grains *= np.sin(np.pi * (np.arange(_GRAIN_FRAMES, dtype=np.float32) + 0.5) / _GRAIN_FRAMES)
    first, second = grains[:, :_HOP].ravel(), grains[:, _HOP:].ravel()
    sound = np.zeros(first.size + _HOP, dtype=np.float32)
    sound[: first.size] += first
    sound[_HOP:] += second
    return sound
