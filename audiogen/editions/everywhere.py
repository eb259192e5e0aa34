"""What is the same for all who hear a session, and has no variables: titles, summaries, notes, words on recordings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from audiogen.errors import Problem
from audiogen.script.model import Script
from audiogen.script.steps import Chapter, Clip, Include, Repeat, StepPlace, Written
from audiogen.script.variables import variables_of
from audiogen.script.yaml.document import nearest_place
from audiogen.script.yaml.nodes import TreePath

_FACTS: tuple[TreePath, ...] = (("title",), ("section",), ("summary",), ("notes", "content"), ("notes", "care"))
_PUBLISHED = "it stands in feed, tags and pages, which are the same for all"


def same_for_all(script: Script) -> Iterator[Problem]:
    """Warnings for what looks like a variable where nothing is ever filled: it is kept as it is written."""
    for way in _FACTS:
        text: object = script
        for part in way:
            text = getattr(text, str(part))
        yield from _told(text, script.origin.path, way, _PUBLISHED)
    for step, place in _all_steps(script.steps, script.origin.steps):
        if isinstance(step, Chapter):
            yield from _told(step.chapter, place.path, (*place.way, "chapter"), _PUBLISHED)
        elif isinstance(step, Clip):
            yield from _told(step.text, place.path, (*place.way, "text"), "a recording says the same to all")


def _all_steps(steps: tuple[Written, ...], places: tuple[StepPlace, ...]) -> Iterator[tuple[Written, StepPlace]]:
    for step, place in zip(steps, places, strict=True):
        yield step, place
        if isinstance(step, Repeat | Include):
            yield from _all_steps(step.steps, step.places)


def _told(text: object, path: Path, way: TreePath, why: str) -> Iterator[Problem]:
    variable = next(variables_of(text), None) if isinstance(text, str) and "{" in text else None
    if isinstance(text, str) and variable is not None:
        written = text[variable.start : variable.end]
        message = f'{way[-1]}: "{written}" is not filled here: {why}; write the words, without braces'
        yield Problem(path, *nearest_place(path, way), message, warning=True)
