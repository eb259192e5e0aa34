"""From the tree of one file to a show or a script, with a fault for every mistake in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from pydantic import ValidationError

from audiogen.script.bed import Preset
from audiogen.script.breath import cue_schedule, sound_of
from audiogen.script.cue_words import LANGUAGES, cue_words
from audiogen.script.model import Breathe, Chapter, Origin, Script, Show, Step
from audiogen.script.steps import EXAMPLE, read_step
from audiogen.script.yaml.document import Document
from audiogen.script.yaml.fields import Model
from audiogen.script.yaml.nodes import Fault, Fields, Items, Node, Place, Text
from audiogen.script.yaml.shapes import fit
from audiogen.script.yaml.wording import refusals

_Read = TypeVar("_Read", bound=Model)
_StepReading: TypeAlias = tuple[Node, Step | tuple[Fault, ...]]


@dataclass(frozen=True, slots=True)
class Reading(Generic[_Read]):
    """What a file holds, and what is wrong with it."""

    value: _Read | None
    """None when anything is wrong."""
    faults: tuple[Fault, ...]


def read_show(document: Document) -> Reading[Show]:
    """The show in `show.yaml`."""
    return read_keyed(document, Show)


def read_preset(document: Document) -> Reading[Preset]:
    """The preset in a file of `assets/ambience/`."""
    return read_keyed(document, Preset)


def read_keyed(document: Document, model: type[_Read]) -> Reading[_Read]:
    """A model whose keys are those of the whole file."""
    root = _keyed(document)
    if isinstance(root, Fault):
        return Reading(None, document.faults or (root,))
    fitted = fit(model, root)
    try:
        value = model.model_validate(fitted.data)
    except ValidationError as error:
        return Reading(None, _told(document, (*fitted.faults, *refusals(error, model, root, fitted.settled))))
    faults = _told(document, fitted.faults)
    return Reading(None if faults else value, faults)


def read_script(document: Document, number: int, show: Show | None) -> Reading[Script]:
    """The script in a file.

    Args:
        document: the file.
        number: the episode's.
        show: for the language of scripts that name none; None when it could not be read.
    """
    root = _keyed(document)
    if isinstance(root, Fault):
        return Reading(None, document.faults or (root,))
    listed = _steps(root)
    readings = () if isinstance(listed, Fault) else listed
    fitted = fit(Script, _without_steps(root))
    faults = [*fitted.faults, *([listed] if isinstance(listed, Fault) else _faults(readings))]
    slug = slug_of(document)
    if not slug:
        faults.append(Fault(Place(1, 1), 'the name of this file gives no slug; add one, like "slug: first-light"'))
    faults += _unworded(readings, _language(root, show))
    steps = tuple(step for _, step in readings if not isinstance(step, tuple))
    lines = tuple(node.place.line for node, _ in readings)
    data = {
        "slug": slug or "none",
        **fitted.data,
        "origin": Origin(document.path, number, lines),
        # mistakes in the steps have been told: a stand-in keeps the model from asking for steps that are there
        "steps": steps or (Chapter(chapter="none"),),
    }
    try:
        script = Script.model_validate(data)
    except ValidationError as error:
        refused = refusals(error, Script, root, fitted.settled)
        return Reading(None, _told(document, (*faults, *refused)))
    told = _told(document, faults)
    return Reading(None if told else script, told)


def _told(document: Document, faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """The faults of a file; at a place where YAML itself went wrong, that alone is told."""
    places = {fault.place for fault in document.faults}
    return (*document.faults, *(fault for fault in faults if fault.place not in places))


def slug_of(document: Document) -> str:
    """The slug that a file gives its episode: the one written in it, else one made from its name; perhaps empty."""
    entry = document.root.entry("slug") if isinstance(document.root, Fields) else None
    if entry and isinstance(entry.value, Text) and entry.value.value:
        return entry.value.value
    stem = document.path.stem.replace("ß", "ss").replace("æ", "ae").replace("ø", "o").replace("œ", "oe")
    plain = unicodedata.normalize("NFKD", stem.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain))


def _keyed(document: Document) -> Fields | Fault:
    if isinstance(document.root, Fields):
        return document.root
    return Fault(Place(1, 1), 'the file does not hold keys with values; begin it with "title: " and a title')


def _without_steps(root: Fields) -> Fields:
    return Fields(root.place, tuple(entry for entry in root.entries if entry.key != "steps"), root.flow)


def _steps(root: Fields) -> tuple[_StepReading, ...] | Fault:
    entry = root.entry("steps")
    if entry is None:
        return Fault(root.place, f'"steps" is missing; add "steps:", and below it steps like {EXAMPLE}')
    if not isinstance(entry.value, Items) or not entry.value.items:
        return Fault(entry.value.place, f"steps: write one step or more below, each with a dash, like {EXAMPLE}")
    return tuple((node, read_step(node)) for node in entry.value.items)


def _faults(readings: tuple[_StepReading, ...]) -> Iterator[Fault]:
    for _, step in readings:
        if isinstance(step, tuple):
            yield from step


def _language(root: Fields, show: Show | None) -> str | None:
    entry = root.entry("language")
    if entry and isinstance(entry.value, Text):
        return entry.value.value
    return show.language if show else None


def _unworded(readings: tuple[_StepReading, ...], language: str | None) -> Iterator[Fault]:
    """The breathing steps that ask for words in a language that has none."""
    if language is None or cue_words(language) is not None:
        return
    for node, step in readings:
        if isinstance(step, Breathe) and not all(map(sound_of, cue_schedule(step.cycles, step.cues))):
            entry = node.entry(Breathe.verb) if isinstance(node, Fields) else None
            place = entry.value.place if entry else node.place
            message = f'no words for breath cues in "{language}", only in {", ".join(LANGUAGES)}; use cues: [tone]'
            yield Fault(place, f"breathe: {message}")
