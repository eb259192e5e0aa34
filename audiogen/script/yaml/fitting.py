"""Fits a tree of text to a model of the script language: which keys there are, and what kind of value each one takes.

What the values mean is for the models themselves; `audiogen.script.yaml.value_messages` explains those they refuse.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias, get_origin

from audiogen.names import nearest, quotable
from audiogen.script.meant.dates import date_meant
from audiogen.script.meant.keys import key_meant
from audiogen.script.yaml.fields import Model, ReadBy, annotation_parts, inner_model
from audiogen.script.yaml.nodes import Fault, Fields, Items, KeyValue, Node, Text, TreePath
from audiogen.script.yaml.outline import WINDOWS_PATH, named

_LISTS: Final = {
    "retired": "[04-old-friends]",
    "cues": "[count, words, tone]",
    "lengths": "[5m, 20m]",
    "mixes": "[full, voice]",
}
_LISTS_OR_ONE: Final = {"name": "[google-en, heart]", "formats": "[mp3, m4a]", "only": "[clients, 10m and longer]"}
"""Keys that take several values, with an example; of the second kind, one value alone is the rule."""
_ITEMS: Final = {
    "layers": "sound: rain", "scan": "place: your feet", "helplines": "{name: Samaritans, call: 116 123}",
    "people": "{name: your name, role: Host}", "funding": "{link: https://example.org/give, text: Support us}",
}  # fmt: skip
"""Keys with a list below whose items have keys of their own, with one of these."""
_ITEMS_OR_ONE: Final = frozenset({"funding", "people"})
"""Those of them behind which the keys of one alone may stand, without a dash."""
_PROSE: Final = frozenset(
    {"say", "reflect", "again", "chapter", "title", "section", "summary", "description", "content", "care"}
    | {"author", "copyright", "text", "about", "licence", "changes", "halfway", "place", "words", "note", "seasons"}
)
"""What people read or hear; elsewhere, a comment after a value loses nothing."""
_EXAMPLES: Final = {
    "breathe": "4-6", "cycles": "6", "language": "en", "pause": "20s to 40s", "silence": "20s to 40s",
    "under_speech": "-20dB", "wpm": "120", "loudness": "-16",
}  # fmt: skip
"""Of values that are often put in brackets."""
_NUMBERS: Final = frozenset({"cycles", "under_speech", "wpm", "loudness"})
"""Keys that have another unit than the words that people write for them."""
LEFT_OUT: Final = "everything after # is left out by YAML; put the text in quotes, or the remark on a line of its own"
"""Of a text behind which a remark stands."""
# pydantic would take any number for seconds since 1970
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CURLY: Final = re.compile("[\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u201a].*[\u201c\u201d\u00bb\u00ab\u2018\u2019]")
_NOT_CURLY: Final = "curly quotes are letters to YAML; write the value without them"
_WINDOWS_PATH: Final = re.compile(r"[A-Za-z]:[\\/]")

Data: TypeAlias = "str | list[str] | list[list[str]] | dict[str, Data] | list[Data]"


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a model can be filled with, and what cannot be."""

    data: dict[str, Data]
    faults: tuple[Fault, ...]
    reported: frozenset[TreePath]
    """The values that were left out with a fault, so that none of them is reported a second time as missing."""


def fit(model: type[Model], fields: Fields) -> Fitted:
    """The values of a mapping, as the model's fields want them.

    Args:
        model: what is to be filled.
        fields: the mapping that the author wrote.
    """
    fitter = _Fitter([], set())
    data = fitter.mapping(model, fields, ())
    return Fitted(data, tuple(fitter.faults), frozenset(fitter.reported))


@dataclass(frozen=True, slots=True)
class _Fitter:
    faults: list[Fault]
    reported: set[TreePath]

    def mapping(self, model: type[Model], fields: Fields, path: TreePath) -> dict[str, Data]:
        data: dict[str, Data] = {}
        parameters: list[Data] = []
        beside, parameter_field = model.parameters or (None, "")
        takes_parameters = beside is not None and fields.entry(beside) is not None
        for pair in fields.entries:
            known = pair.key in model.key_names()
            if known and (own := _reader(model, pair.key)):
                data[pair.key], faults = own.read(pair)
                self.faults.extend(faults)
                continue
            if not known and not takes_parameters:
                self.faults.append(Fault(pair.place, _unknown_key(model, pair.key)))
                # the key that was meant is not missing as well
                self.reported.add((*path, _meant(pair.key, model.key_names()) or pair.key))
                continue
            value = self._value(model, pair, (*path, pair.key)) if known else _parameter(pair)
            if isinstance(value, Fault):
                self.faults.append(value)
                self.reported.add((*path, pair.key))
            elif known:
                data[pair.key] = value
            else:
                parameters.append({"name": pair.key, "value": value})
        return {**data, parameter_field: parameters} if parameters else data

    def _value(self, model: type[Model], pair: KeyValue, path: TreePath) -> Data | Fault:
        key, node, inner = pair.key, pair.value, inner_model(model, pair.key)
        if isinstance(node, Text) and node.empty:
            info = model.field_of(key)
            needed = info is not None and info.is_required() and not model.verb
            return Fault(node.place, _no_value(key, comment=node.comment, needed=needed))
        if inner is not None:
            return self._models(inner, pair, path) if _listed(model, key) else self._inner(inner, key, node, path)
        if key in _PROSE and _listed(model, key):
            return self._texts(pair)
        if _listed(model, key) and (key in _LISTS or (key in _LISTS_OR_ONE and not isinstance(node, Text))):
            return _list(key, node)
        if key in _PROSE:
            self._note_comments(key, (node,))
        return _text(key, node)

    def _texts(self, pair: KeyValue) -> Data | Fault:
        """One text, or several that are taken in turn."""
        nodes = pair.value.items if isinstance(pair.value, Items) else (pair.value,)
        if not nodes or not all(isinstance(node, Text) and not node.empty for node in nodes):
            return Fault(pair.value.place, f"{pair.key}: write one text, or several below, each with a dash")
        self._note_comments(pair.key, nodes)
        return [node.value for node in nodes if isinstance(node, Text)]

    def _note_comments(self, key: str, nodes: Iterable[Node]) -> None:
        """Tell of prose of which YAML leaves out a part."""
        for node in nodes:
            if isinstance(node, Text) and node.comment and node.style == "plain":
                self.faults.append(Fault(node.place, f"{key}: {LEFT_OUT}"))

    def _models(self, inner: type[Model], pair: KeyValue, path: TreePath) -> Data | Fault:
        """A list whose items have keys of their own."""
        key, node = pair.key, pair.value
        values: list[Data] = []
        if isinstance(node, Fields) and key in _ITEMS_OR_ONE:
            values.append(self.mapping(inner, node, (*path, 0)))
            return values
        if not isinstance(node, Items) or not node.items:
            return Fault(node.place, f"{key}: write one or more below, each with a dash, like - {_ITEMS[key]}")
        for number, item in enumerate(node.items):
            value = self._inner(inner, key, item, (*path, number))
            if isinstance(item, Items):
                short, names = "is a name, or " if inner.shorthand else "", ", ".join(inner.key_names())
                value = Fault(item.place, f"{key}: each {short}has keys of its own: {names}")
            if isinstance(value, Fault):
                # one that is left out would move all that follow away from their places
                return value
            values.append(value)
        return values

    def _inner(self, inner: type[Model], key: str, node: Node, path: TreePath) -> Data | Fault:
        shorthand = inner.shorthand
        if isinstance(node, Fields):
            return self.mapping(inner, node, path)
        if isinstance(node, Text) and shorthand and not node.empty:
            if shorthand in _PROSE:
                self._note_comments(key, (node,))
                return {shorthand: node.value}
            return _curly(key, node) if _CURLY.fullmatch(node.value) else {shorthand: node.value}
        if shorthand in _LISTS_OR_ONE and _listed(inner, shorthand):
            listed = _list(key, node, _LISTS_OR_ONE[shorthand])
            return listed if isinstance(listed, Fault) else {shorthand: listed}
        if isinstance(node, Items) and "layers" in inner.key_names():
            names = ", ".join(item.value for item in node.items if isinstance(item, Text))
            return Fault(node.place, f'{key}: for several sounds at once write "{key}: {{layers: [{names}]}}"')
        short = f'; or write "{key}: " and a name' if shorthand else f", like {_ITEMS[key]}" if key in _ITEMS else ""
        message = f"{key}: write its keys on lines of their own below, indented: {', '.join(inner.key_names())}{short}"
        return Fault(node.place, message)


def _listed(model: type[Model], key: str) -> bool:
    """Whether there may be several values behind a key."""
    return any(get_origin(part) is tuple for part in annotation_parts(model.field_of(key)))


def _reader(model: type[Model], key: str) -> ReadBy | None:
    info = model.field_of(key)
    return next((part for part in info.metadata if isinstance(part, ReadBy)), None) if info else None


def _unknown_key(model: type[Model], key: str) -> str:
    meant = None if key in model.never_here else key_meant(key, model.key_names())
    if meant is None and (place := model.elsewhere(key)):
        return f'"{quotable(key)}" is not a key here; it belongs in {place}'
    if meant in _NUMBERS:
        return f'"{quotable(key)}" is not a key here; write {meant}, like {meant}: {_EXAMPLES[meant]}'
    return unlike(key, "a key here", model.key_names())


def _parameter(pair: KeyValue) -> Data | Fault:
    """The text of a key that may be a parameter; which ones there are, is not known here."""
    if isinstance(pair.value, Text) and pair.value.empty:
        return Fault(pair.value.place, _no_value(pair.key))
    return _text(pair.key, pair.value)


def _list(key: str, node: Node, example: str = "") -> Data | Fault:
    items = (node,) if isinstance(node, Text) else () if isinstance(node, Fields) else node.items
    texts = [item.value for item in items if isinstance(item, Text) and item.value]
    if not texts or len(texts) < len(items):
        shown = example or {**_LISTS, **_LISTS_OR_ONE}[key]
        return Fault(node.place, f"{key}: write one word, or several in brackets: {shown}")
    return texts


def _text(key: str, node: Node) -> Data | Fault:
    if not isinstance(node, Text):
        message = f"{key}: {_prose_below(key, node)}"
        if node.flow and key not in _PROSE:
            message = f"{key}: write one value here, without brackets or braces{_alike(key)}"
        elif node.flow:
            sign = "{" if isinstance(node, Fields) else "["
            message = f'{key}: text that begins with {sign} means a list to YAML; put the text in "quotes"'
        return Fault(node.place, message)
    if key not in _PROSE and _CURLY.fullmatch(node.value):
        return _curly(key, node)
    if key not in _PROSE and _WINDOWS_PATH.match(node.value):
        return Fault(node.place, f"{key}: {WINDOWS_PATH}")
    if key == "date" and not _DAY.fullmatch(node.value):
        return Fault(node.place, not_a_date(node.value))
    return node.value


def _curly(key: str, node: Text) -> Fault:
    return Fault(node.place, f"{key}: {_NOT_CURLY}", node.amendment(node.value[1:-1].strip()))


def _prose_below(key: str, node: Node) -> str:
    """What to write in place of a list or of keys, where words belong."""
    if key not in _PROSE:
        return "write one value here; neither a list nor further keys fit"
    if isinstance(node, Items):
        return (
            f'several lines go below "{key}: |", each indented and without a dash; separate steps begin with "- {key}:"'
        )
    return f'the words stand here, after "{key}: "; options stand below, in the same column as "{key}"'


def _alike(key: str) -> str:
    return f", like {_EXAMPLES[key]}" if key in _EXAMPLES else ""


def _no_value(key: str, *, comment: bool = False, needed: bool = False) -> str:
    if comment:
        return f'{key}: nothing stands here, because YAML leaves out everything after #; put the text in "quotes"'
    return f"{key}: no value; write one after the colon{'' if needed else ', or remove the line'}"


def unlike(name: str, what: str, known: Iterable[str]) -> str:
    """A sentence about a name that is not `what` it stands for, the one that may be meant, and those that are known."""
    names = tuple(known)
    meant = _meant(name, names)
    foreign = re.search(r"[^\W\d_a-zA-Z]", name) if meant and nearest(name, names) == meant else None
    letter = f' ("{foreign[0]}" in it is another letter: {named(foreign[0])})' if foreign else ""
    suggestion = f"; did you mean {meant}{letter}? It" if meant else "; it"
    return f'"{quotable(name)}" is not {what}{suggestion} can be {", ".join(names)}'


def _meant(name: str, known: Collection[str]) -> str | None:
    """The key that was meant: one of the same meaning before one that only looks alike."""
    return key_meant(name, known) or nearest(name, known)


def not_a_date(value: str) -> str:
    """A sentence about a value that is not a day of the calendar."""
    advice = date_meant(value) or "year-month-day, like 2026-11-02"
    return f'date: "{quotable(value)}" is not a date; write {advice}'
