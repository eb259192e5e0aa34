"""How loud each caption is, so that one that was never spoken is told from those that were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from audiogen.audio.loudness import Energies
from audiogen.manifest import Caption
from audiogen.verify.meters.loudness import HOPS_PER_S, MOMENTARY_HOPS, greatest, loudness_curve

_UNHEARD_LU: Final = -10.0
"""Phrases are level with each other within 2 LU; a bed that made room for words lies 20 LU and more below them."""
_FEWEST: Final = 2
"""A single caption has no other to be held against."""


def unheard(captions: Sequence[Caption], energies: Energies) -> list[Caption]:
    """The captions that are much softer than their like: nobody speaks there."""
    if len(captions) < _FEWEST:
        return []
    levels = [loudest_lufs(caption, energies) for caption in captions]
    # the louder of two in the middle, so that of two captions the silent one is found
    usual_lufs = sorted(levels)[len(levels) // 2]
    return [each for each, level in zip(captions, levels, strict=True) if level < usual_lufs + _UNHEARD_LU]


def loudest_lufs(caption: Caption, energies: Energies) -> float:
    """The loudest 400 ms of a caption, or all of a shorter one; of what lies wholly within it, if that is anything.

    Not its mean: the counts of a slow breath have long gaps between them.
    """
    first, last = int(np.ceil(caption.start_s * HOPS_PER_S - 1e-6)), int(caption.end_s * HOPS_PER_S + 1e-6)
    inside = energies[first : max(last, first + 1)]
    return greatest(loudness_curve(inside, min(MOMENTARY_HOPS, inside.size))) if inside.size else float("-inf")
