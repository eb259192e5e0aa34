"""What YAML refuses, in an author's words, with a mend in memory so that the rest of the file can be read as well.

A mend need not keep the meaning, for a file with faults is never built; it keeps lines and columns where they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import yaml

from audiogen.script.bed import BedChoice, ChapterBed, LayerChoice
from audiogen.script.levels import Levels
from audiogen.script.model import STEPS, Notes, Script, Show, VoiceChoice
from audiogen.script.yaml.nodes import Fault, Place
from audiogen.script.yaml.refusal import FIELD, Refusal, refusal_of

_KEYS: Final = frozenset(
    key
    for model in (Show, Script, VoiceChoice, BedChoice, ChapterBed, LayerChoice, Levels, Notes, *STEPS)
    for key in model.key_names()
)
_QUOTE_IT: Final = 'put the text in "quotes" or in a | block'
_BRACKETED: Final = re.compile(r"[ ]*(?=[\[{])")
"""The indentation of a line of text that begins with a bracket."""
_GLUED: Final = re.compile(r"(?P<before>[ ]*(?:-[ ]+)*)(?P<key>\w+):(?=[^\s:])")


@dataclass(frozen=True, slots=True)
class Mend:
    """A fault, and the file as it can be read on."""

    fault: Fault
    lines: list[str] | None
    """None when there is no way to read on."""


def diagnose(error: yaml.MarkedYAMLError, lines: list[str], last_quoted: tuple[Place, Place] | None) -> Mend:
    """The author's mistake behind PyYAML's refusal.

    Args:
        error: what PyYAML raised.
        lines: the lines that it was reading.
        last_quoted: where the last text in quotes began and ended.
    """
    refusal = refusal_of(error, lines, last_quoted)
    for told, explain in _EXPLANATIONS:
        if re.match(told, f"{refusal.context} | {refusal.problem}"):
            return explain(refusal)
    return Mend(Fault(refusal.place, f"this cannot be read as YAML; {_QUOTE_IT}"), None)


def _tab(refusal: Refusal) -> Mend:
    place, line = refusal.place, refusal.line(refusal.place)
    if line[: place.column - 1].strip(" "):
        fault = Fault(place, "a tab stands here, where YAML wants a space; replace it with a space")
        return Mend(fault, refusal.with_letter(place, " "))
    tabbed = sum("\t" in line[: len(line) - len(line.lstrip())] for line in refusal.lines)
    more = f" ({tabbed} lines of this file begin with one)" if tabbed > 1 else ""
    fault = Fault(place, f"the line is indented with a tab, which YAML refuses; indent with spaces{more}")
    return Mend(fault, _untabbed(refusal.lines))


def _untabbed(lines: list[str]) -> list[str]:
    """The indentation in spaces, of the width with which most of it can be read."""
    candidates = [[_indented_by(line, width) for line in lines] for width in (2, 4, 8, 0)]
    return next((candidate for candidate in candidates if _readable(candidate)), candidates[0])


def _indented_by(line: str, width: int) -> str:
    text = line.lstrip(" \t")
    return line[: len(line) - len(text)].replace("\t", " " * width) + text


def _readable(lines: list[str]) -> bool:
    try:
        yaml.compose("\n".join(lines), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return False
    return True


def _odd_letter(refusal: Refusal, place: Place) -> Mend:
    letter = refusal.letter(place)
    fault = Fault(place, f'text that begins with "{letter}" means something else to YAML; {_QUOTE_IT}')
    return Mend(fault, refusal.with_letter(place, "x"))


def _odd_letter_here(refusal: Refusal) -> Mend:
    return _odd_letter(refusal, refusal.place)


def _odd_letter_begun(refusal: Refusal) -> Mend:
    return _odd_letter(refusal, refusal.begun)


def _colon(refusal: Refusal) -> Mend:
    """A colon where none may be: prose, a key glued to its value above, or a line that stands too deep."""
    place, line = refusal.place, refusal.line(refusal.place)
    above = refusal.above(place)
    glued = _GLUED.match(refusal.lines[above - 1]) if above else None
    if above and glued and glued["key"] in _KEYS:
        return _glued(refusal, above, glued)
    own = FIELD.fullmatch(line)
    if own and own["key"] in _KEYS and own.end("key") <= place.column - 1 and ":" not in line[: place.column - 1]:
        return _crooked(refusal, own)
    key = f"{own['key']}: " if own and own["key"] in _KEYS else ""
    rest = re.sub(r":(?=\s|$)", ";", line[place.column - 1 :])
    mended = refusal.with_line(place, line[: place.column - 1] + rest)
    return Mend(Fault(place, f"{key}a colon inside text means a new key to YAML; {_QUOTE_IT}"), mended)


def _glued(refusal: Refusal, number: int, match: re.Match[str]) -> Mend:
    line = refusal.lines[number - 1]
    place = Place(number, match.end() + 1)
    message = f'a space is missing after "{match["key"]}:"; write "{match["key"]}: " and then the value'
    return Mend(Fault(place, message), refusal.with_line(place, f"{line[: match.end()]} {line[match.end() :]}"))


def _crooked(refusal: Refusal, own: re.Match[str]) -> Mend:
    """A line whose key or dash does not stand under those above it."""
    dashed = "-" in own["before"]
    place = Place(refusal.place.line, (own["before"].index("-") if dashed else own.start("key")) + 1)
    what = "dash" if dashed else f'key "{own["key"]}"'
    message = f"the {what} does not stand under those above; begin it in the same column as they do"
    column = _column_above(refusal, place, dashed=dashed)
    if column is None or column == place.column:
        return Mend(Fault(place, message), refusal.without_meaning(place))
    line = " " * (column - 1) + refusal.line(place)[place.column - 1 :]
    return Mend(Fault(place, message), refusal.with_line(place, line))


def _column_above(refusal: Refusal, place: Place, *, dashed: bool) -> int | None:
    """The column of the nearest dash, or of the nearest key, above a line."""
    for line in reversed(refusal.lines[: place.line - 1]):
        match = FIELD.fullmatch(line)
        if match and (not dashed or "-" in match["before"]):
            return (match["before"].index("-") if dashed else match.start("key")) + 1
    return None


def _block_header(refusal: Refusal) -> Mend:
    place, line = refusal.begun, refusal.line(refusal.begun)
    sign = refusal.letter(place)
    message = f'after "{sign}" the text begins on the next line; move it there, or put it in "quotes"'
    below = next((text for text in refusal.lines[place.line :] if text.strip()), "")
    own = FIELD.fullmatch(line)
    if own and len(below) - len(below.lstrip(" ")) > own.start("key"):
        return Mend(Fault(place, message), refusal.with_line(place, line[: place.column]))
    return Mend(Fault(place, message), refusal.without_meaning(place))


def _open_quote(refusal: Refusal) -> Mend:
    return _unclosed(refusal, refusal.begun)


def _unclosed(refusal: Refusal, place: Place) -> Mend:
    quote = refusal.letter(place)
    message = (
        f"the text that begins with {quote} here is not closed on this line; add {quote} at its end, or use a | block"
    )
    return Mend(Fault(place, message), refusal.without_meaning(place))


def _escape(refusal: Refusal) -> Mend:
    backslash = refusal.line(refusal.place).rfind("\\", 0, refusal.place.column) + 1
    place = Place(refusal.place.line, max(1, backslash))
    message = 'a backslash inside "double quotes" means something to YAML; write it twice, or use a | block'
    # two of them are one backslash of the text, so that half a sign is not refused a second time
    after = replace(place, column=place.column + 1)
    return Mend(Fault(place, message), refusal.with_letter(after, "\\"))


def _keyless(refusal: Refusal) -> Mend:
    """A line of words where a key should be."""
    place, line = refusal.begun, refusal.line(refusal.begun)
    glued = _GLUED.match(line)
    if glued and glued["key"] in _KEYS:
        return _glued(refusal, place.line, glued)
    message = "this line has no key; if it belongs to the text above, indent it deeper than the key of that text"
    above = refusal.above(place)
    in_block = above is not None and refusal.lines[above - 1].rstrip().endswith(("|", ">"))
    return Mend(Fault(place, message), refusal.with_words(place, "    " if in_block else "#"))


def _flow(refusal: Refusal) -> Mend:
    place = refusal.begun
    sign = refusal.letter(place)
    message = (
        f'"{sign}" begins a list in YAML, and this is not one; {_QUOTE_IT}, and write options on lines of their own'
    )
    return Mend(Fault(place, message), refusal.without_meaning(place))


def _not_lined_up(refusal: Refusal) -> Mend:
    own = FIELD.fullmatch(refusal.line(refusal.place))
    if own is None:
        message = "this line does not stand under those above; begin it in the same column as they do"
        return Mend(Fault(refusal.place, message), refusal.without_meaning(refusal.place))
    return _crooked(refusal, own)


def _left_over(refusal: Refusal) -> Mend:
    """Words after something that had already ended: a quote, a bracket, a text with a remark behind it."""
    place, quoted = refusal.place, refusal.quoted
    if quoted and quoted[1].line == place.line and quoted[1] <= place:
        if quoted[0].line < place.line:
            return _unclosed(refusal, quoted[0])
        return Mend(Fault(place, _after_quote(refusal, quoted[0])), refusal.without_meaning(place))
    own = FIELD.fullmatch(refusal.line(place))
    if own and own["value"] and own["value"][0] in "[{" and own.start("value") < place.column:
        return _flow(replace(refusal, begun=Place(place.line, own.start("value") + 1)))
    bracket = _BRACKETED.match(refusal.line(place))
    if bracket and bracket.end() < place.column:
        begun = Place(place.line, bracket.end() + 1)
        mended = re.sub(r"\S", "x", refusal.line(place))
        return Mend(_flow(replace(refusal, begun=begun)).fault, refusal.with_line(place, mended))
    above = refusal.above(place)
    if above and " #" in refusal.lines[above - 1]:
        message = f'the text above ended at its "#", because YAML takes that for a remark; {_QUOTE_IT}'
        return Mend(Fault(place, message), refusal.without_meaning(place))
    return _keyless(replace(refusal, begun=place))


def _after_quote(refusal: Refusal, opened: Place) -> str:
    if refusal.letter(opened) == "'":
        return "the ' before this ends the text; inside 'single quotes' write '' for an apostrophe, or use a | block"
    return 'the " before this ends the text; put all of the text inside the quotes, or in a | block'


def _second_document(refusal: Refusal) -> Mend:
    """A line of `---` or `...`, or one that begins with `%`."""
    for number in range(refusal.place.line, 0, -1):
        line = refusal.lines[number - 1]
        if line.startswith(("---", "...", "%")):
            place = Place(number, 1)
            what = "%" if line[0] == "%" else line[:3]
            message = f'a line that begins with "{what}" means something else to YAML; remove it, or indent it as text'
            return Mend(Fault(place, message), refusal.with_letter(place, "#"))
    return Mend(Fault(refusal.place, f"this cannot be read as YAML; {_QUOTE_IT}"), None)


def _too_deep(refusal: Refusal) -> Mend:
    return Mend(Fault(refusal.place, f"this is nested too deep; {_QUOTE_IT}"), None)


_EXPLANATIONS: Final[tuple[tuple[str, Callable[[Refusal], Mend]], ...]] = (
    (r".*found character '\\t'", _tab),
    (r".*that cannot start any token", _odd_letter_here),
    (r".*mapping values are not allowed", _colon),
    (r".*(mapping keys|sequence entries) are not allowed", _odd_letter_here),
    (r".*nested too deep", _too_deep),
    (r".*found (undefined alias|duplicate anchor)", _odd_letter_here),
    (r"while (scanning|parsing) an? (alias|anchor|tag)", _odd_letter_begun),
    (r"while parsing a node \| found undefined tag", _odd_letter_begun),
    (r"while scanning a block scalar", _block_header),
    (r"while scanning a quoted scalar", _open_quote),
    (r"while scanning a double-quoted scalar", _escape),
    (r"while scanning a simple key", _keyless),
    (r"while parsing a flow", _flow),
    (r"while parsing a block node", _odd_letter_here),
    (r".*expected <block end>, but found '(<block|-|\?)", _not_lined_up),
    (r".*expected <block end>", _left_over),
    (r".*(expected a single document|expected '<document start>')", _second_document),
)
"""What PyYAML says (context | problem), and which mistake is behind it; the first that fits counts."""
