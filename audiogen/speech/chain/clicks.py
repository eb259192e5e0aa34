"""Clicks of the mouth, and faults of a file, repaired; what a click is stands in `audiogen.audio.clicks`."""

from __future__ import annotations

from typing import Final

from audiogen.audio.clicks import clicks_in_voice
from audiogen.audio.prediction import fill
from audiogen.audio.samples import Samples

_CONTEXT_S: Final = 0.015
"""What a click is replaced from, on either side: some periods of a voice."""


def repaired(samples: Samples, rate_hz: int) -> Samples:
    """The sound without its clicks; sound without any comes back as it is, the same object.

    Args:
        samples: shape (n,), at any rate.
        rate_hz: their rate.
    """
    spans = clicks_in_voice(samples, rate_hz)
    if not spans:
        return samples
    changed = samples.copy()
    for start, end in spans:
        fill(changed, start, end, int(_CONTEXT_S * rate_hz))
    return changed
