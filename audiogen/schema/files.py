"""The schemas of a project: one for each kind of file, and what of them has to be written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic.json_schema import JsonSchemaValue

from audiogen import __version__
from audiogen.atomic import write_atomically
from audiogen.clients.entry import ClientEntry
from audiogen.errors import AudiogenError
from audiogen.names import unknown
from audiogen.schema.generating import definitions
from audiogen.schema.known import PLACE, known_names, with_known
from audiogen.schema.lexicon import lexicon_form
from audiogen.script.bed import Preset
from audiogen.script.blocks import KINDS, listed_steps
from audiogen.script.model import Script, Show
from audiogen.script.sidecar import Sidecar
from audiogen.script.steps import STEPS
from audiogen.script.variables import WRITTEN_NAME
from audiogen.script.yaml.modeline import SCHEMAS
from audiogen.script.yaml.written import texts

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""What every editor reads: of later ones some read only a part."""


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A schema as it stands in its file."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class WrittenSchemas:
    """What became of the schemas of a project."""

    changed: tuple[Path, ...]
    """Those that were not there, or said something else."""
    same: tuple[Path, ...]


_SHARED: Final[JsonSchemaValue] = {
    "type": "object",
    "description": "Steps that several sessions include.",
    "properties": {"steps": {**listed_steps(), "description": "What happens, in order."}},
    "required": ["steps"],
    "additionalProperties": False,
}
_CLIENTS: Final[JsonSchemaValue] = {
    "type": "array",
    "description": "Everybody for whom sessions are made. Keep this file to yourself.",
    "items": {"$ref": f"{PLACE}ClientEntry"},
}
_VARIABLE: Final = {
    "title": "variable",
    "pattern": f"^{WRITTEN_NAME}$",
    "errorMessage": "A key is a variable, which stands in braces in a script: write letters, digits and _.",
}
_ROOTS: Final[dict[str, tuple[str, JsonSchemaValue]]] = {
    "session": ("A session", {"$ref": f"{PLACE}Script"}),
    "show": ("The facts of a show", {"$ref": f"{PLACE}Show"}),
    "clients": ("The clients of a practice", _CLIENTS),
    "steps": ("Steps that sessions share", _SHARED),
    "lexicon": ("How words are said", lexicon_form()),
    "preset": ("A bed under a name", {"$ref": f"{PLACE}Preset"}),
    "recording": ("The note on a recording", {"$ref": f"{PLACE}Sidecar"}),
}
NAMES: Final = tuple(_ROOTS)
"""Of the kinds of files that have a schema."""


def write_schemas(project: Path, folder: Path | None = None) -> WrittenSchemas:
    """Write those schemas that are not there as they are to be.

    Args:
        project: its folder, for the presets of its own.
        folder: where they go; `schemas/` in the project when None.

    Raises:
        OutputError: when a file cannot be written.
    """
    changed, same = [], []
    for schema in schemas(project, folder):
        if schema.path.is_file() and schema.path.read_bytes() == schema.text.encode():
            same.append(schema.path)
        else:
            write_atomically(schema.path, schema.text.encode())
            changed.append(schema.path)
    return WrittenSchemas(tuple(changed), tuple(same))


def schemas(project: Path, folder: Path | None = None) -> tuple[SchemaFile, ...]:
    """The schemas of all kinds of files, as they are written; arguments as of `write_schemas`."""
    place = folder or project / SCHEMAS
    return tuple(SchemaFile(place / f"{name}.json", text_of(each)) for name, each in schemas_of(project).items())


def schema_named(name: str, project: Path) -> str:
    """The text of one schema.

    Raises:
        AudiogenError: when there is none of that name.
    """
    if name not in NAMES:
        raise AudiogenError(unknown("schema", name, NAMES))
    return text_of(schemas_of(project)[name])


def schemas_of(project: Path) -> dict[str, JsonSchemaValue]:
    """The schemas of all kinds of files, by their names."""
    shared = known_names(project)
    every = {name: with_known(form, shared) for name, form in _models().items()} | shared
    return {name: _whole(title, with_known(root, shared), every) for name, (title, root) in _ROOTS.items()}


@cache
def _models() -> dict[str, JsonSchemaValue]:
    """What is written of all models, by their names."""
    forms = definitions(Show, Script, *KINDS.values(), *STEPS, Preset, Sidecar, ClientEntry)
    # whatever else is known of a client is a variable
    variables = {"additionalProperties": texts("Write a text here."), "propertyNames": _VARIABLE}
    return forms | {"ClientEntry": forms["ClientEntry"] | variables}


def text_of(schema: JsonSchemaValue) -> str:
    """A schema as it stands in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _whole(title: str, root: JsonSchemaValue, every: Mapping[str, JsonSchemaValue]) -> JsonSchemaValue:
    """A schema that stands alone: with the definitions that it needs."""
    top = root if "$ref" not in root else every[root["$ref"].removeprefix(PLACE)]
    needed: dict[str, JsonSchemaValue] = {}
    open_names = [*_named(top)]
    while open_names:
        name = open_names.pop()
        if name not in needed:
            needed[name] = every[name]
            open_names += _named(every[name])
    comment = f"Written by audiogen {__version__}; after an update, `audiogen schema` writes it anew."
    head = {"$schema": DRAFT, "$comment": comment, **top, "title": title}
    return {**head, "definitions": {name: needed[name] for name in sorted(needed)}}


def _named(form: Any) -> set[str]:
    """The definitions that a form refers to."""
    if isinstance(form, dict):
        own = {form["$ref"].removeprefix(PLACE).split("/")[0]} if isinstance(form.get("$ref"), str) else set()
        return own.union(*map(_named, form.values()))
    return set().union(*map(_named, form)) if isinstance(form, list) else set()
