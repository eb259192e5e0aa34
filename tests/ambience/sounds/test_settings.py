"""Whatever is set, a tonal or living sound keeps what every bed promises."""

from __future__ import annotations

import numpy as np
import pytest
from support.measuring import centroid_hz, levels_dbfs, rms_dbfs

from audiogen.ambience.registry import find_sound
from audiogen.ambience.sound import Range
from audiogen.units import to_frames

NAMES = ("pad", "drone", "bowls", "night", "birds", "binaural", "isochronic")


def ends(name: str) -> list[tuple[str, dict[str, object]]]:
    """Every parameter at both of its ends, or at its first and last choice, and all of them at once."""
    parameters = find_sound(name).parameters
    pairs = [
        (each.name, (each.low, each.high) if isinstance(each, Range) else each.choices[::5]) for each in parameters
    ]
    singles = [(name, {parameter: value}) for parameter, values in pairs for value in values]
    corners = [(name, {parameter: values[end] for parameter, values in pairs}) for end in (0, -1)]
    return [*singles, *corners]


every_end = pytest.mark.parametrize(("name", "given"), [case for name in NAMES for case in ends(name)])


@every_end
def test_a_setting_breaks_no_promise(name: str, given: dict[str, object]) -> None:
    sound = find_sound(name).make(11, given).render(to_frames(100), to_frames(25))
    assert -30 < rms_dbfs(sound) < -18
    assert np.abs(sound).max() < 0.9
    assert rms_dbfs(sound) - rms_dbfs(sound.mean(axis=0, keepdims=True)) < 3
    assert np.abs(sound.mean(axis=1, dtype=np.float64)).max() < 10 ** (-60 / 20)
    short = levels_dbfs(sound, 480, 480)
    around = np.convolve(10 ** (short / 10), np.full(301, 1 / 301), mode="valid")
    assert (short[150:-150] - 10 * np.log10(around)).max() < 7
    steps = np.diff(sound)
    assert np.abs(steps).max() < 11 * np.sqrt(np.mean(steps**2))


@every_end
def test_a_setting_changes_what_is_heard_or_is_the_default(name: str, given: dict[str, object]) -> None:
    info = find_sound(name)
    sound, usual = (info.make(11, each).render(to_frames(100), to_frames(6)) for each in (given, {}))
    is_default = info.settings(given) == info.settings({})
    # without a goal, the length of a sweep is of no consequence
    is_idle = set(given) == {"sweep"}
    assert np.array_equal(sound, usual) == (is_default or is_idle)


@pytest.mark.parametrize("name", ["pad", "drone", "bowls"])
def test_brightness_brightens(name: str) -> None:
    dark, bright = (
        centroid_hz(find_sound(name).make(11, {"brightness": value}).render(to_frames(30), to_frames(40)))
        for value in (0.0, 1.0)
    )
    assert bright > 1.1 * dark


@pytest.mark.parametrize("name", ["pad", "drone", "bowls", "binaural", "isochronic"])
def test_no_twenty_seconds_of_a_tonal_sound_come_again(name: str) -> None:
    seconds, part = 240, 20
    source = find_sound(name).make(11)
    # every sixth frame: what is loud in these sounds lies far below 4 kHz
    mono = np.concatenate(
        [source.render(to_frames(at), to_frames(part)).mean(axis=0)[::6] for at in range(0, seconds, part)]
    )
    length = to_frames(part) // 6
    energy = np.concatenate(([0.0], np.cumsum(mono.astype(np.float64) ** 2)))
    energies = energy[length:] - energy[:-length]
    size = 1 << (mono.size + length).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(mono, size) * np.conj(np.fft.rfft(mono[:length], size)))
    likeness = np.abs(likeness[: energies.size]) / np.sqrt(energies * energies[0])
    assert likeness[0] == pytest.approx(1, abs=0.001)
    assert likeness[length:].max() < 0.75
