"""The form that a language model fills in: words, and nothing else.

What a session is made of, how long its silences are, what is said for safety, and which keys stand in its file are no
part of it. So whatever an article may talk a model into, only words come back, and these are judged like anybody's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

_MOST_TOLD: Final = 12
"""Mistakes that a model is told of at a time."""
_NOTATION: Final = frozenset("()[]{}<>|`*_~#")
"""Letters of notations, ours or others: a model writes plain words."""


def _is_sign(letter: str) -> bool:
    """Whether a letter belongs to a notation, or is a picture, or cannot be seen."""
    return letter in _NOTATION or unicodedata.category(letter) in {"So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn"}


def _line(value: object) -> object:
    """A text on one line: models break lines where they like."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _lines(value: object) -> object:
    """Several sentences, also where all of them came as one text."""
    if isinstance(value, str):
        return [line for line in value.splitlines() if line.strip()]
    return value


Words: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=400), BeforeValidator(_line)]
Several: TypeAlias = Annotated[tuple[Words, ...], Field(min_length=1, max_length=16), BeforeValidator(_lines)]
_Short: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=60), BeforeValidator(_line)]


class _FormPart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AskedPrompt(_FormPart):
    """A question or an invitation, and the same once more."""

    question: Words
    again: Words
    """In fewer words."""


class ChapterNames(_FormPart):
    """What players show."""

    arriving: _Short
    breathing: _Short
    noticing: _Short
    rest: _Short
    returning: _Short


class SessionWords(_FormPart):
    """All words of a session."""

    title: _Short
    summary: Annotated[str, StringConstraints(min_length=1, max_length=600), BeforeValidator(_line)]
    touches_on: Words
    """What a listener should know beforehand, for the notes."""
    chapters: ChapterNames
    welcome: Several
    settling: Several
    before_breathing: Several
    after_breathing: Words
    image: Several
    prompts: Annotated[tuple[AskedPrompt, ...], Field(min_length=2, max_length=6)]
    kindness: Several
    before_rest: Words
    carrying: AskedPrompt
    closing: Several
    translations: Annotated[tuple[Words, ...], Field(max_length=8), BeforeValidator(_lines)] = ()
    """Of sentences that are given, one for each; none where these are known in the language."""


def form_schema(*, translations: bool) -> dict[str, object]:
    """JSON Schema of the form, as strict services want it: no key is optional, and none is free.

    Args:
        translations: whether there are sentences to translate.
    """
    schema = SessionWords.model_json_schema()
    if not translations:
        del schema["properties"]["translations"]
    schema["required"] = list(schema["properties"])
    plain: dict[str, object] = _plain(schema)
    return plain


def _plain(node: Any) -> Any:
    """A schema without what services do not know or have no use for."""
    if isinstance(node, dict):
        named = "properties" in node or "$defs" in node
        return {
            key: {name: _plain(each) for name, each in value.items()} if named and key in _NAMES else _plain(value)
            for key, value in node.items()
            if key not in _LEFT_OUT
        }
    return node


_NAMES: Final = ("properties", "$defs")
_LEFT_OUT: Final = ("title", "description", "default", "maxLength", "minLength")


class FormError(Exception):
    """A form that is not filled in as it has to be."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = tuple(mistakes)
        """What is wrong, each as a sentence for the model."""


def filled_form(data: object) -> SessionWords:
    """The words of a form. A key that nobody asked for is passed over, where all others are there.

    Args:
        data: what the model answered, as JSON has it.

    Raises:
        FormError: with all mistakes.
    """
    try:
        words = SessionWords.model_validate(data)
    except ValidationError as error:
        extra = [each["loc"] for each in error.errors() if each["type"] == "extra_forbidden"]
        if len(extra) == error.error_count():
            return filled_form(_without(data, extra))
        raise FormError(list(_mistakes(error))[:_MOST_TOLD]) from error
    if marked := [text for text in texts_in(words) if any(map(_is_sign, text))]:
        shown = '"; "'.join(marked[:_MOST_TOLD])
        raise FormError([f'write plain words, without brackets, braces, placeholders or pictures: "{shown}"'])
    return words


def texts_in(part: object) -> Iterator[str]:
    """Every text of a form."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from texts_in(each)
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from texts_in(getattr(part, name))


_TOLD: Final = {
    "missing": '"{way}" is missing',
    "extra_forbidden": 'there is no key "{way}" in the schema',
    "string_type": '"{way}" is no text',
    "tuple_type": '"{way}" is no list',
    "model_type": '"{way}" is no object with keys',
    "string_too_short": '"{way}" is empty',
    "string_too_long": '"{way}" is too long; it has room for {max_length} letters',
    "too_short": '"{way}" has {actual_length} entries, and needs {min_length} or more',
    "too_long": '"{way}" has {actual_length} entries, and room for {max_length}',
}
"""What is wrong, in the words of JSON."""


def _mistakes(error: ValidationError) -> Iterator[str]:
    for each in error.errors(include_input=False, include_url=False):
        way = ".".join(map(str, each["loc"])) or "the answer"
        known = _TOLD.get(each["type"])
        yield known.format(way=way, **each.get("ctx", {})) if known else f'"{way}": {each["msg"]}'


def _without(data: object, ways: Sequence[tuple[int | str, ...]]) -> object:
    """The data without what stands at these places."""
    if isinstance(data, dict):
        gone = {way[0] for way in ways if len(way) == 1}
        kept = {key: value for key, value in data.items() if key not in gone}
        return {key: _without(value, [way[1:] for way in ways if way[0] == key]) for key, value in kept.items()}
    if isinstance(data, list | tuple):
        return [_without(each, [way[1:] for way in ways if way[0] == at]) for at, each in enumerate(data)]
    return data
