"""Names that are known only where everything is installed: sounds with what can be set, presets, voices; and the steps.

Other packages bring sounds and voices, and a show has presets of its own. So names are offered, and others are let be:
`audiogen check` knows better.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic.json_schema import JsonSchemaValue

from audiogen.ambience.presets import load_presets
from audiogen.ambience.registry import find_sound, sound_names
from audiogen.ambience.sound import Choice, Parameter, Range, SoundInfo
from audiogen.errors import AudiogenError
from audiogen.schema.docstrings import explanation, told
from audiogen.script.bed import OFF, Preset
from audiogen.script.blocks import KINDS
from audiogen.script.steps import STEPS
from audiogen.script.yaml.fields import Model
from audiogen.script.yaml.written import BOOLEAN, FORM, KNOWN, Form, figures, spelled, texts
from audiogen.speech.registry import voices

PLACE: Final = "#/definitions/"
_BEGIN: Final = f"Begin a step with one of {', '.join(KINDS)}, like - say: Welcome."


def known_names(project: Path) -> dict[str, JsonSchemaValue]:
    """What stands in a form by one of the names that `KNOWN` marks there.

    Args:
        project: its folder, for the presets of its own.
    """
    sounds = {name: f"{info.title}: {info.about}" for name, info in _sounds().items()}
    presets = {name: _of_preset(preset) for name, preset in load_presets(project).presets.items()}
    return {
        "sounds": _open(sounds),
        "beds": _open({**sounds, **presets, OFF: "No bed at all."}),
        "voices": _open(_voices()),
        "step": _step(),
    }


def with_known(form: Any, shared: dict[str, JsonSchemaValue]) -> Any:
    """A form in which a reference stands for each name.

    Args:
        form: of a model, or a part of it.
        shared: where forms go that many keys have, by their names.
    """
    if isinstance(form, list):
        return [with_known(each, shared) for each in form]
    if not isinstance(form, dict):
        return form
    rest = {key: with_known(value, shared) for key, value in form.items() if key not in (KNOWN, FORM)}
    name = form.get(KNOWN)
    if name is None:
        return rest
    if name == "settings":
        return {**rest, "allOf": [*_settings(rest["properties"])]}
    if FORM in form:
        shared[name] = form[FORM]
    return {"$ref": f"{PLACE}{name}", **rest}


def _open(names: Mapping[str, str]) -> JsonSchemaValue:
    """Names that are offered, each with what it is; any other is let be."""
    offered = [{"enum": [*names], "enumDescriptions": [*names.values()]}] if names else []
    return {"anyOf": [*offered, texts("Write a name here."), BOOLEAN]}


def _sounds() -> dict[str, SoundInfo]:
    found: dict[str, SoundInfo] = {}
    for name in sound_names():
        # a package that is broken is told of where its sound is to be heard
        with contextlib.suppress(AudiogenError, ImportError, AttributeError):
            found[name] = find_sound(name)
    return found


def _of_preset(preset: Preset) -> str:
    return f"{preset.title.strip()}: {preset.about.strip()}"


def _voices() -> dict[str, str]:
    # a package that is broken is told of where its voice is to speak
    with contextlib.suppress(AudiogenError):
        return {voice.name: f"{voice.about} ({voice.speaks})" for voice in voices()}
    return {}


def _settings(own: Iterable[str]) -> Iterable[JsonSchemaValue]:
    """For each sound, the keys that may stand beside it."""
    keys = dict.fromkeys(own, True)
    for name, info in _sounds().items():
        parameters = {each.name: _parameter(each) for each in info.parameters}
        this = {"properties": {"sound": {"const": name}}, "required": ["sound"]}
        yield {"if": this, "then": {"properties": {**keys, **parameters}, "additionalProperties": False}}
    none = {"not": {"required": ["sound"]}}
    yield {"if": none, "then": {"properties": keys, "additionalProperties": False}}


def _parameter(parameter: Parameter) -> JsonSchemaValue:
    if isinstance(parameter, Range):
        within = f"from {parameter.low:g} to {parameter.high:g}{f' {parameter.unit}' if parameter.unit else ''}"
        unit = re.sub(r"\W", ".", parameter.unit)
        form = figures(rf"[-+]?(?:\d+\.?\d*|\.\d+)\s*(?:{unit})?", f"Write a number {within}.", least=parameter.low)
        about, limits = f"{_sentence(parameter.about)} A number {within}.", {**form, "maximum": parameter.high}
    else:
        told_of = f"Write one of {', '.join(parameter.choices)}."
        about = _sentence(parameter.about)
        limits = {"anyOf": [{"enum": [*parameter.choices], "errorMessage": told_of}, *_any_case(parameter, told_of)]}
    return {**told(parameter.name, about), "default": parameter.default, **limits}


def _any_case(parameter: Choice, told_of: str) -> list[Form]:
    # JavaScript refuses a backslash before any other sign
    words = "|".join(re.sub(r"[.^$*+?()\[\]{}|\\]", r"\\\g<0>", choice) for choice in parameter.choices)
    return [texts(told_of, pattern=rf"^\s*(?:{spelled(words, any_case=True)})\s*$")]


def _sentence(phrase: str) -> str:
    return f"{phrase[:1].upper()}{phrase[1:]}."


def _offered(verb: str, model: type[Model]) -> JsonSchemaValue:
    """The key that begins a step, where none stands yet."""
    return {"$ref": f"{PLACE}{model.__name__}/properties/{verb}", **told(verb, explanation(model))}


def _of_verb(verb: str) -> list[type[Model]]:
    """The kinds of step that a key begins, the usual one first."""
    return [*dict.fromkeys((KINDS[verb], *(model for model in STEPS if model.verb == verb)))]


def _step() -> JsonSchemaValue:
    """A step by its verb, which decides what may stand beside it."""
    verbs = {verb: _offered(verb, model) for verb, model in KINDS.items()}
    form: JsonSchemaValue = {
        "properties": verbs,
        "additionalProperties": False,
        "minProperties": 1,
        "errorMessage": _BEGIN,
    }
    for verb in reversed(KINDS):
        models = [{"$ref": f"{PLACE}{model.__name__}"} for model in _of_verb(verb)]
        then = {"anyOf": models} if models[1:] else models[0]
        form = {"if": {"type": "object", "required": [verb]}, "then": then, "else": form}
    return {"type": "object", "errorMessage": _BEGIN, **form}
