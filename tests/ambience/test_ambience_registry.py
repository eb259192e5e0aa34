"""Beds are found by name."""

from __future__ import annotations

import subprocess
import sys

import pytest

from audiogen.ambience.registry import bed_names, make_bed, seed_of
from audiogen.errors import SoundError


def test_the_beds_of_the_project_are_listed() -> None:
    assert {"ocean", "pad", "rain"} <= set(bed_names())
    assert list(bed_names()) == sorted(bed_names())


def test_listing_the_beds_loads_neither_them_nor_numpy() -> None:
    code = (
        "import sys; from audiogen.ambience.registry import bed_names; bed_names();"
        "print([name for name in sys.modules if name in ('numpy', 'audiogen.ambience.rain')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("name", bed_names())
def test_every_bed_has_a_title_for_people(name: str) -> None:
    assert type(make_bed(name, 1)).title  # type: ignore[attr-defined]


def test_an_unknown_bed_is_named_with_the_nearest_and_all_others() -> None:
    with pytest.raises(SoundError, match=r'"rian"; did you mean rain\? There is ocean, pad, rain'):
        make_bed("rian", 1)


def test_seeds_are_the_same_for_ever() -> None:
    assert seed_of("03-self-awareness") == 8317108154742038046
    assert seed_of("03-self-awareness") != seed_of("04-self-awareness")


def test_the_parts_of_a_seed_do_not_run_into_each_other() -> None:
    assert seed_of(1, "23") != seed_of(12, "3")
