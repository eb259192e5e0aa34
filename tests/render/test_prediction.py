"""How loud a mix will be, known from its parts: each sound in its place, the bed under its curve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import gap, phrase, plan

from audiogen.audio.loudness import HOP, Energies, Meter, gated_lufs
from audiogen.audio.samples import Samples
from audiogen.plan.cues import Strike
from audiogen.plan.places import ScriptPlaces
from audiogen.plan.placing import place
from audiogen.plan.timeline import PlacedBreath, PlacedStrike, Timeline
from audiogen.render.mixer import Mixer, MixGains, PlacedSound
from audiogen.render.prediction import MixEnergies, energies_of_sound, foreseen
from audiogen.script.bed import Bed
from audiogen.units import RATE, to_frames

FRAMES = to_frames(1.5)


def noise(frames: int, seed: int, swell_s: float) -> Samples:
    """Stereo that comes and goes, as syllables and waves do."""
    swell = 0.55 + 0.45 * np.sin(np.arange(frames) * (2 * np.pi / (swell_s * RATE)))
    return (np.random.default_rng(seed).standard_normal((2, frames)) * 0.1 * swell).astype(np.float32)


SYLLABLES = noise(FRAMES, 1, 0.25)


class Sounds:
    """The same phrase, bell and breath everywhere."""

    def clip(self, utterance: object) -> Samples:
        return SYLLABLES

    def bell(self, strike: PlacedStrike) -> Samples:
        return SYLLABLES[:, : strike.end - strike.start]

    def breath(self, phase: PlacedBreath, seed: int) -> Samples:
        return SYLLABLES[:, : phase.frames]


class Waves:
    """A bed that swells every seven seconds."""

    def __init__(self, frames: int) -> None:
        self.sound = noise(frames, 2, 7)

    def render(self, start: int, frames: int) -> Samples:
        return self.sound[:, start : start + frames].copy()


def placed(*, first_s: float = 1.0, phrases: int = 4) -> Timeline:
    """A session of a few phrases with silences between them."""
    cues = [cue for number in range(phrases) for cue in (phrase(f"Phrase {number}."), gap(3.71, 3.71, 3.71))]
    planned = plan(Strike(0, "start"), gap(first_s, first_s, first_s), *cues)
    return place(planned, dict.fromkeys(planned.utterances, FRAMES), ScriptPlaces("x.yaml", (1,)))


def of_sound(sound: PlacedSound) -> Energies:
    """Measured without keeping it."""
    return energies_of_sound(sound.load())


def measured(mixer: Mixer) -> Energies:
    """What a meter finds in the mix."""
    meter = Meter()
    meter.feed(mixer.render(0, mixer.frames))
    return meter.energies()


@given(first_s=st.floats(0.1, 3), phrases=st.integers(3, 6))
@settings(max_examples=15, deadline=None)
def test_wherever_phrases_begin_a_mix_has_the_energy_of_its_parts(first_s: float, phrases: int) -> None:
    timeline = placed(first_s=first_s, phrases=phrases)
    mixer = Mixer(timeline, Sounds(), None, Bed(), MixGains(0, 0, 0), seed=1)
    known, heard = foreseen(mixer, np.zeros(0), of_sound), measured(mixer)
    assert known.whole.size == heard.size == timeline.frames // HOP
    assert known.whole.sum() == pytest.approx(heard.sum(), rel=0.01)
    # what is placed is taken to begin at most an eighth of a hop elsewhere
    assert gated_lufs(known.whole) == pytest.approx(gated_lufs(heard), abs=0.1)
    assert not known.bed.any()


@pytest.mark.parametrize("bed_db", [-30.0, -14.0, -6.0])
def test_a_bed_lies_under_its_curve_and_its_fades(bed_db: float) -> None:
    timeline = placed(phrases=6)
    bed = Waves(timeline.frames)
    mixer = Mixer(timeline, Sounds(), bed, Bed(), MixGains(bed_db, 0, 0), seed=1)
    meter = Meter()
    meter.feed(bed.sound)
    known = foreseen(mixer, meter.energies(), of_sound)
    assert gated_lufs(known.whole) == pytest.approx(gated_lufs(measured(mixer)), abs=0.05)
    silent = foreseen(Mixer(timeline, Sounds(), bed, Bed(), MixGains(-200, 0, 0), seed=1), meter.energies(), of_sound)
    np.testing.assert_allclose(known.sounds, silent.sounds)
    assert silent.bed.max() < 1e-12 < known.bed.max()


def test_a_few_windows_of_a_bed_stand_for_all_of_it_each_for_what_is_near() -> None:
    timeline = placed()
    mixer = Mixer(timeline, Sounds(), Waves(timeline.frames), Bed(), MixGains(0, 0, 0), seed=1)
    known = foreseen(mixer, np.array([1.0, 4.0]), of_sound).bed
    steady = foreseen(mixer, np.array([1.0]), of_sound).bed
    half = (known.size + 1) // 2
    np.testing.assert_allclose(known[:half], steady[:half])
    np.testing.assert_allclose(known[half:], 4 * steady[half:])


def test_a_session_of_a_moment_has_nothing_to_be_known() -> None:
    moment = replace(placed(), frames=HOP // 2, clips=(), strikes=())
    mixer = Mixer(moment, Sounds(), Waves(HOP), Bed(), MixGains(0, 0, 0), seed=1)
    known = foreseen(mixer, np.ones(3), of_sound)
    assert isinstance(known, MixEnergies)
    assert known.whole.size == 0
