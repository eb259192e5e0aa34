"""How a mix is mastered, decided from what is known of its parts."""

from __future__ import annotations

import numpy as np
import pytest
from support.builders import gap, phrase, plan

from audiogen.audio.loudness import HOP
from audiogen.plan.places import ScriptPlaces
from audiogen.plan.placing import place
from audiogen.render.decision import UndecidedMix
from audiogen.render.gain import Programme, sounding
from audiogen.render.prediction import MixEnergies
from audiogen.script.levels import Levels
from audiogen.units import RATE

SPEECH = 10 ** (-2.2)


def gain_db(bed_lu: float, overshoot_db: float) -> float:
    """The gain of a session whose bed is so far from its speech, in files of a format that overshoots so much."""
    planned = plan(*(cue for at in range(4) for cue in (phrase(f"Phrase {at}."), gap(3, 3, 3))))
    timeline = place(planned, dict.fromkeys(planned.utterances, 3 * RATE), ScriptPlaces("x.yaml", (1,)))
    pauses = sounding(timeline, "programme")["pauses"]
    assert pauses.size == timeline.frames // HOP
    known = MixEnergies(np.where(pauses, 0.0, SPEECH), np.where(pauses, SPEECH * 10 ** (bed_lu / 10), 0.0))
    undecided = UndecidedMix(Programme(timeline, lambda: known), Levels(), -22.0, overshoot_db, "scripts/01-small.yaml")
    return undecided.decided().mastering.gain_db


@pytest.mark.parametrize(("bed_lu", "counts"), [(-20.0, False), (-12.05, True)])
def test_a_codec_that_lifts_a_bed_over_the_gate_is_reckoned_with(bed_lu: float, counts: bool) -> None:  # noqa: FBT001 - a row of the table
    lossless, coded = gain_db(bed_lu, 0.0), gain_db(bed_lu, 1.0)
    assert (coded - lossless > 0.1) == counts
    if not counts:
        assert coded == lossless
