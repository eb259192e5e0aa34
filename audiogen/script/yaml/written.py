"""How a value is written, where a model keeps another form of it: JSON Schemas for what an author types.

They stand beside the types that they are of; `audiogen.schema` makes the schemas of whole files of them. None is made
before somebody asks for a schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Form: TypeAlias = Mapping[str, Any]
"""A JSON Schema of draft 7. `errorMessage` is what editors say in place of words of their own."""
Kind: TypeAlias = Literal["number", "integer"]
KNOWN: Final = "known"
"""Stands in a form for names that only a later stage knows: sounds, presets, voices."""
FORM: Final = "form"
"""Stands beside it where the form is known already, and is to be written once."""
_TOKEN: Final = re.compile(r"\\.|[a-zA-Z]|\(\?P<\w+>|\(\?|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class WrittenAs:
    """Marks a type whose values are written in another form than the model has them."""

    form: Callable[[], Form]
    name: str = ""
    """Of a form that many keys have, so that a schema holds it once."""

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Called by pydantic, for its own form."""
        return {KNOWN: self.name, FORM: {**self.form()}} if self.name else {**self.form()}


@dataclass(frozen=True, slots=True)
class _OneOrSeveral:
    """Marks a type of several values, of which one may be written alone."""

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Called by pydantic, for its own form."""
        # pydantic takes limits for those of a text where a function reads the values first
        names = {"minLength": "minItems", "maxLength": "maxItems"}
        several = {names.get(key, key): value for key, value in handler(core_schema).items()}
        return {"anyOf": [several["items"], several]}


ONE_OR_SEVERAL: Final = _OneOrSeveral()
BOOLEAN: Final[Form] = {"not": {"not": {"type": "boolean"}}}
"""What YAML takes for a yes or a no. Editors offer both wherever a schema says so plainly, behind a `say:` too."""


def figures(
    pattern: str,
    told: str,
    *examples: str | int,
    least: float | None = None,
    kind: Literal["number", "integer"] = "number",
) -> Form:
    """A form of values that YAML takes for a number where they are written without a unit.

    Args:
        pattern: a regular expression for all of a text, as Python and JavaScript read it.
        told: what to write, in a sentence.
        examples: what editors offer.
        least: the smallest number.
        kind: which numbers there may be.
    """
    bounds = {} if least is None else {"minimum": least}
    text = {"pattern": rf"^\s*(?:{pattern})\s*$"}
    return {"type": ["string", kind], **text, **bounds, "errorMessage": told, "examples": [*examples]}


def texts(told: str, *, pattern: str = "", examples: Iterable[str] = (), longest: int | None = None) -> Form:
    """A form of texts; where any text may stand, YAML may take it for a number.

    Args:
        told: what to write, in a sentence.
        pattern: a regular expression that is found in each of them.
        examples: what editors offer.
        longest: in characters.
    """
    form: dict[str, Any] = {"type": "string" if pattern else ["string", "number"], "minLength": 1}
    limits = {"pattern": pattern, "maxLength": longest, "examples": [*examples]}
    return {**form, **{key: value for key, value in limits.items() if value}, "errorMessage": told}


def spelled(pattern: str | re.Pattern[str], *, any_case: bool = False) -> str:
    """A regular expression of Python's as JSON Schemas have it: no names of groups, no flags.

    >>> spelled(re.compile("(?P<n>[0-9]+)(?:db)?", re.IGNORECASE))
    '(?:[0-9]+)(?:[dD][bB])?'
    """
    source = pattern if isinstance(pattern, str) else pattern.pattern
    ignores = any_case or (isinstance(pattern, re.Pattern) and bool(pattern.flags & re.IGNORECASE))
    return "".join(_spelled(token[0], any_case=ignores) for token in _TOKEN.finditer(source))


def _spelled(token: str, *, any_case: bool) -> str:
    if token.startswith("(?P<"):
        return "(?:"
    return f"[{token.lower()}{token.upper()}]" if any_case and token.isalpha() else token
