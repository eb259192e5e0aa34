"""Pictures of sound: what sounds is found where it belongs, at its level."""

from __future__ import annotations

import numpy as np
import pytest

from audiogen.audio.samples import Samples
from audiogen.audio.spectrogram import draw_spectrogram, spectrogram_db
from audiogen.units import RATE

SECONDS = np.arange(4 * RATE) / RATE


def tone(hertz: float, amplitude: float = 1.0) -> Samples:
    return np.tile((amplitude * np.sin(2 * np.pi * hertz * SECONDS)).astype(np.float32), (2, 1))


def row_of(hertz: float, rows: int) -> float:
    """Rows from the top, 20 kHz, to a frequency, on a scale of octaves down to 30 Hz."""
    return rows * np.log(20_000 / hertz) / np.log(20_000 / 30)


@pytest.mark.parametrize("hertz", [60, 440, 1000, 12_000])
def test_a_tone_is_drawn_at_its_frequency(hertz: float) -> None:
    levels = spectrogram_db(tone(hertz)).mean(axis=1)
    assert levels.argmax() == pytest.approx(row_of(hertz, levels.size), abs=max(2, 300 / hertz * 4))


def test_a_tone_at_full_scale_is_at_0_db_and_a_softer_one_as_much_below() -> None:
    # of 5 Hz, the width of a bin at 200 Hz, none is shared among the pixels of a row
    loud, soft = (spectrogram_db(tone(200, amplitude)).max() for amplitude in (1.0, 0.01))
    assert loud == pytest.approx(0, abs=1.5)
    assert loud - soft == pytest.approx(40, abs=0.1)


def test_a_sound_is_drawn_when_it_sounds() -> None:
    levels = spectrogram_db(tone(1000) * (SECONDS >= 2).astype(np.float32)).max(axis=0)
    assert levels[: int(levels.size * 0.45)].max() < -60
    assert levels[int(levels.size * 0.55) :].min() > -12


def test_the_loudest_is_the_lightest() -> None:
    noise = (np.random.default_rng(1).standard_normal((2, 2 * RATE)) * 0.05).astype(np.float32)
    noise[:, RATE:] *= 0.03
    picture = np.asarray(draw_spectrogram(noise, "Noise").convert("L"), dtype=float)
    loud, soft = picture[150:600, 150:550], picture[150:600, 700:1100]
    assert loud.mean() > soft.mean() + 30


def test_pictures_are_the_same_each_time() -> None:
    assert draw_spectrogram(tone(440), "A").tobytes() == draw_spectrogram(tone(440), "A").tobytes()
