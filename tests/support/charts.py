"""Sessions at a glance, of plans that are made by hand."""

from __future__ import annotations

from support.builders import SHOW, script

from audiogen.chart.session import SessionChart, SessionFacts, session_chart
from audiogen.plan.cues import Plan
from audiogen.plan.placing import arrange
from audiogen.plan.planner import plan_session
from audiogen.plan.solve import solve
from audiogen.units import to_frames

FACTS = SessionFacts("Small", "Small Show", 1, "en", 0.4, -16.0)


def charted(plan: Plan, spoken_s: float = 2.0, facts: SessionFacts = FACTS) -> SessionChart:
    """A plan at a glance, each of its phrases as long as the others."""
    frames = {each: to_frames(spoken_s) for each in plan.utterances}
    return session_chart(arrange(plan, frames), solve(plan, frames), facts)


def of_steps(*steps: dict[str, object], **facts: object) -> SessionChart:
    """The steps of a script at a glance."""
    return charted(plan_session(SHOW, script(*steps, **facts)))
