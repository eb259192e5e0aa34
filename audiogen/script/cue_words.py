"""The words that guide a breath, by language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from audiogen.script.language_tags import base_language


@dataclass(frozen=True, slots=True)
class CueWords:
    """What is said to guide a breath in one language."""

    inhale: str
    exhale: str
    hold: str
    rest: str
    """Like `hold`, it begins a count as well."""
    again: str
    """For the second, small in-breath of a sigh; it has one second."""
    last_inhale: str
    last_exhale: str
    count_in: str
    """The first beat of a counted in-breath; the numbers follow from two."""
    count_out: str
    numbers: tuple[str, ...]
    """From two to twelve."""


_WORDS: Final = {
    "en": CueWords(
        "Breathe in", "Breathe out", "Hold", "Rest", "Again", "Last one, breathe in", "And breathe out",
        "In", "Out",
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    ),
    "de": CueWords(
        "Einatmen", "Ausatmen", "Halten", "Ruhen", "Mehr", "Ein letztes Mal einatmen", "Und ausatmen",
        "Ein", "Aus",
        ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    ),
    "fr": CueWords(
        "Inspirez", "Expirez", "Retenez", "Pause", "Encore", "Une dernière fois, inspirez", "Et expirez",
        "Inspirez", "Expirez",
        ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    ),
    "es": CueWords(
        "Inhala", "Exhala", "Sostén", "Pausa", "Más", "Una última vez, inhala", "Y exhala",
        "Inhala", "Exhala",
        ("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"),
    ),
}  # fmt: skip

LANGUAGES: Final = tuple(_WORDS)
"""The primary subtags of the languages that have words."""


def cue_words(language: str) -> CueWords | None:
    """The words for a language (BCP 47), None when there are none."""
    return _WORDS.get(base_language(language))
