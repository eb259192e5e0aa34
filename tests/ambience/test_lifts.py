"""How far the bed comes up before first words after a long rest."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.builders import gap, phrase, plan, utterance

from audiogen.ambience.lifts import lifts
from audiogen.ambience.session_bed import SessionBed, session_bed
from audiogen.audio.loudness import loudness_lufs
from audiogen.plan.cues import BreathCycle, BreathPhase, BreathWord, Cue
from audiogen.plan.ducking import PauseLevel
from audiogen.plan.entries import BED_DB, HEARD_FRAMES
from audiogen.plan.placing import arrange
from audiogen.plan.softening import Softening
from audiogen.plan.timeline import Timeline
from audiogen.script.bed import Bed, Layer, Scene
from audiogen.units import RATE, to_frames


def placed(*cues: Cue, sound: str) -> tuple[Timeline, SessionBed]:
    bed = Bed(scene=Scene((sound,), (Layer(sound),)), in_pauses_db=-18)
    planned = plan(*cues, bed=bed)
    timeline = arrange(planned, {each: to_frames(2) for each in planned.utterances})
    made = session_bed(timeline.scenes, timeline.frames, Path(), "slug")
    assert made is not None
    return timeline, made


@pytest.mark.parametrize("sound", ["pad", "ocean"])
def test_before_an_entry_the_bed_comes_to_the_same_level_even_between_two_waves(sound: str) -> None:
    timeline, bed = placed(phrase("a"), gap(25, 25, 25), phrase("b"), gap(31, 31, 31), phrase("c"), sound=sound)
    lifted = timeline.with_pause_levels(Bed(in_pauses_db=-18), (), tuple(lifts(bed, timeline)))
    for entry in timeline.entries:
        frames = np.arange(entry - HEARD_FRAMES, entry)
        curve_db = np.interp(frames, *zip(*((node.frame, node.level_db) for node in lifted.ducking_curve), strict=True))
        heard = bed.source.render(entry - HEARD_FRAMES, HEARD_FRAMES) * 10 ** (curve_db / 20)
        assert loudness_lufs(heard.astype(np.float32)) - bed.lufs == pytest.approx(BED_DB, abs=0.1)
    assert [lift.entry for lift in lifts(bed, timeline)] == list(timeline.entries)


def test_while_a_breath_goes_on_the_bed_does_not_come_up() -> None:
    words = (BreathWord(0, utterance("In")),)
    first = BreathCycle(0, 1, 2, (BreathPhase("in", 6 * RATE, ()), BreathPhase("out", 6 * RATE, ())))
    held = BreathCycle(0, 1, 2, (BreathPhase("in", 6 * RATE, ()), BreathPhase("hold", 6 * RATE, ())))
    second = BreathCycle(0, 2, 2, (BreathPhase("in", 6 * RATE, words), BreathPhase("out", 6 * RATE, ())))
    for before, lifted in ((first, 0), (held, 1)):
        timeline, bed = placed(phrase("a"), gap(4, 4, 4), before, second, gap(9, 9, 9), sound="pad")
        found = list(lifts(bed, timeline))
        assert (len(timeline.entries), len(found)) == (1, lifted)
        assert all(lift.start >= timeline.breaths[0].end for lift in found)


def test_before_softer_words_the_bed_comes_up_so_much_less() -> None:
    timeline, bed = placed(phrase("a"), gap(25, 25, 25), phrase("b"), gap(31, 31, 31), phrase("c"), sound="pad")
    asleep = replace(timeline, softening=Softening(timeline.frames // 2, timeline.clips[-1].end))
    asleep = asleep.with_pause_levels(Bed(in_pauses_db=-18), [PauseLevel(0, 0, -18, yields_db=0)])
    usual, softer = (list(lifts(bed, each)) for each in (timeline, asleep))
    assert softer[0] == usual[0]
    assert usual[1].gain_db - softer[1].gain_db == pytest.approx(asleep.softer_db(asleep.entries[1]), abs=0.4)
