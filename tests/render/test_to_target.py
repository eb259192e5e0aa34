"""Rendering a mix to a file: the loudness it reaches, and what is said when it cannot."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import gap, phrase, plan

from audiogen.ambience.cues.bell import bell
from audiogen.audio.loudness import HOP, Meter, gated_lufs
from audiogen.audio.samples import Samples
from audiogen.audio.true_peak import CELL
from audiogen.encode.decode import blocks_of
from audiogen.encode.formats import find_format, formats
from audiogen.encode.mp3.segments import segments
from audiogen.encode.tags import Tags
from audiogen.errors import MediaError
from audiogen.parallel import Workers
from audiogen.plan.alike import alike
from audiogen.plan.cues import Strike, Utterance, Voiced
from audiogen.plan.places import ScriptPlaces
from audiogen.plan.placing import place
from audiogen.plan.timeline import PlacedBreath, PlacedStrike, Timeline
from audiogen.render.files import EpisodeFiles
from audiogen.render.gain import Mastering, Programme, mastered, sounding
from audiogen.render.limiter import LimiterWork
from audiogen.render.mixer import Mixer, MixGains, blocks
from audiogen.render.output import PARTS, Output
from audiogen.render.prediction import MixEnergies, energies_of_sound, foreseen
from audiogen.render.to_target import Finished, Rendering, render
from audiogen.script.bed import Bed
from audiogen.script.levels import Anchor, Levels
from audiogen.units import RATE, to_frames, to_gain

CLIP_FRAMES = to_frames(3)
DEFAULTS = Levels()
TAGS = Tags("Title", "Artist", "Album", 1, dt.date(2026, 11, 23), "en")


def noise(frames: int, seed: int, level_dbfs: float) -> Samples:
    """Without treble, of which codecs keep more or less."""
    white = np.random.default_rng(seed).standard_normal(frames + 11)
    return (np.convolve(white, np.full(12, 12**-0.5), mode="valid") * to_gain(level_dbfs)).astype(np.float32)


class Hiss:
    """A bed of even noise: the same ten seconds again and again."""

    def __init__(self, level_dbfs: float) -> None:
        rng = np.random.default_rng(1)
        self.noise = rng.standard_normal((2, 10 * RATE), dtype=np.float32) * np.float32(to_gain(level_dbfs))

    def render(self, start: int, frames: int) -> Samples:
        return self.noise[:, np.arange(start, start + frames) % self.noise.shape[1]]


@cache
def syllables() -> Samples:
    swell = 0.6 + 0.4 * np.sin(np.arange(CLIP_FRAMES) * (2 * np.pi * 4 / RATE))
    return (noise(CLIP_FRAMES, 1, -22) * swell).astype(np.float32)


class Spoken:
    """Phrases of noise with loud syllables, so that a limiter has something to do."""

    def clip(self, utterance: Utterance) -> Samples:
        return syllables()

    def bell(self, strike: PlacedStrike) -> Samples:
        return np.zeros((2, RATE), np.float32)

    def breath(self, phase: PlacedBreath, seed: int) -> Samples:
        return np.zeros((2, phase.frames), np.float32)


def timeline(phrases: int = 3, pause_s: float = 2) -> Timeline:
    cues = [cue for number in range(phrases) for cue in (gap(pause_s, pause_s, pause_s), phrase(f"Phrase {number}."))]
    planned = plan(Strike(0, "start"), *cues, gap(5, 5, 5))
    return place(planned, dict.fromkeys(planned.utterances, CLIP_FRAMES), ScriptPlaces("x.yaml", (1,)))


class Struck(Spoken):
    """The same with real bells."""

    def bell(self, strike: PlacedStrike) -> Samples:
        return bell(strike.bell)


def rendering(
    placed: Timeline, bed_dbfs: float | None = -48.0, levels: Levels = DEFAULTS, sounds: Spoken | None = None
) -> Rendering:
    bed = None if bed_dbfs is None else Hiss(bed_dbfs)
    mixer = Mixer(placed, sounds or Spoken(), bed, Bed(), MixGains(0, 0, 0), seed=1)
    files = EpisodeFiles(mixer, (), TAGS, Workers(1))
    return Rendering(Programme(placed, partial(energies, mixer, bed)), files, levels, -22.0, "scripts/01-small.yaml")


def energies(mixer: Mixer, bed: Hiss | None) -> MixEnergies:
    """What is known of a mix from its parts."""
    meter = Meter()
    if bed:
        meter.feed(bed.render(0, 10 * RATE))
    return foreseen(mixer, meter.energies(), lambda placed: energies_of_sound(placed.load()))


def finish(rendering: Rendering, *paths: Path, threads: int = 2) -> Finished:
    """Render to files whose suffixes tell the format, and `name.voice.flac` the part."""
    outputs = tuple(output_of(path) for path in paths)
    with Workers(threads) as workers:
        return render(replace(rendering, files=replace(rendering.files, outputs=outputs, workers=workers)))


def output_of(path: Path) -> Output:
    part = next((part for part in PARTS if f".{part}." in path.name), "mix")
    return Output(find_format(path.suffix[1:]), path, part=part)


Told = list[tuple[str, int]]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finished, Told]:
    """A session at the default levels, and the progress that was reported of it."""
    told: Told = []
    telling = replace(rendering(timeline()), on_progress=lambda stage, done: told.append((stage, done)))
    return finish(telling, tmp_path_factory.mktemp("usual") / "x.mp3"), told


def test_a_session_reaches_its_loudness_and_keeps_its_peaks(usual: tuple[Finished, Told]) -> None:
    measured = usual[0].mixes[0].heard
    assert measured.integrated_lufs == pytest.approx(-16, abs=0.3)
    assert measured.true_peak_dbtp <= -1.0
    assert measured.frames == timeline().frames


def test_a_session_without_a_bed_reaches_it_too(tmp_path: Path) -> None:
    measured = finish(rendering(timeline(), None), tmp_path / "x.mp3").mixes[0].heard
    assert measured.integrated_lufs == pytest.approx(-16, abs=0.3)


def test_a_silent_session_is_refused_by_name(tmp_path: Path) -> None:
    planned = plan(gap(20, 20, 20))
    placed = place(planned, {}, ScriptPlaces("x.yaml", (1,)))
    with pytest.raises(MediaError, match=r"scripts/01-small\.yaml: the session is silent"):
        finish(rendering(placed, None), tmp_path / "x.mp3")


def test_progress_is_told_of_measuring_encoding_and_verifying_to_the_last_frame(usual: tuple[Finished, Told]) -> None:
    _, told = usual
    frames = timeline().frames
    assert {("encode", frames), ("verify", frames)} <= set(told)
    assert told[-1] == ("verify", frames)
    assert "measure" in {stage for stage, _ in told}


def long_timeline() -> Timeline:
    return timeline(phrases=9, pause_s=7)


@pytest.fixture(scope="module")
def in_segments(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An MP3 that one thread has made in two segments."""
    path = tmp_path_factory.mktemp("long") / "segments.mp3"
    finish(rendering(long_timeline()), path, threads=1)
    assert len(segments(long_timeline().frames)) == 2
    return path


def decoded(path: Path) -> Samples:
    return np.concatenate(list(blocks_of(path)), axis=1)


def test_the_bytes_are_the_same_for_any_number_of_threads(tmp_path: Path, in_segments: Path) -> None:
    finish(rendering(long_timeline()), tmp_path / "x.mp3", threads=3)
    assert (tmp_path / "x.mp3").read_bytes() == in_segments.read_bytes()


@pytest.mark.parametrize("spoilt", ["_MINUTE_FRAMES", "_AGREEING_FRAMES"])
def test_segments_decode_to_what_one_encoder_makes_of_a_short_session_and_where_no_joint_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_segments: Path, spoilt: str
) -> None:
    monkeypatch.setattr(f"audiogen.encode.mp3.segments.{spoilt}", 10**9)
    finish(rendering(long_timeline()), tmp_path / "one.mp3")
    np.testing.assert_array_equal(decoded(tmp_path / "one.mp3"), decoded(in_segments))


@given(start=st.integers(0, 400), length=st.integers(1, 200))
@settings(max_examples=12)
def test_a_stretch_is_mastered_as_if_all_before_it_had_been(start: int, length: int) -> None:
    mix = rendering(timeline(), -30).files.mix
    limiter = Mastering(12.0, -6.0)
    begin, end = start * 20 * CELL, (start + length) * 20 * CELL
    whole = np.concatenate(list(mastered(mix, limiter, 0, end)), axis=1)
    stretch = np.concatenate(list(mastered(mix, limiter, begin, end)), axis=1)
    np.testing.assert_array_equal(stretch, whole[:, begin:])


def test_few_words_beside_a_loud_bed_are_judged_by_the_voice_alone(tmp_path: Path) -> None:
    finished = finish(rendering(timeline(phrases=2, pause_s=20), -22.0), tmp_path / "x.mp3")
    assert finished.anchor == "speech"
    assert finished.mixes[0].loudness_lufs == pytest.approx(-16, abs=0.5)
    assert finished.mixes[0].heard.integrated_lufs < -17


ANCHORED = Levels.model_validate({"anchor": "speech"})


def test_speech_as_the_anchor_stands_above_what_the_target_asks_of_all_together() -> None:
    assert (ANCHORED.loudness, ANCHORED.programme_lufs) == (-14.5, -16.0)
    by_hand = Levels.model_validate({"anchor": "speech", "loudness": -20})
    assert (by_hand.loudness, by_hand.programme_lufs, DEFAULTS.programme_lufs) == (-20, None, None)


def test_where_pauses_take_too_much_the_bed_becomes_softer_and_the_voice_stays(tmp_path: Path) -> None:
    placed = timeline(phrases=2, pause_s=20)
    with Workers(2) as workers:

        def with_bed(bed_dbfs: float) -> Rendering:
            asked = rendering(placed, bed_dbfs, ANCHORED)
            files = replace(asked.files, outputs=(output_of(tmp_path / "x.mp3"),), workers=workers)
            return replace(asked, files=files, softer=lambda _db: with_bed(-46.0))

        finished = render(with_bed(-31.0))
    assert finished.anchor == "speech"
    assert finished.mixes[0].loudness_lufs == pytest.approx(-14.5, abs=0.2)
    assert finished.mixes[0].heard.integrated_lufs > -16.8


def test_how_soft_a_bed_has_to_be_is_reckoned_without_another_mix() -> None:
    placed = timeline(phrases=2, pause_s=20)
    loud, soft = (rendering(placed, bed_dbfs, ANCHORED).programme for bed_dbfs in (-31.0, -33.0))
    assert loud.foreseen("programme", 2) == pytest.approx(soft.foreseen("programme"), abs=0.15)
    assert loud.foreseen("speech", 2) == pytest.approx(loud.foreseen("speech"), abs=0.02)


@pytest.mark.parametrize("bed_dbfs", [None, -48.0, -30.0])
@pytest.mark.parametrize("anchor", ["programme", "speech"])
def test_the_loudness_of_a_mix_is_known_before_it_is_rendered(anchor: Anchor, bed_dbfs: float | None) -> None:
    asked, meter = rendering(timeline(phrases=5, pause_s=3), bed_dbfs, sounds=Struck()), Meter()
    for block in blocks(asked.files.mix, 0, asked.files.mix.frames):
        meter.feed(block)
    heard = gated_lufs(asked.programme.judged(meter.energies(), anchor))
    assert asked.programme.foreseen(anchor) == pytest.approx(heard, abs=0.1)


@pytest.mark.parametrize(("off_lu", "times"), [(0.15, 1), (0.3, 2)])
def test_a_file_is_written_again_only_when_it_is_off_by_more_than_a_fifth_of_a_unit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, off_lu: float, times: int
) -> None:
    asked, written, write = rendering(timeline(), None), list[Mastering](), EpisodeFiles.write

    def counting(self: EpisodeFiles, mastering: Mastering, on_written: Callable[[int], None]) -> LimiterWork:
        written.append(mastering)
        return write(self, mastering, on_written)

    monkeypatch.setattr(EpisodeFiles, "write", counting)
    known = asked.programme.energies()
    wrong = MixEnergies(known.sounds * 10 ** (off_lu / 10), known.bed)
    finish(replace(asked, programme=replace(asked.programme, energies=lambda: wrong)), tmp_path / "x.flac")
    assert len(written) == times
    assert all(round(each.gain_db, 1) == each.gain_db for each in written)


def test_a_bed_that_cannot_become_softer_leaves_the_voice_as_loud_as_in_all_sessions(tmp_path: Path) -> None:
    finished = finish(rendering(timeline(phrases=2, pause_s=20), -31.0, ANCHORED), tmp_path / "x.mp3")
    assert finished.mixes[0].loudness_lufs == pytest.approx(-14.5, abs=0.2)
    assert finished.mixes[0].heard.integrated_lufs < -16.8


def test_a_target_that_is_missed_fails_with_the_figures(tmp_path: Path) -> None:
    sparse = rendering(timeline(phrases=2, pause_s=20), -22.0, Levels(anchor="programme"))
    with pytest.raises(
        MediaError, match=r"scripts/01-small\.yaml: the finished mp3 is at -\d\d\.\d\d LUFS instead of -16\.0"
    ):
        finish(sparse, tmp_path / "x.mp3")


def test_several_formats_come_from_one_pass_and_each_is_what_it_must_be(tmp_path: Path) -> None:
    paths = [tmp_path / f"x{each.suffix}" for each in formats()]
    finished = finish(rendering(timeline()), *paths)
    for file in finished.files:
        assert file.heard.frames == timeline().frames
        assert file.loudness_lufs == pytest.approx(-16, abs=0.5)
        assert file.heard.true_peak_dbtp <= -1.0


def test_voice_and_ambience_add_up_to_the_mix(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("x.flac", "x.voice.flac", "x.ambience.flac")]
    finish(rendering(timeline()), *paths)
    mix, voice, ambience = map(decoded, paths)
    np.testing.assert_allclose(voice + ambience, mix, atol=3 / 2**23)
    placed = timeline()
    clip = placed.clips[0]
    assert np.abs(voice[:, clip.start : clip.end]).max() > 0.1
    assert not voice[:, : clip.start].any()
    assert ambience[:, clip.start : clip.end].any()


@pytest.mark.parametrize("target", ["streaming", "audiobook", "broadcast", "sleep"])
def test_every_target_is_met(tmp_path: Path, target: str) -> None:
    assert Levels.model_validate({"target": "podcast"}) == DEFAULTS  # which the usual session has
    levels = Levels.model_validate({"target": target})
    finished = finish(rendering(timeline(), levels=levels), tmp_path / "x.mp3")
    assert finished.mixes[0].loudness_lufs == pytest.approx(levels.loudness, abs=0.5)
    assert finished.mixes[0].heard.true_peak_dbtp <= levels.true_peak


def hops_of(start: int, end: int) -> slice:
    return slice(start // HOP, -(-end // HOP))


def test_every_moment_of_a_session_is_counted_once() -> None:
    placed = timeline()
    strata = sounding(placed, "programme")
    for clip in placed.clips:
        assert strata["speech"][hops_of(clip.start, clip.end)].all()
    assert strata["bells"].any()
    counted = sum(mask.astype(int) for mask in strata.values())
    assert (counted == 1).all()


def test_where_speech_is_the_anchor_it_alone_counts() -> None:
    placed = timeline()
    assert list(sounding(placed, "speech")) == ["speech"]
    energies = np.arange(placed.frames // HOP, dtype=np.float64)
    programme = rendering(placed).programme
    anchor = programme.judged(energies, "speech")
    assert anchor.size == sounding(placed, "speech")["speech"].sum() < energies.size
    np.testing.assert_array_equal(programme.judged(energies, "programme"), energies)


def test_a_session_without_words_is_judged_by_all_of_it() -> None:
    placed = place(plan(gap(20, 20, 20)), {}, ScriptPlaces("x.yaml", (1,)))
    assert sounding(placed, "speech")["speech"].all()


@pytest.mark.parametrize("bed_dbfs", [-48.0, None])
def test_a_session_without_words_is_as_loud_as_any_other(tmp_path: Path, bed_dbfs: float | None) -> None:
    planned = plan(Strike(0, "start"), gap(20, 20, 20), Strike(0, "end"), gap(17, 17, 17))
    wordless = place(planned, {}, ScriptPlaces("x.yaml", (1,)))
    finished = finish(rendering(wordless, bed_dbfs, sounds=Struck()), tmp_path / "x.mp3")
    assert finished.mixes[0].heard.integrated_lufs == pytest.approx(-16, abs=0.5)
    assert finished.mixes[0].heard.true_peak_dbtp <= -1


def test_how_much_is_turned_down_is_told(tmp_path: Path, usual: tuple[Finished, Told]) -> None:
    gentle = usual[0].limited
    harsh = finish(rendering(timeline(), levels=Levels(true_peak=-3)), tmp_path / "harsh.mp3").limited
    assert 0 <= gentle.share < harsh.share < 1
    assert gentle.most_db < harsh.most_db


def test_tracks_that_are_alike_get_the_same_gain_to_the_last_bit() -> None:
    own = Utterance("Hello Anna.", "tone", 150, "en")
    cues = [cue for number in range(6) for cue in (gap(2, 4, 9), phrase(own.text if number == 3 else f"{number}."))]
    planned = plan(Strike(0, "start"), *cues, gap(5, 9, 20), target_s=50)

    def loudness(own_s: float, expected: dict[Voiced, int]) -> float:
        frames_of = {**dict.fromkeys(planned.utterances, CLIP_FRAMES), own: to_frames(own_s)}
        placed = place(planned, frames_of, ScriptPlaces("x.yaml", (1,)), expected)
        bed = Hiss(-48)
        mixer = Mixer(placed, _Named(own, to_frames(own_s)), bed, Bed(), MixGains(0, 0, 0), seed=1)
        known = partial(energies, mixer, bed)
        return Programme(placed, known, alike(planned, frames_of, expected)).foreseen("programme")

    expected: dict[Voiced, int] = {own: to_frames(2.5)}
    assert loudness(2, expected) == loudness(3, expected)
    assert loudness(2, {}) != loudness(3, {})
    assert loudness(2, expected) == pytest.approx(loudness(2, {}), abs=0.2)


@dataclass(frozen=True, slots=True)
class _Named(Spoken):
    """The same, with a phrase of another length."""

    own: Utterance
    frames: int

    def clip(self, utterance: Utterance) -> Samples:
        return syllables()[: self.frames] if utterance == self.own else syllables()
