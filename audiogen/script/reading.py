"""From the tree of one file to a show or a script, with a fault for every mistake in it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from audiogen.errors import Problem
from audiogen.script.cue_words import LANGUAGES, cue_words
from audiogen.script.included_files import IncludedFiles
from audiogen.script.model import LONGEST_SLUG, Origin, Script, Show
from audiogen.script.step_reading import ReadSteps, StepReader
from audiogen.script.steps import Chapter
from audiogen.script.voice import is_tag
from audiogen.script.yaml.document import Document
from audiogen.script.yaml.fields import Model
from audiogen.script.yaml.fitting import fit
from audiogen.script.yaml.nodes import Fault, Fields, Items, Node, Place
from audiogen.script.yaml.value_messages import value_faults

_Read = TypeVar("_Read", bound=Model)


@dataclass(frozen=True, slots=True)
class Reading(Generic[_Read]):
    """What a file holds, and what is wrong with it."""

    value: _Read | None
    """None when anything is wrong."""
    faults: tuple[Fault, ...]
    elsewhere: tuple[Problem, ...] = ()
    """What is wrong in files that it includes."""


def read_model(document: Document, model: type[_Read]) -> Reading[_Read]:
    """A show, a preset or a note on a recording: a model whose keys are those of the whole file."""
    root = document.root
    if not isinstance(root, Fields):
        return _without_keys(document)
    fitted = fit(model, root)
    try:
        value = model.model_validate(fitted.data)
    except ValidationError as error:
        faults = (*fitted.faults, *value_faults(error, model, root, fitted.reported))
        return Reading(None, _all_faults(document, faults))
    faults = _all_faults(document, fitted.faults)
    return Reading(None if faults else value, faults)


def read_script(
    document: Document,
    number: int,
    show: Show | None,
    *,
    date: dt.date | None = None,
    included: IncludedFiles | None = None,
) -> Reading[Script]:
    """The script in a file.

    Args:
        document: the file.
        number: the episode's.
        show: for the language of scripts that name none; None when it could not be read.
        date: the day of publication that the file's name gives, for a script that names none.
        included: reads what is included; by default, from the folder above that of the file.
    """
    root = document.root
    if not isinstance(root, Fields):
        return _without_keys(document)
    if shared := _shared_steps(document, root):
        return Reading(None, _all_faults(document, [shared]))
    # steps are read one by one: as part of the script, each mistake would be reported for every kind of step
    fitted = fit(Script, replace(root, entries=tuple(pair for pair in root.entries if pair.key != "steps")))
    read = StepReader(document.path, (included or IncludedFiles.beside(document.path.parent)).steps).below(root)
    nameless = _nameless(document)
    faults, elsewhere = [*fitted.faults, *read.faults, *nameless], read.elsewhere
    written = document.text("language")
    language = written.value if written and written.value else show.language if show else None
    # a word that is no tag is a mistake of its own
    if language is not None and is_tag(language) and cue_words(language) is None:
        own, others = _breaths_without_words(read, document.path, language)
        faults, elsewhere = [*faults, *own], (*elsewhere, *others)
    data = {
        "slug": "none" if nameless else slug_of(document),
        "date": date,
        **fitted.data,
        "origin": Origin(document.path, number, read.places),
        # mistakes in steps are among the faults: a stand-in keeps the model from asking for steps that are there
        "steps": read.steps or (Chapter(chapter="none"),),
    }
    try:
        script = Script.model_validate(data)
    except ValidationError as error:
        faults += value_faults(error, Script, root, fitted.reported)
        return Reading(None, _all_faults(document, faults), elsewhere)
    found = _all_faults(document, faults)
    return Reading(None if found or elsewhere else script, found, elsewhere)


def _shared_steps(document: Document, root: Fields) -> Fault | None:
    """The fault of a file of steps alone among the sessions; None where it has more, or is no such file."""
    if [pair.key for pair in root.entries] != ["steps"]:
        return None
    part, folder = f"parts/{document.path.name}", document.path.parent.name or "scripts"
    message = (
        'the file holds steps alone, and a session begins with "title: "; steps that several sessions share belong '
        f'into a folder beside {folder}/, like {part}, where "- include: {part}" in a session finds them'
    )
    return Fault(root.place, message)


def _without_keys(document: Document) -> Reading[_Read]:
    message = 'the file does not hold keys with values; begin it with "title: " and a title'
    if isinstance(document.root, Items) and any(map(_begins_file, document.root.items)):
        message = 'the keys of a file stand without dashes; write "title: " and a title, and dashes only below "steps:"'
    return Reading(None, document.faults or (Fault(Place(1, 1), message),))


def _begins_file(node: Node) -> bool:
    return isinstance(node, Fields) and node.entry("title") is not None


def _all_faults(document: Document, faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """The faults of a file; at a place where YAML itself went wrong, no other is named."""
    places = {fault.place for fault in document.faults}
    return (*document.faults, *(fault for fault in faults if fault.place not in places))


def slug_of(document: Document) -> str:
    """The slug that a file gives its episode: the one written in it, else one made from its name; perhaps empty."""
    written = document.text("slug")
    return written.value if written and written.value else plain_slug(document.path.stem)


def _nameless(document: Document) -> tuple[Fault, ...]:
    """The fault of a file that has no slug, and whose name gives none that fits."""
    slug = slug_of(document)
    if slug and (len(slug) <= LONGEST_SLUG or document.text("slug") is not None):
        return ()
    much = f"a slug of {len(slug)} letters, and {LONGEST_SLUG} fit" if slug else "no slug"
    return (Fault(Place(1, 1), f'the name of this file gives {much}; add one, like "slug: first-light"'),)


def plain_slug(text: str) -> str:
    """The Latin letters and digits of a text, small and with hyphens between words; empty when it has none."""
    # letters that Unicode does not decompose
    whole = text.replace("ß", "ss").replace("æ", "ae").replace("ø", "o").replace("œ", "oe")
    plain = unicodedata.normalize("NFKD", whole.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain))


def _breaths_without_words(read: ReadSteps, path: Path, language: str) -> tuple[tuple[Fault, ...], tuple[Problem, ...]]:
    """Breaths that ask for words in a language that has none: in the file itself, and in those that it includes."""
    message = f'breathe: no words for breath cues in "{language}", only in {", ".join(LANGUAGES)}; use cues: [tone]'
    own = tuple(Fault(place, message) for file, place in read.worded if file == path)
    others = (Problem(file, place.line, place.column, message) for file, place in read.worded if file != path)
    return own, tuple(others)
