from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.audio.samples import Samples
from audiogen.speech.engines.prosody import VOICED_HZ, Contour, Ending, shaped

TAIL = 28
"""The last 0.35 s."""


def curve(*stretches: tuple[int, float, float]) -> Samples:
    """Of frames, each stretch from one pitch straight to another, in Hz."""
    return np.concatenate([np.linspace(begin, end, frames, dtype=np.float32) for frames, begin, end in stretches])


def movement(f0: Samples, end: int) -> float:
    """In semitones over the last 0.35 s before a frame, on the straight line through it."""
    times = np.arange(end - TAIL, end)
    return float(np.polyfit(times, 12 * np.log2(f0[times]), 1)[0]) * TAIL


def told(f0: Samples, contour: Contour, *, stressed_end: bool = False, creak: int = 0) -> Samples:
    pitched = f0 > VOICED_HZ
    pitched[pitched.size - creak :] = False
    return shaped(f0, pitched, contour, stressed_end=stressed_end)


SILENCE = (20, 0.0, 0.0)
SENTENCE = curve(SILENCE, (20, 180, 240), (60, 240, 170), SILENCE, (30, 200, 230), (30, 230, 160), SILENCE)
END = SENTENCE.size - 20


def test_a_sentence_is_lifted_and_falls_on_by_as_much_as_is_asked() -> None:
    moved = told(SENTENCE, Contour(begin_st=1.0, end_st=-1.0))
    voiced = np.flatnonzero(SENTENCE > VOICED_HZ)
    added = 12 * np.log2(moved[voiced] / SENTENCE[voiced])
    assert added[[0, -1]] == pytest.approx([1.0, -1.0], abs=0.01)
    assert (np.diff(added) < 0.01).all()


def test_what_has_no_voice_stays_as_it_is() -> None:
    moved = told(SENTENCE, Contour(1.0, -1.0, 1.1, "fall", 1.0))
    assert ((moved > VOICED_HZ) == (SENTENCE > VOICED_HZ)).all()
    assert (moved[SENTENCE <= VOICED_HZ] == SENTENCE[SENTENCE <= VOICED_HZ]).all()


def test_an_end_that_falls_already_is_left_alone() -> None:
    assert told(SENTENCE, Contour(ending="fall")) == pytest.approx(SENTENCE, rel=1e-4)


@pytest.mark.parametrize("rise", [170.0, 200.0, 230.0])
def test_a_rise_behind_the_last_accent_becomes_a_fall(rise: float) -> None:
    unfinished = curve((60, 200, 230), (30, 230, 150), (16, 150, rise))
    assert movement(unfinished, 106) > -3
    assert movement(told(unfinished, Contour(ending="fall")), 106) < -2


def test_a_fall_that_comes_in_creak_is_brought_forward_and_its_accent_stays() -> None:
    late = curve((60, 200, 165), (20, 165, 215), (6, 215, 190), (10, 190, 140), (6, 140, 140))
    moved = told(late, Contour(ending="fall"), stressed_end=True, creak=16)
    assert movement(late, 86) > 3
    assert movement(moved, 86) < 0
    assert moved[65:86].max() > 0.9 * 215


def test_the_end_of_a_question_rises_and_one_that_rises_already_is_left_alone() -> None:
    flat = curve((60, 220, 180), (40, 180, 185))
    assert movement(told(flat, Contour(ending="rise")), 100) > 2
    rising = curve((60, 220, 180), (40, 180, 260))
    assert told(rising, Contour(ending="rise")) == pytest.approx(rising, rel=1e-4)


def test_the_last_sentence_falls_further_than_others() -> None:
    usual, last = (told(SENTENCE, Contour(ending="fall", lower_st=lower)) for lower in (0.0, 1.0))
    assert movement(last, END) < movement(usual, END) - 0.7


@given(
    st.lists(st.one_of(st.just(0.0), st.floats(41, 500, width=32)), min_size=0, max_size=120),
    st.floats(-2, 2), st.floats(-2, 2), st.floats(0.9, 1.1), st.sampled_from(["fall", "rise", ""]),
    st.integers(0, 40), st.booleans(),
)  # fmt: skip
def test_no_curve_leaves_what_a_voice_can_do(
    hz: list[float],
    begin: float,
    end: float,
    spread: float,
    ending: Ending,
    creak: int,
    stressed: bool,  # noqa: FBT001 - drawn
) -> None:
    f0 = np.asarray(hz, np.float32)
    moved = told(f0, Contour(begin, end, spread, ending, 1.0), stressed_end=stressed, creak=min(creak, f0.size))
    voiced = f0 > VOICED_HZ
    assert np.isfinite(moved).all()
    assert ((moved > VOICED_HZ) == voiced).all()
    if voiced.any():
        assert moved.max() <= f0.max() * 2
        assert moved[voiced].min() >= max(VOICED_HZ, f0[voiced].min() / 2)
