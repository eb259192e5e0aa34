"""Numbers, lengths of time and how often something is done, in words and in figures, where they stand in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from audiogen.drafting.imported.vocabulary import Vocabulary, words
from audiogen.speech.words.normalize.language import spoken_language

_FIGURES: Final = r"\d{1,4}(?:[.,]\d{1,2})?(?![\d:])"
_FRACTION: Final = r"(?:\d{1,2}\s?)?(?:[\u00bc\u00bd\u00be]|(?<!\d)[13]/[24](?!\d))"
_FRACTIONS: Final = {"\u00bc": 0.25, "\u00bd": 0.5, "\u00be": 0.75}
_CLOCK: Final = r"(?<![\d:])\d{1,2}:[0-5]\d(?![\d:])"
_DASHES: Final = "[-\u2010-\u2015~]"
_MOST: Final = 60
"""The largest number that is looked for in words."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time, where it stands in a text."""

    start: int
    end: int
    least_s: float
    most_s: float
    unit: bool = True
    """Whether a unit stands there; without one, the number counts seconds."""


@cache
def number_pattern(vocabulary: Vocabulary) -> str:
    """A regular expression for one number, without groups."""
    by_length = sorted(_in_words(vocabulary), key=len, reverse=True)
    spelled = "|".join(re.escape(word).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]?") for word in by_length)
    return rf"(?:{_FRACTION}|{_FIGURES}|(?<![^\W_])(?:{spelled}))"


def number_value(text: str, vocabulary: Vocabulary) -> float:
    """The number that `number_pattern` has matched."""
    folded = re.sub(r"[\s-]+", " ", text.strip().lower())
    if folded in _in_words(vocabulary):
        return _in_words(vocabulary)[folded]
    whole, part = re.fullmatch(r"(\d+(?:[.,]\d+)?)??\s*([\u00bc-\u00be]|\d/\d)?", folded).groups()  # type: ignore[union-attr]  # the pattern has taken it
    fraction = 0.0
    if part:
        fraction = _FRACTIONS.get(part) or int(part[0]) / int(part[2])
    return float((whole or "0").replace(",", ".")) + fraction


@cache
def _in_words(vocabulary: Vocabulary) -> dict[str, float]:
    language = spoken_language(vocabulary.code)
    counted = {language.cardinal(str(number)): float(number) for number in range(1, _MOST + 1)} if language else {}
    return {word.replace("-", " "): value for word, value in counted.items()} | vocabulary.numbers


def find_length(text: str, vocabulary: Vocabulary) -> Length | None:
    """The first length of time in a text, or what is a range of it; without a unit only where none has one."""
    found = _lengths(vocabulary).search(text)
    if found is None:
        return None
    if found["clock"]:
        minutes, seconds = map(int, found["clock"].split(":"))
        return Length(found.start(), found.end(), minutes * 60 + seconds, minutes * 60 + seconds)
    unit_s = 60.0 if found["minute"] else 1.0
    half_s = unit_s / 2 if found["half"] or found["half2"] else 0.0
    rest = found["rest"] or (found["rest2"] if found["minute"] else None)
    rest_s = number_value(rest, vocabulary) if rest else 0.0
    numbers = [number_value(found[name], vocabulary) for name in ("low", "high") if found[name]]
    ends = sorted(number * unit_s + half_s + rest_s for number in numbers)
    return Length(found.start(), found.end(), ends[0], ends[-1])


@cache
def _lengths(vocabulary: Vocabulary) -> re.Pattern[str]:
    number, to = number_pattern(vocabulary), vocabulary.to
    unit = rf"(?:(?P<minute>{vocabulary.minute})|(?:{vocabulary.second}))(?![^\W_])\.?"
    second = rf"(?:{vocabulary.second})(?![^\W_])\.?"
    return re.compile(
        rf"(?P<clock>{_CLOCK})|(?P<low>{number})(?:\s*(?:{_DASHES}|\b(?:{to})\b)+\s*(?P<high>{number}))?"
        rf"(?P<half>\s*(?:{vocabulary.and_half})\b)?(?:(?<=[\d\u00bc-\u00be])|[\s-]+){unit}(?P<half2>\s*(?:{vocabulary.and_half})\b)?"
        rf"(?:[\s,]*(?:and|und|et|y|e|en)?\s*(?:(?P<rest>{number})\s*{second}|(?P<rest2>[0-5]\d)(?!\S*\w)))?",
        re.IGNORECASE,
    )


def find_number(text: str, vocabulary: Vocabulary) -> Length | None:
    """The first number in a text, or range of numbers, as seconds."""
    number = number_pattern(vocabulary)
    found = _numbers(number, vocabulary.to).search(text)
    if found is None:
        return None
    ends = sorted(number_value(part, vocabulary) for part in found.groups() if part)
    return Length(found.start(), found.end(), ends[0], ends[-1], unit=False)


@cache
def _numbers(number: str, to: str) -> re.Pattern[str]:
    return re.compile(rf"({number})(?![^\W_])(?:\s*(?:{_DASHES}|\b(?:{to})\b)\s*({number})(?![^\W_]))?", re.IGNORECASE)


@cache
def times_pattern(vocabulary: Vocabulary) -> str:
    """A regular expression without groups for how often an exercise is done."""
    said, number = vocabulary.breath, number_pattern(vocabulary)
    return (
        rf"(?:{number}\s*-?(?:(?:{said.adjectives}|more)\s+)?(?:{said.times})(?![^\W_])|{number}\s?[x\u00d7](?![^\W_])"
        rf"|[x\u00d7]\s?\d{{1,2}}(?![^\W_])|(?:{said.twice})(?![^\W_]))"
    )


def number_of_times(text: str, vocabulary: Vocabulary) -> int | None:
    """The number in what `times_pattern` matches; None where it is as vague as several times."""
    if words(vocabulary.breath.twice).fullmatch(text):
        return 2
    figure = re.search(number_pattern(vocabulary), text, re.IGNORECASE)
    vague = figure is None or figure[0].lower() in vocabulary.numbers
    return None if vague or figure is None else round(number_value(figure[0], vocabulary))
