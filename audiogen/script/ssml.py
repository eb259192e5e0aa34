"""The tags of SSML 1.1 that mean something to a guided session; every other tag is refused, by name.

Source: Speech Synthesis Markup Language 1.1, W3C Recommendation of 7 September 2010.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from audiogen.script.markup import AnnotationKind
from audiogen.units import parse_seconds

_TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)(?P<attributes>.*?)(?P<empty>/?)>", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")

STRENGTHS_S: Final = {"none": 0.0, "x-weak": 0.2, "weak": 0.4, "medium": 0.7, "strong": 1.2, "x-strong": 2.0}
"""SSML leaves these lengths to the reader; ours are those of pauses at a comma, a full stop and a paragraph."""
RATES: Final = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "default": 1.0, "fast": 1.2, "x-fast": 1.4}
"""Factors of the voice's pace; SSML leaves these, too, to the reader."""
_SLOWEST, _FASTEST = 0.5, 2.0
SAY_AS: Final = {
    **dict.fromkeys(("cardinal", "number"), "cardinal"),
    **dict.fromkeys(("characters", "spell-out", "verbatim"), "characters"),
    **{
        name: name
        for name in ("ordinal", "digits", "date", "time", "telephone", "currency", "unit", "fraction", "year")
    },
}
"""What a text may be said as → the name that audiogen has for it."""
_INSTEAD: Final = {
    "voice": "give the step a voice of its own: voice: emma",
    "lang": "give the step a language of its own: language: fr",
    "audio": "use a step of its own: - clip: recordings/bell.wav",
    "mark": "use a step of its own: - chapter: and its title",
    "w": "leave the tag out",
    "token": "leave the tag out",
    "lexicon": "put the words into scripts/lexicon.yaml",
}


class TagKind(Enum):
    """What a tag does."""

    OPEN = auto()
    CLOSE = auto()
    BREAK = auto()


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, understood."""

    kind: TagKind
    written: str
    annotation: tuple[AnnotationKind, str] | None = None
    """What is said about the text up to its end."""
    seconds: float = 0.0
    """Of a break."""
    paragraph: bool = False
    """Whether a paragraph begins here, and ends at its end."""


def read_tag(written: str) -> Tag:
    """A tag from its text, the angle brackets included.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    match = _TAG.fullmatch(written)
    name = match["name"].lower() if match else ""
    if match is None or name not in _READERS:
        raise ValueError(_unknown(written, name))
    if match["end"]:
        return Tag(TagKind.CLOSE, written)
    tag = _READERS[name](written, _attributes(match["attributes"], written))
    if match["empty"] and tag.kind is TagKind.OPEN:
        message = f"{written} holds no words; write them between <{name}> and </{name}>"
        raise ValueError(message)
    if tag.kind is TagKind.BREAK and not match["empty"]:
        message = f"{written} must end with a slash: {written[:-1].rstrip()}/>"
        raise ValueError(message)
    return tag


def _unknown(written: str, name: str) -> str:
    if name in _INSTEAD:
        return f"{written} is not understood; {_INSTEAD[name]}"
    known = ", ".join(sorted(_READERS))
    return f"{written} is not a tag that audiogen knows ({known}); remove it, or write \\< for the sign itself"


def _attributes(text: str, written: str) -> dict[str, str]:
    if _ATTRIBUTE.sub("", text).strip():
        message = f'{written} is not well written; attributes look like time="2s"'
        raise ValueError(message)
    return {name.lower(): value[1:-1].strip() for name, value in _ATTRIBUTE.findall(text)}


def _break(written: str, attributes: Mapping[str, str]) -> Tag:
    _only(written, attributes, "time", "strength")
    if "time" in attributes:
        return Tag(TagKind.BREAK, written, seconds=_time(attributes["time"]))
    strength = _choice(written, attributes.get("strength", "medium"), STRENGTHS_S)
    return Tag(TagKind.BREAK, written, seconds=STRENGTHS_S[strength])


def _time(text: str) -> float:
    milliseconds = re.fullmatch(r"\+?([0-9.]+)\s*ms", text)
    return parse_seconds(milliseconds[1]) / 1000 if milliseconds else parse_seconds(text.lstrip("+"))


def _phoneme(written: str, attributes: Mapping[str, str]) -> Tag:
    _only(written, attributes, "alphabet", "ph")
    if attributes.get("alphabet", "ipa").lower() != "ipa":
        message = f'{written} has another alphabet than audiogen knows; write alphabet="ipa", and the sounds in it'
        raise ValueError(message)
    return Tag(TagKind.OPEN, written, ("ipa", _needed(written, attributes, "ph").strip("/")))


def _sub(written: str, attributes: Mapping[str, str]) -> Tag:
    _only(written, attributes, "alias")
    return Tag(TagKind.OPEN, written, ("respelling", _needed(written, attributes, "alias")))


def _say_as(written: str, attributes: Mapping[str, str]) -> Tag:
    _only(written, attributes, "interpret-as", "format", "detail")
    what = _choice(written, _needed(written, attributes, "interpret-as"), SAY_AS)
    return Tag(TagKind.OPEN, written, ("say-as", SAY_AS[what]))


def _emphasis(written: str, attributes: Mapping[str, str]) -> Tag:
    _only(written, attributes, "level")
    level = _choice(written, attributes.get("level", "moderate"), ("strong", "moderate", "reduced", "none"))
    return Tag(TagKind.OPEN, written, ("emphasis", "") if level in {"strong", "moderate"} else None)


def _prosody(written: str, attributes: Mapping[str, str]) -> Tag:
    _only(written, attributes, "rate")
    pace = _rate(written, _needed(written, attributes, "rate").lower())
    return Tag(TagKind.OPEN, written, ("pace", f"{pace:g}") if pace != 1 else None)


def _rate(written: str, text: str) -> float:
    if text in RATES:
        return RATES[text]
    match = re.fullmatch(r"(?P<sign>[+-]?)(?P<number>[0-9]{1,3}(?:\.[0-9]+)?)(?P<percent>%?)", text)
    pace = 0.0
    if match and (match["percent"] or not match["sign"]):
        number = float(match["number"]) / (100 if match["percent"] else 1)
        pace = 1 + number if match["sign"] == "+" else 1 - number if match["sign"] else number
    if not _SLOWEST <= pace <= _FASTEST:
        message = f"{written} is no pace; write {', '.join(RATES)}, or a part from 50% to 200%"
        raise ValueError(message)
    return round(pace, 4)


def _wrapper(written: str, _attributes: Mapping[str, str]) -> Tag:
    return Tag(TagKind.OPEN, written)


def _paragraph(written: str, _attributes: Mapping[str, str]) -> Tag:
    return Tag(TagKind.OPEN, written, paragraph=True)


def _only(written: str, attributes: Mapping[str, str], *known: str) -> None:
    for name in attributes:
        if name not in known:
            message = f"{written}: {name} is not understood here; {' and '.join(known)} can be written"
            raise ValueError(message)


def _needed(written: str, attributes: Mapping[str, str], name: str) -> str:
    if not attributes.get(name):
        message = f'{written} needs {name}="..."'
        raise ValueError(message)
    return attributes[name]


def _choice(written: str, value: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    if value.lower() not in known:
        message = f'{written}: "{value}" is not understood; write {", ".join(known)}'
        raise ValueError(message)
    return value.lower()


_READERS: Final[Mapping[str, Callable[[str, Mapping[str, str]], Tag]]] = {
    "break": _break,
    "emphasis": _emphasis,
    "p": _paragraph,
    "phoneme": _phoneme,
    "prosody": _prosody,
    "s": _wrapper,
    "say-as": _say_as,
    "speak": _wrapper,
    "sub": _sub,
}
