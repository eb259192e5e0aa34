"""From the models of the script language to JSON Schemas of what their authors write.

Pydantic knows its models in the form that they are filled with. Here they are in the form that stands in a file: with
what one word stands for, without what the loader fills in, and with numbers, days and a yes as YAML reads them.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from annotated_types import Ge, Le, MaxLen
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from audiogen.schema.docstrings import explanation, explanations, told
from audiogen.script.dump import written
from audiogen.script.yaml.fields import Model
from audiogen.script.yaml.written import BOOLEAN, FORM, KNOWN, figures, spelled, texts

_DIGITS: Final = r"\d[\d_]*"
_DAY: Final = r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$"
_YES_OR_NO: Final = f"^(?:{spelled('yes|no|on|off|true|false|y|n|t|f|0|1', any_case=True)})$"


class _AuthorsForm(GenerateJsonSchema):
    """Pydantic's generator, for what authors write."""

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return _number(schema, "a whole number", rf"[-+]?{_DIGITS}", "integer")

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        return _number(schema, "a number", rf"[-+]?(?:{_DIGITS}\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        pattern = schema.get("pattern")
        return {**texts("Write a text here.", pattern=str(pattern or ""), longest=schema.get("max_length"))}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:  # noqa: ARG002 - pydantic calls it so
        others = {"type": ["string", "integer"], "pattern": _YES_OR_NO, "minimum": 0, "maximum": 1}
        told = {"errorMessage": "Write yes or no."}
        return {"anyOf": [{"enum": ["yes", "no"], **told}, {**others, **told}, BOOLEAN]}

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:  # noqa: ARG002 - pydantic calls it so
        told = "Write year-month-day, like 2026-11-02."
        return {"type": "string", "pattern": _DAY, "errorMessage": told, "examples": ["2026-11-02"]}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        choices = [*map(str, schema["expected"])]
        form = {"enum": choices, "errorMessage": f"Write one of {', '.join(choices)}."}
        return {"anyOf": [form, BOOLEAN]} if {"on", "off"} & {*choices} else form

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        told_of = "Write a list here: each on its own line, with a dash."
        # an empty one is never what was meant
        return {**super().tuple_schema(schema), "minItems": 1, "errorMessage": told_of}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        # to have none, the line is left out
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        # as it is written; see `_of_key`
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        return _of_model(schema["cls"], super().model_schema(schema))


def definitions(*models: type[Model]) -> dict[str, JsonSchemaValue]:
    """What is written of models, and of all that they hold, by the names of their classes."""
    wanted: list[tuple[type[Model], JsonSchemaMode]] = [(model, "validation") for model in models]
    _, forms = models_json_schema(wanted, ref_template="#/definitions/{model}", schema_generator=_AuthorsForm)
    return dict(forms["$defs"])


def _number(
    schema: Mapping[str, Any], what: str, pattern: str, kind: Literal["number", "integer"] = "number"
) -> JsonSchemaValue:
    low, high = schema.get("ge"), schema.get("le")
    within = f" from {low:g} to {high:g}" if low is not None and high is not None else ""
    form = {**figures(pattern, f"Write {what}{within}.", least=low, kind=kind)}
    del form["examples"]
    return form if high is None else {**form, "maximum": high}


def _of_model(model: type[Model], form: JsonSchemaValue) -> JsonSchemaValue:
    """The form of a mapping with a model's keys, or of what may stand in its place."""
    properties = dict(_of_keys(model, form["properties"]))
    required = [key for key in form.get("required", ()) if key in properties and key not in model.supplied]
    keys: JsonSchemaValue = {
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
        **model.beside(),
    }
    if model.parameters:
        # which ones there are is known to the sounds
        keys |= {"additionalProperties": True, KNOWN: "settings"}
    about = told(model.verb or _words(model.__name__), explanation(model))
    if not model.shorthand:
        return about | keys
    alone = {**model.alone()} or _without(properties[model.shorthand], "title", "description", "markdownDescription")
    # editors offer what stands in an anyOf; of a mapping, they tell better what is wrong with it where it is decided on
    kinds = {"anyOf": [alone, {"type": "object"}]}
    return {**about, **kinds, "if": {"type": "object"}, "then": keys}


def _words(name: str) -> str:
    """The name of a class as people read it: `voice choice`."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _without(form: JsonSchemaValue, *keys: str) -> JsonSchemaValue:
    return {key: value for key, value in form.items() if key not in keys}


def _of_keys(model: type[Model], forms: Mapping[str, JsonSchemaValue]) -> Iterator[tuple[str, JsonSchemaValue]]:
    texts_below = explanations(model)
    for name, info in model.model_fields.items():
        key = info.alias or name
        if name not in model.unwritten:
            yield key, _of_key(key, info, texts_below.get(name, ""), forms[key])


def _of_key(key: str, info: FieldInfo, about: str, form: JsonSchemaValue) -> JsonSchemaValue:
    how = form.get(FORM, form)
    if "examples" in how and "pattern" in how:
        about = f"{about}\n\n{how['errorMessage']}"
    form = _without(form, "examples") if form.get("type") == "array" else {**_within(form, info), **_examples(info)}
    return {**_with_choices(key, {**form, **told(key, about)}), **_default(key, info)}


def _within(form: JsonSchemaValue, info: FieldInfo) -> JsonSchemaValue:
    """A form of texts or figures with the limits that are set for its key alone."""
    how = form.get(FORM, form)
    limits: JsonSchemaValue = {}
    for part in info.metadata:
        limits |= {"minimum": part.ge} if isinstance(part, Ge) else {}
        limits |= {"maximum": part.le} if isinstance(part, Le) else {}
        limits |= {"maxLength": part.max_length} if isinstance(part, MaxLen) else {}
    return {**_without(form, KNOWN, FORM), **how, **limits} if limits and "string" in how.get("type", ()) else form


def _examples(info: FieldInfo) -> JsonSchemaValue:
    """Those of a key, which messages show too, with numbers as YAML has them."""
    found = [json.loads(each) if each.isdecimal() else each for each in map(str, info.examples or ())]
    return {"examples": found} if found else {}


def _default(key: str, info: FieldInfo) -> JsonSchemaValue:
    default = "" if info.is_required() else written(key, info.default)
    is_number = isinstance(info.default, int | float) and default[-1:].isdecimal()
    return {"default": json.loads(default) if is_number else default} if default else {}


def _with_choices(key: str, form: JsonSchemaValue) -> JsonSchemaValue:
    """A form whose choices are explained one by one."""
    texts_of = _choices().get(key, {})
    if "enum" in form and all(choice in texts_of for choice in form["enum"]):
        return {**form, "enumDescriptions": [texts_of[choice] for choice in form["enum"]]}
    parts = {part: form[part] for part in ("items",) if isinstance(form.get(part), dict)}
    within = {part: _with_choices(key, value) for part, value in parts.items()}
    several = {"anyOf": [_with_choices(key, each) for each in form["anyOf"]]} if "anyOf" in form else {}
    return {**form, **within, **several}


@cache
def _choices() -> dict[str, dict[str, str]]:
    """What is said of each choice of a key."""
    return tomllib.loads(Path(__file__).with_name("choices.toml").read_text(encoding="utf-8"))
