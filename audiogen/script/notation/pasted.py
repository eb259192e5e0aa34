"""Marks that came along from elsewhere: Markdown, stage directions, placeholders. Nobody is to hear them.

What is refused is clear by itself: a bracket that is a part of a sentence, as in "as found [sic]", stays.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from audiogen.names import quotable
from audiogen.script.meant.tables import meanings
from audiogen.script.slips import Slip, SpokenTextError
from audiogen.script.variables import name_meant

_FILLED: Final = re.compile(
    # signs that are meant as themselves, pronunciations, silences, tags and remarks
    r"\\[*\[\]<>&\\{}]|\[[^\[\]\n]+\]\([^()\n]*\)|\[[ ]*(?i:pause)[ ]*:?[ ]*\d[^\[\]\n]*\]"
)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_LINES: Final = (
    (r"#{1,6}[ \t]+[^\d\s].*", "is a heading, which nobody hears; write a step of its own, like - chapter: Arriving"),
    (r"([-*_=~])(?:[ \t]*\1){2,}",
     "is a line between two parts; for a silence write a step of its own, like - pause: 4s"),
    (r"(?:```|~~~).*", "begins or ends a block of code; write the words alone"),
    (r">[ \t].*", "is marked as a quotation; write the words alone, without the sign >"),
    (r"\[ ?\][ \t]+\S.*", "is an item of a list; write it as a sentence, without the box before it"),
    (r"\|.*\|", "is a row of a table; write its words as sentences"),
    (r"[-*+\u2022\u25e6\u25aa\u25ab\u2023\u25cf\u25cb\u2043][ \t]+\S.*",
     "is an item of a list; write it as a sentence, on a line of its own, without the sign before it"),
)  # fmt: skip
"""What a whole line may be, and what is to be said about it."""
_LINE_PATTERNS: Final = tuple((re.compile(pattern), says) for pattern, says in _LINES)
_NO_WORDS: Final = (
    "is a line of signs, for which there are no words; leave it out, or for a silence write [pause 2s]; what a sign is "
    "called can be written like [\u2665](love)"
)
_DIRECTION: Final = (
    "stands by itself and would be spoken; for a silence write [pause 5s], for a bell a step of its own, and words "
    "that are to be said without brackets"
)
PLACEHOLDER: Final = "placeholder"
"""The rule of craft that what is left to fill in is against."""
_UNFILLED: Final = "is a placeholder that nothing fills"
_PLACEHOLDER: Final = f"{_UNFILLED}; write the words that are to be heard"
_NOTE: Final = "if it points to a note, leave it out"
_SILENCE: Final = "for a silence inside a text write it like [pause 3s]"
_SPEAKER: Final = "says who speaks, which nobody hears; write the words alone; a step may have a voice of its own"
# a bracket that is a sentence or a line of its own
_BRACKETS: Final = re.compile(
    r"(?:^|(?<=[.!?\u2026:] )|(?<=[.!?\u2026][\"')\u201d\u2019] )|(?<=[\])}] ))[*_]*"
    r"(?P<bracket>\((?P<round>[^()\[\]\n]{1,200})\)|\[(?P<square>[^\[\]\n]{1,200})\])(?P<mark>[*_.!]*)(?=\s|$)"
)
# [1] behind a word, as encyclopedias have it
_NOTE_NUMBER: Final = re.compile(r"(?<=[^\W_])[.,;:!?\"')]{0,2} ?(?P<bracket>\[\d{1,3}\])(?!\w)")
_INSIDE: Final = re.compile(r"(?<=\S )(?P<bracket>\((?P<round>[^()\[\]\n]{1,40})\))")
_STARRED: Final = re.compile(r"(?P<mark>[*_~=/|-]{1,3}) ?(?P<words>[^\W\d_][^*_~=/|]{2,30}?) ?(?P=mark)?")
_EMPTY_FORMS: Final = re.compile(
    r"(?P<foreign>\{\{[^{}\n]{0,80}\}\}|\$\{[^{}\n]{0,80}\}|%[^\W\d]\w{0,40}%)|_{3,}"
    r"|(?<!\w)XX(?= (?:breaths?|seconds?|minutes?|times?|hours?|rounds?|days?|weeks?|years?|min|secs?)\b)"
    r"|(?<!\w)(?:X{3,}|TODO|TBD|FIXME|LOREM IPSUM|Lorem ipsum)(?!\w)"
)
_NAMED: Final = re.compile(r"\[(?P<square>[^\[\]\n]{1,60})\]|<(?P<angle>[^<>\n/]{1,60})>")
_CAPITALS: Final = re.compile(r"[^\W\da-z_](?:[^\W\da-z_]|[ _'-])+")
_LEAD: Final = re.compile(
    r"(?:insert|your|the|client'?s?|their|listener'?s?|first|last|full|my|enter|add)\s+", re.IGNORECASE
)
_SPOKEN_BRACKETS: Final = frozenset({"sic", "...", "\u2026", "!", "?"})
_MOST_WORDS: Final = 4
"""A direction with a verb of breathing has at most so many words; more are said to a listener."""
_MOST_PAUSE_WORDS: Final = 12
_LONGEST_QUOTE: Final = 40
"""Letters of a mark, beside which a whole sentence says what to do."""


def refuse_pasted(text: str) -> None:
    """Refuse a text with marks of other programs in it.

    Raises:
        SpokenTextError: with a sentence for each line that has such a mark: which one, and what to write instead.
    """
    slips = tuple(pasted_marks(text))
    if slips:
        raise SpokenTextError(slips)


def pasted_marks(text: str) -> Iterator[Slip]:
    """The marks of other programs in a text, the first of each line."""
    # of a text without any word the reader says so
    written_out = _FILLED.sub(_filled, text)
    has_words = any(map(str.isalnum, _TAG.sub("", written_out)))
    offset = 0
    for written, original in zip(written_out.splitlines(), text.splitlines(keepends=True), strict=False):
        found = ((mark, says) for mark, says in _refused(written.strip()) if has_words or says is not _NO_WORDS)
        for mark, says in islice(found, 1):
            column = original.find(mark) if mark in original else len(original) - len(original.lstrip())
            rule = PLACEHOLDER if says.startswith(_UNFILLED) else ""
            yield Slip(offset + column, f'"{quotable(mark, _LONGEST_QUOTE)}" {says}', says, rule)
        offset += len(original)


def placeholder_in(text: str) -> str | None:
    """The first thing in a text that somebody was to fill in, as it is written; None where there is none."""
    named = next(filter(_is_placeholder, _NAMED.finditer(text)), None)
    empty = _EMPTY_FORMS.search(text)
    found = min((each for each in (named, empty) if each), key=lambda each: each.start(), default=None)
    return found[0] if found else None


def doubtful_marks(sentence: str) -> Iterator[Slip]:
    """What stands in brackets within a sentence, and may not be meant to be heard: it is said, and its author asked."""
    for each in _INSIDE.finditer(sentence):
        if _is_pause(each["round"]):
            yield Slip(each.start("bracket"), f'"{each["bracket"]}" will be said; {_SILENCE}')
    for each in _NOTE_NUMBER.finditer(sentence):
        yield Slip(each.start("bracket"), f'"{each["bracket"]}" will be said; {_NOTE}')


def _filled(match: re.Match[str]) -> str:
    # a word stands for what is said, nothing for what is silent
    return "" if match[0][1:].lstrip().lower().startswith("pause") and match[0].endswith("]") else "x"


def _refused(line: str) -> Iterator[tuple[str, str]]:
    for pattern, says in _LINE_PATTERNS:
        if pattern.fullmatch(line):
            yield line, says
    yield from ((each[0], _placeholder(each["foreign"], alone=True)) for each in _EMPTY_FORMS.finditer(line))
    for each in _NAMED.finditer(line):
        if _is_placeholder(each):
            yield each[0], _placeholder(each["square"] or each["angle"], alone=False)
    for each in _BRACKETS.finditer(line):
        if _is_direction(each, line):
            yield each["bracket"], _DIRECTION
    starred = _STARRED.fullmatch(line)
    # "*Pause.*" may be said to a listener
    if starred and starred["words"].islower() and _is_pause(starred["words"]):
        yield line, _DIRECTION
    speaker = re.match(r"(?P<who>[^\W\d_]{2,16})(?: \d{1,2})?:(?=\s|$)", line)
    if speaker and speaker["who"].lower() in _words("speakers") and speaker["who"][0].isupper():
        yield speaker[0], _SPEAKER
    without_tags = _TAG.sub("", line)
    if without_tags.strip() and not any(map(str.isalnum, without_tags)):
        yield line, _NO_WORDS


def _placeholder(inside: str | None, *, alone: bool) -> str:
    """What to write in place of something that other programs fill."""
    name = name_meant(inside.strip("{}$% ")) if inside else None
    if name is None:
        return _PLACEHOLDER
    variable = f"{{{name.lower() if name.isupper() else name}}}"
    return f"{_UNFILLED}; write {variable}" if alone else f"{_PLACEHOLDER}, or {variable}"


def _is_placeholder(match: re.Match[str]) -> bool:
    inside = (match["square"] or match["angle"]).strip()
    if match["square"] and _CAPITALS.fullmatch(inside) and inside.lower() != "sic":
        return True
    bare = _LEAD.sub("", inside.replace("_", " "))
    words = bare.lower().split()
    return (len(words) == 1 and words[0] in _words("placeholders")) or (
        match["square"] is not None and inside.lower().startswith(("insert ", "your "))
    )


def _is_direction(match: re.Match[str], line: str) -> bool:
    inside = (match["round"] or match["square"]).strip()
    if inside in _SPOKEN_BRACKETS or not any(map(str.isalnum, inside)):
        return False
    goes_on = line[match.end() : match.end() + 4].strip(" *_")[:1].islower()
    if match["square"]:
        # a pause without its length is told so by the reader
        return not goes_on and not inside.lower().startswith("pause")
    words = re.findall(r"[^\W_]+(?:['\u2019-][^\W_]+)*", inside.lower().replace("singing bowl", "singing-bowl"))
    manner = [word for word in words if word not in _words("first")]
    if len(manner) == 1 and manner[0] in _words("manners") and inside[-1:].isalpha() and not goes_on:
        return True
    if _is_length(words):
        return True
    sentence = inside.endswith((".", "!", "?")) and len(words) >= _MOST_WORDS
    leading = [word for word in words if word not in _words("first")][:1]
    if leading and leading[0] in _words("pauses") and not sentence:
        return len(words) <= _MOST_PAUSE_WORDS
    return not (sentence or goes_on) and len(words) <= _MOST_WORDS and not _words("directions").isdisjoint(words)


def means_pause(word: str) -> bool:
    """Whether a word alone asks a narrator to be silent."""
    return word.casefold() in _words("pauses")


def _is_pause(inside: str) -> bool:
    """Whether it is a pause and nothing else: long pause, 3 sec pause."""
    words = re.findall(r"[^\W_]+", inside.lower())
    rest = [word for word in words if word not in _words("first") and word not in meanings("units")]
    rest = [word for word in rest if not word.isdecimal()]
    return len(rest) == 1 and rest[0] in _words("only-pauses")


def _is_length(words: list[str]) -> bool:
    """Whether the words are a length of time alone: 30 seconds, 5s, for two minutes."""
    joined = " ".join(words)
    units = "|".join(sorted(filter(str.isalpha, meanings("units")), key=len, reverse=True))
    number = "[0-9]{1,4}(?:-[0-9]{1,4})?"
    return re.fullmatch(rf"(?:(?:for|wait|about|ca|etwa|approx) )*{number} ?(?:{units})", joined) is not None


@cache
def _words(name: str) -> frozenset[str]:
    lists = tomllib.loads(Path(__file__).with_name("marks.toml").read_text(encoding="utf-8"))
    return frozenset(lists[name].split())
