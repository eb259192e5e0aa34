"""The bed in a whole mix, measured: far enough below speech, still between close phrases, audible in pauses."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from support.builders import gap, phrase, plan
from support.measuring import levels_dbfs

from audiogen.ambience.pauses import PAUSE_FLOOR_DBFS, pause_levels
from audiogen.ambience.session_bed import session_bed
from audiogen.audio.loudness import loudness_lufs
from audiogen.audio.samples import Samples
from audiogen.plan.cues import Mark, SceneChange, Voiced
from audiogen.plan.ducking import ATTACK_FRAMES, RELEASE_FRAMES
from audiogen.plan.places import ScriptPlaces
from audiogen.plan.placing import place
from audiogen.plan.timeline import PlacedBreath, PlacedStrike, Timeline
from audiogen.render.mixer import Mixer, MixGains
from audiogen.script.bed import Bed, Layer, Scene
from audiogen.speech.clip import PHRASE_LUFS
from audiogen.units import RATE, to_gain

CLIP_FRAMES = 3 * RATE
SPEECH_LUFS = -16.0
BEDS = {
    "rain": Scene(("rain",), (Layer("rain"),)),
    "ocean": Scene(("ocean",), (Layer("ocean"),)),
    "layers": Scene(("rain", "pad"), (Layer("rain"), Layer("pad", gain_db=-6, pan=0.3))),
}


class Voice:
    """Phrases of noise at the level of speech."""

    def __init__(self) -> None:
        noise = np.random.default_rng(1).standard_normal(CLIP_FRAMES).astype(np.float32)
        level = to_gain(PHRASE_LUFS - loudness_lufs(noise, on_both_sides=True))
        self._clip = noise * np.float32(level)

    def clip(self, utterance: Voiced) -> Samples:
        return self._clip

    def bell(self, strike: PlacedStrike) -> Samples:
        raise NotImplementedError

    def breath(self, phase: PlacedBreath, seed: int) -> Samples:
        raise NotImplementedError


@cache
def mixed(name: str, asked_db: float = -20) -> tuple[Timeline, Samples, Samples]:
    """A session of two close phrases, a long pause, a change of the bed and another phrase.

    Its bed and its speech, as they are in the finished file.
    """
    bed = Bed(scene=BEDS[name], in_pauses_db=asked_db, fade_in_s=1, fade_out_s=1)
    change = Mark(0, "Rest", SceneChange(BEDS["rain"], 4 * RATE))
    cues = (gap(20, 20, 20), phrase(), gap(1.8, 1.8, 1.8), phrase(), gap(20, 20, 20), change, gap(20, 20, 20), phrase())
    planned = plan(*cues, gap(4, 4, 4), bed=bed)
    timeline = place(planned, dict.fromkeys(planned.utterances, CLIP_FRAMES), ScriptPlaces("x.yaml", (1,)))
    made = session_bed(timeline.scenes, timeline.frames, Path(), "slug")
    assert made is not None
    timeline = timeline.with_pause_levels(bed, pause_levels(made.scenes, bed, SPEECH_LUFS))
    gains = MixGains(bed_db=PHRASE_LUFS - made.lufs, breath_db=0, bell_db=0)
    mixer = Mixer(timeline, Voice(), made.source, bed, gains, seed=1)
    parts = mixer.render_parts(0, timeline.frames) * np.float32(to_gain(SPEECH_LUFS - PHRASE_LUFS))
    return timeline, parts[4:6], parts[2:4]


def phrases(timeline: Timeline) -> list[slice]:
    return [slice(clip.start, clip.end) for clip in timeline.clips]


@pytest.mark.parametrize("name", BEDS)
def test_speech_is_18_db_and_more_above_the_bed(name: str) -> None:
    timeline, bed, speech = mixed(name)
    for stretch in phrases(timeline):
        # after a long rest a phrase enters softly
        level_lufs = SPEECH_LUFS - (3.1 if stretch.start in timeline.entries else 0.0)
        assert loudness_lufs(speech[:, stretch]) == pytest.approx(level_lufs, abs=0.1)
        assert loudness_lufs(speech[:, stretch]) - loudness_lufs(bed[:, stretch]) >= 18


@pytest.mark.parametrize("name", BEDS)
def test_hardly_any_of_a_pause_is_below_what_players_cut_out(name: str) -> None:
    timeline, bed, _ = mixed(name, -30)
    first, second, third = phrases(timeline)
    for pause in (
        slice(RATE, first.start - ATTACK_FRAMES),
        slice(second.stop + RELEASE_FRAMES, third.start - ATTACK_FRAMES),
    ):
        levels = levels_dbfs(bed[:, pause], RATE * 2 // 5, RATE // 10)
        # the level is that of the whole scene: between two waves a single pause may be a little stiller
        assert np.percentile(levels, 10) >= PAUSE_FLOOR_DBFS


def test_the_bed_does_not_move_between_close_phrases() -> None:
    timeline, bed, _ = mixed("rain")
    unducked_levels = levels_dbfs(bed[:, 2 * RATE : 19 * RATE], RATE // 2, RATE // 10)
    first, second, _ = phrases(timeline)
    levels = levels_dbfs(bed[:, first.start : second.stop], RATE // 2, RATE // 10)
    # rain itself varies as much by chance
    assert np.ptp(levels) <= np.ptp(unducked_levels) + 1
    assert levels.mean() < unducked_levels.mean() - 4


def test_the_bed_never_moves_faster_than_a_listener_would_ride_it() -> None:
    timeline, _, _ = mixed("rain")
    nodes = timeline.ducking_curve
    steepest = max(
        abs(after.level_db - before.level_db) / (after.frame - before.frame) * RATE for before, after in pairwise(nodes)
    )
    assert steepest <= 16


def test_through_a_change_of_the_bed_its_loudness_holds() -> None:
    timeline, bed, _ = mixed("layers", -14)
    change = timeline.scenes[1].start
    starts = (change - 8 * RATE, change, change + 4 * RATE)
    levels = [loudness_lufs(bed[:, start : start + 4 * RATE]) for start in starts]
    assert levels == pytest.approx([SPEECH_LUFS - 14] * 3, abs=1.2)
