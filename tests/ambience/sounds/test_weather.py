"""What is particular to river, wind, fire and thunder, measured on the sounds themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from support.measuring import band_levels_dbfs, centroid_hz, decimated, levels_dbfs, most_above_around_db, rms_dbfs

from audiogen.ambience.parts.chance import control_moments, generator
from audiogen.ambience.registry import find_sound
from audiogen.ambience.sounds.crackles import crackle
from audiogen.ambience.sounds.thunder import Thunder, _swell
from audiogen.ambience.sounds.wind import _earlier
from audiogen.audio.loudness import Meter
from audiogen.units import RATE, to_frames
from audiogen.verify.meters.clicks import ClickDetector

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from audiogen.audio.samples import Samples

NAMES = ("fire", "river", "thunder", "wind")
ENDS = [
    (name, parameter.name, end)
    for name in NAMES
    for parameter in find_sound(name).parameters
    for end in (parameter.low, parameter.high)  # type: ignore[union-attr]
]


@lru_cache(maxsize=2)
def heard(name: str, seconds: int = 20, **settings: float) -> Samples:
    return find_sound(name).make(5, settings).render(to_frames(30), to_frames(seconds))


@dataclass(frozen=True)
class Measured:
    rms_dbfs: float
    mono_loss_db: float
    left_over_right_db: float
    rise_db: float
    spikes: int
    centroid_hz: float


@cache
def measured(name: str, **settings: float) -> Measured:
    """The figures of a sound are kept, the sound is not."""
    sound, watch = heard(name, **settings), ClickDetector()
    watch.feed(sound * np.clip(np.arange(sound.shape[1], dtype=np.float32) / 4800, 0, 1))  # else it begins with a click
    return Measured(
        rms_dbfs=rms_dbfs(sound),
        mono_loss_db=rms_dbfs(sound) - rms_dbfs(sound.mean(axis=0, keepdims=True)),
        left_over_right_db=rms_dbfs(sound[:1]) - rms_dbfs(sound[1:]),
        rise_db=most_above_around_db(sound),
        spikes=len(watch.spikes()),
        centroid_hz=centroid_hz(sound),
    )


@pytest.mark.parametrize(("name", "parameter", "end"), ENDS)
def test_no_setting_startles_clicks_leans_or_is_lost_in_mono(name: str, parameter: str, end: float) -> None:
    sound = measured(name, **{parameter: end})
    assert sound.spikes == 0
    assert sound.rise_db < (12 if name == "fire" else 7)
    assert abs(sound.left_over_right_db) < 1
    assert sound.mono_loss_db < 3
    assert -30 < sound.rms_dbfs < -18


@pytest.mark.parametrize("tempo", [0.0, 1.0])
def test_no_crackle_startles_where_all_is_at_its_strongest(tempo: float) -> None:
    sound = heard("fire", intensity=1.0, distance=0.0, tempo=tempo)
    assert most_above_around_db(sound) < 12
    assert loudest_400_ms_db(sound) < 6


@pytest.mark.parametrize("name", ["river", "wind"])
def test_brightness_moves_the_spectrum_up(name: str) -> None:
    dull, usual, bright = (measured(name, brightness=value).centroid_hz for value in (0.0, 0.5, 1.0))
    assert 1.5 * dull < usual < bright / 1.5


@pytest.mark.parametrize("name", ["fire", "river"])
def test_what_is_far_away_has_lost_its_highest(name: str) -> None:
    near, far = (np.median(band_levels_dbfs(heard(name, 10, distance=value), 8000, 16_000, 10)) for value in (0.0, 1.0))
    assert near - far > 3


@pytest.mark.parametrize("name", NAMES)
def test_intensity_makes_it_stronger(name: str) -> None:
    faint, usual, strong = (
        # half a minute may pass without thunder, even where it is quick
        rms_dbfs(heard(name, 60, intensity=value, tempo=1.0))
        if name == "thunder"
        else measured(name, intensity=value).rms_dbfs
        for value in (0.0, 0.5, 1.0)
    )
    assert faint + 0.3 < usual < strong - 0.3


def test_the_bubbles_of_a_brook_can_be_told_apart_and_those_of_a_river_run_together() -> None:
    unrest = []
    for intensity in (0.0, 0.5, 1.0):
        for _, bubbles in find_sound("river").make(5, {"intensity": intensity})._bubbles:
            sound = bubbles.render(0, to_frames(20), np.ones(to_frames(20), dtype=np.float32))
            unrest.append(levels_dbfs(sound, 960, 960).std())
    trickle, gurgle = unrest[::2], unrest[1::2]
    assert trickle[0] > 1.3 * trickle[1] > 1.3 * 1.3 * trickle[2]
    assert gurgle[0] > 1.3 * gurgle[1] > 1.3 * 1.3 * gurgle[2]


def test_a_river_is_deeper_than_a_brook() -> None:
    brook, river = (
        np.median(band_levels_dbfs(sound, 70, 300, 10)) - np.median(band_levels_dbfs(sound, 600, 2400, 10))
        for sound in (heard("river", intensity=0.0), heard("river", intensity=1.0))
    )
    assert river - brook > 6


def gust_of(moments: NDArray[np.int64], **settings: float) -> NDArray[np.float64]:
    """Of the wind with seed 5; that this is what is heard, a test below promises."""
    return np.asarray(find_sound("wind").make(5, settings)._gust(moments))


def gusts_a_minute(tempo: float) -> float:
    """How often the wind rises above its mean, through twenty minutes."""
    gust = gust_of(np.arange(0, 1200 * RATE, RATE // 4, dtype=np.int64), tempo=tempo)
    return float(np.count_nonzero(np.diff(np.sign(gust))) / 2 / 20)


def test_gusts_come_as_often_as_the_tempo_says() -> None:
    slow, usual, quick = (gusts_a_minute(tempo) for tempo in (0.0, 0.5, 1.0))
    assert 8 < usual < 16
    assert slow < usual / 1.6
    assert quick > usual * 1.6


def test_the_wind_opens_with_a_gust() -> None:
    sound = heard("wind", 60)
    low, high = band_levels_dbfs(sound, 60, 220, 1), band_levels_dbfs(sound, 1500, 6000, 1)
    assert np.corrcoef(low, high)[0, 1] > 0.7
    assert high.std() > 1.4 * low.std()


def test_the_wind_is_as_loud_as_it_is_fast() -> None:
    high = band_levels_dbfs(heard("wind", 60), 1500, 6000, 1)
    seconds = np.arange(30, 90) * RATE + RATE // 2
    assert np.corrcoef(high, gust_of(seconds))[0, 1] > 0.9


def test_gusts_last_for_seconds_and_are_deep_and_none_drowns_a_voice() -> None:
    meter = Meter()
    meter.feed(heard("wind", 60))
    energies = meter.energies()
    loudness = 10 * np.log10(np.convolve(energies, np.full(10, 1 / 10), mode="valid"))
    assert loudness.std() > 1.8
    assert np.ptp(np.quantile(loudness, [0.05, 0.95])) > 5.5
    changes = np.abs(np.fft.rfft((loudness - loudness.mean()) * np.hanning(loudness.size))) ** 2
    hertz = np.fft.rfftfreq(loudness.size, 1 / 10)
    assert changes[(hertz > 1 / 20) & (hertz < 1 / 3)].sum() > 0.5 * changes.sum()
    # 22 dB under the voice on average, it may be less than 18 dB under it only for a moment
    short = 10 * np.log10(np.convolve(energies, np.full(4, 1 / 4), mode="valid") / energies.mean())
    assert (short > 4).mean() < 0.05
    assert short.max() < 6


def test_the_speed_of_the_wind_has_the_spectrum_of_turbulence() -> None:
    gust = gust_of(np.arange(0, 3600 * RATE, RATE // 4, dtype=np.int64))
    pieces = (gust - gust.mean())[: gust.size // 256 * 256].reshape(-1, 256) * np.hanning(256)
    power, hertz = (np.abs(np.fft.rfft(pieces)) ** 2).mean(axis=0), np.fft.rfftfreq(256, 1 / 4)
    falling = (hertz > 0.08) & (hertz < 0.6)
    slope = np.polyfit(np.log(hertz[falling]), np.log(power[falling]), 1)[0]
    assert -2.2 < slope < -1.4


@pytest.mark.parametrize("settings", [{}, {"intensity": 1.0}])
def test_no_whistle_stands_for_long(settings: dict[str, float]) -> None:
    sound = decimated(heard("wind", 80, **settings)[:, : to_frames(60)], 8)
    power = np.abs(np.fft.rfft(sound.reshape(2, 2, -1))) ** 2
    hertz = np.fft.rfftfreq(sound.shape[1] // 2, 8 / RATE)
    edges = 150 * 2 ** (np.arange(41) / 12)
    bands = [power[:, :, (hertz >= low) & (hertz < high)].mean(axis=(0, 2)) for low, high in pairwise(edges)]
    levels = 10 * np.log10(np.array(bands))
    beside = [np.median(levels[[*range(at - 8, at - 2), *range(at + 3, at + 9)]], axis=0) for at in range(8, 32)]
    assert (levels[8:32] - np.array(beside)).max() < 3.5


def test_howls_come_with_gusts_and_go_with_them() -> None:
    sound = heard("wind", 80, intensity=1.0)
    speed = band_levels_dbfs(sound, 1500, 6000, 1)
    narrow = np.array([band_levels_dbfs(sound, low_hz, 1.12 * low_hz, 1) for low_hz in 290 * 1.12 ** np.arange(8)])
    howl = narrow.max(axis=0) - np.median(narrow, axis=0)
    strong, weak = speed > np.quantile(speed, 0.75), speed < np.quantile(speed, 0.25)
    assert howl[strong].mean() > howl[weak].mean() + 1.5


def test_a_howl_glides() -> None:
    wind, at = find_sound("wind").make(5), control_moments(0, to_frames(60))
    power = (wind._howl_gains(wind._gust(_earlier(at)), at) ** 2).sum(axis=1)
    heard = power.sum(axis=0) > 0.01 * power.max()
    place = (power * np.arange(power.shape[0])[:, None]).sum(axis=0)[heard] / power.sum(axis=0)[heard]
    assert 0.2 < heard.mean() < 0.9
    assert np.ptp(place) > 4
    assert np.median(np.abs(np.diff(place))) < 0.05


def test_the_wind_is_as_precise_after_ten_hours() -> None:
    wind, start = find_sound("wind").make(5), to_frames(36_000)
    whole = wind.render(start, 60_000)
    parts = [wind.render(start + at, 20_000) for at in (0, 20_000, 40_000)]
    np.testing.assert_array_equal(np.concatenate(parts, axis=1), whole)
    assert rms_dbfs(whole) == pytest.approx(rms_dbfs(heard("wind")), abs=6)


def loudest_400_ms_db(sound: Samples) -> float:
    """Over the median: what is shorter is not heard by its peak, for the ear sums over a tenth of a second and more."""
    meter = Meter()
    meter.feed(sound)
    loudness = 10 * np.log10(np.convolve(meter.energies(), np.full(4, 1 / 4), mode="valid"))
    return float(loudness.max() - np.median(loudness))


def over_the_median_db(low_hz: float, high_hz: float, **settings: float) -> NDArray[np.float64]:
    """How far each 2 ms of a band lie above the median of the fire."""
    levels = band_levels_dbfs(heard("fire", **settings), low_hz, high_hz, 500)
    return np.asarray(levels - np.median(levels))


def crackles_a_s(above_db: float, **settings: float) -> float:
    """How often the highs begin to stand so far out; what follows within 20 ms belongs to the same crackle."""
    above = np.flatnonzero(over_the_median_db(6000, 14_000, **settings) > above_db)
    return float(np.count_nonzero(np.diff(above, prepend=-100) > 10) / 20)


def test_a_few_crackles_a_second_stand_out_and_few_of_them_far() -> None:
    assert 3 < crackles_a_s(10) < 9
    assert 0.5 < crackles_a_s(20) < 2.5
    assert 26 < over_the_median_db(6000, 14_000).max() < 36
    assert 20 < over_the_median_db(1500, 6000).max() < 32


def test_it_crackles_as_often_as_the_tempo_says() -> None:
    slow, usual, quick = (
        find_sound("fire").make(5, {"tempo": tempo})._crackles.sounding(0, to_frames(200))[0].size
        for tempo in (0.0, 0.5, 1.0)
    )
    assert usual == pytest.approx(1840, rel=0.1)
    assert usual / slow == pytest.approx(3, rel=0.2)
    assert quick / usual == pytest.approx(3, rel=0.2)
    assert crackles_a_s(10) > 2 * crackles_a_s(10, tempo=0.0) > 0


def test_the_energies_of_crackles_follow_a_power_law_and_the_strongest_come_in_flurries() -> None:
    begins, strengths, _ = find_sound("fire").make(5)._crackles.sounding(0, to_frames(600))
    levels = 20 * np.log10(strengths / strengths.min())
    # of an exponent of 1.6 a tenfold energy is 4 times as rare
    assert np.mean(levels > 10) == pytest.approx(10**-0.6, rel=0.2)
    counts = np.histogram(begins, np.arange(0, to_frames(600), RATE))[0]
    assert counts.var() > 2 * counts.mean()
    beside = counts[np.minimum(begins // RATE, counts.size - 1)]
    assert np.median(beside[levels > 18]) > np.median(counts)


@pytest.mark.parametrize("size", [0.0, 1.0])
def test_a_crackle_is_there_within_a_millisecond_is_broad_and_goes_on(size: float) -> None:
    for sound in (crackle(generator("test", number), size, 22_000, 0.06) for number in range(8)):
        begin = np.flatnonzero(np.abs(sound) > 0.1 * np.abs(sound).max())[0]
        assert np.abs(sound)[begin : begin + to_frames(0.001)].max() > 0.7 * np.abs(sound).max()
        at = np.cumsum(sound.astype(np.float64) ** 2)[begin + np.rint(np.array([0.002, 0.02]) * RATE).astype(int)]
        assert at[0] < 0.8
        assert at[1] > 0.5
        power = np.abs(np.fft.rfft(sound)) ** 2
        assert power[np.fft.rfftfreq(sound.size, 1 / RATE) > 8000].sum() > 0.1 * power.sum()


def test_the_roar_of_a_fire_laps_and_does_not_throb() -> None:
    levels = band_levels_dbfs(heard("fire", 40), 45, 170, 10)
    assert levels.std() > 1
    changes = np.abs(np.fft.rfft(levels - levels.mean()))
    assert changes.max() < 6 * np.sqrt(np.mean(changes**2))


@cache
def rumble_db(tempo: float, minutes: int, **settings: float) -> NDArray[np.float64]:
    """Level of the lows above the floor, ten times a second, each over half a second."""
    thunder = find_sound("thunder").make(5, {"tempo": tempo, **settings})
    each = [band_levels_dbfs(thunder.render(to_frames(60 * at), to_frames(60)), 38, 220, 10) for at in range(minutes)]
    levels = 10 * np.log10(np.convolve(10 ** (np.concatenate(each) / 10), np.full(5, 1 / 5), mode="same"))
    return np.asarray(levels - np.quantile(levels, 0.1))


@cache
def rumble_now_and_then_db(tempo: float) -> NDArray[np.float64]:
    """Level of the lows above the floor through twenty minutes, of one second in four: thunder lasts longer."""
    thunder = find_sound("thunder").make(5, {"tempo": tempo})
    each = [band_levels_dbfs(thunder.render(to_frames(at), to_frames(1)), 38, 220, 1) for at in range(0, 1200, 4)]
    levels = np.concatenate(each)
    return np.asarray(levels - np.quantile(levels, 0.1))


def test_thunder_comes_minutes_apart_when_it_is_slow() -> None:
    rumbling = np.convolve(rumble_now_and_then_db(0.0), np.full(2, 1 / 2), mode="same") > 3
    begins = 4 * np.flatnonzero(np.diff(rumbling.astype(int)) > 0)
    assert 6 <= begins.size <= 11
    assert np.median(np.diff(begins)) > 90


def test_thunder_comes_more_often_when_it_is_quick() -> None:
    shares = [float((rumble_now_and_then_db(tempo) > 3).mean()) for tempo in (0.0, 0.5)]
    assert 0.03 < shares[0] < shares[1] / 2


def _swell_of(thunder: Thunder, minute: int) -> NDArray[np.float64]:
    """How strong the thunder is through a minute, a hundred times a second."""
    moments = np.arange(to_frames(60 * minute), to_frames(60 * minute + 60), RATE // 100, dtype=np.int64)
    return _swell(thunder._seed, thunder._cell_frames, moments)


@pytest.mark.parametrize("settings", [{}, {"intensity": 1.0, "distance": 0.0}])
def test_no_thunder_takes_less_than_a_second_to_rise(settings: dict[str, float]) -> None:
    thunder = find_sound("thunder").make(5, settings)
    swells = np.array([_swell_of(thunder, minute) for minute in range(30)])
    assert swells.max() > 0.6
    # from a tenth to nine tenths of the way up are eight tenths of it
    assert (swells[:, 100:] - swells[:, :-100]).max() < 0.8 * swells.max()
    amplitude = 10 ** (rumble_db(0.5, 4, **settings) / 20)
    swing = np.quantile(amplitude, 0.995) - np.quantile(amplitude, 0.1)
    assert 0.1 < (amplitude[10:] - amplitude[:-10]).max() / swing < 0.8


def test_thunder_swells_above_its_floor_and_not_by_more_than_ten_decibels() -> None:
    sound = find_sound("thunder").make(5, {"intensity": 1.0, "distance": 0.0}).render(0, to_frames(120))
    levels = levels_dbfs(sound, to_frames(1), to_frames(1))
    floor = np.quantile(levels, 0.1)
    assert 6 < levels.max() - floor < 11.5
    assert levels.min() > -33


def test_thunder_has_no_crack() -> None:
    sound = heard("thunder", 100, distance=0.0)
    highs, lows = band_levels_dbfs(sound, 1000, 16_000, 20), band_levels_dbfs(sound, 38, 220, 2)
    assert np.ptp(lows) > 6
    assert highs.max() - np.median(highs) < 3.5


def test_thunder_alone_of_them_tells_what_listeners_must_know() -> None:
    assert [name for name in NAMES if find_sound(name).caveat] == ["thunder"]
    assert "startle" in str(find_sound("thunder").caveat)
