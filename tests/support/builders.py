"""Short ways to make the values that many tests need."""

from __future__ import annotations

from pathlib import Path

from audiogen.plan.cues import Gap, Phrase, Plan, Utterance
from audiogen.script.bed import Bed
from audiogen.script.levels import Levels
from audiogen.script.model import Origin, Script, Show
from audiogen.script.step_place import StepPlace
from audiogen.script.voice import Voice
from audiogen.units import to_frames

SHOW = Show(title="Small Show", author="audiogen", description="A show for tests.")


def script(*steps: dict[str, object], **facts: object) -> Script:
    """A script with these steps; everything else has a plain value."""
    path = Path("scripts/01-small.yaml")
    origin = Origin(path, 1, tuple(StepPlace(path, ("steps", at), 10 + at) for at in range(len(steps))))
    values = {"slug": "01-small", "title": "Small", "summary": "A small session.", "origin": origin, **facts}
    return Script.model_validate({**values, "steps": list(steps)})


def utterance(text: str = "Hello.") -> Utterance:
    """A phrase in a plain voice."""
    return Utterance(text, "tone", 150, "en")


def phrase(text: str = "Hello.", step: int = 0) -> Phrase:
    """A phrase as a cue."""
    return Phrase(utterance(text), step, paragraph=True)


def gap(least_s: float, ideal_s: float, most_s: float, step: int = 0) -> Gap:
    """A gap from seconds."""
    return Gap(step, to_frames(least_s), to_frames(ideal_s), to_frames(most_s))


def plan(*cues: object, target_s: float | None = None, bed: Bed | None = None) -> Plan:
    """A plan with these cues."""
    return Plan(
        slug="01-small",
        title="Small",
        language="en",
        voice=Voice(),
        bed=bed or Bed(),
        levels=Levels(),
        target_frames=None if target_s is None else to_frames(target_s),
        cues=tuple(cues),
    )
