"""What is known of the mix of a session before it is rendered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.builders import gap, plan

from audiogen.audio.loudness import Energies
from audiogen.build.mixing import SessionMix
from audiogen.cache.store import Cache
from audiogen.plan.cues import BreathCycle, BreathPhase
from audiogen.plan.places import ScriptPlaces
from audiogen.plan.placing import place
from audiogen.script.bed import Bed, Scene
from audiogen.speech.own import Shelves
from audiogen.speech.phrase import Phrasing
from audiogen.speech.speak import Spoken
from audiogen.units import RATE


def known_of(slug: str, folder: Path) -> Energies:
    """What is known of a session that is nothing but two breaths."""
    phases = (BreathPhase("in", 3 * RATE, ()), BreathPhase("out", 3 * RATE, ()))
    breaths = (BreathCycle(0, number, 2, phases, "swell") for number in (1, 2))
    planned = replace(plan(*breaths, gap(2, 2, 2), bed=Bed(scene=Scene(("off",), ()))), slug=slug)
    timeline = place(planned, {}, ScriptPlaces("x.yaml", (1,)))
    mix = SessionMix.of(planned, timeline, Spoken({}, 0, Shelves(Cache(folder), None), Phrasing()), folder)
    return mix.energies(mix.programme()[1]).whole


def test_what_is_known_of_a_session_does_not_depend_on_those_made_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = []
    for slug in ("01-first", "02-second"):
        monkeypatch.setattr("audiogen.build.mixing._known_cues", {})
        alone.append(known_of(slug, tmp_path))
    # the second one is known still, and the noise of breaths is another in each session
    np.testing.assert_array_equal(known_of("01-first", tmp_path), alone[0])
    np.testing.assert_array_equal(known_of("02-second", tmp_path), alone[1])
    assert alone[0].any()
