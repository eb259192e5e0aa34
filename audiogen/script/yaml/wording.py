"""What a model refused, in an author's words: where it stands, what is wrong, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from audiogen.script.yaml.fields import Model
from audiogen.script.yaml.nodes import Fault, Fields, Items, Node, Place, Text
from audiogen.script.yaml.shapes import Path, inner_model, not_a_date, quotable, unlike

EXAMPLES: Final = {
    "title": "Arriving",
    "summary": "A short session with slow breathing.",
    "author": "your name",
    "about": "what is heard, in one sentence",
    "layers": "and below it one sound a line, like - sound: rain",
    "description": "what the show is, and for whom",
    "cycles": "6",
    "text": "what is said in the recording",
    "licence": "CC BY 4.0",
    "steps": "and below it one step a line, like - say: Welcome.",
}
"""For every key that must not be left out."""

_PATTERNS: Final = {
    "language": "a language tag; write one like en, en-gb or pt-br",
    "slug": "a name for files; write small letters, digits and single hyphens, like first-light",
}


@dataclass(frozen=True, slots=True)
class _Refused:
    """One value that a model refused."""

    kind: str
    """Pydantic's name for the error."""
    key: str
    value: str
    field: FieldInfo | None
    cause: str
    """The sentence of our own validators."""
    limit: str


def refusals(error: ValidationError, model: type[Model], node: Fields, settled: frozenset[Path]) -> tuple[Fault, ...]:
    """One fault for each place that a model refused, in the order of the file.

    Args:
        error: what the model raised.
        model: the model.
        node: the mapping that it was filled with.
        settled: the values that were left out with a fault already.
    """
    faults: dict[Path, Fault] = {}
    for detail in error.errors(include_url=False, include_input=False):
        known = _known(model, detail["loc"])
        if any(known[: len(path)] == path for path in settled):
            continue
        place, value, written = _find(node, known)
        faults.setdefault(known, Fault(place, _sentence(detail, model, known, value, written)))
    return tuple(sorted(faults.values()))


def _known(model: type[Model], loc: Path) -> Path:
    """The part of pydantic's path that an author knows: keys and positions, no names of validators."""
    path: list[str | int] = []
    inner: type[Model] | None = model
    for part in loc:
        if isinstance(part, int):
            path.append(part)
        elif inner is not None and part in inner.model_fields:
            path.append(part)
            inner = inner_model(inner, part)
        else:
            break
    return tuple(path)


def _find(node: Node, path: Path) -> tuple[Place, str, str]:
    """The place that a path leads to, or comes nearest to; what stands there; and the last key on the way."""
    written = ""
    for part in path:
        if isinstance(node, Fields) and isinstance(part, str) and (entry := node.entry(part)):
            node, written = entry.value, part
        elif isinstance(node, Items) and isinstance(part, int):
            node = node.items[part]
    return node.place, node.value if isinstance(node, Text) else "", written


def _sentence(detail: ErrorDetails, model: type[Model], path: Path, value: str, written: str) -> str:
    names = [part for part in path if isinstance(part, str)]
    key = names[-1] if names else ""
    context = detail.get("ctx", {})
    limits = [context[name] for name in ("ge", "le", "max_length") if name in context]
    refused = _Refused(
        kind=detail["type"],
        key=key,
        value=quotable(value),
        field=_field(model, names),
        cause=str(context.get("error", "")),
        limit=f"{limits[0]:g}" if limits else "",
    )
    sentence = _WORDINGS.get(refused.kind, _unfit)(refused)
    if refused.kind in {"missing", *_DATES}:
        return sentence
    return f"{written or _verb(model)}: {sentence}".removeprefix(": ")


def _verb(model: type[Model]) -> str:
    return str(getattr(model, "verb", ""))


def _field(model: type[Model], names: list[str]) -> FieldInfo | None:
    field: FieldInfo | None = None
    inner: type[Model] | None = model
    for name in names:
        if inner is not None:
            field, inner = inner.model_fields[name], inner_model(inner, name)
    return field


def _parts(annotation: object) -> Iterator[object]:
    """Everything that an annotation is made of."""
    if isinstance(annotation, FieldInfo):
        yield from annotation.metadata
        yield from _parts(annotation.annotation)
    elif get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        yield annotation
        for part in get_args(annotation):
            yield from _parts(part)


def _missing(refused: _Refused) -> str:
    return f'"{refused.key}" is missing; add it, like "{refused.key}: {EXAMPLES[refused.key]}"'


def _cause(refused: _Refused) -> str:
    return refused.cause


def _bounds(refused: _Refused) -> str:
    than = "less" if refused.kind == "greater_than_equal" else "more"
    return f'"{refused.value}" is {than} than {refused.limit}; write a number {_range(refused)}'


def _range(refused: _Refused) -> str:
    parts = list(_parts(refused.field))
    low = next(part.ge for part in parts if isinstance(part, Ge))
    high = next(part.le for part in parts if isinstance(part, Le))
    return f"from {low:g} to {high:g}"


def _choice(refused: _Refused) -> str:
    choices = [part for part in _parts(refused.field) if isinstance(part, str)]
    return unlike(refused.value, "known", choices)


def _too_long(refused: _Refused) -> str:
    if not refused.value:
        return f"these are too many; at most {refused.limit} fit"
    return f"this text is too long; at most {refused.limit} characters fit"


def _pattern(refused: _Refused) -> str:
    return f'"{refused.value}" is not {_PATTERNS[refused.key]}'


def _whole_number(refused: _Refused) -> str:
    return f'"{refused.value}" is not a whole number; write one like 6'


def _number(refused: _Refused) -> str:
    return f'"{refused.value}" is not a number; write one {_range(refused)}'


def _yes_or_no(refused: _Refused) -> str:
    return f'"{refused.value}" is neither yes nor no; write yes or no'


def _date(refused: _Refused) -> str:
    return not_a_date(refused.value)


def _unfit(refused: _Refused) -> str:
    return f'"{refused.value}" does not fit here; see docs/script-language.md for what does'


_DATES: Final = ("date_from_datetime_parsing", "date_parsing", "date_from_datetime_inexact", "date_type")
_WORDINGS: Final[dict[str, Callable[[_Refused], str]]] = {
    "missing": _missing,
    "value_error": _cause,
    "greater_than_equal": _bounds,
    "less_than_equal": _bounds,
    "literal_error": _choice,
    "string_too_long": _too_long,
    "too_long": _too_long,
    "string_pattern_mismatch": _pattern,
    "int_parsing": _whole_number,
    "int_parsing_size": _whole_number,
    "int_from_float": _whole_number,
    "float_parsing": _number,
    "finite_number": _number,
    "bool_parsing": _yes_or_no,
    **dict.fromkeys(_DATES, _date),
}
