"""The tags of SSML 1.1 that mean something to a guided session; every other tag is refused, by name.

Source: Speech Synthesis Markup Language 1.1, W3C Recommendation of 7 September 2010.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from html.entities import html5
from typing import Final, Literal, TypeAlias

from audiogen.names import quotable
from audiogen.script.notation.markup import AnnotationKind
from audiogen.units import parse_seconds

_TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)(?P<attributes>.*?)(?P<empty>/?)>", re.DOTALL)
_ENTITY: Final = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]+);")
_ATTRIBUTE: Final = re.compile(r"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")

STRENGTHS_S: Final = {"none": 0.0, "x-weak": 0.2, "weak": 0.4, "medium": 0.7, "strong": 1.2, "x-strong": 2.0}
"""SSML leaves these lengths to the reader; ours are those of pauses at a comma, a full stop and a paragraph."""
RATES: Final = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "default": 1.0, "fast": 1.2, "x-fast": 1.4}
"""Factors of the voice's pace; SSML leaves these, too, to the reader."""
_SLOWEST, _FASTEST = 0.5, 2.0
# Unicode's control characters, unassigned, private and surrogate code points
_NO_LETTER: Final = frozenset({"Cc", "Cn", "Co", "Cs"})
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


TagKind: TypeAlias = Literal["open", "close", "break"]


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
    apart: bool = False
    """Whether the words on its two sides are two words even where no space is written."""
    name: str = ""
    """As SSML has it, in small letters."""


def read_tag(written: str) -> Tag:
    """A tag from its text, the angle brackets included.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    match = _TAG.fullmatch(written)
    written = quotable(written)
    name = match["name"].lower() if match else ""
    if match is None or name not in _READERS:
        known = ", ".join(sorted(_READERS))
        message = f"{written} is not a tag that audiogen knows ({known}); remove it, or write \\< for the sign itself"
        if name in _INSTEAD:
            message = f"{written} is not understood; {_INSTEAD[name]}"
        raise ValueError(message)
    if match["end"]:
        return Tag("close", written, name=name)
    known_attributes, read = _READERS[name]
    attributes = _attributes(match["attributes"], written)
    if name == "speak":
        # what the standard wants there says nothing about how the words are spoken; the script has their language
        known_attributes += tuple(each for each in attributes if each.startswith(("xmlns", "xsi:")))
    _check_known(written, attributes, known_attributes)
    tag = replace(read(written, attributes), name=name)
    if match["empty"] and tag.kind == "open":
        message = f"{written} holds no words; write them between <{name}> and </{name}>"
        raise ValueError(message)
    if tag.kind == "break" and not match["empty"]:
        message = f"{written} must end with a slash: {written[:-1].rstrip()}/>"
        raise ValueError(message)
    return tag


def decoded(text: str, *, escape: Callable[[str], str] = str) -> str:
    """The text with its entities, like `&amp;` or `&#8217;`, as what they stand for; any other `&` is left alone.

    Args:
        text: as written.
        escape: what to make of each letter.

    Raises:
        ValueError: with a sentence, for an entity that stands for no letter.
    """
    return _ENTITY.sub(lambda match: escape(_letter(match[0])), text)


def _letter(entity: str) -> str:
    if entity[1] != "#" and entity[1:] not in html5:
        return entity
    # a longer number is beyond Unicode, and Python refuses to read numbers of thousands of digits
    letter = html.unescape(entity) if len(entity) <= len("&#x0010ffff;") or entity[1] != "#" else ""
    if letter in {"", "\ufffd"} or (unicodedata.category(letter[0]) in _NO_LETTER and not letter.isspace()):
        message = f"{entity} stands for nothing that can be read; remove it, or write the letter itself"
        raise ValueError(message)
    return letter


def silence_s(text: str) -> float:
    """Seconds of a silence inside a text: what scripts take, and milliseconds.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    bare = text.strip().removeprefix("+")
    bare = f"0{bare}" if bare.startswith(".") else bare
    milliseconds = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*ms", bare, re.IGNORECASE)
    return parse_seconds(milliseconds[1]) / 1000 if milliseconds else parse_seconds(bare)


def _attributes(text: str, written: str) -> dict[str, str]:
    if _ATTRIBUTE.sub("", text).strip():
        message = f'{written} is not well written; attributes look like time="2s"'
        raise ValueError(message)
    return {name.lower(): decoded(value[1:-1]).strip() for name, value in _ATTRIBUTE.findall(text)}


def _check_known(written: str, attributes: Iterable[str], known: tuple[str, ...]) -> None:
    for name in attributes:
        if name not in known:
            instead = f"{' and '.join(known)} can be written" if known else "remove it"
            message = f"{written}: {name} is not understood here; {_INSTEAD['lang'] if name == 'xml:lang' else instead}"
            raise ValueError(message)


def _break(written: str, attributes: Mapping[str, str]) -> Tag:
    if "time" in attributes:
        return Tag("break", written, seconds=silence_s(attributes["time"]), apart=True)
    strength = _choice(written, attributes.get("strength", "medium"), STRENGTHS_S)
    return Tag("break", written, seconds=STRENGTHS_S[strength], apart=True)


def _phoneme(written: str, attributes: Mapping[str, str]) -> Tag:
    if attributes.get("alphabet", "ipa").lower() != "ipa":
        message = f'{written} has another alphabet than audiogen knows; write alphabet="ipa", and the sounds in it'
        raise ValueError(message)
    return Tag("open", written, ("ipa", _words(written, attributes, "ph").strip("/ ")))


def _sub(written: str, attributes: Mapping[str, str]) -> Tag:
    return Tag("open", written, ("respelling", _words(written, attributes, "alias")))


def _say_as(written: str, attributes: Mapping[str, str]) -> Tag:
    what = SAY_AS[_choice(written, _needed(written, attributes, "interpret-as"), SAY_AS)]
    order = "".join(dict.fromkeys(filter(str.isalpha, attributes.get("format", "ymd").lower())))
    if what == "date" and order != "ymd":
        message = f"{written}: the format is not understood; write the day as year-month-day, like 2026-11-02"
        raise ValueError(message)
    return Tag("open", written, ("say-as", what))


def _emphasis(written: str, attributes: Mapping[str, str]) -> Tag:
    level = _choice(written, attributes.get("level", "moderate"), ("strong", "moderate", "reduced", "none"))
    return Tag("open", written, ("emphasis", "") if level in {"strong", "moderate"} else None)


def _prosody(written: str, attributes: Mapping[str, str]) -> Tag:
    pace = _rate(written, _needed(written, attributes, "rate").lower())
    return Tag("open", written, ("pace", f"{pace:g}") if pace != 1 else None, apart=True)


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


def _words(written: str, attributes: Mapping[str, str], name: str) -> str:
    words = _needed(written, attributes, name)
    if not any(map(str.isalnum, words)):
        message = f'{written} gives nothing to say; write {name}="..." with letters in it'
        raise ValueError(message)
    return words


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


def _words_apart(written: str, _: Mapping[str, str]) -> Tag:
    return Tag("open", written, apart=True)


def _paragraph(written: str, _: Mapping[str, str]) -> Tag:
    return Tag("open", written, paragraph=True)


_Reader: TypeAlias = Callable[[str, Mapping[str, str]], Tag]
_READERS: Final[Mapping[str, tuple[tuple[str, ...], _Reader]]] = {
    "break": (("time", "strength"), _break),
    "emphasis": (("level",), _emphasis),
    "p": ((), _paragraph),
    "phoneme": (("alphabet", "ph"), _phoneme),
    "prosody": (("rate",), _prosody),
    "s": ((), _words_apart),
    "say-as": (("interpret-as", "format", "detail"), _say_as),
    "speak": (("version", "xml:lang"), _words_apart),
    "sub": (("alias",), _sub),
}
"""Each tag's attributes, and what reads it."""
