"""What is known of the mix of a session before it is rendered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from support.builders import gap, plan

from audiogen.audio.loudness import Energies
from audiogen.build.mixing import SessionMix
from audiogen.cache.store import Cache, content_key
from audiogen.plan.cues import BreathCycle, BreathPhase
from audiogen.plan.places import ScriptPlaces
from audiogen.plan.placing import place
from audiogen.render.kept_sound import HeardFacts
from audiogen.script.bed import Bed, Layer, Scene
from audiogen.speech.own import Shelves
from audiogen.speech.phrase import Phrasing
from audiogen.speech.speak import Spoken
from audiogen.units import RATE


@dataclass
class Kept:
    """Keeps in memory."""

    content: dict[str, bytes] = field(default_factory=dict)

    def shelf(self, facts: Sequence[object], *, own: bool) -> Place:
        """The place of these facts."""
        assert not own
        return Place(self.content, content_key(facts))


@dataclass
class Place:
    """One of them."""

    content: dict[str, bytes]
    key: str

    def find(self) -> bytes | None:
        """What is kept there."""
        return self.content.get(self.key)

    def keep(self, content: bytes) -> None:
        """Keep it."""
        self.content[self.key] = content


def bed_of(scene: Scene, kept: Kept | None, folder: Path, length_s: float = 20) -> tuple[Energies, HeardFacts]:
    """What is known of a session that is nothing but its bed, and all that decides how it sounds."""
    planned = plan(gap(length_s, length_s, length_s), bed=Bed(scene=scene))
    timeline = place(planned, {}, ScriptPlaces("x.yaml", (1,)))
    mix = SessionMix.of(planned, timeline, Spoken({}, 0, Shelves(Cache(folder), None), Phrasing()), folder, kept)
    mixer = mix.programme()[1]
    return mix.known(mixer)().bed, mixer.fingerprint(0, mixer.frames)


OCEAN = Scene(("ocean",), (Layer("ocean"),))
BOTH = Scene(("ocean", "pad"), (Layer("ocean"), Layer("pad", gain_db=-6, pan=0.3)))


@pytest.mark.parametrize("scene", [OCEAN, BOTH])
def test_a_bed_is_measured_once_and_again_to_the_last_bit_when_that_is_lost(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept()
    unkept, *others = (bed_of(scene, keeper, tmp_path) for keeper in (None, kept))
    with monkeypatch.context() as without:
        without.setattr("audiogen.build.mixing.measure", None)  # nothing is measured any more
        others.append(bed_of(scene, kept, tmp_path))
    kept.content.clear()
    for energies, facts in (*others, bed_of(scene, kept, tmp_path)):
        np.testing.assert_array_equal(energies, unkept[0])
        assert facts == unkept[1]


def test_what_is_kept_of_a_bed_is_of_this_bed_alone(tmp_path: Path) -> None:
    kept = Kept()
    for scene, length_s in ((OCEAN, 20), (OCEAN, 23), (BOTH, 20), (Scene(("rain",), (Layer("rain"),)), 20)):
        known, facts = bed_of(scene, kept, tmp_path, length_s)
        anew, as_before = bed_of(scene, None, tmp_path, length_s)
        np.testing.assert_array_equal(known, anew)
        assert facts == as_before


def known_of(slug: str, folder: Path) -> Energies:
    """What is known of a session that is nothing but two breaths."""
    phases = (BreathPhase("in", 3 * RATE, ()), BreathPhase("out", 3 * RATE, ()))
    breaths = (BreathCycle(0, number, 2, phases, "swell") for number in (1, 2))
    planned = replace(plan(*breaths, gap(2, 2, 2), bed=Bed(scene=Scene(("off",), ()))), slug=slug)
    timeline = place(planned, {}, ScriptPlaces("x.yaml", (1,)))
    mix = SessionMix.of(planned, timeline, Spoken({}, 0, Shelves(Cache(folder), None), Phrasing()), folder)
    return mix.known(mix.programme()[1])().whole


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
