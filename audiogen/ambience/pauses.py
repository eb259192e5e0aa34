"""The level that a bed needs in pauses, so that players which skip silence do not cut them.

Such players go by RMS, not by loudness: equally loud sounds differ in RMS by several decibels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audiogen.ambience.measurement import Measurement
from audiogen.plan.ducking import PauseLevel
from audiogen.plan.softening import SOFTEST_DB
from audiogen.script.bed import Bed
from audiogen.units import clock, to_seconds

PAUSE_FLOOR_DBFS: Final = -38.0
"""RMS that a pause must not fall below: players cut most of softer noise (simulated with their own rules)."""
_MARGIN_DB: Final = 1.0
"""Phrases may end up so far below the loudness of the whole session, and the bed with them."""
LOUDEST_PAUSE_DB: Final = -10.0
"""No pause is raised further, whatever its sound: the bed would compete with the voice."""
_REMARK_DB: Final = 1.5
"""A smaller raise is not heard, and causes no remark."""


@dataclass(frozen=True, slots=True)
class SceneLevel:
    """The level of a scene whose loudness is set to 0 LUFS."""

    start: int
    crossfade_frames: int
    measured: Measurement
    """In a few windows, spread over it."""
    silent: bool
    """Whether its author has switched the bed off."""

    def pause_db(self, asked_db: float, speech_lufs: float) -> float:
        """Its level in pauses, relative to the speech: `asked_db`, or as much more as it needs."""
        return asked_db if self.silent else max(asked_db, min(self._needed_db(speech_lufs), LOUDEST_PAUSE_DB))

    def softened_db(self, asked_db: float, speech_lufs: float, *, softer_db: float) -> float:
        """The same, softer by so much, or by what is left until players would cut much of it."""
        level_db = self.pause_db(asked_db, speech_lufs)
        # where speech is brought to its own level, there is no need for the margin
        least_db = self._needed_db(speech_lufs) - _MARGIN_DB
        return level_db if self.silent else min(level_db, max(level_db - softer_db, least_db))

    def yields_db(self, level_db: float, speech_lufs: float) -> float:
        """By how much it may become softer than a level of pauses, until players would cut much of it: 0 to 6 dB."""
        least_db = self._needed_db(speech_lufs) - _MARGIN_DB
        return SOFTEST_DB if self.silent else min(max(level_db - least_db, 0.0), SOFTEST_DB)

    def remark(self, asked_db: float, speech_lufs: float, *, asked: bool = True) -> str | None:
        """A sentence for its author on its level in pauses; None when it is as asked.

        Args:
            asked_db: its level in pauses, relative to the speech.
            speech_lufs: loudness of the speech.
            asked: whether the author wrote that level: nobody misses what was never asked for.
        """
        if self.silent:
            return None
        where = f"the bed from {clock(to_seconds(self.start))} on"
        most_db = max(asked_db, LOUDEST_PAUSE_DB)
        if PAUSE_FLOOR_DBFS - self.measured.mean_dbfs - speech_lufs > most_db:
            return (
                f"{where} is softer in pauses than what players that skip silence cut out, since the whole show is so "
                f"soft, at {speech_lufs:.0f} LUFS; raise `loudness` under `levels:` if it is for such players"
            )
        if self._needed_db(speech_lufs) > most_db:
            return (
                f"{where} has moments of stillness, which players that skip silence may cut out; "
                "lay it over a sound that goes on throughout"
            )
        level_db = self.pause_db(asked_db, speech_lufs)
        if not asked or level_db < asked_db + _REMARK_DB:
            return None
        return (
            f"{where} is at {level_db:.0f} dB in pauses, not {asked_db:.0f}: softer, podcast apps that skip silence "
            f"would cut the pauses short. Write `in_pauses: {level_db:.0f}dB`, and this is not said again"
        )

    def _needed_db(self, speech_lufs: float) -> float:
        """The level at which hardly any of it is below the floor; infinite for stillness."""
        return PAUSE_FLOOR_DBFS + _MARGIN_DB - self.measured.quiet_dbfs - speech_lufs


def pause_levels(
    scenes: Sequence[SceneLevel], bed: Bed, speech_lufs: float, *, softer_db: float = 0.0
) -> tuple[PauseLevel, ...]:
    """The level of every scene in pauses, as `SceneLevel.pause_db` gives it.

    Args:
        scenes: those of the session.
        bed: its settings.
        speech_lufs: loudness of the phrases in the finished file, or a little less.
        softer_db: by how much softer it is to be, for the sake of the whole; no scene becomes softer than the floor.
    """
    levels_db = [scene.softened_db(bed.in_pauses_db, speech_lufs, softer_db=softer_db) for scene in scenes]
    # a bed is measured in a few windows, and those lie elsewhere when a session becomes longer: it stays as it is
    levels_db = [round(level_db, 1) for level_db in levels_db]
    return tuple(
        PauseLevel(scene.start, scene.crossfade_frames, level_db, round(scene.yields_db(level_db, speech_lufs), 1))
        for scene, level_db in zip(scenes, levels_db, strict=True)
    )
