"""The level of a sound, measured in a few windows: its loudness, and how far its quiet moments lie below that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Self, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from audiogen.audio.loudness import HOP, Energies, Meter, gated_lufs
from audiogen.audio.samples import Samples, Source
from audiogen.units import RATE, to_gain

WINDOW_FRAMES: Final = RATE
"""Length of a window: many short ones hear more waves, gusts and songs than a few long ones of the same length."""
_WINDOWS: Final = 48
"""In a session."""
_FEWEST: Final = 12
"""In a scene, however short."""
_CLOSE: Final = 144
"""In a session where it matters which waves of its bed are heard in which pauses."""
_SHORT_HOPS: Final = 4
"""RMS is taken over 400 ms: longer than the 150 ms that players take for silence, shorter than any swell."""
_QUIET_PERCENT: Final = 5.0
_SECOND_HOPS: Final = RATE // HOP
_STILLNESS: Final = 1e-10


@dataclass(frozen=True, slots=True)
class Measurement:
    """One value for each 100 ms that was measured."""

    energies: Energies
    """K-weighted, summed over the channels."""
    squares: Energies
    """Not weighted, the mean of the channels."""

    def __add__(self, other: Self) -> Measurement:
        """Both sounds at once, where they are uncorrelated: their powers add up."""
        return Measurement(self.energies + other.energies, self.squares + other.squares)

    def amplified(self, gain_db: float) -> Measurement:
        """The same sound with a gain."""
        power = to_gain(gain_db) ** 2
        return Measurement(self.energies * power, self.squares * power)

    @property
    def lufs(self) -> float:
        """Gated loudness; -inf for silence."""
        return gated_lufs(self.energies)

    @property
    def quiet_dbfs(self) -> float:
        """RMS over 400 ms that is exceeded 19 times of 20; -inf for silence."""
        short = sliding_window_view(self.squares, min(_SHORT_HOPS, self.squares.size)).mean(axis=1)
        with np.errstate(divide="ignore"):
            return float(10 * np.log10(np.percentile(short, _QUIET_PERCENT)))

    @property
    def swell_db(self) -> float:
        """From the softest tenth of all seconds to the loudest: noise that comes and goes as breath does has much."""
        seconds = (
            self.squares[: self.squares.size // _SECOND_HOPS * _SECOND_HOPS].reshape(-1, _SECOND_HOPS).mean(axis=1)
        )
        soft, loud = np.percentile(seconds, (10, 90)) + _STILLNESS
        return float(10 * np.log10(loud / soft))

    @property
    def mean_dbfs(self) -> float:
        """RMS of all windows; -inf for silence."""
        with np.errstate(divide="ignore"):
            return float(10 * np.log10(self.squares.mean()))


def windows(start: int, end: int, total: int) -> tuple[int, ...]:
    """The frames at which windows begin in a scene from `start` up to `end`, in a session of `total` frames."""
    count = max(_FEWEST, round(_WINDOWS * (end - start) / total))
    return tuple(np.linspace(start, max(start, end - WINDOW_FRAMES), count).astype(int).tolist())


def spread_windows(total: int, *, closely: bool) -> tuple[int, ...]:
    """The frames at which windows begin that lie evenly over a session; closely, so that no swell is missed."""
    count = max(1, min(_CLOSE if closely else _WINDOWS, total // WINDOW_FRAMES))
    return tuple(np.linspace(0, max(0, total - WINDOW_FRAMES), count).astype(int).tolist())


Measure: TypeAlias = Callable[[Source, Sequence[int], Sequence[object]], Measurement]
"""Measures a source in the windows that begin at these frames; given all that decides how it sounds, in what JSON can
hold, it may know that already."""


def measure_anew(source: Source, starts: Sequence[int], _facts: Sequence[object]) -> Measurement:
    """Measure a source, whatever may be known of it."""
    return measure(source, starts)


def measure(source: Source, starts: Sequence[int]) -> Measurement:
    """Measure a source in the windows that begin at these frames."""
    return joined([_measured(source.render(start, WINDOW_FRAMES)) for start in starts])


def joined(parts: Sequence[Measurement]) -> Measurement:
    """One measurement after the other."""
    energies, squares = [part.energies for part in parts], [part.squares for part in parts]
    return Measurement(np.concatenate(energies), np.concatenate(squares))


def _measured(samples: Samples) -> Measurement:
    # a meter for each window: across windows, the step from one to the next would be measured
    meter = Meter()
    meter.feed(samples)
    hops = np.ascontiguousarray(samples).reshape(2, -1, HOP)
    return Measurement(meter.energies(), np.einsum("chn,chn->h", hops, hops).astype(np.float64) / (2 * HOP))
