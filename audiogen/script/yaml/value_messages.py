"""What a model refused, in an author's words: where it stands, what is wrong, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Final

from annotated_types import Ge, Le
from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from audiogen.names import quotable
from audiogen.script.meant.lengths import lengths_meant
from audiogen.script.meant.numbers import number_meant, range_meant
from audiogen.script.meant.tables import meanings, words_for
from audiogen.script.meant.words import choice_advice, means_off
from audiogen.script.slips import Slip
from audiogen.script.yaml.fields import Model, annotation_parts, inner_model
from audiogen.script.yaml.fitting import not_a_date, unlike
from audiogen.script.yaml.nodes import Fault, Fields, Text, TreePath, follow
from audiogen.script.yaml.whereabouts import place_at

_PATTERNS: Final = {
    "slug": "a name for files; write small letters, digits and single hyphens, like first-light",
}


@dataclass(frozen=True, slots=True)
class _BadValue:
    """One value that a model refused."""

    kind: str
    """Pydantic's name for the error."""
    key: str
    value: str
    field: FieldInfo | None
    cause: str
    """The sentence of our own validators."""
    limit: str


def value_faults(
    error: ValidationError, model: type[Model], node: Fields, reported: frozenset[TreePath]
) -> tuple[Fault, ...]:
    """One fault for each place that a model refused, in the order of the file.

    Args:
        error: what the model raised.
        model: the model.
        node: the mapping that it was filled with.
        reported: the values that were left out with a fault already.
    """
    faults: dict[TreePath, tuple[Fault, ...]] = {}
    for detail in error.errors(include_url=False, include_input=False):
        path, field = _in_model(model, detail["loc"])
        # what keys lack together may only be missing because one of them was left out
        if any(path[: len(known)] == known or (path and known[: len(path)] == path) for known in reported):
            continue
        at, found = follow(node, path)
        written = next((pair.key for pair in reversed(found) if pair), model.verb)
        value = at.value if isinstance(at, Text) else ""
        cause = detail.get("ctx", {}).get("error")
        amendment = at.amendment(getattr(cause, "meant", None)) if isinstance(at, Text) else None
        fault = Fault(at.place, _sentence(detail, path, field, value, written), amendment)
        slips = getattr(cause, "slips", ())
        placed = tuple(_at_slip(at, slip, written) for slip in slips) if isinstance(at, Text) else ()
        faults.setdefault(path, placed or (fault,))
    return tuple(sorted(chain.from_iterable(faults.values())))


def _at_slip(text: Text, slip: Slip, written: str) -> Fault:
    """A mistake within a spoken text, at its own line."""
    message = f"{written}: {_with_short_quote(slip.message, text.value)}"
    return Fault(place_at(text, slip.offset), message, rule=slip.rule)


def _in_model(model: type[Model], loc: TreePath) -> tuple[TreePath, FieldInfo | None]:
    """The part of pydantic's path that an author knows, and the field at its end: no names of validators."""
    path: list[str | int] = []
    field: FieldInfo | None = None
    inner: type[Model] | None = model
    for part in loc:
        if isinstance(part, str):
            known = inner.field_of(part) if inner else None
            if inner is None or known is None:
                break
            field, inner = known, inner_model(inner, part)
        path.append(part)
    return tuple(path), field


def _sentence(detail: ErrorDetails, path: TreePath, field: FieldInfo | None, value: str, written: str) -> str:
    context = detail.get("ctx", {})
    limits = [context[name] for name in ("ge", "le", "max_length") if name in context]
    bad = _BadValue(
        kind=detail["type"],
        key=next((part for part in reversed(path) if isinstance(part, str)), ""),
        value=quotable(value),
        field=field,
        cause=_with_short_quote(str(context.get("error", "")), value),
        limit=f"{limits[0]:g}" if limits else "",
    )
    sentence = _SENTENCES.get(bad.kind, _unfit)(bad)
    if bad.kind in {"missing", *_DATES}:
        return sentence
    return f"{written}: {sentence}".removeprefix(": ")


def _with_short_quote(cause: str, value: str) -> str:
    """A sentence of a validator, which may quote all of a long value or, behind the `to` of a range, most of it."""
    for part in (value, *value.partition(" to ")[::2], value.strip()):
        if part and quotable(part) != part:
            cause = cause.replace(f'"{part}"', f'"{quotable(part)}"')
    return cause


def _missing(bad: _BadValue) -> str:
    example = bad.field.examples[0] if bad.field and bad.field.examples else "..."
    return f'"{bad.key}" is missing; add it, like "{bad.key}: {example}"'


def _bounds(bad: _BadValue) -> str:
    than = "less" if bad.kind == "greater_than_equal" else "more"
    number = number_meant(bad.value) if bad.value[-1:].isdecimal() else None
    # a sign too many, or one that was left out
    low, high = _limits(bad)
    meant = f", like {-number:g}" if number and low * high > 0 and low <= -number <= high else ""
    return f'"{bad.value}" is {than} than {bad.limit}; write a number {_range(bad)}{meant}'


def _limits(bad: _BadValue) -> tuple[float, float]:
    parts = list(annotation_parts(bad.field))
    low = next(part.ge for part in parts if isinstance(part, Ge))
    high = next(part.le for part in parts if isinstance(part, Le))
    return float(str(low)), float(str(high))


def _range(bad: _BadValue) -> str:
    low, high = _limits(bad)
    return f"from {low:g} to {high:g}"


def _fits(bad: _BadValue, number: float) -> bool:
    low, high = _limits(bad)
    return low <= number <= high


def _number_advice(bad: _BadValue, general: str) -> str:
    """The number that is meant by `six`, `6 times` or `50%`, where it is within the limits."""
    number = number_meant(meanings(bad.key).get(bad.value.casefold(), bad.value))
    if number is not None and bad.value.endswith("%"):
        number /= 100
    return f"write {number:g}" if number is not None and _fits(bad, number) else general


def _whole(bad: _BadValue) -> str:
    number = number_meant(bad.value)
    example = str(bad.field.examples[0]) if bad.field and bad.field.examples else "6"
    general = f"write one like {example}"
    if bad.key == "repeat" and range_meant(bad.value):
        return f'"{bad.value}" is a range, and rounds have one number; {general}'
    if lengths_meant(bad.value):
        what = "rounds" if bad.key == "repeat" else "breaths"
        return f'"{bad.value}" is a length of time, and {what} are counted; {general}'
    advice = _number_advice(bad, general) if number is not None and number.is_integer() else general
    return f'"{bad.value}" is not a whole number; {advice}'


def _decimal(bad: _BadValue) -> str:
    return f'"{bad.value}" is not a number; {_number_advice(bad, f"write one {_range(bad)}")}'


def _yes_or_no(bad: _BadValue) -> str:
    if bad.key == "sleep" and lengths_meant(bad.value):
        return f'"{bad.value}" is a length of time, which is written as "target: {bad.value}"; here write yes or no'
    word = "yes" if bad.value.casefold() in words_for("anything", "on") else "yes or no"
    return f'"{bad.value}" is neither yes nor no; write {"no" if means_off(bad.value) else word}'


def _choice(bad: _BadValue) -> str:
    advice = choice_advice(bad.key, bad.value)
    if advice:
        return f'"{bad.value}" is not known; {advice}'
    return unlike(bad.value, "known", [part for part in annotation_parts(bad.field) if isinstance(part, str)])


def _too_long(bad: _BadValue) -> str:
    if not bad.value:
        return f"these are too many; at most {bad.limit} fit"
    return f"this text is too long; at most {bad.limit} characters fit"


def _unfit(bad: _BadValue) -> str:
    return f'"{bad.value}" does not fit here; see docs/script-language.md for what does'


_INTEGERS: Final = ("int_parsing", "int_parsing_size", "int_from_float")
_DATES: Final = ("date_from_datetime_parsing", "date_parsing", "date_from_datetime_inexact", "date_type")
_SENTENCES: Final[dict[str, Callable[[_BadValue], str]]] = {
    "missing": _missing,
    "value_error": lambda bad: bad.cause,
    "greater_than_equal": _bounds,
    "less_than_equal": _bounds,
    "literal_error": _choice,
    "string_too_long": _too_long,
    "too_long": _too_long,
    "string_pattern_mismatch": lambda bad: f'"{bad.value}" is not {_PATTERNS[bad.key]}',
    **dict.fromkeys(_INTEGERS, _whole),
    "float_parsing": _decimal,
    "bool_parsing": _yes_or_no,
    **dict.fromkeys(_DATES, lambda bad: not_a_date(bad.value)),
}
"""Pydantic's name for an error → what to tell the author."""
