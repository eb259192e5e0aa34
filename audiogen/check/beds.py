"""Beds that cannot be played as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from audiogen.ambience.scene_check import scene_flaws
from audiogen.errors import Problem
from audiogen.project import Project
from audiogen.script.bed import Presets, SceneChoice
from audiogen.script.folder import SHOW_FILE
from audiogen.script.model import Script, Show
from audiogen.script.steps import Chapter
from audiogen.script.yaml.document import nearest_place
from audiogen.script.yaml.nodes import TreePath


def bed_problems(show: Show, script: Script, project: Project, presets: Presets) -> Iterator[Problem]:
    """What is wrong with every bed of an edition, where it is written."""
    for choice, path, way in _beds(show, script, project):
        for flaw in scene_flaws(choice, project.root, presets):
            place = nearest_place(path, (*way, *flaw.way), at_key=flaw.at_key)
            yield Problem(path, *place, flaw.message, flaw.warning)


def _beds(show: Show, script: Script, project: Project) -> Iterator[tuple[SceneChoice, Path, TreePath]]:
    """Every bed of the edition, and where it is written."""
    if script.bed.chosen:
        yield script.bed, script.origin.path, ("bed",)
    elif show.bed.chosen:
        yield show.bed, project.scripts / SHOW_FILE, ("bed",)
    for step, place in script.placed_steps:
        if isinstance(step, Chapter) and step.bed.chosen:
            yield step.bed, place.path, (*place.way, "bed")
