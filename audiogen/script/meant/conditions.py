"""Conditions as people write them, `longer than 5m` or `only for clients`, and how scripts have them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from audiogen.script.meant.lengths import lengths_meant
from audiogen.script.meant.tables import meanings, words_for
from audiogen.units import LONGEST_S, written_length

_LONGEST: Final = 80
"""No conditions are written with more characters; longer texts are not looked at."""
_FOR_ALL: Final = "public, where clients are left out; for all of them, remove the line"
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d[\w.:,]*|[!+<>=≥≤≠]+|\w+")
_BESIDE_FIGURES: Final = re.compile(r"(\d)[ ]*(?:min|mins|m)\b\.?")
"""A unit that is a word for the shortest length, too."""
_USUAL_S: Final = (60, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600)
"""Lengths that sessions have, for examples."""
_NEGATED: Final = {"least": "under", "most": "over", "over": "most", "under": "least", "exactly": "not"}
_MOST_TOGETHER: Final = 4
_EACH: Final = "write the step once for each of these lengths, or a range"
_SIGN: Final = re.compile(r"[;&]|,(?!\d)|(?<!\d),")


@dataclass(frozen=True, slots=True)
class _MeantCondition:
    """One of several conditions in a text."""

    written: str
    """As scripts have it; an example, where there is a reason."""
    why: str = ""
    """What to know before it is written; empty where just that is meant."""


def condition_meant(text: str) -> str | None:
    """What to write for a condition that is none, as the end of a sentence; None where it cannot be known.

    What would mean another thing than the text is never advised: where scripts cannot say it, an example stands behind
    the reason.

    >>> condition_meant("at least 5 minutes, clients"), condition_meant("not for clients")
    ('write [5m and longer, clients]', 'write public')
    """
    if len(text) > _LONGEST:
        return None
    plain = _phrases(_BESIDE_FIGURES.sub(r"\1m", text.casefold()))
    pieces = [piece.strip() for piece in _between("and", "or").split(plain) if piece.strip()]
    parts = _parts(plain, pieces)
    if not parts or len({part.written for part in parts}) < len(parts):
        return None
    written = [part.written for part in parts]
    if {"clients", "public"} <= {*written}:
        return f"write {_FOR_ALL}"
    why = next((part.why for part in parts if part.why), "")
    if len(pieces) > 1 and _between("or").search(plain) and not all(map(lengths_meant, pieces)):
        # in a list, all conditions hold together
        return None if why else f"write the step once for each: {' and '.join(written)}"
    listed = f"[{', '.join(written)}]" if len(written) > 1 else written[0]
    return f"{why}, like {listed}" if why else f"write {listed}"


def _parts(plain: str, pieces: Sequence[str]) -> list[_MeantCondition] | None:
    """The conditions in a text; None where any of them cannot be known, for what is left out changes the rest."""
    if {*_words(plain)} & words_for("conditions", "between"):
        return _of_range(plain, lengths_meant(plain))
    found = [length for piece in pieces for length in lengths_meant(piece)]
    if len(pieces) > 1 and any(len(lengths_meant(piece)) > 1 for piece in pieces):
        return _each(pieces) if len(found) == 2 else None
    ways = [_direction(_words(piece)) for piece in pieces if lengths_meant(piece)]
    if len(found) == 1 or (len(found) == 2 and len({*ways} - {"exactly"}) == 2):
        return _each(pieces)
    return _of_range(plain, found) if found else _each(pieces)


def _each(pieces: Sequence[str]) -> list[_MeantCondition] | None:
    found: list[_MeantCondition] = []
    for piece in pieces:
        parts = _piece(piece, found)
        if not parts:
            return None
        found += parts
    return found if len(found) <= _MOST_TOGETHER else None


def _of_range(plain: str, found: Sequence[str]) -> list[_MeantCondition] | None:
    """From one length to another; None where other words decide, too."""
    others = ("not", "without", "with", "clients", "public", "over", "under")
    if {*_words(plain)} & {word for way in others for word in words_for("conditions", way)}:
        return None
    ends = sorted({*found}, key=_seconds)
    joints = words_for("conditions", "and") | words_for("conditions", "or")
    listed = {*_words(plain)} & joints or _SIGN.search(plain)
    why = _EACH if listed and not {*_words(plain)} & words_for("conditions", "between") else ""
    least, most = _MeantCondition(f"{ends[0]} and longer", why), _MeantCondition(f"up to {ends[-1]}")
    return [least, most] if len(ends) > 1 else None


def _piece(piece: str, before: Sequence[_MeantCondition]) -> list[_MeantCondition] | None:
    words, lengths = _words(piece), lengths_meant(piece)
    at = next((number for number, word in enumerate(words) if word in _people()), None)
    if len(lengths) > 1:
        return _of_range(piece, lengths)
    if not lengths:
        part = _named_too(words, before) or _of_audience(words)
        return [part] if part else None
    if _seconds(lengths[0]) <= 0:
        return None
    if at is None:
        return [_of_length(lengths[0], words)]
    # the length begins at its figures, with the words beside them that say which way
    rest = words[:at] if any(word[0].isdecimal() for word in words[:at]) else words[at + 1 :]
    whom = _of_audience([word for word in words if word not in rest])
    return [whom, _of_length(lengths[0], rest)] if whom and not {*rest} & _about_people() else None


def _of_length(length: str, words: Sequence[str]) -> _MeantCondition:
    negated = {*words} & (words_for("conditions", "not") | words_for("conditions", "without"))
    way = _direction(words)
    way = _NEGATED[way] if negated else way
    seconds = _seconds(length)
    longer = next((each for each in _USUAL_S if each > seconds), min(seconds * 2, LONGEST_S))
    shorter = next((each for each in reversed(_USUAL_S) if each < seconds), seconds / 2)
    if way == "over":
        reason = f'"{length} and longer" has the session of {length}, too; write the next longer length that there is'
        return _MeantCondition(f"{written_length(longer)} and longer", reason)
    if way == "under":
        reason = f'"up to {length}" has the session of {length}, too; write the next shorter length that there is'
        return _MeantCondition(f"up to {written_length(shorter)}", reason)
    if way == "not":
        return _MeantCondition(f"{written_length(longer)} and longer", "write the lengths that it is part of")
    written = {"least": f"{length} and longer", "most": f"up to {length}"}.get(way, length)
    return _MeantCondition(written)


def _direction(words: Sequence[str]) -> str:
    """Which way from a length the sessions lie: `least`, `most`, with it; `over`, `under`, without; or `exactly`."""
    joints = words_for("conditions", "and") | words_for("conditions", "or")
    joined = {word for before, word in pairwise(words) if before in joints}
    for inclusive, strict in (("least", "over"), ("most", "under")):
        if {*words} & words_for("conditions", inclusive) or joined & words_for("conditions", strict):
            return inclusive
    return next((way for way in ("under", "over") if {*words} & words_for("conditions", way)), "exactly")


def _of_audience(words: Sequence[str]) -> _MeantCondition | None:
    if any(word in meanings("units") and len(word) > 1 for word in words):
        return None
    negations = [at for at, word in enumerate(words) if word in words_for("conditions", "not")]
    client = next((at for at, word in enumerate(words) if word in words_for("conditions", "clients")), -1)
    for how in ("without", "with"):
        said = next((at for at, word in enumerate(words) if word in words_for("conditions", how)), None)
        if said is not None:
            # of all who are not such clients, the public is a part, too
            doubtful = any(at < client for at in negations) or (negations and how == "without")
            return None if doubtful else _of_known("without" if negations else how, words[said + 1 :])
    if client >= 0:
        return _MeantCondition("public" if negations else "clients")
    if {*words} & words_for("conditions", "public"):
        return _MeantCondition("clients" if negations else "public")
    return _MeantCondition(_FOR_ALL) if {*words} & words_for("conditions", "all") and not negations else None


def _of_known(how: str, words: Sequence[str]) -> _MeantCondition:
    """For clients of whom something is known, or is not."""
    name = "_".join(word for word in words if word not in words_for("conditions", "not"))
    if not name:
        known = "is not known" if how == "without" else "is known"
        return _MeantCondition(f"clients {how} practice", f"write what {known} of them behind it")
    return _MeantCondition(f"clients {how} {name if name[0].isalpha() else 'practice'}")


def _named_too(words: Sequence[str], before: Sequence[_MeantCondition]) -> _MeantCondition | None:
    """What is known of a client, too: the second of two names behind `clients with`."""
    start = re.match(r"clients with(?:out)? ", before[-1].written) if before and not before[-1].why else None
    free = len(words) == 1 and words[0].isidentifier() and words[0] not in _about_people() | _people()
    return _MeantCondition(f"{start[0]}{words[0]}") if start and free else None


def _people() -> frozenset[str]:
    return words_for("conditions", "clients") | words_for("conditions", "public")


def _about_people() -> frozenset[str]:
    return words_for("conditions", "with") | words_for("conditions", "without") | words_for("conditions", "all")


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


@cache
def _between(*joints: str) -> re.Pattern[str]:
    """What stands between two conditions: a sign, or a word that does not begin `and longer`."""
    ways = "|".join(re.escape(word) for way in ("over", "under") for word in words_for("conditions", way))
    words = "|".join(word for joint in joints for word in words_for("conditions", joint))
    signs = rf"{_SIGN.pattern}|\s\+\s|" if "and" in joints else ""
    # `and longer` belongs to the length before it, `and longer than 5m` to the one behind
    own = rf"\s+(?:\w+\s+)?(?:{ways})(?!\w)(?!\s+(?:\w+\s+)?\d)"
    return re.compile(rf"{signs}\b(?:{words})\b(?!{own})")


def _phrases(text: str) -> str:
    """The text with phrases of several words as one, `au-moins`: their words alone mean the opposite."""
    for phrase in (each for way in ("least", "most") for each in words_for("conditions", way) if "-" in each):
        text = re.sub(rf"\b{phrase.replace('-', ' ')}\b", phrase, text)
    return text


def _seconds(length: str) -> float:
    units = {"h": 3600, "m": 60, "s": 1}
    return sum(float(number) * units[unit] for number, unit in re.findall(r"([\d.]+)([hms])", length))
