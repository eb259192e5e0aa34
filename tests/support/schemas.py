"""Files of YAML held against their schemas, as editors do that: as YAML 1.1 reads them, and as YAML 1.2 does."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any, Final

import yaml
from jsonschema import Draft7Validator
from support.repository import ROOT

from audiogen.schema.files import schemas_of


class Yaml12(yaml.SafeLoader):
    """Values as YAML 1.2 has them: `yes` is a word, `4:6` a text, and so is a day."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML has it so


for _tag, _pattern, _first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", "[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN)", "-+.0123456789"),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), [*_first])

Yaml12.add_constructor("tag:yaml.org,2002:int", lambda loader, node: _whole_number(loader.construct_scalar(node)))


def _whole_number(text: str) -> int:
    """A number that begins with a zero is a decimal one, as YAML 1.2 has it."""
    return int(text, 0 if text[:2] in {"0x", "0o"} else 10)


READERS: Final = {"1.1": yaml.SafeLoader, "1.2": Yaml12}


@cache
def schemas() -> dict[str, Any]:
    """Those of the shipped show."""
    return schemas_of(ROOT)


@cache
def _validator(name: str, *, settings: bool) -> Draft7Validator:
    return Draft7Validator(schemas()[name] if settings else _without_settings(schemas()[name]))


def _without_settings(form: Any) -> Any:
    if isinstance(form, dict):
        return {key: _without_settings(value) for key, value in form.items() if key != "allOf"}
    return [*map(_without_settings, form)] if isinstance(form, list) else form


def refusals(name: str, text: str, version: str = "1.2", *, settings: bool = True) -> list[str]:
    """What a schema says against a file: where, and what.

    Args:
        name: of the schema.
        text: of the file.
        version: of YAML.
        settings: whether what is set of sounds has to be known to them.
    """
    value = _plain(yaml.load(text, READERS[version]))  # noqa: S506 - both know the tags of YAML alone
    found = _validator(name, settings=settings).iter_errors(value)
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message[:200]}" for each in found]


def _plain(value: object) -> object:
    """A value as editors have it: days are texts to them, and all keys are."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value
