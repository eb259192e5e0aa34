"""Sounds are found by name."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from support.repository import ROOT

from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.registry import find_sound, sound_names
from audiogen.errors import SoundError


def test_the_sounds_of_the_project_are_listed() -> None:
    assert {"ocean", "pad", "rain"} <= set(sound_names())
    assert list(sound_names()) == sorted(sound_names())


def test_listing_the_sounds_loads_neither_them_nor_numpy() -> None:
    code = (
        "import sys; from audiogen.ambience.registry import sound_names; sound_names();"
        "print([name for name in sys.modules if name in ('numpy', 'audiogen.ambience.sounds.rain')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("name", sound_names())
def test_every_sound_tells_people_what_it_is(name: str) -> None:
    assert find_sound(name).title
    assert find_sound(name).about.endswith(".")


def test_an_unknown_sound_is_named_with_the_nearest_and_all_others() -> None:
    with pytest.raises(SoundError, match=f'"rian"; did you mean rain\\? There is {", ".join(sound_names())}'):
        find_sound("rian").make(1)


def test_seeds_are_the_same_for_ever() -> None:
    assert seed_of("03-self-awareness") == 8317108154742038046
    assert seed_of("03-self-awareness") != seed_of("04-self-awareness")


def test_the_parts_of_a_seed_do_not_run_into_each_other() -> None:
    assert seed_of(1, "23") != seed_of(12, "3")


def test_every_sound_has_its_section_on_the_page() -> None:
    page = ROOT.joinpath("docs/sounds.md").read_text(encoding="utf-8")
    assert set(sound_names()) <= set(re.findall(r"^## (.+)$", page, flags=re.MULTILINE))
