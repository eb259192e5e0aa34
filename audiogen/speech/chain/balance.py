"""Matches voices: brings the long-term spectrum of each near to that of produced speech, smoothly, within 4 dB.

The highs of synthetic voices are tilted in the same convolution; by how much is decided in `tilt`.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from audiogen.audio.activity import loud_energy
from audiogen.audio.samples import Samples
from audiogen.speech.chain.envelope import Curve, to_db
from audiogen.speech.chain.filters import Kernel, centred
from audiogen.speech.chain.tilt import HISS_HZ, tilt_db, tilt_share
from audiogen.units import RATE

MOST_DB: Final = 4.0
OCTAVES_HZ: Final = (125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0)
"""Centres of the octaves in which voices are compared."""
TARGET_DB: Final = (-4.0, 2.0, 0.0, -3.0, -8.0, -12.5, -11.0)
"""Long-term average of each octave relative to that at 500 Hz: a voice close to a microphone, as the embedded one is.

Natural speech at a metre (Byrne et al., J. Acoust. Soc. Am. 96, 1994) falls off 3 to 6 dB further from 1 kHz on.
"""
_COMPARED: Final = slice(1, 6)
"""250 Hz to 4 kHz, whose mean stays as it is: below, pitch decides; above, the consonants of the phrase do."""
_TOLERANCE_DB: Final = (6.0, 1.5, 1.5, 1.5, 1.5, 1.5, 4.0)
"""By how much voices, and phrases of one voice, may differ."""
_HALF_AFTER_S: Final = 1.5
"""With so much speech half of the difference is corrected; with more speech, more of it."""
_WINDOW: Final = 4096
_ACTIVE_DB: Final = -25.0
"""Windows so far below the loud ones are pauses."""
_OVER_NOISE_DB: Final = 10.0
"""An octave that is not so far over the noise is noise itself, and is not turned up."""
_TAPS: Final = 1023
_CHUNK: Final = 32
"""Windows that are looked at together: what they are worked out from stays at hand."""


def balanced(samples: Samples, *, tilted: bool = True) -> Samples:
    """The sound with its octaves turned up or down; sound that needs no correction comes back as the same object.

    Args:
        samples: shape (frames,).
        tilted: whether highs that are too bright are turned down, too.
    """
    octaves, hiss = band_energies(samples)
    gains_db = corrections_db(octaves)
    share = tilt_share(hiss, octaves.sum(axis=1)) if tilted else 0.0
    return centred(samples, Kernel.of(_equaliser(gains_db, share))) if gains_db.any() or share else samples


def corrections_db(octaves: Curve) -> Curve:
    """The gain of each octave: -4 to 4 dB, and zeros for silence.

    Args:
        octaves: as `band_energies` returns them.
    """
    totals = octaves.sum(axis=1)
    active = totals > loud_energy(totals) * 10 ** (_ACTIVE_DB / 10)
    if not active.any():
        return np.zeros(len(OCTAVES_HZ))
    found_db = to_db(octaves[active].mean(axis=0))
    off_db = found_db - np.array(TARGET_DB)
    off_db -= off_db[_COMPARED].mean()  # loudness is set later, and is no matter of balance
    tolerance_db = np.array(_TOLERANCE_DB)
    excess_db = off_db - np.clip(off_db, -tolerance_db, tolerance_db)
    active_s = active.sum() * _WINDOW / 2 / RATE
    # a short phrase has few different sounds, and says little about its voice
    gains_db = np.clip(-excess_db * active_s / (active_s + _HALF_AFTER_S), -MOST_DB, MOST_DB)
    # the quietest windows hold little but noise
    noisy = found_db - to_db(np.percentile(octaves, 5, axis=0)) < _OVER_NOISE_DB
    return np.asarray(np.where(noisy, np.minimum(gains_db, 0), gains_db))


def band_energies(samples: Samples) -> tuple[Curve, Curve]:
    """Energy in windows of 85 ms that overlap by half: in each octave, shape (windows, octaves), and in the hiss."""
    if samples.size < _WINDOW:
        samples = np.pad(samples, (0, _WINDOW - samples.size))
    windows = sliding_window_view(samples, _WINDOW)[:: _WINDOW // 2]
    parts = [_sums(windows[start : start + _CHUNK] * _TAPER) for start in range(0, len(windows), _CHUNK)]
    energies = np.concatenate(parts).astype(np.float64)
    return energies[:, :-1], energies[:, -1]


def _sums(windows: Samples) -> Samples:
    """The energy of each window in each octave, and in the hiss: shape (windows, bands)."""
    # without a norm, numpy goes by way of float64
    numbers = np.fft.rfft(windows, norm="ortho").view(np.float32)
    numbers *= numbers
    # no product of matrices, for which a library would start threads
    return np.stack([numbers[:, 2 * first : 2 * last].sum(axis=1) for first, last in _BANDS], axis=1)


def _bands() -> tuple[tuple[int, int], ...]:
    """Which bins of a spectrum belong to each octave, and to the hiss: the first, and the one after the last."""
    edges_hz = (*((centre_hz / 2**0.5, centre_hz * 2**0.5) for centre_hz in OCTAVES_HZ), HISS_HZ)
    bins_hz = np.fft.rfftfreq(_WINDOW, 1 / RATE)
    return tuple((int(first), int(last)) for first, last in np.searchsorted(bins_hz, edges_hz).tolist())


def _equaliser(gains_db: Curve, share: float) -> Samples:
    """Symmetric impulse response of gains that run smoothly from octave to octave, flat beyond, and of the tilt."""
    bins_hz = np.fft.rfftfreq(_WINDOW, 1 / RATE)
    at = np.log2(np.maximum(bins_hz, 1.0) / OCTAVES_HZ[0])
    response_db = np.interp(at, np.arange(len(OCTAVES_HZ)), gains_db) + share * tilt_db(bins_hz)
    impulse = np.roll(np.fft.irfft(10 ** (response_db / 20)), _TAPS // 2)[:_TAPS]
    return np.asarray(impulse * np.hanning(_TAPS + 2)[1:-1], np.float32)


_BANDS: Final = _bands()
_TAPER: Final = np.hanning(_WINDOW).astype(np.float32)
