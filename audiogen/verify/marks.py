"""When what is heard, by the manifest: speech, the gaps between close phrases, pauses with the bed alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.manifest import UncheckedManifest

Span: TypeAlias = tuple[float, float]
"""Begin and end, in seconds from the beginning of the session."""

CLOSE_S: Final = 2.0
"""Phrases closer than this are spoken in one go, and the bed stays down between them."""
_RING_S: Final = 12.0
"""Time for a bell to fade below the bed; what rings on is fainter than the swells of the bed."""
_AFTER_WORDS_S: Final = 0.25
"""By then the last consonant and its reverberation are over."""
_BEFORE_WORDS_S: Final = 0.12
"""A first consonant may begin this long before the words are loud."""
_RISEN_S: Final = 1.5
"""After words the bed takes about a second to rise."""
_SINKS_S: Final = 0.8
"""Before words it takes half a second to go down."""
_ENDING_S: Final = 3.0
"""Everything fades at the very end of a session."""
_LEAST_S: Final = 0.1
"""Shorter stretches hold no whole hop of any meter."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The spans of an episode; every field in order of time, its spans disjoint."""

    duration_s: float
    has_bed: bool
    speech: tuple[Span, ...]
    """Phrases and spoken cues."""
    gaps: tuple[Span, ...]
    """Between close phrases, where the bed is down and alone."""
    pauses: tuple[Span, ...]
    """Where the bed is up and alone."""
    bedded: tuple[Span, ...]
    """Where something must be heard without a break: all but the fades at the ends, and chapters without a bed; in an
    episode without any bed, all but the end."""


def marks_of(manifest: UncheckedManifest) -> Marks:
    """The marks of an episode."""
    duration_s = manifest.media[0].duration_s
    fade_in_s, fade_out_s = 0.0, _ENDING_S
    if manifest.bed is not None:
        fade_in_s, fade_out_s = manifest.aims.fade_in_s, max(_ENDING_S, manifest.aims.fade_out_s)
    speech = [(caption.start_s, caption.end_s) for caption in manifest.captions]
    rings = [(bell.start_s, bell.start_s + _RING_S) for bell in manifest.bells]
    breaths = [(breath.start_s, breath.end_s) for breath in manifest.guided_breaths]
    fades = [(0.0, fade_in_s), (duration_s - fade_out_s, duration_s)]
    bedless = [(each.start_s, each.end_s) for each in manifest.bedless] if manifest.bed is not None else []
    # the bed is on its way down before words and breaths, and on its way up after them
    wide = [(start - _SINKS_S, end + _RISEN_S) for start, end in (*speech, *breaths)]
    between = [(before[1], after[0]) for before, after in pairwise(sorted(speech))]
    close = [(start + _AFTER_WORDS_S, end - _BEFORE_WORDS_S) for start, end in between if end - start < CLOSE_S]
    return Marks(
        duration_s=duration_s,
        has_bed=manifest.bed is not None,
        speech=tuple(sorted(speech)),
        gaps=tuple(without(close, (*rings, *breaths, *fades, *bedless))),
        pauses=tuple(without([(0.0, duration_s)], (*wide, *rings, *fades, *bedless))),
        bedded=tuple(without([(fade_in_s, max(fade_in_s, duration_s - fade_out_s))], bedless)),
    )


def without(spans: Iterable[Span], taken: Sequence[Span]) -> list[Span]:
    """The spans less those that are taken out; only parts that are long enough to be measured."""
    left = list(spans)
    for begin, stop in sorted(taken):
        parts = [part for start, end in left for part in ((start, min(end, begin)), (max(start, stop), end))]
        left = [(start, end) for start, end in parts if end - start >= _LEAST_S]
    return sorted(left)


def within(spans: Sequence[Span], steps: int, per_s: int) -> NDArray[np.bool_]:
    """Which of `steps` equal steps, `per_s` of them a second, lie wholly inside a span."""
    inside = np.zeros(steps, dtype=np.bool_)
    for start, end in spans:
        # the tolerance keeps a step whose edge is that of the span, but for rounding
        inside[max(0, int(np.ceil(start * per_s - 1e-6))) : max(0, int(end * per_s + 1e-6))] = True
    return inside
