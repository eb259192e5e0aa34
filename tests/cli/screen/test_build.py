"""How a build is told to people while it goes on."""

from __future__ import annotations

import pytest

from audiogen.build.time_left import Outlook
from audiogen.cli.screen.build import outlook_told, speed_told


@pytest.mark.parametrize(
    ("outlook", "told"),
    [
        (Outlook(0.01, 0, 10), "0 of 10"),
        (Outlook(0.2, 2, 10, 38.4, 611.0), "2 of 10, 38x, 10:30 left"),
        (Outlook(0.9, 9, 10, 38.4, 41.0), "9 of 10, 38x, 0:45 left"),
        (Outlook(0.5, 50, 100, 20.0, 4000.0), "50 of 100, 20x, 1:07:00 left"),
        (Outlook(1.0, 10, 10, 38.4, 0.0), "10 of 10, 38x, 0:00 left"),
    ],
)
def test_what_is_left_is_told_no_finer_than_it_is_known(outlook: Outlook, told: str) -> None:
    assert outlook_told(outlook) == told


@pytest.mark.parametrize(("speed", "told"), [(0.84, "0.8x"), (9.94, "9.9x"), (9.97, "10x"), (207.2, "207x")])
def test_a_speed_has_two_or_three_figures(speed: float, told: str) -> None:
    assert speed_told(speed) == told
