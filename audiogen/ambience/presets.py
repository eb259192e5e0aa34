"""Presets: named beds, read from files. Loads neither numpy nor any generator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.ambience.registry import sound_names
from audiogen.ambience.scene_check import layer_flaws
from audiogen.errors import Problem
from audiogen.project import shipped_assets
from audiogen.script.bed import OFF, PRESET_KEYS, Preset
from audiogen.script.reading import read_model
from audiogen.script.yaml.document import Document, nearest_place, read_document
from audiogen.script.yaml.shipped import read_faultless

PRESET_FOLDER: Final = Path("assets") / "ambience"
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The presets that a project can use, and the problems of its own ones."""

    presets: dict[str, Preset]
    problems: tuple[Problem, ...]


def load_presets(project: Path) -> Shelf:
    """The presets that come with audiogen and those in a project's `assets/ambience/`, which override them by name."""
    presets: dict[str, Preset] = {}
    problems: list[Problem] = []
    # tests check the presets that come with audiogen, so that only those of the project are checked here
    for file in sorted((shipped_assets() / PRESET_FOLDER.name).iterdir()):
        if file.name.endswith(".yaml"):
            document = Document(PRESET_FOLDER / file.name, read_faultless(file.read_text(encoding="utf-8")), ())
            preset = read_model(document, Preset).value
            presets |= {document.path.stem: preset} if preset else {}
    for path in sorted((project / PRESET_FOLDER).glob("*.yaml")):
        reading = read_model(read_document(path, PRESET_KEYS), Preset)
        problems += (Problem(path, each.place.line, each.place.column, each.message) for each in reading.faults)
        if reading.value:
            problems += _flaws(path, reading.value, project)
            presets |= {path.stem: reading.value}
    return Shelf(presets, tuple(problems))


def _flaws(path: Path, preset: Preset, project: Path) -> Iterator[Problem]:
    if not _NAME.fullmatch(path.stem):
        yield Problem(path, 1, 1, "a preset is called what its file is; use small letters, digits and single hyphens")
    if path.stem in (*sound_names(), OFF):
        yield Problem(path, 1, 1, f"{path.stem} is a sound already; give this file another name")
    for flaw in layer_flaws(preset.layers, project, {}):
        yield Problem(path, *nearest_place(path, flaw.way, at_key=flaw.at_key), flaw.message, flaw.warning)
