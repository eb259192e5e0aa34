"""What the models of the script language are built from: their base, and kinds of values that many of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, Literal, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from pydantic.fields import FieldInfo

from audiogen.script.meant.lengths import is_length, lengths_meant
from audiogen.script.meant.words import means_nothing, means_off
from audiogen.script.slips import MeantError
from audiogen.script.yaml.nodes import Fault, KeyValue
from audiogen.script.yaml.written import Form, WrittenAs, figures, spelled, texts
from audiogen.units import LENGTH_PATTERNS, LEVEL_NUMBER, parse_decibels, parse_seconds

_LONGEST_NAME: Final = 255
_LONGEST_PATH: Final = 1000
"""In bytes; a system takes 4096, with the folders above the project."""


class Model(BaseModel):
    """The base of all that YAML fills: frozen, and refusing keys that it does not know."""

    # a key that is a word of Python, like `for`, is the alias of its field
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=True)
    verb: ClassVar[str] = ""
    """The key that tells a step's kind; empty for what is no step."""
    shorthand: ClassVar[str] = ""
    """The key that is meant where one word is written in place of a mapping; empty where that cannot be."""
    supplied: ClassVar[frozenset[str]] = frozenset()
    """The keys that may be left out though their fields are needed: the loader knows what they are then."""
    unwritten: ClassVar[frozenset[str]] = frozenset()
    """The fields that are filled from elsewhere: nobody writes them as keys."""
    never_here: ClassVar[frozenset[str]] = frozenset()
    """Keys that belong elsewhere, as `elsewhere` has it, whatever else they might mean here."""
    parameters: ClassVar[tuple[str, str] | None] = None
    """A key and a field: beside that key, keys that the model does not know fill the field as names and values."""

    @classmethod
    def alone(cls) -> Form:
        """How what stands in place of a mapping is written, where that is not what the key of the shorthand takes."""
        return {}

    @classmethod
    def beside(cls) -> Form:
        """What some keys ask of others."""
        return {}

    @classmethod
    def elsewhere(cls, key: str) -> str | None:  # noqa: ARG003 - for models that know of another place
        """Where a key belongs that is none here; None where that is not known."""
        return None

    @classmethod
    def key_names(cls) -> tuple[str, ...]:
        """What an author may write."""
        return tuple(info.alias or name for name, info in cls.model_fields.items() if name not in cls.unwritten)

    @classmethod
    def field_of(cls, key: str) -> FieldInfo | None:
        """The field that a key fills; None where there is none."""
        by_key = (info for name, info in cls.model_fields.items() if (info.alias or name) == key)
        return cls.model_fields.get(key) or next(by_key, None)


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Marks a field whose key is read by a function of its own: names that authors choose stand below it."""

    read: Callable[[KeyValue], tuple[list[Any], tuple[Fault, ...]]]
    """From the key and what stands behind it to the field's value, and what is wrong with it."""


def annotation_parts(annotation: object) -> Iterator[object]:
    """Every type, limit and literal value that an annotation is made of."""
    if isinstance(annotation, FieldInfo):
        yield from annotation.metadata
        yield from annotation_parts(annotation.annotation)
    elif get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        yield annotation
        for part in get_args(annotation):
            yield from annotation_parts(part)


def inner_model(model: type[Model], key: str) -> type[Model] | None:
    """The model that a key's value fills, or each of its values, when it has keys of its own."""
    models = (part for part in annotation_parts(model.field_of(key)) if isinstance(part, type))
    return next((part for part in models if issubclass(part, Model)), None)


@dataclass(frozen=True, slots=True)
class Span:
    """A silence that may stretch: `20s`, or `20s to 40s` for one that helps to meet the target length."""

    min_s: float
    ideal_s: float
    max_s: float


def span(seconds: float) -> Span:
    """A span of one fixed length."""
    return Span(seconds, seconds, seconds)


def parse_span(text: object) -> Span:
    """A span from `20s` or `20s to 40s`; of a range, the lower end is the ideal.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    if isinstance(text, Span):
        return text
    low, found, high = str(text).partition(" to ")
    try:
        shortest = parse_seconds(low)
        longest = parse_seconds(high) if found else shortest
    except ValueError as error:
        raise _no_length(text, " to ", error) from error
    if longest < shortest:
        message = f'"{text}" ends before it begins; write the shorter length first'
        raise ValueError(message)
    return Span(shortest, shortest, longest)


def parse_length(text: str | float) -> float:
    """One length of time, in seconds.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    try:
        return parse_seconds(text)
    except ValueError as error:
        raise _no_length(text, " or ", error) from error


def _no_length(text: object, between: str, error: ValueError) -> ValueError:
    """The error that says what is meant, where that can be known; else the one that there is."""
    meant = ["0s for none"] if means_off(str(text)) else list(lengths_meant(str(text)))
    # a length that is well written was refused for another reason
    if not meant or str(text).strip() in meant:
        return error
    message = f'"{text}" is not how a length of time is written; write {between.join(meant)}'
    certain = between == " to " or len(meant) == 1
    return MeantError(message, between.join(meant)) if certain and is_length(str(text)) else ValueError(message)


def one_or_more(value: object) -> object:
    """Several values as they are, and one alone as a tuple of one."""
    return value if isinstance(value, list | tuple) else (value,)


def _prose(text: str) -> str:
    if not text.strip():
        message = 'nothing is written here; if the text begins with # or &, put it in "quotes" or in a | block'
        raise ValueError(message)
    return text


def wanted(text: str) -> str:
    """A text that may be left out, unless it is a word for leaving it out: nobody means that word itself.

    Raises:
        ValueError: with a sentence that says what to do instead.
    """
    if means_nothing(text):
        message = f'"{text}" would be taken for the text itself; to have none, remove the line'
        raise ValueError(message)
    return text


def one_line(text: str) -> str:
    """A text whose line breaks are spaces; within a line all stays, also a space that must not break."""
    return " ".join(line.strip(" \t") for line in text.splitlines() if line.strip())


def _file_path(text: str) -> str:
    """A path that a file can have: what is longer is refused by the system, wherever it is asked for."""
    if len(text.encode()) > _LONGEST_PATH or any(len(part.encode()) > _LONGEST_NAME for part in text.split("/")):
        message = f'"{text}" is too long for the name of a file; {_LONGEST_NAME} letters fit between two slashes'
        raise ValueError(message)
    return text


def length_pattern() -> str:
    """A regular expression for one length of time, as JSON Schemas have it."""
    return f"(?:{'|'.join(map(spelled, LENGTH_PATTERNS))})"


def length_form(least: float = 0) -> Form:
    """How one length of time is written; above nothing, where it has to last for `least` seconds."""
    pattern = f"(?=.*[1-9]){length_pattern()}" if least else length_pattern()
    return figures(pattern, "Write a length of time: 20s, 1m30s or 1:30.", "20s", "1m30s", least=least)


def silence_form() -> Form:
    """How a silence is written: a length of time, or a range."""
    told = "Write a length of time, like 20s, 1m30s or 1:30, or a range, like 20s to 40s."
    either = f"{length_pattern()}(?: to \\s*{length_pattern()})?"
    return figures(either, told, "20s", "20s to 40s", least=0)


def _decibels_form() -> Form:
    return figures(rf"{LEVEL_NUMBER}\s*(?:[dD][bB])?", "Write decibels, like -20dB.", "-20dB")


Length = Annotated[float, BeforeValidator(parse_length), WrittenAs(length_form, "length")]
"""A length of time, in seconds."""
Silence = Annotated[Span, BeforeValidator(parse_span), WrittenAs(silence_form, "silence")]
"""A length of time, or a range that stretches to meet the target."""
Decibels = Annotated[float, BeforeValidator(parse_decibels), WrittenAs(_decibels_form, "decibels")]
Prose = Annotated[str, AfterValidator(_prose), WrittenAs(lambda: texts("Write a text here."))]
"""Text with something in it."""
FilePath = Annotated[
    str, AfterValidator(_prose), AfterValidator(_file_path), WrittenAs(lambda: texts("Write the path of a file here."))
]
"""A path from the project folder."""
Line = Annotated[
    str, AfterValidator(_prose), AfterValidator(one_line), WrittenAs(lambda: texts("Write a text here, in one line."))
]
"""The same in one line, however it was written: tags, lists and players have no room for a second one."""
Wanted = Annotated[Prose, AfterValidator(wanted)]
"""Text that may be left out: nobody means the word none."""
WantedLine = Annotated[Line, AfterValidator(wanted)]
