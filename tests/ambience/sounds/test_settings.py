"""Whatever is set, a tonal or living sound keeps what every bed promises."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256

import numpy as np
import pytest
from support.measuring import centroid_hz, most_above_around_db, rms_dbfs

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


@dataclass(frozen=True)
class Measured:
    rms_dbfs: float
    peak: float
    mono_loss_db: float
    direct_current: float
    rise_db: float
    steepest: float
    digest: bytes


@cache
def heard(name: str, *given: tuple[str, object]) -> Measured:
    """The figures of a sound are kept, the sound is not."""
    sound = find_sound(name).make(11, dict(given)).render(to_frames(100), to_frames(15))
    steps = np.diff(sound)
    return Measured(
        rms_dbfs=rms_dbfs(sound),
        peak=float(np.abs(sound).max()),
        mono_loss_db=rms_dbfs(sound) - rms_dbfs(sound.mean(axis=0, keepdims=True)),
        direct_current=float(np.abs(sound.mean(axis=1, dtype=np.float64)).max()),
        rise_db=most_above_around_db(sound),
        steepest=float(np.abs(steps).max() / np.sqrt(np.mean(steps**2))),
        digest=sha256(sound.tobytes()).digest(),
    )


every_end = pytest.mark.parametrize(("name", "given"), [case for name in NAMES for case in ends(name)])


@every_end
def test_a_setting_breaks_no_promise(name: str, given: dict[str, object]) -> None:
    sound = heard(name, *given.items())
    assert -30 < sound.rms_dbfs < -18
    assert sound.peak < 0.9
    assert sound.mono_loss_db < 3
    assert sound.direct_current < 10 ** (-60 / 20)
    assert sound.rise_db < 7
    assert sound.steepest < 11


@every_end
def test_a_setting_changes_what_is_heard_or_is_the_default(name: str, given: dict[str, object]) -> None:
    info = find_sound(name)
    is_default = info.settings(given) == info.settings({})
    # without a goal, the length of a sweep is of no consequence
    is_idle = set(given) == {"sweep"}
    assert (heard(name, *given.items()).digest == heard(name).digest) == (is_default or is_idle)


@pytest.mark.parametrize("name", ["pad", "drone", "bowls"])
def test_brightness_brightens(name: str) -> None:
    dark, bright = (
        centroid_hz(find_sound(name).make(11, {"brightness": value}).render(to_frames(30), to_frames(25)))
        for value in (0.0, 1.0)
    )
    assert bright > 1.1 * dark


@pytest.mark.parametrize("name", ["pad", "drone", "bowls", "binaural", "isochronic"])
def test_no_twenty_seconds_of_a_tonal_sound_come_again(name: str) -> None:
    seconds, part = 240, 20
    source = find_sound(name).make(11)
    # every twelfth frame: what is loud in these sounds lies far below 2 kHz
    mono = np.concatenate(
        [source.render(to_frames(at), to_frames(part))[:, ::12].mean(axis=0) for at in range(0, seconds, part)]
    )
    length = to_frames(part) // 12
    energy = np.concatenate(([0.0], np.cumsum(mono.astype(np.float64) ** 2)))
    energies = energy[length:] - energy[:-length]
    size = 1 << (mono.size + length).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(mono, size) * np.conj(np.fft.rfft(mono[:length], size)))
    likeness = np.abs(likeness[: energies.size]) / np.sqrt(energies * energies[0])
    assert likeness[0] == pytest.approx(1, abs=0.001)
    assert likeness[length:].max() < 0.75
