"""Reads heteronyms: those that come with audiogen, and those among the entries of a show's lexicon."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from audiogen.script.yaml.nodes import Fault, Fields, Items, KeyValue, Node, Place, Text
from audiogen.script.yaml.shipped import read_shipped
from audiogen.speech.words.heteronyms.decide import Rules
from audiogen.speech.words.heteronyms.grammar import Context
from audiogen.speech.words.heteronyms.heteronym import NO_PART, PARTS, Heteronym, Part, Sense
from audiogen.speech.words.heteronyms.pattern import Lists, Pattern, patterns
from audiogen.speech.words.ipa import to_misaki

_FILE: Final = "heteronyms.yaml"
_OTHERWISE: Final = "otherwise"
_ELSE: Final = "else"
_BY_PART: Final = {name.lower(): part for name, part in PARTS.items()}
SENSE_KEYS: Final = ("sense", "ipa", "say", "when")
"""Of one of several senses."""
PART_KEYS: Final = (*_BY_PART, _ELSE)
"""Of an entry whose senses only the part of speech tells apart."""


class _MistakeError(Exception):
    """A mistake at a place."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(message)
        self.fault = Fault(place, message)


@cache
def shipped_rules() -> Rules:
    """What comes with audiogen, whose mistakes its tests find: to look for them here would take a third of a second."""
    return read_rules(read_shipped(_FILE), checked=False)


def read_rules(root: Node, *, checked: bool) -> Rules:
    """The rules in a file like that which comes with audiogen.

    Args:
        root: of the file's tree.
        checked: whether sounds and patterns are looked at.

    Raises:
        ValueError: with the first mistake.
    """
    try:
        return _rules(root, checked=checked)
    except _MistakeError as mistake:
        message = f"line {mistake.fault.place.line}: {mistake.fault.message}"
        raise ValueError(message) from mistake


def is_heteronym(value: Node) -> bool:
    """Whether a lexicon's entry is said in several ways: a list of senses, or parts of speech."""
    if isinstance(value, Fields):
        return any(entry.key in _BY_PART for entry in value.entries)
    return isinstance(value, Items) and any(isinstance(item, Fields) for item in value.items)


def read_heteronym(pair: KeyValue, language: str, lists: Callable[[], Lists]) -> tuple[Heteronym, ...] | Fault:
    """The heteronyms of a line in a lexicon, one for each of its spellings, or the first mistake in it.

    Args:
        pair: the words before the colon, and what `is_heteronym` is true of.
        language: BCP 47 in lower case.
        lists: the lists of words that patterns may name.
    """
    try:
        return tuple(_EntryReader(lists(), own=True).heteronyms(pair, language))
    except _MistakeError as mistake:
        return mistake.fault


def _rules(root: Node, *, checked: bool) -> Rules:
    lists: dict[str, frozenset[str]] = {}
    contexts: list[Context] = []
    heteronyms: list[Heteronym] = []
    british: dict[str, str] = {}
    for pair in root.entries if isinstance(root, Fields) else ():
        if pair.key == "lists":
            for each in _fields(pair).entries:
                lists[each.key] = frozenset(_words(_text(each.value), lists))
        elif pair.key == "contexts":
            contexts += _contexts(pair.value, lists)
        elif pair.key == "british":
            british = {each.key: _text(each.value).value for each in _fields(pair).entries}
        else:
            reader = _EntryReader(lists if checked else None, own=False)
            for each in _fields(pair).entries:
                heteronyms += reader.heteronyms(each, pair.key)
    return Rules(tuple(heteronyms), tuple(contexts), lists, british)


def _words(text: Text, lists: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for word in text.value.split():
        yield from lists.get(word, (word,))


def _contexts(node: Node, lists: Lists) -> Iterator[Context]:
    for item in node.items if isinstance(node, Items) else ():
        for pair in item.entries if isinstance(item, Fields) else ():
            parts = NO_PART
            for name in pair.key.split():
                parts |= PARTS[name]
            for text in _texts(pair.value):
                yield from (Context(parts, each) for each in _patterns(text, lists))


@dataclass(frozen=True, slots=True)
class _EntryReader:
    """Reads the entries of one language."""

    lists: Lists | None
    """Those that patterns may name; None when sounds and patterns need no check."""
    own: bool

    def heteronyms(self, pair: KeyValue, language: str) -> Iterator[Heteronym]:
        value = pair.value
        senses = tuple(self._by_part(value) if isinstance(value, Fields) else self._senses(pair))
        for word in pair.key.split(","):
            yield Heteronym(language, " ".join(word.split()), senses, self.own)

    def _by_part(self, value: Fields) -> Iterator[Sense]:
        """Senses that only the part of speech tells apart."""
        named = NO_PART
        for entry in value.entries:
            named |= _BY_PART.get(entry.key, NO_PART)
        for entry in value.entries:
            parts = Part.ANY & ~named if entry.key == _ELSE else _BY_PART.get(entry.key)
            if parts is None:
                known = ", ".join(PART_KEYS)
                raise _MistakeError(entry.place, f"{entry.key} is not known here; write one of {known}")
            meaning = "" if entry.key == _ELSE else f"the {entry.key}"
            yield Sense(meaning, self._sounds(_text(entry.value)), parts=parts)

    def _senses(self, pair: KeyValue) -> Iterator[Sense]:
        for item in pair.value.items if isinstance(pair.value, Items) else ():
            if not isinstance(item, Fields):
                raise _MistakeError(item.place, f"{pair.key}: write sense, ipa and when for each way to say it")
            yield self._sense(pair, item)

    def _sense(self, pair: KeyValue, item: Fields) -> Sense:
        unknown = next((entry for entry in item.entries if entry.key not in SENSE_KEYS), None)
        if unknown:
            known = ", ".join(SENSE_KEYS)
            raise _MistakeError(unknown.place, f"{pair.key}: {unknown.key} is not known here; {known} can be written")
        texts = {entry.key: _text(entry.value) for entry in item.entries if entry.key != "when"}
        if "ipa" not in texts and "say" not in texts:
            raise _MistakeError(item.place, f"{pair.key}: say how it sounds, with ipa or say")
        when = item.entry("when")
        written = tuple(_texts(when.value)) if when else ()
        parts = NO_PART
        for text in written:
            parts |= PARTS.get(text.value, NO_PART)
        found = tuple(self._pattern(text) for text in written if text.value not in {*PARTS, _OTHERWISE})
        meaning, say = (texts[key].value.strip() if key in texts else "" for key in ("sense", "say"))
        ipa = self._sounds(texts["ipa"]) if "ipa" in texts else ""
        return Sense(meaning, ipa, say, found, parts, any(text.value == _OTHERWISE for text in written))

    def _pattern(self, text: Text) -> str:
        if self.lists is not None:
            _patterns(text, self.lists)
        return text.value

    def _sounds(self, text: Text) -> str:
        ipa = text.value.strip().strip("/")
        try:
            if self.lists is not None:
                to_misaki(ipa, british=False)
        except ValueError as error:
            raise _MistakeError(text.place, str(error)) from error
        return ipa


def _patterns(text: Text, lists: Lists) -> tuple[Pattern, ...]:
    try:
        return patterns(text.value, lists)
    except ValueError as error:
        raise _MistakeError(text.place, str(error)) from error


def _texts(node: Node) -> Iterator[Text]:
    yield from map(_text, node.items) if isinstance(node, Items) else (_text(node),)


def _text(node: Node) -> Text:
    if not isinstance(node, Text) or not node.value.strip():
        raise _MistakeError(node.place, "write a text here")
    return node


def _fields(pair: KeyValue) -> Fields:
    if not isinstance(pair.value, Fields):
        raise _MistakeError(pair.place, f"{pair.key}: write one entry a line below, indented")
    return pair.value
