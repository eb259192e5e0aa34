"""A short reverb: a few early reflections and a soft tail on both sides, so that voice and bed share one room."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.random import PCG64

from audiogen.audio.samples import Samples
from audiogen.speech.chain.filters import Kernel, convolved
from audiogen.units import RATE, to_frames, to_gain

TAIL_FRAMES: Final = to_frames(0.25)
"""How long the room rings on after the words: by then it has fallen by more than 60 dB."""
DECAY_S: Final = 0.22
"""RT60: the time in which the tail falls by 60 dB."""
ROOM_DB: Final = -24.0
"""The room relative to the voice itself, on each side: felt rather than heard."""
_LOW_CUT_HZ: Final = 220.0
"""Below, a small room only booms."""
_HIGH_CUT_HZ: Final = 4500.0
"""Above, cushions and curtains take it."""
_REFLECTIONS: Final = (
    ((7.1, 0.84), (11.9, -0.62), (17.3, 0.55), (23.9, -0.41), (31.7, 0.33)),
    ((8.3, 0.80), (13.1, 0.63), (19.1, -0.52), (25.7, 0.43), (29.3, -0.35)),
)
"""Milliseconds and amplitude of the early reflections, left and right: no two at the same time."""
_TAIL_FROM_S: Final = 0.012
_TAIL_RISE_S: Final = 0.02
_SPACING: Final = 24
"""Frames in which the tail has one impulse: 2000 a second, which sounds like smooth noise."""
_TAIL_HEIGHT: Final = 0.22
_SEEDS: Final = (20, 23)


def in_room(samples: Samples) -> Samples:
    """The voice in the middle of a room: shape (frames,) → (2, frames + TAIL_FRAMES)."""
    wet = convolved(samples, _ROOM)
    wet[:, : samples.size] += samples
    return wet


def _room() -> Samples:
    """Impulse responses of both sides, shape (2, TAIL_FRAMES + 1), with the direct sound left out."""
    size = 1 << (2 * TAIL_FRAMES).bit_length()
    bins_hz = np.fft.rfftfreq(size, 1 / RATE)
    low, high = 1j * bins_hz / _LOW_CUT_HZ, 1j * bins_hz / _HIGH_CUT_HZ
    response = (low / (1 + low)) ** 2 / (1 + high) ** 2
    sides = np.array([_echoes(*side) for side in zip(_REFLECTIONS, _SEEDS, strict=True)])
    sides = np.fft.irfft(np.fft.rfft(sides, size) * response)[:, : TAIL_FRAMES + 1]
    fade = to_frames(0.02)  # so that the response does not end in a step, which clicks
    sides[:, -fade:] *= np.linspace(1, 0, fade)
    # about the spectrum of a voice, as power: flat to 700 Hz, then falling by 9 dB an octave
    speech = (bins_hz > 100) / (1 + (bins_hz / 700) ** 3)
    power = (np.abs(np.fft.rfft(sides, size)) ** 2 @ speech) / speech.sum()
    return np.asarray(sides * to_gain(ROOM_DB) / np.sqrt(power)[:, None], np.float32)


def _echoes(reflections: tuple[tuple[float, float], ...], seed: int) -> Samples:
    """Early reflections, and sparse impulses of random sign that decay.

    The tail is velvet noise (Jarvelainen and Karjalainen, "Reverberation modeling using velvet noise", AES 30th
    Conference, 2007), from raw random numbers, which are the same in every version of numpy.
    """
    echoes = np.zeros(TAIL_FRAMES + 1)
    cells = np.arange(to_frames(_TAIL_FROM_S) // _SPACING, TAIL_FRAMES // _SPACING)
    raw = np.asarray(PCG64(seed).random_raw(2 * cells.size)) >> np.uint64(32)
    places = cells * _SPACING + (raw[::2] % _SPACING).astype(np.int64)
    signs = np.where(raw[1::2] & np.uint64(1), 1.0, -1.0)
    time_s = places / RATE
    rise = np.clip((time_s - _TAIL_FROM_S) / _TAIL_RISE_S, 0, 1)
    echoes[places] = _TAIL_HEIGHT * signs * rise * 10 ** (-3 * time_s / DECAY_S)
    for at_ms, height in reflections:
        echoes[to_frames(at_ms / 1000)] += height * 10 ** (-3 * at_ms / 1000 / DECAY_S)
    return np.asarray(echoes, np.float64)


_ROOM: Final = Kernel.of(_room())
