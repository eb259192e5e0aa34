"""Where what sounds, as far as the manifest tells: speech, the gaps between close phrases, pauses of the bed alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.manifest import Manifest

Span: TypeAlias = tuple[float, float]
"""A stretch of time from, to: seconds from the beginning of the session."""

CLOSE_S: Final = 2.0
"""Phrases closer than this are spoken in one go, and the bed stays down between them."""
_RING_S: Final = 12.0
"""What a bell is given to fade below the bed; its last traces are fainter than the bed's own waves."""
_AFTER_WORDS_S: Final = 0.25
"""A last consonant and the room it sounded in are over by then."""
_BEFORE_WORDS_S: Final = 0.12
"""A first consonant may begin this long before the words are loud."""
_RISEN_S: Final = 1.5
"""After words the bed takes about a second to come up."""
_SINKS_S: Final = 0.8
"""Before words it takes half a second to go down."""
_ENDING_S: Final = 3.0
"""Everything fades at the very end of a session."""
_LEAST_S: Final = 0.1
"""Shorter stretches hold no whole hop of any meter."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is placed on an episode's time; every field in order of time, its spans apart."""

    duration_s: float
    has_bed: bool
    speech: tuple[Span, ...]
    """Phrases and spoken cues."""
    gaps: tuple[Span, ...]
    """Between close phrases, where the bed is down and alone."""
    pauses: tuple[Span, ...]
    """Where the bed is up and alone."""
    bedded: tuple[Span, ...]
    """What is to be heard without a break: all but the fades at its ends, and what chapters have turned off; without
    any bed, all but its end."""


def marks_of(manifest: Manifest) -> Marks:
    """The marks of an episode."""
    duration_s = manifest.media[0].duration_s
    fade_in_s, fade_out_s = _fades(manifest)
    speech = [(caption.start_s, caption.end_s) for caption in manifest.captions]
    rings = [(bell.start_s, bell.start_s + _RING_S) for bell in manifest.bells]
    breaths = [(breath.start_s, breath.end_s) for breath in manifest.breaths]
    fades = [(0.0, fade_in_s), (duration_s - fade_out_s, duration_s)]
    bedless = [(each.start_s, each.end_s) for each in manifest.bedless] if manifest.bed is not None else []
    wide = [(start - _SINKS_S, end + _RISEN_S) for start, end in (*speech, *breaths)]
    return Marks(
        duration_s=duration_s,
        has_bed=manifest.bed is not None,
        speech=tuple(sorted(speech)),
        gaps=tuple(without(_close_gaps(speech), (*rings, *breaths, *fades, *bedless))),
        pauses=tuple(without([(0.0, duration_s)], (*wide, *rings, *fades, *bedless))),
        bedded=tuple(without([(fade_in_s, max(fade_in_s, duration_s - fade_out_s))], bedless)),
    )


def without(spans: Iterable[Span], taken: Sequence[Span]) -> list[Span]:
    """What of the spans is left, each part long enough to be measured, when others are taken out."""
    left = list(spans)
    for begin, stop in sorted(taken):
        parts = [part for start, end in left for part in ((start, min(end, begin)), (max(start, stop), end))]
        left = [(start, end) for start, end in parts if end - start >= _LEAST_S]
    return sorted(left)


def within(spans: Sequence[Span], steps: int, per_s: int) -> NDArray[np.bool_]:
    """Which of `steps` equal steps, `per_s` of them a second, lie wholly inside a span."""
    inside = np.zeros(steps, dtype=np.bool_)
    for start, end in spans:
        inside[max(0, int(np.ceil(start * per_s - 1e-6))) : max(0, int(end * per_s + 1e-6))] = True
    return inside


def _close_gaps(speech: Sequence[Span]) -> list[Span]:
    between = [(before[1], after[0]) for before, after in pairwise(sorted(speech))]
    return [(start + _AFTER_WORDS_S, end - _BEFORE_WORDS_S) for start, end in between if end - start < CLOSE_S]


def _fades(manifest: Manifest) -> tuple[float, float]:
    """How long it takes to come and to go: the bed as the script asked, otherwise as scripts do; and the very end."""
    if manifest.bed is None:
        return 0.0, _ENDING_S
    if manifest.aims is None:
        return 6.0, 12.0
    return manifest.aims.fade_in_s, max(_ENDING_S, manifest.aims.fade_out_s)
