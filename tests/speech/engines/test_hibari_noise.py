"""The noise of a voice's breath: numpy's own numbers, drawn once."""

from __future__ import annotations

import numpy as np
import pytest

from audiogen.speech.engines import hibari_noise
from audiogen.speech.engines.hibari_noise import KeptNoise


@pytest.mark.parametrize("kept", [100, 60, 7])
def test_kept_noise_is_that_of_numpy_and_goes_on_behind_what_is_kept(
    kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hibari_noise, "_KEPT", kept)
    hibari_noise._first.cache_clear()
    noise, numpys = KeptNoise(3), np.random.default_rng(3)
    for shape in ((5, 4), (3, 13), (11, 2)):
        np.testing.assert_array_equal(
            noise.standard_normal(shape, np.float32), numpys.standard_normal(shape, np.float32)
        )
    hibari_noise._first.cache_clear()


def test_whoever_changes_what_was_drawn_changes_nothing_for_the_next() -> None:
    first = KeptNoise(0).standard_normal((2, 2), np.float32)
    expected = first.copy()
    first *= 0
    np.testing.assert_array_equal(KeptNoise(0).standard_normal((2, 2), np.float32), expected)
