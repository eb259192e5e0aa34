"""The level of the bed over a session, by look-ahead: down before speech, held between close phrases, up in pauses.

Levels are relative to the speech, in decibels; between two nodes the level runs straight in decibels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from audiogen.script.model import Bed
from audiogen.units import RATE

DOWN_FRAMES: Final = int(0.55 * RATE)
"""The bed makes room in 550 ms and is down when the speech begins."""
UP_FRAMES: Final = int(1.1 * RATE)
"""It comes back in 1.1 s, twice as slowly as it went."""
HOLD_FRAMES: Final = 2 * RATE
"""Gaps shorter than this keep the bed down: a bed that moves between close phrases is heard as pumping."""

StretchKind: TypeAlias = Literal["speech", "breath"]


@dataclass(frozen=True, slots=True)
class SpeechStretch:
    """Frames over which the bed makes room."""

    start: int
    end: int
    kind: StretchKind


@dataclass(frozen=True, slots=True)
class CurveNode:
    """The level at one frame."""

    frame: int
    level_db: float


def bed_curve(bed: Bed, stretches: Sequence[SpeechStretch], frames: int) -> tuple[CurveNode, ...]:
    """The nodes of the bed's level, strictly ascending in time, from frame 0 to `frames`.

    Args:
        bed: the two levels.
        stretches: in order of time, not overlapping.
        frames: the length of the session.
    """
    levels: dict[StretchKind, float] = {
        "speech": bed.under_speech_db,
        # words are rare while breathing, and the sound of breath is softer than speech: half way suits both
        "breath": (bed.under_speech_db + bed.in_pauses_db) / 2,
    }
    rest_db = bed.in_pauses_db
    nodes = [CurveNode(0, rest_db)]
    merged = _merge(stretches)
    for before, stretch in zip((None, *merged), merged, strict=False):
        if before is None or stretch.start - before.end >= HOLD_FRAMES:
            up = [CurveNode(before.end + UP_FRAMES, rest_db)] if before else []
            nodes += [*up, CurveNode(max(0, stretch.start - DOWN_FRAMES), rest_db)]
        nodes += [CurveNode(stretch.start, levels[stretch.kind]), CurveNode(stretch.end, levels[stretch.kind])]
    if merged:
        nodes.append(CurveNode(merged[-1].end + UP_FRAMES, rest_db))
    return _ascending([node for node in nodes if node.frame < frames] + [CurveNode(frames, rest_db)])


def _merge(stretches: Sequence[SpeechStretch]) -> list[SpeechStretch]:
    merged: list[SpeechStretch] = []
    for stretch in stretches:
        if merged and merged[-1].kind == stretch.kind and stretch.start - merged[-1].end < HOLD_FRAMES:
            merged[-1] = SpeechStretch(merged[-1].start, stretch.end, stretch.kind)
        else:
            merged.append(stretch)
    return merged


def _ascending(nodes: list[CurveNode]) -> tuple[CurveNode, ...]:
    """One node a frame: where two stretches touch, what the later one asks for stands."""
    return tuple({node.frame: node for node in nodes}.values())
