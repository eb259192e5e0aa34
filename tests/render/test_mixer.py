from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import gap, phrase, plan, utterance

from audiogen.audio.samples import Samples
from audiogen.plan.cues import ENDING_FADE_FRAMES, BreathCycle, BreathPhase, BreathWord, Strike, Utterance
from audiogen.plan.entries import ENTRY_FRAMES, SOFTER_DB
from audiogen.plan.places import ScriptPlaces
from audiogen.plan.placing import place
from audiogen.plan.timeline import PlacedBreath, PlacedStrike, Timeline
from audiogen.render.kept_sound import HeardFacts
from audiogen.render.mixer import Mixer, MixGains, blocks, entering_gain_db
from audiogen.script.bed import Bed
from audiogen.units import RATE, to_frames

BED = Bed(under_speech_db=-20, in_pauses_db=-14, fade_in_s=2, fade_out_s=2)
CLIP_FRAMES = to_frames(2)


class Steady:
    """A bed that is 1.0 everywhere, so that what comes out is the gain."""

    def render(self, start: int, frames: int) -> Samples:
        return np.ones((2, frames), dtype=np.float32)


class Marked:
    """Sounds that can be told apart by their value."""

    def clip(self, utterance: Utterance) -> Samples:
        return np.full(CLIP_FRAMES, 0.5, dtype=np.float32)

    def bell(self, strike: PlacedStrike) -> Samples:
        return np.full((2, RATE), 0.25, dtype=np.float32)

    def breath(self, phase: PlacedBreath, seed: int) -> Samples:
        return np.full((2, phase.frames), 0.1 if phase.kind == "in" else 0.05, dtype=np.float32)


class Silent(Marked):
    """The same, but words are not heard."""

    def clip(self, utterance: Utterance) -> Samples:
        return np.zeros(CLIP_FRAMES, dtype=np.float32)


def session() -> Timeline:
    breath = BreathCycle(
        0, 1, 1, (BreathPhase("in", RATE, ()), BreathPhase("hold", RATE, ()), BreathPhase("out", RATE, ()))
    )
    cues = (Strike(0, "start"), gap(6, 6, 6), phrase(), gap(6, 6, 6), breath, gap(8, 8, 8))
    planned = plan(*cues, bed=BED)
    return place(planned, dict.fromkeys(planned.utterances, CLIP_FRAMES), ScriptPlaces("x.yaml", (1,)))


def mixer(bed: Steady | None = None, **gains: float) -> Mixer:
    levels = MixGains(**{"bed_db": 0, "breath_db": 0, "bell_db": 0, **gains})
    return Mixer(session(), Marked(), bed, BED, levels, seed=1)


def whole(mix: Mixer) -> Samples:
    return mix.render(0, mix.frames)


def level_db(value: float) -> float:
    return 20 * np.log10(value)


@given(st.lists(st.integers(1, 300_000), max_size=12))
@settings(max_examples=25)
def test_the_same_frames_come_out_whatever_the_blocks(sizes: list[int]) -> None:
    mix = mixer(Steady())
    parts, start = [], 0
    for size in [*sizes, mix.frames]:
        count = min(size, mix.frames - start)
        parts.append(mix.render(start, count))
        start += count
    assert np.array_equal(np.concatenate(parts, axis=1), whole(mixer(Steady())))


def test_an_entry_is_softer_for_its_first_words_and_then_like_all_without_a_step() -> None:
    gains = entering_gain_db(np.arange(0, ENTRY_FRAMES + RATE, 480, dtype=np.float64))
    assert (gains[0], gains[160], gains[-1]) == (-SOFTER_DB, -SOFTER_DB, 0)
    assert np.all(np.diff(gains) >= 0)
    assert float(np.diff(gains).max()) < 0.04


def test_words_after_a_long_rest_enter_softly_over_several_clips() -> None:
    cues = (phrase("a"), gap(12, 12, 12), phrase("b"), gap(0.5, 0.5, 0.5), phrase("c"), gap(9, 9, 9))
    planned = plan(*cues, bed=BED)
    placed = place(planned, dict.fromkeys(planned.utterances, CLIP_FRAMES), ScriptPlaces("x.yaml", (1,)))
    left = whole(Mixer(placed, Marked(), None, BED, MixGains(0, 0, 0), seed=1))[0]
    first, second = placed.clips[1].start, placed.clips[2].start
    at = [placed.clips[0].start + 9, first, first + RATE, second, second + RATE, second + 2 * RATE - 1]
    gains = [level_db(left[frame] / 0.5) for frame in at]
    expected = entering_gain_db(np.array([ENTRY_FRAMES, 0, RATE, second - first, second + RATE - first, ENTRY_FRAMES]))
    assert gains == pytest.approx(expected, abs=0.01)


def test_blocks_give_the_whole_source_once() -> None:
    mix = mixer()
    assert sum(block.shape[1] for block in blocks(mix, 0, mix.frames)) == mix.frames


def test_every_sound_begins_and_ends_on_its_frame() -> None:
    left = whole(mixer())[0]
    clip = slice(6 * RATE, 6 * RATE + CLIP_FRAMES)
    assert np.all(left[clip] == 0.5)
    assert left[clip.start - 1] == left[clip.stop] == 0
    breath = 14 * RATE
    assert np.all(left[breath : breath + RATE] == np.float32(0.1))
    assert np.all(left[breath + RATE : breath + 2 * RATE] == 0)
    assert np.all(left[breath + 2 * RATE : breath + 3 * RATE] == np.float32(0.05))


def test_a_gain_is_the_gain_of_its_own_sound_only() -> None:
    left = whole(mixer(bell_db=-6.0206))[0]
    assert left[RATE // 2] == pytest.approx(0.125, rel=1e-4)
    assert left[7 * RATE] == 0.5


def test_the_bed_ducks_under_speech_and_lifts_in_pauses() -> None:
    bed = whole(mixer(Steady()))[0]
    assert level_db(bed[7 * RATE] - 0.5) == pytest.approx(-20, abs=0.01)
    assert level_db(bed[11 * RATE]) == pytest.approx(-14, abs=0.01)


def test_the_bed_fades_in_from_nothing() -> None:
    bed = whole(mixer(Steady(), bell_db=-200))[0]
    assert bed[0] == pytest.approx(0, abs=1e-6)
    assert level_db(bed[RATE]) == pytest.approx(-14 - 3.01, abs=0.02)
    assert np.all(np.diff(bed[: 2 * RATE]) >= -1e-7)


def test_the_session_ends_in_silence_without_a_step() -> None:
    bed = whole(mixer(Steady()))[0]
    ending = bed[-ENDING_FADE_FRAMES:]
    assert abs(float(ending[-1])) < 1e-6
    assert np.all(np.diff(ending) <= 1e-7)


def test_without_a_bed_pauses_are_silent() -> None:
    left = whole(mixer())[0]
    assert np.all(left[9 * RATE : 13 * RATE] == 0)


def breathed(*words: BreathWord) -> tuple[Timeline, Samples]:
    """A breath with words of half a second that are not heard themselves; and how it sounds, on one channel."""
    breath = BreathCycle(0, 1, 1, (BreathPhase("in", 5 * RATE, words), BreathPhase("out", 5 * RATE, ())))
    planned = plan(gap(6, 6, 6), breath, gap(8, 8, 8), bed=BED)
    timeline = place(planned, dict.fromkeys(planned.utterances, RATE // 2), ScriptPlaces("x.yaml", (1,)))
    mix = Mixer(timeline, Silent(), None, BED, MixGains(0, 0, 0), seed=1).render(0, timeline.frames)[0]
    return timeline, mix


def test_a_breath_goes_down_in_a_tenth_of_a_second_before_a_word_and_comes_back_within_four_tenths_after_it() -> None:
    timeline, mix = breathed(BreathWord(2 * RATE, utterance("two")))
    (word,) = timeline.clips
    gain_db = 20 * np.log10(mix[6 * RATE : 11 * RATE] / 0.1)
    start, end = word.start - 6 * RATE, word.end - 6 * RATE

    def gain_at(frame: int, seconds: float) -> float:
        return float(gain_db[frame + to_frames(seconds)])

    assert [gain_at(start, before_s) for before_s in (-0.11, -0.05, 0)] == pytest.approx([0, -4.5, -9], abs=0.2)
    assert [gain_at(end, after_s) for after_s in (0, 0.1, 0.2, 0.41)] == pytest.approx([-9, -6.75, -4.5, 0], abs=0.2)


def test_a_breath_makes_room_for_the_words_said_with_it_and_comes_back_after_them() -> None:
    timeline, mix = breathed(BreathWord(0, utterance("In")), BreathWord(RATE, utterance("two")))
    start, last_word_ends = 6 * RATE, timeline.clips[-1].end
    said = mix[start:last_word_ends]
    assert level_db(said.max() / 0.1) == pytest.approx(-9, abs=0.1)
    assert level_db(said.min() / 0.1) == pytest.approx(-9, abs=0.1)
    assert mix[last_word_ends + RATE // 2] == pytest.approx(0.1)
    assert mix[start + 6 * RATE] == pytest.approx(0.05)


def softened(bed: Steady | None = None) -> tuple[Timeline, Mixer]:
    """A session that leads into sleep: six phrases with a breath among the last of them."""
    breath = BreathCycle(0, 1, 1, (BreathPhase("in", RATE, ()), BreathPhase("out", RATE, ())))
    said = [cue for number in range(6) for cue in (gap(6, 6, 6), phrase(str(number)))]
    planned = replace(plan(*said[:-2], gap(2, 2, 2), breath, gap(2, 2, 2), said[-1], gap(8, 8, 8), bed=BED), sleep=True)
    timeline = place(planned, dict.fromkeys(planned.utterances, CLIP_FRAMES), ScriptPlaces("x.yaml", (1,)))
    return timeline, Mixer(timeline, Marked(), bed, BED, MixGains(0, 0, 0), seed=1)


def test_what_leads_into_sleep_is_6_db_softer_at_its_last_word_and_nowhere_steps() -> None:
    timeline, mix = softened()
    left = whole(mix)[0]
    gains_db = [level_db(left[frame] / 0.5) for clip in timeline.clips for frame in (clip.start, clip.end - 1)]
    wanted = [-timeline.softer_db(frame) for clip in timeline.clips for frame in (clip.start, clip.end - 1)]
    assert gains_db == pytest.approx(wanted, abs=0.01)
    assert gains_db[:6] == [0] * 6
    assert gains_db[-1] == pytest.approx(-6, abs=0.01)
    steps = [np.abs(np.diff(left[clip.start : clip.end])).max() for clip in timeline.clips]
    assert max(steps) < 2e-6


def test_its_bed_stays_as_far_below_the_words_and_parts_of_it_sound_as_the_whole_does() -> None:
    timeline, mix = softened(Steady())
    parts = mix.render_parts(0, mix.frames)
    for clip in timeline.clips:
        middle = (clip.start + clip.end) // 2
        assert level_db(parts[4, middle] / (parts[2, middle] / 0.5)) == pytest.approx(-20, abs=0.01)
    assert np.allclose(parts[:2], whole(mix), atol=1e-6)


def test_its_breaths_are_as_much_softer_as_its_pauses() -> None:
    timeline, mix = softened()
    breath = timeline.breaths[0]
    assert timeline.breath_softer_db(breath.start) > 2
    heard_db = level_db(whole(mix)[0][breath.start + RATE // 2] / 0.1)
    assert heard_db == pytest.approx(-timeline.breath_softer_db(breath.start), abs=0.01)


@given(st.lists(st.integers(1, 300_000), max_size=8))
@settings(max_examples=4)
def test_it_comes_out_the_same_whatever_the_blocks(sizes: list[int]) -> None:
    _, mix = softened(Steady())
    parts, start = [], 0
    for size in [*sizes, mix.frames]:
        count = min(size, mix.frames - start)
        parts.append(mix.render(start, count))
        start += count
    assert np.array_equal(np.concatenate(parts, axis=1), whole(softened(Steady())[1]))


class Named(Marked):
    """Clips that differ, each known by what is said."""

    def clip(self, utterance: Utterance) -> Samples:
        return np.full(CLIP_FRAMES, 0.1 + len(utterance.text) / 100, dtype=np.float32)

    def clip_facts(self, utterance: Utterance) -> HeardFacts:
        return HeardFacts([utterance.text], own=utterance.text == "Own.")


def spoken(texts: Sequence[str], pauses_s: Sequence[float]) -> Mixer:
    cues = [
        cue
        for text, pause_s in zip(texts, pauses_s, strict=True)
        for cue in (gap(pause_s, pause_s, pause_s), phrase(text), Strike(0, "start"))
    ]
    breath = BreathCycle(0, 1, 1, (BreathPhase("in", RATE, ()), BreathPhase("out", RATE, ())))
    planned = plan(*cues, breath, gap(8, 8, 8), bed=BED)
    placed = place(planned, dict.fromkeys(planned.utterances, CLIP_FRAMES), ScriptPlaces("x.yaml", (1,)))
    levels = MixGains(bed_db=0, breath_db=0, bell_db=0)
    return Mixer(placed, Named(), Steady(), BED, levels, seed=1, bed_facts=lambda _begin, _end: ["steady"])


_TEXTS = st.lists(st.sampled_from(["One.", "Two words.", "Three more words."]), min_size=3, max_size=3)
_PAUSES = st.lists(st.sampled_from([1.0, 2.5, 4.0, 4.01]), min_size=3, max_size=3)


@given(_TEXTS, _TEXTS, _PAUSES, _PAUSES, st.integers(0, 26 * RATE), st.integers(1, 6 * RATE))
@settings(max_examples=120, deadline=None)
def test_stretches_of_equal_facts_have_the_same_samples(
    texts: list[str], others: list[str], pauses: list[float], lengths: list[float], start: int, frames: int
) -> None:
    one, other = spoken(texts, pauses), spoken(others, lengths)
    if one.fingerprint(start, start + frames) == other.fingerprint(start, start + frames):
        np.testing.assert_array_equal(one.render(start, frames), other.render(start, frames))
    for at in range(0, 24 * RATE, 2 * RATE):
        if one.fingerprint(at, at + 2 * RATE) == other.fingerprint(at, at + 2 * RATE):
            np.testing.assert_array_equal(one.render(at, 2 * RATE), other.render(at, 2 * RATE))


def test_what_is_far_from_a_change_has_the_facts_that_it_had() -> None:
    one, other = spoken(["One.", "Two.", "Three."], [4, 4, 4]), spoken(["One.", "Own.", "Three."], [4, 4, 4])
    within = [(at * RATE, (at + 2) * RATE) for at in range(0, 24, 2)]
    changed = [begin // RATE for begin, end in within if one.fingerprint(begin, end) != other.fingerprint(begin, end)]
    assert changed == [10, 12]  # the phrase from 10 to 12 s, and its room
    assert [begin // RATE for begin, end in within if other.fingerprint(begin, end).own] == [10, 12]
