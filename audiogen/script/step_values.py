"""Kinds of values that keys of steps take: spoken words, breaths, conditions, intervals of bells."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator

from audiogen.script.breath import Phase, parse_pattern, pattern_form
from audiogen.script.meant.lengths import is_length
from audiogen.script.meant.tables import words_for
from audiogen.script.meant.words import means_off
from audiogen.script.notation.mistakes import checked
from audiogen.script.only import Condition, conditions_form, parse_conditions
from audiogen.script.yaml.fields import Prose, Silence, length_form, length_pattern, parse_length
from audiogen.script.yaml.written import Form, WrittenAs, texts

_SHORTEST_INTERVAL_S: Final = 10.0

Spoken = Annotated[Prose, AfterValidator(checked)]
"""Prose in which emphasis, silences and pronunciations may be marked; see `audiogen.script.notation.reader`."""
Pattern = Annotated[tuple[Phase, ...], BeforeValidator(parse_pattern), WrittenAs(pattern_form)]
"""The phases of one breath."""
Only = Annotated[tuple[Condition, ...], BeforeValidator(parse_conditions), WrittenAs(conditions_form, "only")]
"""When this is part of the session: in which lengths, and for whom. Of several conditions all must hold."""


def _interval(written: str | float) -> float:
    if means_off(str(written)):
        message = f'"{written}" is no interval; for no bells, remove the line'
        raise ValueError(message)
    every_s = parse_length(written)
    if every_s < _SHORTEST_INTERVAL_S:
        message = f'"{written}" leaves a bell no time to ring; write {_SHORTEST_INTERVAL_S:g}s or more, like 1m'
        raise ValueError(message)
    return every_s


def _interval_form() -> Form:
    return {**length_form(_SHORTEST_INTERVAL_S), "examples": ["1m", "2m"]}


BellInterval = Annotated[float, BeforeValidator(_interval), WrittenAs(_interval_form, "interval")]
"""From one strike of the bell between two parts to the next; the first comes one interval after the beginning.

A strike waits for the end of a phrase.
"""


def _words(value: object) -> object:
    """Words, and not what belongs to a key that may be turned on or has a length."""
    written = str(value).strip()
    if is_length(written) or written.casefold() in words_for("anything", "on") or means_off(written):
        message = f'"{written}" would be spoken; write the words that are to be heard, or remove the line'
        raise ValueError(message)
    return value


def _words_form() -> Form:
    """Any text, but a length of time, and yes or no."""
    told = "Write the words that are to be heard."
    turned = {
        "type": "string",
        "pattern": rf"^\s*(?:{length_pattern()}(?: to {length_pattern()})?|[yY]es|[oO]n|[nN]o|[oO]ff)\s*$",
    }
    return {**texts(told), "not": turned, "errorMessage": told}


WordsAlone = Annotated[Spoken, BeforeValidator(_words), WrittenAs(_words_form)]
"""Spoken words behind a key that looks as if it were to be turned on, or took a length."""


def _in_small_letters(value: object) -> object:
    if isinstance(value, str) and value != "fill" and value.strip().casefold() == "fill":
        message = f'"{value}" is written in small letters; write pause: fill'
        raise ValueError(message)
    return value


SilenceOrFill = Annotated[Silence | Literal["fill"], BeforeValidator(_in_small_letters)]
"""A silence, or `fill` for one that takes up what is left of the target."""
