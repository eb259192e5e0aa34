"""From the tree of one file to a show or a script, with a fault for every mistake in it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Generic, TypeAlias, TypeVar

from pydantic import ValidationError

from audiogen.names import nearest, quotable
from audiogen.script.breath import cue_schedule, sound_of
from audiogen.script.cue_words import LANGUAGES, cue_words
from audiogen.script.meant.keys import key_meant, no_step, step_meant
from audiogen.script.model import LONGEST_SLUG, Origin, Script, Show
from audiogen.script.steps import SPOKEN_KEYS, STEPS, Breathe, Chapter, Step, StepPlace
from audiogen.script.voice import is_tag
from audiogen.script.yaml.document import Document
from audiogen.script.yaml.fields import Model
from audiogen.script.yaml.fitting import fit, unlike
from audiogen.script.yaml.nodes import Fault, Fields, Items, Node, Place, Text, follow
from audiogen.script.yaml.value_messages import value_faults

_EXAMPLE: Final = '"- say: Welcome."'
_STEP_EXAMPLES: Final = {
    "bell": "- bell: start",
    "breathe": "- breathe: 4-6",
    "clip": "- clip: recordings/welcome.m4a",
}
"""Steps whose value cannot be the one that was written for another word."""
_NOTHING_REPEATS: Final = "nothing repeats a step; write the steps again, as often as they are to come"
_NO_STEPS_WITHIN: Final = (
    "a step holds no other steps; write them below it, one after the other, each with a dash in the same column"
)
_VERBS: Final = {model.verb: model for model in STEPS}

_Read = TypeVar("_Read", bound=Model)
_PlacedStep: TypeAlias = tuple[Node, Step]


@dataclass(frozen=True, slots=True)
class Reading(Generic[_Read]):
    """What a file holds, and what is wrong with it."""

    value: _Read | None
    """None when anything is wrong."""
    faults: tuple[Fault, ...]


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


def read_script(document: Document, number: int, show: Show | None, *, date: dt.date | None = None) -> Reading[Script]:
    """The script in a file.

    Args:
        document: the file.
        number: the episode's.
        show: for the language of scripts that name none; None when it could not be read.
        date: the day of publication that the file's name gives, for a script that names none.
    """
    root = document.root
    if not isinstance(root, Fields):
        return _without_keys(document)
    # steps are read one by one: as part of the script, each mistake would be reported for every kind of step
    fitted = fit(Script, replace(root, entries=tuple(pair for pair in root.entries if pair.key != "steps")))
    steps, step_faults = _steps(root)
    faults = [*fitted.faults, *step_faults]
    slug = slug_of(document)
    if not slug or (len(slug) > LONGEST_SLUG and _text_of(root, "slug") is None):
        much = f"a slug of {len(slug)} letters, and {LONGEST_SLUG} fit" if slug else "no slug"
        faults.append(Fault(Place(1, 1), f'the name of this file gives {much}; add one, like "slug: first-light"'))
        slug = ""
    language = _text_of(root, "language") or (show.language if show else None)
    # a word that is no tag is a mistake of its own
    if language is None or is_tag(language):
        faults += _breaths_without_words(steps, language)
    data = {
        "slug": slug or "none",
        "date": date,
        **fitted.data,
        "origin": _origin(document, number, [node for node, _ in steps]),
        # mistakes in steps are among the faults: a stand-in keeps the model from asking for steps that are there
        "steps": tuple(step for _, step in steps) or (Chapter(chapter="none"),),
    }
    try:
        script = Script.model_validate(data)
    except ValidationError as error:
        faults += value_faults(error, Script, root, fitted.reported)
        return Reading(None, _all_faults(document, faults))
    found = _all_faults(document, faults)
    return Reading(None if found else script, found)


def _origin(document: Document, number: int, steps: Sequence[Node]) -> Origin:
    places = (
        StepPlace(document.path, ("steps", index), step.place.line, _spoken_texts(step))
        for index, step in enumerate(steps)
    )
    return Origin(document.path, number, tuple(places))


def _spoken_texts(step: Node) -> tuple[Text, ...]:
    return tuple(found for key in SPOKEN_KEYS if isinstance(found := follow(step, (key,))[0], Text))


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
    written = _text_of(document.root, "slug")
    if written:
        return written
    return plain_slug(document.path.stem)


def plain_slug(text: str) -> str:
    """The Latin letters and digits of a text, small and with hyphens between words; empty when it has none."""
    # letters that Unicode does not decompose
    whole = text.replace("ß", "ss").replace("æ", "ae").replace("ø", "o").replace("œ", "oe")
    plain = unicodedata.normalize("NFKD", whole.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain))


def _text_of(root: Node | None, key: str) -> str | None:
    pair = root.entry(key) if isinstance(root, Fields) else None
    return pair.value.value if pair and isinstance(pair.value, Text) else None


def _steps(root: Fields) -> tuple[list[_PlacedStep], list[Fault]]:
    """The steps that are right, and what is wrong with the others."""
    pair = root.entry("steps")
    if pair is None:
        return [], [Fault(root.place, f'"steps" is missing; add "steps:", and below it steps like {_EXAMPLE}')]
    if not isinstance(pair.value, Items) or not pair.value.items:
        message = f"steps: write one step or more below, each with a dash, like {_EXAMPLE}"
        return [], [Fault(pair.value.place, message)]
    steps: list[_PlacedStep] = []
    faults: list[Fault] = []
    for before, node in zip((None, *pair.value.items), pair.value.items, strict=False):
        step = _read_step(node, before)
        if isinstance(step, tuple):
            faults += step
        else:
            steps.append((node, step))
    return steps, faults


def _breaths_without_words(steps: list[_PlacedStep], language: str | None) -> Iterator[Fault]:
    """The breathing steps that ask for words in a language that has none."""
    if language is None or cue_words(language) is not None:
        return
    for node, step in steps:
        if isinstance(step, Breathe) and not all(map(sound_of, cue_schedule(step.breaths.most, step.cues))):
            message = f'no words for breath cues in "{language}", only in {", ".join(LANGUAGES)}; use cues: [tone]'
            yield Fault(follow(node, (Breathe.verb,))[0].place, f"breathe: {message}")


def _read_step(node: Node, before: Node | None) -> Step | tuple[Fault, ...]:
    """The step, or what is wrong with it; `before` is the one above."""
    if not isinstance(node, Fields) or not node.entries:
        return (Fault(node.place, _not_a_step(node)),)
    verbs = [pair for pair in node.entries if pair.key in _VERBS]
    if not verbs:
        return (Fault(node.place, _without_verb(node, before)),)
    if verbs[1:]:
        message = f"{verbs[0].key} and {verbs[1].key} are two steps; begin each on a line of its own, with a dash"
        return (Fault(verbs[1].place, message),)
    # the verb alone decides which model is filled, so that one mistake gives one message
    model = _VERBS[verbs[0].key]
    return tuple(_unheard_of(node, model)) or _filled(model, node)


def _filled(model: type[Step], node: Fields) -> Step | tuple[Fault, ...]:
    fitted = fit(model, node)
    try:
        step = model.model_validate(fitted.data)
    except ValidationError as error:
        return (*fitted.faults, *value_faults(error, model, node, fitted.reported))
    return fitted.faults or step


def _unheard_of(node: Fields, model: type[Model]) -> Iterator[Fault]:
    """Keys that ask for what no step can do: hold others, or come again."""
    for pair in node.entries:
        if pair.key == "steps":
            yield Fault(pair.place, _NO_STEPS_WITHIN)
        known = pair.key in model.key_names() or key_meant(pair.key, model.key_names())
        if not known and no_step(pair.key) == "repeat":
            yield Fault(pair.place, f'"{pair.key}" is not a key here: {_NOTHING_REPEATS}')


def _not_a_step(node: Node) -> str:
    if not isinstance(node, Text):
        if isinstance(node, Items) and not node.flow:
            return _NO_STEPS_WITHIN
        return f"a step is a key and a value, like {_EXAMPLE}; this is neither"
    if node.empty:
        return f"nothing follows this dash; write a step, like {_EXAMPLE}, or remove the dash"
    words = quotable(node.value)
    verb, colon, _ = words.partition(":")
    if verb in _VERBS:
        missing = "a space is missing after the colon" if colon else "its value is missing"
        return f'{verb}: {missing}; write "{verb}: " and then what belongs to it'
    first, _, rest = words.partition(" ")
    if first in _VERBS:
        return f'a colon is missing after "{first}"; write "- {first}: {rest}"'
    return f'"{words}" is not a step; to have it spoken, write - say: and then the words'


def _without_verb(node: Fields, before: Node | None) -> str:
    keys = [pair.key for pair in node.entries]
    for key in keys:
        owner = next((verb for verb, model in _VERBS.items() if key in model.key_names()), None)
        if owner and (_may_be(before, owner) or not (step_meant(key) or no_step(key))):
            return f'"{key}" belongs to a {owner} step; remove the dash, and begin it in the same column as "{owner}"'
    return _another_word(node) or unlike(next((key for key in keys if nearest(key, _VERBS)), keys[0]), "a step", _VERBS)


def _may_be(node: Node | None, verb: str) -> bool:
    """Whether a step is of a kind, or of none that is known."""
    keys = {pair.key for pair in node.entries} if isinstance(node, Fields) else set[str]()
    return verb in keys or not keys & _VERBS.keys()


def _another_word(node: Fields) -> str | None:
    """The message for a step that another word than its verb begins."""
    first = node.entries[0]
    what = no_step(first.key)
    if what == "repeat":
        return f'"{first.key}" is not a step: {_NOTHING_REPEATS}'
    if what == "bed":
        return (
            f'"{first.key}" is not a step; what plays behind the voice is written as "bed: ocean", at the beginning of '
            'the file, or below a "- chapter:"'
        )
    for pair in node.entries:
        verb = step_meant(pair.key)
        if verb:
            value = pair.value.value if isinstance(pair.value, Text) else "..."
            good = _STEP_EXAMPLES.get(verb) or f"- {verb}: {value}"
            return f'"{quotable(pair.key)}" is not a step; did you mean {verb}? Write "{quotable(good)}"'
    return None
