"""How loud a bed has to be in pauses, so that players which skip silence leave them alone.

Such players go by the waveform, not by the ear: sounds that are equally loud differ in it by several decibels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audiogen.ambience.hearing import Heard
from audiogen.plan.ducking import PauseLevel
from audiogen.script.bed import Bed
from audiogen.units import clock, to_seconds

PAUSE_FLOOR_DBFS: Final = -38.0
"""RMS that a pause must not fall below: of softer noise, most is cut out (simulated with the players' own rules)."""
_MARGIN_DB: Final = 1.0
"""Phrases may come to lie so far below the loudness of the whole, and the bed with them."""
LOUDEST_PAUSE_DB: Final = -10.0
"""No pause is lifted further, whatever its sound: the bed would compete with the voice."""
_TOLD_DB: Final = 1.5
"""Being lifted by less is not heard, and nobody is told of it."""


@dataclass(frozen=True, slots=True)
class SceneLevel:
    """How a scene sounds when it is at 0 LUFS."""

    start: int
    crossfade_frames: int
    sample: Heard
    """Heard in a few places, spread over it."""
    silent: bool
    """Whether it is meant to be."""

    def pause_db(self, asked_db: float, speech_lufs: float) -> float:
        """Its level in pauses, relative to the speech."""
        return asked_db if self.silent else max(asked_db, min(self._needed_db(speech_lufs), LOUDEST_PAUSE_DB))

    def remark(self, asked_db: float, speech_lufs: float) -> str | None:
        """What its author should know about its level in pauses."""
        if self.silent:
            return None
        where = f"the bed from {clock(to_seconds(self.start))} on"
        most_db = max(asked_db, LOUDEST_PAUSE_DB)
        if PAUSE_FLOOR_DBFS - self.sample.mean_dbfs - speech_lufs > most_db:
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
        if level_db < asked_db + _TOLD_DB:
            return None
        return (
            f"{where} is at {level_db:.0f} dB in pauses, not {asked_db:.0f}: softer, "
            "players that skip silence would cut it out"
        )

    def _needed_db(self, speech_lufs: float) -> float:
        """The level at which hardly any of it is below the floor; endless for stillness."""
        return PAUSE_FLOOR_DBFS + _MARGIN_DB - self.sample.quiet_dbfs - speech_lufs


def pause_levels(scenes: Sequence[SceneLevel], bed: Bed, speech_lufs: float) -> tuple[PauseLevel, ...]:
    """The level in pauses, scene by scene: what the author asks, or as much more as is needed.

    Args:
        scenes: those of the session.
        bed: what the author asks.
        speech_lufs: loudness of the phrases in the finished file, or a little less.
    """
    return tuple(
        PauseLevel(scene.start, scene.crossfade_frames, scene.pause_db(bed.in_pauses_db, speech_lufs))
        for scene in scenes
    )
