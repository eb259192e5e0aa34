"""The bed of a session: every layer and every scene at its level, and no pause so soft that players cut it out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from support.measuring import levels_dbfs

from audiogen.ambience.measurement import Measurement
from audiogen.ambience.pauses import PAUSE_FLOOR_DBFS, pause_levels
from audiogen.ambience.session_bed import SessionBed, _loudness, session_bed
from audiogen.audio.loudness import Meter
from audiogen.audio.samples import Samples
from audiogen.errors import SoundError
from audiogen.plan.softening import SOFTEST_DB
from audiogen.plan.timeline import PlacedScene
from audiogen.script.bed import Bed, Layer, Scene, Setting
from audiogen.units import RATE, to_gain

MINUTE = 60 * RATE
RAIN, OCEAN, PAD = Layer("rain"), Layer("ocean"), Layer("pad")


def scenes(*each: tuple[int, tuple[Layer, ...]]) -> tuple[PlacedScene, ...]:
    """Scenes that begin at so many minutes, with crossfades of 4 s."""
    return tuple(
        PlacedScene(minutes * MINUTE, 4 * RATE if minutes else 0, Scene(("x",), layers)) for minutes, layers in each
    )


def made(*each: tuple[int, tuple[Layer, ...]], minutes: int = 4) -> SessionBed:
    bed = session_bed(scenes(*each), minutes * MINUTE, Path(), "slug")
    assert bed is not None
    return bed


def loudness(samples: Samples) -> float:
    meter = Meter()
    meter.feed(samples)
    return meter.integrated_lufs()


def test_a_session_without_any_sound_has_no_bed() -> None:
    assert session_bed(scenes((0, ()), (1, ())), 2 * MINUTE, Path(), "slug") is None


def test_a_single_sound_is_passed_through_untouched() -> None:
    bed = made((0, (RAIN,)))
    assert type(bed.source).__name__ == "Rain"
    assert loudness(bed.source.render(0, MINUTE)) == pytest.approx(bed.lufs, abs=0.7)


@pytest.mark.parametrize("layers", [(RAIN, PAD), (RAIN, OCEAN, PAD), (Layer("rain", gain_db=-20), PAD)])
def test_several_layers_together_are_as_loud_as_one(layers: tuple[Layer, ...]) -> None:
    bed = made((0, layers))
    assert loudness(bed.source.render(0, MINUTE)) == pytest.approx(bed.lufs, abs=1)


def test_layers_are_equally_loud_until_their_author_says_otherwise() -> None:
    together, alone = made((0, (RAIN, PAD))), made((0, (Layer("rain", gain_db=-30), PAD)))
    rain_and_pad, pad = together.source.render(0, MINUTE), alone.source.render(0, MINUTE)
    # half the power of two layers is the pad's: without it, the rain is left, as loud as the pad
    rain = rain_and_pad - pad * np.float32(to_gain(-3.01))
    assert loudness(rain) == pytest.approx(together.lufs - 3.01, abs=1)


def test_scenes_are_equally_loud_before_during_and_after_their_crossfade() -> None:
    bed = made((0, (RAIN,)), (1, (PAD, Layer("ocean", gain_db=-9))), minutes=2)
    levels = [loudness(bed.source.render(start * RATE, 8 * RATE)) for start in (40, 50, 58, 70, 100)]
    assert levels == pytest.approx([bed.lufs] * 5, abs=2.5)


def test_a_layer_of_both_scenes_goes_on_as_if_nothing_had_happened() -> None:
    changed, unchanged = made((0, (RAIN, PAD)), (1, (PAD, RAIN))), made((0, (RAIN, PAD)))
    stretch = (58 * RATE, 8 * RATE)
    difference = changed.source.render(*stretch) - unchanged.source.render(*stretch)
    assert np.abs(difference).max() < 0.06 * np.abs(unchanged.source.render(*stretch)).max()


def test_a_scene_that_is_off_is_silent_after_its_crossfade() -> None:
    bed = made((0, (RAIN,)), (1, ()), (2, (RAIN,)))
    assert not bed.source.render(MINUTE + 5 * RATE, 50 * RATE).any()
    assert bed.source.render(2 * MINUTE + 10 * RATE, RATE).any()


def test_the_same_sound_with_other_parameters_is_another_layer() -> None:
    bed = made((0, (Layer("pad", settings=(Setting("key", "A"),)),)), (1, (PAD,)))
    stretch = bed.source.render(MINUTE - 10 * RATE, 20 * RATE)
    assert np.abs(np.diff(stretch)).max() < 0.05


def test_every_session_has_a_bed_of_its_own() -> None:
    one, other = (session_bed(scenes((0, (RAIN,))), MINUTE, Path(), slug) for slug in ("one", "other"))
    assert one is not None
    assert other is not None
    assert not np.array_equal(one.source.render(0, RATE), other.source.render(0, RATE))


def test_a_file_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match=r"stream\.wav"):
        session_bed(scenes((0, (Layer(None, "stream.wav"),))), MINUTE, tmp_path, "slug")


@pytest.mark.parametrize("layers", [(RAIN,), (OCEAN,), (PAD,), (OCEAN, PAD)])
def test_in_pauses_hardly_anything_of_any_bed_is_below_what_players_cut_out(layers: tuple[Layer, ...]) -> None:
    bed, speech_lufs = made((0, layers)), -16.0
    (pause,) = pause_levels(bed.scenes, Bed(in_pauses_db=-30), speech_lufs)
    finished = bed.source.render(0, 2 * MINUTE) * np.float32(to_gain(speech_lufs + pause.level_db - bed.lufs))
    levels = levels_dbfs(finished, 2 * RATE // 5, RATE // 5)
    assert 0.3 < np.percentile(levels, 5) - PAUSE_FLOOR_DBFS < 3


def test_a_level_that_is_high_enough_is_left_as_it_was_asked_for() -> None:
    bed = made((0, (RAIN,)))
    assert [pause.level_db for pause in pause_levels(bed.scenes, Bed(in_pauses_db=-12), -16)] == [-12]
    assert bed.scenes[0].remark(-12, -16) is None


def test_a_bed_made_softer_for_the_sake_of_the_whole_stays_above_what_players_cut_out() -> None:
    bed = made((0, (PAD,)))
    levels = [pause_levels(bed.scenes, Bed(), -16, softer_db=softer_db)[0].level_db for softer_db in (0, 1, 40)]
    (needed,) = pause_levels(bed.scenes, Bed(in_pauses_db=-60), -16)
    assert levels == [Bed().in_pauses_db, Bed().in_pauses_db - 1, pytest.approx(needed.level_db - 1)]


def test_a_bed_that_becomes_softer_with_the_voice_stops_where_players_would_cut_it_out() -> None:
    bed = made((0, (PAD,)), (2, ()))
    (needed, _) = pause_levels(bed.scenes, Bed(in_pauses_db=-60), -16)
    loud, near, soft = (pause_levels(bed.scenes, Bed(in_pauses_db=level), -16) for level in (-10, -16, -60))
    assert loud[0].yields_db == SOFTEST_DB
    assert near[0].yields_db == pytest.approx(-16 - (needed.level_db - 1), abs=0.1)
    assert soft[0].yields_db == pytest.approx(1, abs=0.1)
    # there is nothing to cut where its author has turned it off
    assert near[1].yields_db == SOFTEST_DB


def test_the_author_is_told_when_a_pause_had_to_be_lifted_and_by_how_much() -> None:
    bed = made((0, (PAD,)), (2, (RAIN,)))
    _, rain = pause_levels(bed.scenes, Bed(in_pauses_db=-20), -16)
    said = bed.scenes[1].remark(-20, -16)
    assert said is not None
    assert said.startswith(f"the bed from 2:00 on is at {rain.level_db:.0f} dB in pauses, not -20: ")


def test_no_pause_is_lifted_to_the_voice_and_the_author_is_told() -> None:
    bed = made((0, (Layer(sound="thunder", settings=(Setting("tempo", "0"),)),)))
    (scene,) = bed.scenes
    assert [pause.level_db for pause in pause_levels(bed.scenes, Bed(in_pauses_db=-30), -24)] == [-10]
    assert "has moments of stillness" in str(scene.remark(-30, -24))


def test_where_all_of_a_show_is_too_soft_for_such_players_its_author_is_told_so() -> None:
    (scene,) = made((0, (RAIN,))).scenes
    assert "the whole show is so soft, at -31 LUFS" in str(scene.remark(-30, -31))


def test_a_scene_that_is_meant_to_be_silent_is_let_be() -> None:
    bed = made((0, (RAIN,)), (2, ()))
    assert [pause.level_db for pause in pause_levels(bed.scenes, Bed(in_pauses_db=-20), -16)][1] == -20
    assert bed.scenes[1].remark(-20, -16) is None


def test_a_sound_that_is_silent_wherever_it_is_listened_to_is_refused_by_name() -> None:
    with pytest.raises(SoundError, match="silent wherever it is listened to: sound thunder"):
        _loudness("sound thunder", [Measurement(np.zeros(40), np.zeros(40))])


@pytest.mark.parametrize(("depth", "swelling"), [(0.0, ()), (0.9, ("waves.wav",))])
def test_a_recording_that_comes_and_goes_as_breath_does_is_named(
    depth: float, swelling: tuple[str, ...], tmp_path: Path
) -> None:
    t = np.arange(60 * RATE) / RATE
    noise = np.random.default_rng(1).normal(0, 0.05, t.size) * (1 - depth * np.sin(np.pi * t / 9) ** 2)
    soundfile.write(tmp_path / "waves.wav", noise.astype(np.float32), RATE)
    made = session_bed(scenes((0, (Layer(None, "waves.wav"),))), MINUTE, tmp_path, "slug")
    assert made is not None
    assert made.swelling == swelling
