"""Waves that stand still while somebody breathes: noise that swells and fades over seconds would be taken for a breath.

A sound that swells is then heard as the even noise that is left of it when its swells are averaged: of the same
spectrum, and as soft as the calmer third of it, so that the breath stands out. It sinks into that over seconds, before
the first breath, and comes to life again after the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

import numpy as np

from audiogen.ambience.measurement import WINDOW_FRAMES
from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import SHORT_FRAMES, PoolStream, noise_stream
from audiogen.ambience.parts.texture import frequencies
from audiogen.audio.samples import Samples, Source
from audiogen.units import RATE, to_frames

Span: TypeAlias = tuple[int, int]
"""First frame, and the one after the last."""

_STILL_BEFORE: Final = to_frames(1.5)
_STILL_AFTER: Final = to_frames(1.5)
"""Stillness reaches so far over the breaths on either side, so that no wave breaks into them."""
_SINKS: Final = to_frames(5.0)
_RISES: Final = to_frames(7.0)
"""How long a sound takes to become still, and to come to life again: longer than a wave, which would be cut."""
_LIVELY: Final = to_frames(8.0)
"""Between two exercises closer than that beyond sinking and rising, it stays still."""
_CALM_PERCENT: Final = 33.0
_SHORT: Final = WINDOW_FRAMES // 2
_BINS: Final = 2048
_SPECTRUM: Final = np.hanning(2 * _BINS).astype(np.float32)


def still_spans(breaths: Iterable[Span]) -> tuple[Span, ...]:
    """Where a bed is still: around the phases of all exercises, in order of time."""
    spans: list[Span] = []
    for start, end in breaths:
        begin, stop = start - _STILL_BEFORE, end + _STILL_AFTER
        if spans and begin - spans[-1][1] < _SINKS + _RISES + _LIVELY:
            begin = spans.pop()[0]
        spans.append((begin, stop))
    return tuple(spans)


def reaches(span: Span, begin: int, end: int) -> bool:
    """Whether a span in which a sound is still changes it anywhere from one frame up to another."""
    return span[0] - _SINKS < end and span[1] + _RISES > begin


class Stilled:
    """A sound that is still in some spans: a `Source`, which renders only what can be heard."""

    def __init__(self, source: Source, spans: Sequence[Span], starts: Sequence[int], seed: int) -> None:
        """Listen to the sound.

        Args:
            source: noise that swells.
            spans: as `still_spans` gives them.
            starts: the frames at which it is listened to, for some seconds each.
            seed: of the even noise.
        """
        self._source, self._spans = source, spans
        self._even, self._rms = _even_noise(source, starts, seed)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        moments = control_moments(start, frames)
        still = self._stillness(moments)
        if not still.any():
            return self._source.render(start, frames)
        even = self._even.render(start, frames, every_frame(np.sqrt(still) * self._rms, start, frames))
        if still.all() and still.min() == 1:
            return even
        even += self._source.render(start, frames) * every_frame(np.sqrt(1 - still), start, frames)
        return even

    def _stillness(self, moments: Frames) -> Curve:
        """The share of the power that is even noise, from 0 to 1."""
        share = np.zeros(moments.size)
        for start, end in self._spans:
            way = np.minimum((moments - start) / _SINKS + 1, (end - moments) / _RISES + 1)
            share = np.maximum(share, np.clip(way, 0, 1))
        # 1 must be exact, so that the sound itself is not rendered where it is not heard
        return np.asarray(np.where(share < 1, np.sin(share * np.pi / 2) ** 2, 1.0))


def _even_noise(source: Source, starts: Sequence[int], seed: int) -> tuple[PoolStream, float]:
    """Noise of the mean spectrum of a sound, and the RMS of the sound's calm moments."""
    powers, squares = np.zeros(_BINS + 1), list[float]()
    for start in starts:
        sound = source.render(start, WINDOW_FRAMES)
        squares += np.square(sound.reshape(2, -1, _SHORT), dtype=np.float64).mean(axis=(0, 2)).tolist()
        for channel in sound:
            pieces = channel[: channel.size // (2 * _BINS) * 2 * _BINS].reshape(-1, 2 * _BINS) * _SPECTRUM
            spectra = np.fft.rfft(pieces)
            powers += (spectra.real**2 + spectra.imag**2).sum(axis=0)
    hertz = frequencies(SHORT_FRAMES)
    magnitude = np.sqrt(np.interp(hertz, np.arange(_BINS + 1) * (RATE / 2 / _BINS), powers)).astype(np.float32)
    rms = float(np.sqrt(np.percentile(squares, _CALM_PERCENT)))
    return noise_stream(magnitude, seed_of(seed, "still"), "even"), rms
