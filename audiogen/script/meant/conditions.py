"""Conditions as people write them, `longer than 5m` or `only for clients`, and how scripts have them."""

from __future__ import annotations

import re
from typing import Final

from audiogen.script.meant.lengths import lengths_meant
from audiogen.script.meant.tables import words_for

_LONGEST: Final = 60
"""No condition is written with more characters; longer texts are not looked at."""
_FOR_ALL: Final = "public, where clients are left out; for all of them, remove the line"
_WORD: Final = re.compile(r"\w+|[+<>=≥≤]+")


def condition_meant(text: str) -> str | None:
    """What to write for a condition that is none; None where it cannot be known.

    >>> condition_meant("longer than 5 minutes"), condition_meant("not for clients")
    ('5m and longer', 'public')
    """
    if len(text) > _LONGEST:
        return None
    words = _WORD.findall(text.casefold())
    lengths = lengths_meant(text)
    if len(lengths) > 1:
        return f"[{lengths[0]} and longer, up to {lengths[1]}]"
    if lengths:
        return _of_length(lengths[0], {*re.findall(r"[^\W\d_]+|[+<>=≥≤]+", text.casefold())})
    return _of_audience(words)


def _of_length(length: str, words: set[str]) -> str:
    if words & words_for("conditions", "shorter"):
        return f"up to {length}"
    return f"{length} and longer" if words & words_for("conditions", "longer") else length


def _of_audience(words: list[str]) -> str | None:
    for how in ("without", "with"):
        said = next((at for at, word in enumerate(words) if word in words_for("conditions", how)), None)
        name = "_".join(words[said + 1 :]) if said is not None else ""
        if name:
            return f"clients {how} {name if name[0].isalpha() else 'practice'}"
    negated = bool({*words} & words_for("conditions", "not"))
    if {*words} & words_for("conditions", "clients"):
        return "public" if negated else "clients"
    if {*words} & words_for("conditions", "public"):
        return "clients" if negated else "public"
    return _FOR_ALL if {*words} & words_for("conditions", "all") and not negated else None
