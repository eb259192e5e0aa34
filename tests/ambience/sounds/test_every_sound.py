"""What every sound promises to the mixer and to the ear, measured on the sound itself.

Every installed sound is measured. Tones do not promise what only noise can; what they promise instead, and what happens
at the ends of parameters, stands in test_settings.py and test_weather.py.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.measuring import (
    centroid_hz,
    levels_dbfs,
    most_above_around_db,
    octave_levels_db,
    repetition,
    returns,
    rms_dbfs,
)

from audiogen.ambience.measurement import measure, windows
from audiogen.ambience.registry import find_sound, sound_names
from audiogen.ambience.sound import Choice, Range
from audiogen.audio.loudness import loudness_lufs
from audiogen.units import RATE, to_frames
from audiogen.verify.meters.clicks import ClickDetector

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from audiogen.audio.samples import Samples, Source

NOISES = tuple(name for name in sound_names() if find_sound(name).kind == "noise")
STEADY_TONES = ("binaural", "isochronic")
"""Their tones are the same in every session, whatever the seed: that is what they are for."""
LISTENED_S = 60
CRACKLING = ("fire",)
"""Sharp by nature: no crackle is a click for all that, nor a hit that startles; test_weather.py has the rest."""
RETURNING = ("noise", "ocean", "rain", "wind")
"""They are heard for long enough to read their pools again."""

every_sound = pytest.mark.parametrize("name", sound_names())
every_noise = pytest.mark.parametrize("name", NOISES)


@cache
def bed(name: str) -> Source:
    return find_sound(name).make(7)


@dataclass(frozen=True)
class Measured:
    rms_dbfs: float
    peak: float
    mono_loss_db: float
    correlation: float
    left_over_right_db: float
    direct_current: float
    steepest: float
    """The highest step from one sample to the next, relative to their RMS."""
    rise_db: float
    """The highest 10 ms above the 3 s around it."""
    span_db: float
    """Between the softest and the loudest 3 s."""


@dataclass(frozen=True)
class Returning:
    """How like a noise is to itself later."""

    repetition: float
    """From 1 to 70 s later, at its highest."""
    low: NDArray[np.float64]
    """Of every 0.8 s between 50 and 200 Hz, within 12 s."""
    full: NDArray[np.float64]
    """The same up to 3 kHz."""
    ever: float
    """Between 50 and 400 Hz, within 110 s; 0 if it is not among `RETURNING`."""


def measured(sound: Samples) -> Measured:
    steps = np.diff(sound)
    return Measured(
        rms_dbfs=rms_dbfs(sound),
        peak=float(np.abs(sound).max()),
        mono_loss_db=rms_dbfs(sound) - rms_dbfs(sound.mean(axis=0, keepdims=True)),
        correlation=float(np.corrcoef(sound)[0, 1]),
        left_over_right_db=rms_dbfs(sound[:1]) - rms_dbfs(sound[1:]),
        direct_current=float(np.abs(sound.mean(axis=1, dtype=np.float64)).max()),
        steepest=float(np.abs(steps).max() / np.sqrt(np.mean(steps**2))),
        rise_db=most_above_around_db(sound),
        span_db=float(np.ptp(levels_dbfs(sound, to_frames(3), to_frames(1)))),
    )


@cache
def all_heard(name: str) -> tuple[Measured, Returning | None]:
    """Each sound is rendered once for all that it promises; the figures are kept, the sound is not."""
    is_noise = name in (*NOISES, "thunder")
    seconds = 140 if name in RETURNING else 100 if name in NOISES else LISTENED_S
    sound = bed(name).render(to_frames(20), to_frames(seconds))
    first = sound[:, : to_frames(LISTENED_S)]
    returning = Returning(
        repetition=repetition(sound[:, : to_frames(100)], 1, 70) if name in NOISES else 0.0,
        low=returns(first, 50, 200, 12),
        # half a minute is enough where many waves fit into a piece
        full=returns(first[:, : to_frames(32)], 50, 3000, 12),
        ever=float(returns(sound, 50, 400, 110).max()) if name in RETURNING else 0.0,
    )
    return measured(first), returning if is_noise else None


def heard(name: str) -> Measured:
    return all_heard(name)[0]


def returning(name: str) -> Returning:
    found = all_heard(name)[1]
    assert found is not None
    return found


def most_rise_db(name: str) -> float:
    """What 10 ms may stand above the 3 s around them: at 12 dB `audiogen.ambience.recorded.defects` calls it a hit."""
    return 12 if name in CRACKLING else 7


def corners(name: str) -> list[dict[str, object]]:
    """All numbers at their lowest, and all at their highest, with each of the choices."""
    parameters = find_sound(name).parameters
    choices = [[(each.name, word) for word in each.choices] for each in parameters if isinstance(each, Choice)]
    numbers = [each for each in parameters if isinstance(each, Range)]
    ends = ({each.name: each.low for each in numbers}, {each.name: each.high for each in numbers})
    return [{**end, **dict(words)} for end, words in product(ends, product(*choices))]


@every_sound
@settings(max_examples=8)
@given(
    start=st.integers(0, to_frames(4000)),
    lengths=st.lists(st.integers(0, 40_000), min_size=1, max_size=4),
)
def test_the_same_bits_come_out_whatever_blocks_are_asked_for(name: str, start: int, lengths: list[int]) -> None:
    edges = np.cumsum([start, *lengths]).tolist()
    blocks = [bed(name).render(begin, end - begin) for begin, end in pairwise(edges)]
    whole = bed(name).render(start, edges[-1] - start)
    np.testing.assert_array_equal(np.concatenate(blocks, axis=1), whole)


@every_sound
def test_a_single_frame_is_the_same_as_in_its_block(name: str) -> None:
    block = bed(name).render(1000, 600)
    for at in (0, 23, 24, 25, 279, 280, 599):
        np.testing.assert_array_equal(bed(name).render(1000 + at, 1), block[:, at : at + 1])


@every_sound
def test_two_threads_may_render_the_same_bed(name: str) -> None:
    starts = [to_frames(7 * minute) for minute in range(8)]
    alone = [bed(name).render(start, 12_000) for start in starts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda start: bed(name).render(start, 12_000), starts))
    np.testing.assert_array_equal(together, alone)


@every_sound
def test_the_same_seed_makes_the_same_bed_again(name: str, made_sounds: Callable[[], None]) -> None:
    first = bed(name)
    made_sounds()
    again = find_sound(name).make(7)
    np.testing.assert_array_equal(again.render(12_345, 30_000), first.render(12_345, 30_000))


@pytest.mark.parametrize("name", sorted(set(sound_names()) - set(STEADY_TONES)))
def test_another_seed_makes_another_bed(name: str) -> None:
    other = find_sound(name).make(8).render(0, to_frames(20))[0]
    # bowls on the same notes are alike by chance
    assert abs(np.corrcoef(other, bed(name).render(0, to_frames(20))[0])[0, 1]) < 0.15


@every_sound
def test_what_is_rendered_belongs_to_the_caller(name: str) -> None:
    first = bed(name).render(0, 1000)
    before = first.copy()
    first *= 0
    np.testing.assert_array_equal(bed(name).render(0, 1000), before)


@every_noise
def test_noise_never_repeats_itself(name: str) -> None:
    assert returning(name).repetition < 0.05


@pytest.mark.parametrize("band", ["low", "full"])
@pytest.mark.parametrize("name", [*NOISES, "thunder"])
def test_no_piece_of_a_noise_is_heard_again_soon(name: str, band: str) -> None:
    """Noise that is always new has 0.26 between 50 and 200 Hz, where few waves fit into a piece, and 0.07 up to 3 kHz.

    Pools of 5 s had 0.7 to 0.9: low notes that swell the same way every few seconds.
    """
    soon = getattr(returning(name), band)
    assert np.median(soon) < 0.5
    assert np.quantile(soon, 0.95) < 0.65


@pytest.mark.parametrize("name", RETURNING)
def test_no_piece_of_a_noise_ever_returns_as_it_was(name: str) -> None:
    """What returns after the length of a pool is with other noise then, of which half of it is made."""
    assert returning(name).ever < 0.95


@every_sound
def test_it_is_wide_and_loses_little_in_mono(name: str) -> None:
    assert 0.0 < heard(name).correlation <= 0.5
    assert heard(name).mono_loss_db < 3


@every_sound
def test_both_sides_are_equally_loud_in_the_long_run(name: str) -> None:
    assert abs(heard(name).left_over_right_db) < 1


@every_sound
def test_there_is_no_direct_current(name: str) -> None:
    assert heard(name).direct_current < 10 ** (-60 / 20)


@every_sound
def test_it_never_sinks_so_low_that_players_take_it_for_silence(name: str) -> None:
    # between waves the roar of the open sea goes on: what it must hold stands in test_noise.py
    assert heard(name).span_db < (15 if name == "ocean" else 10)


@every_sound
def test_nothing_stands_out_suddenly(name: str) -> None:
    assert heard(name).rise_db < most_rise_db(name)
    assert 20 * np.log10(heard(name).peak) - heard(name).rms_dbfs < (26 if name in CRACKLING else 20)


@pytest.mark.parametrize("name", sorted(set(sound_names()) - set(CRACKLING)))
def test_there_is_no_click(name: str) -> None:
    assert heard(name).steepest < 11


@every_sound
def test_it_leaves_room_below_full_scale(name: str) -> None:
    assert -30 < heard(name).rms_dbfs < -18
    assert heard(name).peak < 0.9


@pytest.mark.parametrize(("name", "given"), [(name, corner) for name in NOISES for corner in corners(name)])
def test_no_setting_of_a_noise_breaks_a_promise(name: str, given: dict[str, object]) -> None:
    sound = find_sound(name).make(11, given).render(to_frames(100), to_frames(15))
    noise, watch = measured(sound), ClickDetector()
    watch.feed(sound * np.clip(np.arange(sound.shape[1], dtype=np.float32) / 4800, 0, 1))  # else it begins with a click
    assert watch.spikes() == ()
    assert -30 < noise.rms_dbfs < -18
    assert noise.peak < 0.95
    assert noise.mono_loss_db < 3
    assert noise.rise_db < most_rise_db(name)
    assert noise.span_db < (17 if name == "ocean" else 12)
    assert noise.direct_current < 10 ** (-60 / 20)


def test_a_chord_of_the_pad_does_not_come_round_again() -> None:
    assert repetition(bed("pad").render(to_frames(20), to_frames(180)), 4, 150) < 0.12


def test_the_pad_is_warm_with_a_little_air() -> None:
    levels = octave_levels_db(bed("pad").render(to_frames(20), to_frames(40)), 62.5, 8)
    assert max(levels[:3]) > -6
    assert all(-45 < level < -20 for level in levels[5:])


def test_the_pad_changes_its_chord_within_half_a_minute() -> None:
    first, second = (
        np.abs(np.fft.rfft(bed("pad").render(to_frames(at), to_frames(6))[0]))[: 6 * 600] for at in (24, 56)
    )
    assert np.corrcoef(first, second)[0, 1] < 0.8


@pytest.mark.parametrize(
    ("name", "lowest_hz", "highest_hz"), [("rain", 2500, 4500), ("ocean", 500, 1500), ("pad", 150, 400)]
)
def test_each_has_its_own_brightness(name: str, lowest_hz: float, highest_hz: float) -> None:
    assert lowest_hz < centroid_hz(bed(name).render(to_frames(20), to_frames(30))) < highest_hz


def heard_lufs(source: Source, frames: int) -> float:
    return measure(source, windows(0, frames, frames)).lufs


@pytest.mark.parametrize("name", ["ocean", "pad", "rain"])
def test_its_loudness_is_known_from_a_few_windows(name: str) -> None:
    frames = to_frames(90)
    assert heard_lufs(bed(name), frames) == pytest.approx(loudness_lufs(bed(name).render(0, frames)), abs=1.0)


@pytest.mark.parametrize("seconds", [0.5, 3, 4, 7])
def test_the_loudness_of_a_short_session_is_known_too(seconds: float) -> None:
    loudness = heard_lufs(bed("rain"), int(seconds * RATE))
    assert loudness == pytest.approx(heard_lufs(bed("rain"), to_frames(60)), abs=1.5)
