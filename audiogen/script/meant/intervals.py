"""How often something comes, as people write it, `daily`, `every 2 weeks`, and how the clients' file has it."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = {
    "d": (
        "daily day days d täglich taeglich tag tage quotidien jour jours diario diaria día dia días dias diário diária "
        "giornaliero giorno giorni quotidiano dagelijks dag dagen"
    ),
    "w": (
        "weekly week weeks w wöchentlich woechentlich woche wochen hebdomadaire semaine semaines semanal semana "
        "semanas settimanale settimana settimane wekelijks weken"
    ),
    "": "every each all alle jeden jede chaque tous toutes les cada todos todas os as ogni tutti i elke iedere per",
}
"""Days, weeks, and what is said before them."""
_UNITS: Final = {word: unit for unit, words in _WORDS.items() for word in words.split()}
_WORD: Final = re.compile(r"[0-9]+|[^\W\d_]+")
_HOURS: Final = re.compile(r"([1-9][0-9]{0,4}) ?(?:h|hours|stunden)")
_LONGEST: Final = 40


def interval_meant(text: str) -> str | None:
    """What is meant, in days or weeks; None where that is not clear.

    >>> interval_meant("daily"), interval_meant("alle 2 Wochen"), interval_meant("12 times")
    ('1d', '2w', None)
    """
    written = text.strip().casefold()
    if len(written) > _LONGEST:
        return None
    hours = _HOURS.fullmatch(written)
    if hours:
        days, rest = divmod(int(hours[1]), 24)
        return None if rest else f"{days}d"
    words = _WORD.findall(written)
    counts = [int(word) for word in words if word.isdecimal()] or [1]
    units = [unit for word in words if not word.isdecimal() and (unit := _UNITS.get(word, "?"))]
    known = len(counts) == len(units) == 1 and counts[0] > 0 and units[0] in {"d", "w"}
    return f"{counts[0]}{units[0]}" if known and not re.search(r"[-.,]", written) else None
