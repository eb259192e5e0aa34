"""How far breaths stand out of their bed is found in the mix alone."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
import pytest
from support.sessions import band_noise, manifest, noise

from audiogen.audio.samples import Samples
from audiogen.manifest import BreathMark, Caption
from audiogen.units import RATE
from audiogen.verify.meters.breaths import BreathMeter, Followed

LENGTH_S = 40
CYCLES_S = (5, 15, 25)
MARKS = tuple(
    BreathMark.model_validate({"start_s": at, "end_s": at + length_s, "kind": kind, "cycle": 1, "cycles": 3})
    for start_s in CYCLES_S
    for at, length_s, kind in ((start_s, 4, "in"), (start_s + 4, 6, "out"))
)
BED = 0.01


def mixed(bed: Samples, fades_db: float) -> Samples:
    """Breaths of 600 to 1600 Hz over a bed, an RMS of 0.1 at first and so much less at their end."""
    mix = bed.copy()
    for number, mark in enumerate(MARKS):
        start, frames = round(mark.start_s * RATE), round(0.95 * (mark.end_s - mark.start_s) * RATE)
        gain = 10 ** (-fades_db / 20 * np.linspace(0, 1, frames))
        mix[:, start : start + frames] += band_noise(frames, number) * (0.1 * gain).astype(np.float32) * 10
    return mix


def followed(mix: Samples, captions: tuple[Caption, ...] = ()) -> dict[str, Followed]:
    meter = BreathMeter(manifest(breaths=MARKS, captions=captions))
    for at in range(0, mix.shape[1], RATE):
        meter.feed(mix[:, at : at + RATE])
    return {each.kind: each for each in meter.followed()}


def still() -> Samples:
    return noise(LENGTH_S * RATE, 1, level=BED)


def test_a_breath_is_as_far_over_its_bed_as_it_was_made() -> None:
    # a band of white noise 600 to 1600 Hz wide has 1/24 of its power; at 85 of 95 % most of the fade has happened
    expected_db = 20 * np.log10(0.1 / BED) + 10 * np.log10(24) - 12 * 0.84
    assert [each.over_db for each in followed(mixed(still(), 12)).values()] == pytest.approx([expected_db] * 2, abs=2.5)


def test_a_breath_that_dies_early_is_faintest_at_its_end() -> None:
    out = followed(mixed(still(), 50))["out"]
    assert out.over_db < 3
    assert out.at == pytest.approx(0.85)


def test_a_bed_that_swells_counts_as_it_is_at_its_louder_moments() -> None:
    t = np.arange(LENGTH_S * RATE) / RATE
    waves = still() * (0.5 + 2.5 * np.sin(np.pi * t / 9.5) ** 4).astype(np.float32)
    calm, swelling = (min(each.over_db for each in followed(mixed(bed, 20)).values()) for bed in (still(), waves))
    assert swelling < calm - 5


def test_breaths_that_become_longer_are_judged_as_one_exercise() -> None:
    # each breath of a way has a length of its own; one that happens to be faint says nothing of the others
    longer = [mark.model_copy(update={"end_s": mark.end_s + 0.3 * at}) for at, mark in enumerate(MARKS[:2] * 3)]
    starts_s = accumulate((mark.end_s - mark.start_s for mark in longer), initial=5.0)
    marks = [
        mark.model_copy(update={"start_s": at, "end_s": at + mark.end_s - mark.start_s})
        for mark, at in zip(longer, starts_s, strict=False)
    ]
    meter = BreathMeter(manifest(breaths=tuple(marks)))
    meter.feed(still())
    assert [each.kind for each in meter.followed()] == ["in", "out"]


def test_time_for_natural_breath_is_no_exercise() -> None:
    natural = BreathMark(start_s=5, end_s=35, kind="natural", cycle=1, cycles=1)
    meter = BreathMeter(manifest(breaths=(natural,)))
    meter.feed(still())
    assert meter.followed() == ()


def test_what_words_cover_is_not_judged() -> None:
    words = tuple(Caption(start_s=at, end_s=at + 9.9, text="In.", kind="cue", paragraph=False) for at in CYCLES_S)
    assert followed(mixed(still(), 50), words) == {}


def test_without_a_bed_there_is_nothing_to_be_followed_over() -> None:
    meter = BreathMeter(manifest(breaths=MARKS, bed=None))
    meter.feed(mixed(still(), 50))
    assert meter.followed() == ()
