"""Beds that cannot be played as they are written, and beds under which the voice is hard to follow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from audiogen.ambience.scene_check import scene_flaws
from audiogen.errors import Problem
from audiogen.project import Project
from audiogen.script.bed import Bed, Presets, SceneChoice
from audiogen.script.load import SHOW_FILE
from audiogen.script.model import Script, Show
from audiogen.script.steps import Chapter
from audiogen.script.yaml.document import nearest_place
from audiogen.script.yaml.nodes import TreePath

_SOFT_ENOUGH_DB: Final = -18.0
_TOO_LOUD_DB: Final = -12.0
"""Levels of a bed relative to the voice: above the first its author is warned, above the second nothing is built."""


def bed_problems(show: Show, script: Script, project: Project, presets: Presets) -> Iterator[Problem]:
    """What is wrong with every bed of an edition, where it is written."""
    for choice, path, way in _beds(show, script, project):
        for flaw in scene_flaws(choice, project.root, presets):
            place = nearest_place(path, (*way, *flaw.way), at_key=flaw.at_key)
            yield Problem(path, *place, flaw.message, flaw.warning)


def level_problems(bed: Bed, script: Script, project: Project) -> Iterator[Problem]:
    """The level of the bed under the voice: WCAG 2.2, technique G56, asks for 20 dB between them.

    Args:
        bed: with everything decided.
        script: the edition's.
        project: whose show decides what the script leaves open.
    """
    level_db = bed.under_speech_db
    if not bed.scene.layers or level_db <= _SOFT_ENOUGH_DB:
        return
    path = script.origin.path if script.bed.under_speech is not None else project.scripts / SHOW_FILE
    warning = level_db <= _TOO_LOUD_DB
    what = "makes some listeners strain to follow" if warning else "drowns the voice"
    message = f"under_speech: a bed {-level_db:g} dB below the voice {what}; write {_SOFT_ENOUGH_DB:g}dB or less"
    yield Problem(path, *nearest_place(path, ("bed", "under_speech")), message, warning)


def _beds(show: Show, script: Script, project: Project) -> Iterator[tuple[SceneChoice, Path, TreePath]]:
    """Every bed of the edition, and where it is written."""
    if script.bed.chosen:
        yield script.bed, script.origin.path, ("bed",)
    elif show.bed.chosen:
        yield show.bed, project.scripts / SHOW_FILE, ("bed",)
    for step, place in script.placed_steps:
        if isinstance(step, Chapter) and step.bed.chosen:
            yield step.bed, place.path, (*place.way, "bed")
