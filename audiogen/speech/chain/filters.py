"""Convolution in pieces, so that a long recording takes little memory, and the high-pass of the voice chain."""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.audio.samples import Samples
from audiogen.units import RATE

HIGH_PASS_HZ: Final = 75.0
"""Below the lowest voices: what is there is rumble, the thump of a p, and the push of a breath."""
_Q: Final = 0.7071
"""Butterworth: flat above its corner."""
_HIGH_PASS_TAPS: Final = 4096
"""85 ms, after which the response has fallen by 240 dB."""
_PIECE: Final = 1 << 14
"""What is transformed at a time, at least: a power of two, for which the FFT is quickest, that a core keeps at hand."""


def convolved(samples: Samples, kernel: Samples) -> Samples:
    """The whole convolution: shape (frames,) with (taps,) or each row of (channels, taps) → (..., frames + taps - 1).

    The size of the pieces depends on nothing but the kernel's length, so that the same sound has the same bits.
    """
    taps = kernel.shape[-1]
    piece = max(_PIECE, 1 << (2 * taps).bit_length())
    step = piece - taps + 1
    response = np.fft.rfft(kernel, piece)
    whole = np.zeros((*kernel.shape[:-1], samples.size + taps - 1), np.float32)
    for start in range(0, samples.size, step):
        # without a norm, numpy goes by way of float64
        spectrum = np.fft.rfft(samples[start : start + step], piece, norm="ortho")
        changed = np.fft.irfft(spectrum * response, piece, norm="ortho")
        end = min(start + piece, whole.shape[-1])
        whole[..., start:end] += changed[..., : end - start]
    return whole


def centred(samples: Samples, kernel: Samples) -> Samples:
    """The convolution with a symmetric kernel of odd length, without its delay: as long as the sound."""
    half = kernel.size // 2
    return convolved(samples, kernel)[half : half + samples.size]


def high_passed(samples: Samples) -> Samples:
    """Without what lies below the voice: 12 dB an octave below 75 Hz, minimum phase, so that nothing rings ahead."""
    return convolved(samples, _HIGH_PASS)[: samples.size]


def _high_pass() -> Samples:
    """Impulse response of a second-order high-pass, by the bilinear transform (R. Bristow-Johnson's cookbook)."""
    angle = 2 * np.pi * HIGH_PASS_HZ / RATE
    alpha, cosine = np.sin(angle) / (2 * _Q), np.cos(angle)
    gain = (1 + cosine) / 2
    once, twice = 2 * cosine / (1 + alpha), -(1 - alpha) / (1 + alpha)
    numerator = np.array([gain, -2 * gain, gain]) / (1 + alpha)
    response = np.zeros(_HIGH_PASS_TAPS)
    for at in range(_HIGH_PASS_TAPS):
        fed = numerator[at] if at < 3 else 0.0
        response[at] = fed + once * response[at - 1] * (at > 0) + twice * response[at - 2] * (at > 1)
    return np.asarray(response, np.float32)


_HIGH_PASS: Final = _high_pass()
