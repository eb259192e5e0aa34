"""Convolution in pieces, so that a long recording takes little memory, and the high-pass of the voice chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.audio.samples import Samples
from audiogen.units import RATE

HIGH_PASS_HZ: Final = 75.0
"""Below the lowest voices: what is there is rumble, the thump of a p, and the push of a breath."""
_Q: Final = 0.7071
"""Butterworth: flat above its corner."""
_HIGH_PASS_TAPS: Final = 2048
"""43 ms, after which the response has fallen by 120 dB."""
_PIECE: Final = 1 << 12
"""The shortest piece: a power of two, for which the FFT is quickest, that a core keeps at hand."""
_AT_ONCE: Final = 1 << 17
"""Samples in pieces that are transformed in one call: numpy works out the tables of an FFT anew in each, which takes as
long as to transform one piece."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """An impulse response, made ready for all the pieces of all the sounds that are convolved with it."""

    shape: tuple[int, ...]
    """(taps,) or (channels, taps)."""
    piece: int
    """What is transformed at a time: it depends on nothing but the taps, so that the same sound has the same bits."""
    spectrum: NDArray[np.complex64]
    """In single precision, as the sound is: with more, every product, and all that is made of it, would have more."""

    @classmethod
    def of(cls, impulse: Samples) -> Self:
        """The kernel of a response of shape (taps,), or of one for each channel, (channels, taps)."""
        taps = impulse.shape[-1]
        piece = max(_PIECE, 1 << (2 * taps).bit_length())
        return cls(impulse.shape, piece, np.fft.rfft(impulse, piece).astype(np.complex64))


def convolved(samples: Samples, kernel: Kernel) -> Samples:
    """The whole convolution: (frames,) with (taps,) or each row of (channels, taps) → (..., frames + taps - 1)."""
    *channels, taps = kernel.shape
    step, frames = kernel.piece - taps + 1, samples.size + taps - 1
    whole = np.empty((*channels, frames), np.float32)
    at_once = step * max(1, _AT_ONCE // kernel.piece)
    for start in range(0, frames, at_once):
        end = min(start + at_once, frames)
        pieces = _pieces(samples, start, -(-(end - start) // step), step, taps)
        # without a norm, numpy goes by way of float64
        spectra = np.fft.rfft(pieces, norm="ortho") * kernel.spectrum[..., np.newaxis, :]
        # of each piece, the end is the sound; its beginning is what comes round from there
        changed = np.fft.irfft(spectra, kernel.piece, norm="ortho")[..., taps - 1 :]
        whole[..., start:end] = changed.reshape(*channels, -1)[..., : end - start]
    return whole


def _pieces(samples: Samples, start: int, count: int, step: int, taps: int) -> Samples:
    """Stretches that begin `taps - 1` samples before each step, with silence around the sound: (count, piece)."""
    first, last = start - taps + 1, start + count * step
    inside = samples[max(0, first) : last]
    stretch = np.zeros(last - first, np.float32)
    stretch[max(0, -first) :][: inside.size] = inside
    return sliding_window_view(stretch, step + taps - 1)[::step]


def centred(samples: Samples, kernel: Kernel) -> Samples:
    """The convolution with a symmetric kernel of odd length, without its delay: as long as the sound."""
    half = kernel.shape[-1] // 2
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


_HIGH_PASS: Final = Kernel.of(_high_pass())
