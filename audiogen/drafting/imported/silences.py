"""How long a silence is that a document asks for."""

from __future__ import annotations

from typing import Final

from audiogen.drafting.imported.pieces import Silence
from audiogen.script.yaml.fields import Span
from audiogen.units import exact_length

USUAL_S: Final = {"short": 3.0, "usual": 5.0, "long": 15.0}
"""Sizes of silences without a length → seconds."""
BEHIND_QUESTION_S: Final = {"short": 5.0, "usual": 15.0, "long": 30.0}
"""The same behind a question, which needs time to be answered."""
LONG_ENOUGH_S: Final = 10.0
"""A question behind which there is so much time is to be answered; a shorter silence follows one that is not."""


def silence_span(silence: Silence, *, after_question: bool) -> Span:
    """The length of a silence."""
    usual = (BEHIND_QUESTION_S if after_question else USUAL_S)[silence.size]
    least = usual if silence.least_s is None else silence.least_s
    most = least if silence.most_s is None else silence.most_s
    return Span(least, least, max(least, most))


def span_text(silence: Span) -> str:
    """A silence as it stands in a script: `10s`, or `10s to 20s`."""
    least, most = exact_length(silence.min_s), exact_length(silence.max_s)
    return least if least == most else f"{least} to {most}"
