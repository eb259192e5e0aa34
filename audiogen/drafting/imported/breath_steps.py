"""Breaths that a document guides, as a step: what its author did not say is proposed, and asked about."""

from __future__ import annotations

from typing import Final

from audiogen.drafting.imported.pieces import GuidedBreath
from audiogen.script.breath import LONGEST_PHASE_S, MOST_CYCLES, PATTERNS, SHORTEST_PHASE_S, BreathKind, CueKind, Phase
from audiogen.script.cue_words import cue_words
from audiogen.script.steps import Breathe

_BREATHS: Final = 6
"""Proposed where no number is said."""


def breathing(guided: GuidedBreath, language: str) -> tuple[Breathe, str]:
    """The step, and what its author is to decide; nothing where all was said.

    Args:
        guided: what the document asks for.
        language: BCP 47; where it has no words for breaths, sounds guide alone.
    """
    breaths = min(max(guided.breaths or _BREATHS, 1), MOST_CYCLES)
    silent: dict[str, tuple[CueKind, ...]] = {"cues": ("tone",)} if cue_words(language) is None else {}
    step = Breathe(breathe=_pattern(guided), cycles=breaths, **silent)
    asked = [
        *(["how long each breath is"] if guided.in_s is None or guided.out_s is None else []),
        *(["how many breaths"] if guided.breaths is None else []),
    ]
    return step, f"{' and '.join(asked)} is not said: see whether this fits" if asked else ""


def _pattern(guided: GuidedBreath) -> tuple[Phase, ...]:
    if guided.in_s is None and guided.out_s is None:
        return PATTERNS["long-exhale"]
    lengths: dict[BreathKind, float | None] = {
        "in": guided.in_s or guided.out_s,
        "hold": guided.hold_s,
        "out": guided.out_s or guided.in_s,
        "rest": guided.rest_s,
    }
    return tuple(Phase(kind, min(max(s, SHORTEST_PHASE_S), LONGEST_PHASE_S)) for kind, s in lengths.items() if s)
