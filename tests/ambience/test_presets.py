"""The presets that come with audiogen, and those of a project."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from support.repository import ROOT

from audiogen.ambience.presets import load_presets
from audiogen.ambience.registry import find_sound
from audiogen.ambience.scene_check import layer_flaws
from audiogen.ambience.session_bed import session_bed
from audiogen.plan.timeline import PlacedScene
from audiogen.script.bed import Bed, SceneChoice, scene_of
from audiogen.units import RATE

NOWHERE = Path(__file__).parent
SHIPPED = load_presets(NOWHERE).presets
SOUNDS = {name: [str(layer.sound) for layer in preset.layers] for name, preset in SHIPPED.items()}


def test_every_file_that_ships_is_a_preset_that_can_be_used() -> None:
    folder = ROOT / "assets/ambience"
    assert sorted(SHIPPED) == sorted(path.stem for path in folder.glob("*.yaml"))
    assert len(SHIPPED) >= 6


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_shipped_preset_names_sounds_and_parameters_that_there_are(name: str) -> None:
    assert list(layer_flaws(SHIPPED[name].layers, NOWHERE, {})) == []
    assert SHIPPED[name].about.endswith(".")


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_nothing_that_needs_a_word_to_listeners_or_startles_is_in_a_preset_that_does_not_say_so(name: str) -> None:
    """Where a preset has a sound with a caveat, its own name says so."""
    assert [sound for sound in SOUNDS[name] if find_sound(sound).caveat and sound not in name] == []


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_tones_in_a_preset_share_their_key(name: str) -> None:
    keys = []
    for layer in SHIPPED[name].layers:
        told = find_sound(str(layer.sound)).settings({setting.name: setting.value for setting in layer.settings})
        keys += [told["key"]] if "key" in told else []
    assert len(set(keys)) <= 1


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_no_shipped_preset_has_stillness_in_it_that_players_cut_out(name: str) -> None:
    placed = PlacedScene(0, 0, scene_of(SceneChoice(sound=name), SHIPPED))
    bed = session_bed((placed,), 180 * RATE, NOWHERE, "slug")
    assert bed is not None
    assert bed.scenes[0].pause_db(Bed().in_pauses_db, -16) <= -14
    assert np.isfinite(bed.source.render(0, RATE)).all()


def test_a_preset_of_the_project_wins_over_a_shipped_one(tmp_path: Path) -> None:
    name = min(SHIPPED)
    (tmp_path / "assets/ambience").mkdir(parents=True)
    text = "title: Mine\nabout: Rain alone.\nlayers: [rain]\n"
    (tmp_path / f"assets/ambience/{name}.yaml").write_text(text, encoding="utf-8")
    shelf = load_presets(tmp_path)
    assert shelf.presets[name].title == "Mine"
    assert shelf.problems == ()
    assert set(shelf.presets) == set(SHIPPED)
