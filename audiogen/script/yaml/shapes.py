"""Fits a tree of text to a model of the script language: which keys there are, and what kind of value each one takes.

What the values mean is for the models themselves; `audiogen.script.yaml.wording` says it when they refuse one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias, get_args, get_origin

from audiogen.names import nearest
from audiogen.script.bed import Setting
from audiogen.script.yaml.fields import Model
from audiogen.script.yaml.nodes import Entry, Fault, Fields, Items, Node, Text

_LISTS: Final = {"cues": "[count, words, tone]"}
_LISTS_OR_ONE: Final = {"name": "[google-en, heart]", "formats": "[mp3, m4a]"}
"""Keys that take several values, with an example; of the second kind, one value alone is the rule."""
_PROSE: Final = frozenset(
    {"say", "reflect", "again", "chapter", "title", "section", "summary", "description", "content", "care"}
    | {"author", "copyright", "text", "about", "licence", "changes"}
)
"""What people read or hear; elsewhere, a remark after a value loses nothing."""
_SETTINGS: Final = "settings"
"""The field that takes the keys which a model does not know, where they may be a sound's."""
_LEFT_OUT: Final = "everything after # is left out by YAML; put the text in quotes, or the remark on a line of its own"
# pydantic would take any number for seconds since 1970
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Data: TypeAlias = "str | list[str] | dict[str, Data] | list[Data] | tuple[Setting, ...]"
Path: TypeAlias = "tuple[str | int, ...]"
"""Keys and positions that lead from the top of a tree to a value."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a model can be filled with, and what cannot be."""

    data: dict[str, Data]
    faults: tuple[Fault, ...]
    settled: frozenset[Path]
    """The values that were left out with a fault: nothing more is to be said about them."""


def fit(model: type[Model], fields: Fields) -> Fitted:
    """The values of a mapping, as the model's fields want them.

    Args:
        model: what is to be filled.
        fields: the mapping that the author wrote.
    """
    fitter = _Fitter([], set())
    data = fitter.mapping(model, fields, ())
    return Fitted(data, tuple(fitter.faults), frozenset(fitter.settled))


@dataclass(frozen=True, slots=True)
class _Fitter:
    faults: list[Fault]
    settled: set[Path]

    def mapping(self, model: type[Model], fields: Fields, path: Path) -> dict[str, Data]:
        data: dict[str, Data] = {}
        settings: list[Setting] = []
        for entry in fields.entries:
            if entry.key in model.key_names():
                self._known(model, entry, (*path, entry.key), data)
            elif _SETTINGS in model.model_fields and fields.entry("sound"):
                self._setting(entry, settings)
            else:
                self.faults.append(Fault(entry.place, unlike(entry.key, "a key here", model.key_names())))
                # the key that was meant is not missing as well
                self.settled.add((*path, nearest(entry.key, model.key_names()) or entry.key))
        return {**data, _SETTINGS: tuple(settings)} if settings else data

    def _known(self, model: type[Model], entry: Entry, path: Path, data: dict[str, Data]) -> None:
        value = self._value(model, entry, path)
        if isinstance(value, Fault):
            self.faults.append(value)
            self.settled.add(path)
        else:
            data[entry.key] = value

    def _setting(self, entry: Entry, settings: list[Setting]) -> None:
        """A key that may be a parameter of the sound beside it: which ones there are, the sound itself knows."""
        node = entry.value
        empty = isinstance(node, Text) and node.empty
        value = Fault(node.place, _empty(entry.key, remark=False)) if empty else _text(entry.key, node)
        if isinstance(value, Fault):
            self.faults.append(value)
        else:
            settings.append(Setting(entry.key, str(value)))

    def _value(self, model: type[Model], entry: Entry, path: Path) -> Data | Fault:
        key, node, inner = entry.key, entry.value, inner_model(model, entry.key)
        if isinstance(node, Text) and node.empty:
            return Fault(node.place, _empty(key, remark=node.remark))
        if inner is not None:
            listed = _is_list(model, key)
            return self._models(inner, entry, path) if listed else self._inner(inner, key, node, path)
        if key in _LISTS or (key in _LISTS_OR_ONE and not isinstance(node, Text)):
            return _list(key, node)
        if isinstance(node, Text) and node.remark and node.style == "plain" and key in _PROSE:
            self.faults.append(Fault(node.place, f"{key}: {_LEFT_OUT}"))
        return _text(key, node)

    def _models(self, inner: type[Model], entry: Entry, path: Path) -> Data | Fault:
        """A list whose items have keys of their own."""
        if not isinstance(entry.value, Items) or not entry.value.items:
            return Fault(
                entry.value.place, f"{entry.key}: write one or more below, each with a dash, like - sound: rain"
            )
        values: list[Data] = []
        for number, item in enumerate(entry.value.items):
            value = self._inner(inner, entry.key, item, (*path, number))
            if isinstance(item, Items):
                value = Fault(
                    item.place, f"{entry.key}: each is a name, or has keys of its own: {', '.join(inner.key_names())}"
                )
            if isinstance(value, Fault):
                # one that is left out would move all that follow away from their places
                return value
            values.append(value)
        return values

    def _inner(self, inner: type[Model], key: str, node: Node, path: Path) -> Data | Fault:
        shorthand = getattr(inner, "shorthand", None)
        if isinstance(node, Fields):
            return self.mapping(inner, node, path)
        if isinstance(node, Text) and shorthand and not node.empty:
            return {shorthand: node.value}
        if shorthand in _LISTS_OR_ONE:
            listed = _list(key, node, _LISTS_OR_ONE[shorthand])
            return listed if isinstance(listed, Fault) else {shorthand: listed}
        short = f'; or write "{key}: " and a name' if shorthand else ""
        message = f"{key}: write its keys on lines of their own below, indented: {', '.join(inner.key_names())}{short}"
        return Fault(node.place, message)


def _list(key: str, node: Node, example: str = "") -> Data | Fault:
    items = (node,) if isinstance(node, Text) else () if isinstance(node, Fields) else node.items
    texts = [item.value for item in items if isinstance(item, Text) and item.value]
    if not texts or len(texts) < len(items):
        shown = example or {**_LISTS, **_LISTS_OR_ONE}[key]
        return Fault(node.place, f"{key}: write one word, or several in brackets: {shown}")
    return texts


def _text(key: str, node: Node) -> Data | Fault:
    if not isinstance(node, Text):
        return Fault(node.place, _not_text(key, flow=node.flow, sign="{" if isinstance(node, Fields) else "["))
    if key == "date" and not _DAY.fullmatch(node.value):
        return Fault(node.place, not_a_date(node.value))
    return node.value


def inner_model(model: type[Model], key: str) -> type[Model] | None:
    """The model that a key's value fills, or each of its values, when it has keys of its own."""
    models = (part for part in _parts(model.model_fields[key].annotation) if isinstance(part, type))
    return next((part for part in models if issubclass(part, Model)), None)


def _is_list(model: type[Model], key: str) -> bool:
    return any(get_origin(part) is tuple for part in _parts(model.model_fields[key].annotation))


def _parts(annotation: object) -> Iterator[object]:
    """Everything that an annotation is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def unlike(name: str, what: str, known: Iterable[str]) -> str:
    """A sentence about a name that is not `what` it stands for, the one that may be meant, and those that are known."""
    names = tuple(known)
    meant = nearest(name, names)
    suggestion = f"; did you mean {meant}? It" if meant else "; it"
    return f'"{quotable(name)}" is not {what}{suggestion} can be {", ".join(names)}'


def not_a_date(value: str) -> str:
    """A sentence about a value that is not a day of the calendar."""
    return f'date: "{quotable(value)}" is not a date; write year-month-day, like 2026-11-02'


def quotable(value: str) -> str:
    """A value as it fits into a sentence: one line, and not too long."""
    line = " ".join(value.split())
    return line if len(line) <= 60 else f"{line[:57]}..."


def _empty(key: str, *, remark: bool) -> str:
    if remark:
        return f'{key}: nothing stands here, because YAML leaves out everything after #; put the text in "quotes"'
    return f"{key}: no value; write one after the colon, or remove the line"


def _not_text(key: str, *, flow: bool, sign: str) -> str:
    if flow:
        return f'{key}: text that begins with {sign} means a list to YAML; put the text in "quotes"'
    return f"{key}: write one value here; neither a list nor further keys fit"
