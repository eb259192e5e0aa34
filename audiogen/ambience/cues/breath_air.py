"""Breath as air: noise in a band that rises for an in-breath and falls for an out-breath."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audiogen.ambience.parts.chance import Curve, generator
from audiogen.audio.samples import Samples
from audiogen.script.breath import Direction
from audiogen.units import RATE

_GLIDES_HZ: Final[dict[Direction, tuple[float, float]]] = {"in": (500.0, 1900.0), "out": (1100.0, 350.0)}
"""Centre of the band at the beginning and the end: rising asks for an in-breath, falling for an out-breath."""
_OVER_NOTES_HZ: Final[dict[Direction, tuple[float, float]]] = {"in": (1700.0, 3400.0), "out": (3000.0, 1700.0)}
"""The same of the air that blows through a tone or a chord: above the notes, in which tonal beds have little."""
_BAND_OCTAVES: Final = 0.42
_HISS: Final = 0.035
"""Amplitude above the band, relative to it: mouth and nose hiss a little."""
_GRAIN_FRAMES: Final = 2048
_HOP: Final = _GRAIN_FRAMES // 2
_BINS: Final = _GRAIN_FRAMES // 2 + 1
_STEPS: Final = 64
"""Spectra along a glide: steps of a thirtieth of an octave, which nobody hears."""
_AT_ONCE: Final = 16
"""Grains made at once: allocating more memory takes longer than the transforms."""
_PHASES: Final = 1 << 16
"""Random phases that all grains share; each reads them from another place."""
_WIDTH: Final = 0.7
_WINDOW: Final = np.sin(np.pi * (np.arange(_GRAIN_FRAMES, dtype=np.float32) + 0.5) / _GRAIN_FRAMES)


def gliding_noise(kind: Direction, frames: int, seed: int) -> Samples:
    """Noise whose band moves over the phase, shape (2, frames)."""
    return _gliding(_GLIDES_HZ[kind], frames, generator(seed, kind))


def air_over_notes(kind: Direction, frames: int, seed: int) -> Samples:
    """The same in a band above the notes of tone and chord, at an RMS near 1."""
    air = _gliding(_OVER_NOTES_HZ[kind], frames, generator(seed, kind, "over notes"))
    air /= np.sqrt(np.einsum("cn,cn->", air, air) / air.size)
    return air


def _gliding(glide_hz: tuple[float, float], frames: int, chance: np.random.Generator) -> Samples:
    """Short grains, each with a spectrum of its own."""
    grains = frames // _HOP + 2
    steps = np.clip((np.arange(grains) * _HOP * _STEPS) // frames, 0, _STEPS - 1)
    places = chance.integers(0, _PHASES - _BINS, grains)
    sound = np.zeros((2, grains + 1, _HOP), dtype=np.float32)
    for begin in range(0, grains, _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        spectra = _spectra(glide_hz)[steps[some]]
        for channel, phases in zip(sound, _phases(), strict=True):
            _overlap_add(channel[begin:], spectra * phases[places[some]])
    return sound.reshape(2, -1)[:, _HOP : _HOP + frames]


@cache
def _phases() -> tuple[NDArray[np.complex64], NDArray[np.complex64]]:
    """Points on the unit circle, for left and right, as windows of a row: shape (places, bins) each, without a copy."""
    chance = generator("breath")
    left = chance.random(_PHASES)
    right = left + (chance.random(_PHASES) - 0.5) * _WIDTH
    rows = (np.exp(2j * np.pi * turns).astype(np.complex64) for turns in (left, right))
    first, second = (np.lib.stride_tricks.sliding_window_view(row, _BINS) for row in rows)
    return first, second


@cache
def _spectra(glide_hz: tuple[float, float]) -> Samples:
    """Spectra along a glide, shape (_STEPS, bins): a bell over octaves, with a little hiss above it."""
    first_hz, last_hz = glide_hz
    x: Curve = (np.arange(_STEPS) + 0.5) / _STEPS
    centre_hz = first_hz * (last_hz / first_hz) ** x[:, None]
    hertz = np.maximum(np.fft.rfftfreq(_GRAIN_FRAMES, 1 / RATE), 1.0)
    octaves = np.log2(hertz / centre_hz)
    bell = np.exp(-0.5 * (octaves / _BAND_OCTAVES) ** 2)
    hiss = _HISS / (1 + np.exp2(-2 * octaves)) / (1 + (hertz / 5000) ** 2)
    # a higher centre has a wider band in Hz, and would be louder without the root
    return np.asarray(((bell + hiss) / np.sqrt(centre_hz)).astype(np.float32))


def _overlap_add(sound: Samples, spectra: NDArray[np.complex64]) -> None:
    """Add grains of these spectra, each half a grain after the last, to sound of shape (≥ grains + 1, _HOP)."""
    grains = np.fft.irfft(spectra, norm="ortho").astype(np.float32, copy=False)
    grains *= _WINDOW
    sound[: len(grains)] += grains[:, :_HOP]
    sound[1 : len(grains) + 1] += grains[:, _HOP:]
