"""The fast part of verifying: one pass over decoded blocks, cheap enough for every build.

`FastCheck` listens while a finished file is decoded; `Heard` is what it knows afterwards. What the figures mean for an
episode, and whether they are good, is not decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from audiogen.audio.clipping import Clipping, ClippingMeter
from audiogen.audio.loudness import Energies, Meter, gated_lufs
from audiogen.audio.samples import Samples
from audiogen.audio.true_peak import PeakMeter
from audiogen.verify.meters.sums import STEP, Summing, Sums

_PART: Final = 24 * STEP
"""Frames looked at together: 1.2 s, a block as it is decoded."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one pass over a decoded file tells."""

    sums: Sums
    energies: Energies
    """K-weighted, one value for each 100 ms: see `audiogen.audio.loudness`."""
    true_peak_dbtp: float
    """-inf for silence."""
    clipping: Clipping

    @property
    def frames(self) -> int:
        """Decoded length at 48 kHz."""
        return self.sums.frames

    @property
    def integrated_lufs(self) -> float:
        """Loudness of the whole; -inf for silence."""
        return gated_lufs(self.energies)


class SumsCheck:
    """Everything but the meters, for whoever has measured loudness and true peak already."""

    def __init__(self) -> None:
        self._summing = Summing()
        self._clipping = ClippingMeter()

    def feed(self, samples: Samples) -> None:
        """Take the next stretch, of any length: shape (2, n)."""
        for start in range(0, samples.shape[1], _PART):
            part = samples[:, start : start + _PART]
            self._summing.feed(part)
            self._clipping.feed(part, max(-float(part.min()), float(part.max())))

    def heard(self, energies: Energies, true_peak_dbtp: float) -> Heard:
        """All so far, with what the meters say of the same sound."""
        return Heard(self._summing.sums(), energies, true_peak_dbtp, self._clipping.clipping())


class FastCheck:
    """Listens while sound flows by; what it finds does not depend on the blocks in which the sound arrives."""

    def __init__(self) -> None:
        self._sums = SumsCheck()
        self._loudness = Meter()
        self._peak = PeakMeter()

    def feed(self, samples: Samples) -> None:
        """Take the next stretch, of any length: shape (2, n)."""
        self._sums.feed(samples)
        self._loudness.feed(samples)
        self._peak.feed(samples)

    def heard(self) -> Heard:
        """All so far, to the last frame."""
        return self._sums.heard(self._loudness.energies(), self._peak.true_peak_dbtp())
