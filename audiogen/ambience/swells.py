"""How far the bed comes up before first words after a long rest: as far as it is softer there than it should be."""

from __future__ import annotations

from collections.abc import Iterator

from audiogen.ambience.session_bed import SessionBed
from audiogen.audio.loudness import loudness_lufs
from audiogen.plan.entries import BED_DB, HEARD_FRAMES, LEAST_SWELLING_FRAMES, MOST_SWELL_DB, SWELLING_FRAMES, Swell
from audiogen.plan.timeline import Timeline

_NOTHING_DB = -40.0
"""A bed so far below its own level is silent there, as in a chapter that turns it off."""


def swells(bed: SessionBed, timeline: Timeline) -> Iterator[Swell]:
    """The swells of a session's bed: what is heard in the two seconds before each entry is measured.

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
        start = max(heard - SWELLING_FRAMES, breathed)
        own_db = loudness_lufs(bed.source.render(heard, HEARD_FRAMES)) - bed.lufs
        gain_db = min(MOST_SWELL_DB, BED_DB - own_db - timeline.bed_level_db(heard))
        if gain_db > 0 and own_db > _NOTHING_DB and heard - start >= LEAST_SWELLING_FRAMES:
            yield Swell(start, entry, gain_db)
