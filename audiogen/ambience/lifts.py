"""How far the bed comes up before first words after a long rest: as far as it is softer there than it should be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from audiogen.ambience.session_bed import SessionBed
from audiogen.audio.loudness import HOP, Meter, loudness_lufs
from audiogen.plan.entries import (
    BED_DB,
    HEARD_FRAMES,
    LEAST_LIFTING_FRAMES,
    LIFTING_FRAMES,
    MOST_LIFT_DB,
    SINKING_FRAMES,
    Lift,
)
from audiogen.plan.timeline import Timeline

_NOTHING_DB: Final = -40.0
"""A bed so far below its own level is silent there, as in a chapter that turns it off."""
_GAINS_DB: Final = np.linspace(0, MOST_LIFT_DB, 57)


def lifts(bed: SessionBed, timeline: Timeline) -> Iterator[Lift]:
    """The lifts of a session's bed: what is heard in the two seconds before each entry is measured.

    A bed that swells by itself is brought up where it happens to be soft; where it is loud enough, nothing is done.

    Args:
        bed: as the timeline asks for it.
        timeline: with the levels of its pauses.
    """
    sounding = [breath for breath in timeline.breaths if breath.kind in ("in", "out")]
    for entry in timeline.entries:
        heard = entry - HEARD_FRAMES
        # while a breath goes on, it must stay louder than the bed
        breathed = max((breath.end for breath in sounding if breath.start < entry), default=0)
        start = max(heard - LIFTING_FRAMES, breathed)
        if heard - start >= LEAST_LIFTING_FRAMES and (gain_db := round(_gain_db(bed, timeline, entry), 1)) > 0:
            yield Lift(start, entry, gain_db)


def _gain_db(bed: SessionBed, timeline: Timeline, entry: int) -> float:
    """The gain with which what is heard before an entry has its level, although the bed sinks at the end of that."""
    heard = bed.source.render(entry - HEARD_FRAMES, HEARD_FRAMES)
    own_db = loudness_lufs(heard) - bed.lufs
    if own_db < _NOTHING_DB:
        return 0.0
    meter = Meter()
    meter.feed(heard)
    energies = meter.energies() / meter.energies().mean()
    middles = np.arange(entry - HEARD_FRAMES + HOP // 2, entry, HOP)
    levels_db = np.array([timeline.bed_level_db(frame) for frame in middles.tolist()])
    lifted_db = levels_db + _GAINS_DB[:, None] * np.minimum((entry - middles) / SINKING_FRAMES, 1.0)
    heard_db = own_db + 10 * np.log10((energies * 10 ** (lifted_db / 10)).mean(axis=1))
    return float(np.interp(BED_DB - timeline.softer_db(entry), heard_db, _GAINS_DB))
