"""What YAML refuses, in an author's words, with a repair in memory so that the rest of the file can be read as well.

A repair need not keep the meaning, for a file with faults is never built; it keeps lines and columns where they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Final

import yaml

from audiogen.script.yaml.nodes import Fault, Place, place_of
from audiogen.script.yaml.outline import TAB_WIDTHS, readable, without_tabs
from audiogen.script.yaml.parse_failure import FIELD, ParseFailure

_QUOTE_IT: Final = 'put the text in "quotes" or in a | block'
_CURLY: Final = "\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u201a"
_BRACKETED: Final = re.compile(r"[ ]*(?=[\[{])")
"""The indentation of a line of text that begins with a bracket."""
_GLUED: Final = re.compile(r"(?P<before>[ ]*(?:-[ ]+)*)(?P<key>\w+):(?=[^\s:])")
"""A key without a space between its colon and its value."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A fault, and the file as it can be read on."""

    fault: Fault
    repaired: list[str] | None
    """All lines; None when there is no way to read on."""
    meant: bool = False
    """Whether these lines are what their author meant, and not only such as can be read."""


def diagnose(
    error: yaml.MarkedYAMLError, lines: list[str], last_quoted: tuple[Place, Place] | None, keys: Collection[str]
) -> Diagnosis:
    """The author's mistake behind PyYAML's error.

    Args:
        error: what PyYAML raised.
        lines: the lines that it was reading.
        last_quoted: where the last text in quotes began and ended.
        keys: what may be a key in this file.
    """
    place = _inside(place_of(error.problem_mark), lines) if error.problem_mark else Place(1, 1)
    begun = _inside(place_of(error.context_mark), lines) if error.context_mark else place
    failure = ParseFailure(error.problem or "", error.context or "", place, begun, last_quoted, lines, keys)
    for pattern, explain in _EXPLANATIONS:
        if re.match(pattern, f"{failure.context} | {failure.problem}"):
            return explain(failure)
    return _unexplained(failure)


def _inside(place: Place, lines: list[str]) -> Place:
    """The end of the last line for a place behind it."""
    return place if place.line <= len(lines) else Place(len(lines), len(lines[-1]) + 1)


def _unexplained(failure: ParseFailure) -> Diagnosis:
    return Diagnosis(Fault(failure.place, f"this cannot be read as YAML; {_QUOTE_IT}"), None)


def _plain(failure: ParseFailure, place: Place, message: str) -> Diagnosis:
    """A fault whose line is read on without its value."""
    return Diagnosis(Fault(place, message), failure.with_plain_value(place))


def _tab(failure: ParseFailure) -> Diagnosis:
    place, line = failure.place, failure.line(failure.place)
    if line[: place.column - 1].strip(" "):
        fault = Fault(place, "a tab stands here, where YAML wants a space; replace it with a space")
        return Diagnosis(fault, failure.with_letter(place, " "), meant=True)
    tabbed = sum("\t" in line[: len(line) - len(line.lstrip())] for line in failure.lines)
    more = f" ({tabbed} lines of this file begin with one)" if tabbed > 1 else ""
    fault = Fault(place, f"the line is indented with a tab, which YAML refuses; indent with spaces{more}")
    # nobody knows how wide the author's tabs are: the first width with which YAML can be read, and best one with which
    # the line begins where others like it begin
    candidates = [without_tabs(failure.lines, width) for width in TAB_WIDTHS]
    readable_ones = [lines for lines in candidates if readable(lines)] or candidates
    aligned = (lines for lines in readable_ones if _aligned(lines, place.line - 1, failure.lines))
    return Diagnosis(fault, next(aligned, readable_ones[0]), meant=True)


def _aligned(lines: list[str], index: int, before: list[str]) -> bool:
    """Whether a line now begins where lines without tabs begin that have a dash, or none, as it has."""

    def beginning(line: str) -> tuple[int, bool]:
        text = line.lstrip(" ")
        return len(line) - len(text), text.startswith("- ")

    return beginning(lines[index]) in {beginning(line) for line in before if "\t" not in line}


def _odd_letter(failure: ParseFailure) -> Diagnosis:
    letter = failure.letter(failure.place)
    fault = Fault(failure.place, f'text that begins with "{letter}" means something else to YAML; {_QUOTE_IT}')
    return Diagnosis(fault, failure.with_letter(failure.place, "x"))


def _odd_letter_before(failure: ParseFailure) -> Diagnosis:
    """PyYAML stops behind the name of an anchor or a type; the letter that makes it one stands at its beginning."""
    return _odd_letter(replace(failure, place=failure.begun))


def _colon(failure: ParseFailure) -> Diagnosis:
    """A colon where none may be: prose, a key glued to its value above, or a line that stands too deep."""
    place, line = failure.place, failure.line(failure.place)
    above = failure.above(place)
    glued = _GLUED.match(failure.lines[above - 1]) if above else None
    if above and glued and glued["key"] in failure.keys:
        return _glued(failure, above, glued)
    own = FIELD.fullmatch(line)
    own = own if own and own["key"] in failure.keys else None
    before = line[: place.column - 1]
    if own and own.end("key") <= len(before) and ":" not in before:
        return _misaligned(failure, own)
    key = f"{own['key']}: " if own else ""
    repaired = failure.with_line(place, before + re.sub(r":(?=\s|$)", ";", line[len(before) :]))
    curly = own and own["value"] and own["value"][0] in _CURLY
    way = f"curly quotes do not change that, so {_QUOTE_IT}" if curly else _QUOTE_IT
    fault = Fault(place, f"{key}a colon inside text means a new key to YAML; {way}")
    straight = _straight(own["value"]) if own and curly else None
    if own and straight:
        return Diagnosis(fault, failure.with_line(place, line[: own.start("value")] + straight), meant=True)
    return Diagnosis(fault, repaired)


def _straight(value: str) -> str | None:
    """A text in curly quotes in straight ones; None where it ends without one, or holds what these would end at."""
    inner = value.rstrip()[1:-1]
    if value.rstrip()[-1] not in _CURLY or ("'" in inner and not set('"\\').isdisjoint(inner)):
        return None
    return f'"{inner}"' if set('"\\').isdisjoint(inner) else f"'{inner}'"


def _glued(failure: ParseFailure, number: int, match: re.Match[str]) -> Diagnosis:
    line = failure.lines[number - 1]
    place = Place(number, match.end() + 1)
    message = f'a space is missing after "{match["key"]}:"; write "{match["key"]}: " and then the value'
    repaired = failure.with_line(place, f"{line[: match.end()]} {line[match.end() :]}")
    return Diagnosis(Fault(place, message), repaired, meant=True)


def _misaligned(failure: ParseFailure, own: re.Match[str]) -> Diagnosis:
    """A line whose key or dash does not stand under those above it."""
    dashed = "-" in own["before"]
    place = Place(failure.place.line, _column(own, dashed=dashed))
    if dashed and (repeated := _repeated(failure, place)):
        return repeated
    what = "dash" if dashed else f'key "{own["key"]}"'
    message = f"the {what} does not stand under those above; begin it in the same column as they do"
    above = filter(None, map(FIELD.fullmatch, reversed(failure.lines[: place.line - 1])))
    column = next((_column(match, dashed=dashed) for match in above if not dashed or "-" in match["before"]), None)
    if column is None or column == place.column:
        return _plain(failure, place, message)
    line = " " * (column - 1) + failure.line(place)[place.column - 1 :]
    return Diagnosis(Fault(place, message), failure.with_line(place, line))


def _repeated(failure: ParseFailure, place: Place) -> Diagnosis | None:
    """What comes again right below `- repeat: 3`, told at that step, which lacks its "steps:"."""
    number = failure.above(place)
    above = FIELD.fullmatch(failure.lines[number - 1]) if number else None
    if number is None or above is None or above["key"] != "repeat" or "-" not in above["before"]:
        return None
    moved = place.column - _column(above, dashed=True)
    if moved <= 0 or not above["value"]:
        return None
    lines = list(failure.lines)
    for index in range(place.line - 1, len(lines)):
        if lines[index].strip() and len(lines[index]) - len(lines[index].lstrip(" ")) < place.column - 1:
            break
        lines[index] = lines[index][moved:]
    message = 'repeat: write "steps:" below it, in the same column as "repeat", above the dashes of what comes again'
    return Diagnosis(Fault(Place(number, above.start("key") + 1), message), lines)


def _column(line: re.Match[str], *, dashed: bool) -> int:
    """The column of a line's first dash, or of its key."""
    return (line["before"].index("-") if dashed else line.start("key")) + 1


def _block_header(failure: ParseFailure) -> Diagnosis:
    place, line = failure.begun, failure.line(failure.begun)
    sign = failure.letter(place)
    message = f'after "{sign}" the text begins on the next line; move it there, or put it in "quotes"'
    below = next((text for text in failure.lines[place.line :] if text.strip()), "")
    own = FIELD.fullmatch(line)
    if own and len(below) - len(below.lstrip(" ")) > own.start("key"):
        return Diagnosis(Fault(place, message), failure.with_line(place, line[: place.column]))
    return _plain(failure, place, message)


def _open_quote(failure: ParseFailure) -> Diagnosis:
    quote = failure.letter(failure.begun)
    message = (
        f"the text that begins with {quote} here is not closed on this line; add {quote} at its end, or use a | block"
    )
    return _plain(failure, failure.begun, message)


def _escape(failure: ParseFailure) -> Diagnosis:
    backslash = failure.line(failure.place).rfind("\\", 0, failure.place.column) + 1
    place = Place(failure.place.line, max(1, backslash))
    message = 'a backslash inside "double quotes" means something to YAML; write it twice, or use a | block'
    # two of them are one backslash of the text, so that half a sign is not refused a second time
    after = replace(place, column=place.column + 1)
    return Diagnosis(Fault(place, message), failure.with_letter(after, "\\"))


def _keyless(failure: ParseFailure) -> Diagnosis:
    """A line of words where a key should be."""
    place, line = failure.begun, failure.line(failure.begun)
    glued = _GLUED.match(line)
    if glued and glued["key"] in failure.keys:
        return _glued(failure, place.line, glued)
    message = "this line has no key; if it belongs to the text above, indent it deeper than the key of that text"
    above = failure.above(place)
    in_block = above is not None and failure.lines[above - 1].rstrip().endswith(("|", ">"))
    return Diagnosis(Fault(place, message), failure.with_prefix(place, "    " if in_block else "#"))


def _flow(failure: ParseFailure) -> Diagnosis:
    sign = failure.letter(failure.begun)
    message = (
        f'"{sign}" begins a list in YAML, and this is not one; {_QUOTE_IT}, and write options on lines of their own'
    )
    return _plain(failure, failure.begun, message)


def _not_lined_up(failure: ParseFailure) -> Diagnosis:
    own = FIELD.fullmatch(failure.line(failure.place))
    if own is None:
        message = "this line does not stand under those above; begin it in the same column as they do"
        return _plain(failure, failure.place, message)
    return _misaligned(failure, own)


def _left_over(failure: ParseFailure) -> Diagnosis:
    """Words after something that had already ended: a quote, a bracket, a text with a comment behind it."""
    place, quoted = failure.place, failure.quoted
    if quoted and quoted[1].line == place.line and quoted[1] <= place:
        if quoted[0].line < place.line:
            return _open_quote(replace(failure, begun=quoted[0]))
        message = 'the " before this ends the text; put all of the text inside the quotes, or in a | block'
        if failure.letter(quoted[0]) == "'":
            message = (
                "the ' before this ends the text; inside 'single quotes' write '' for an apostrophe, or use a | block"
            )
        return _plain(failure, place, message)
    own = FIELD.fullmatch(failure.line(place))
    if own and own["value"] and own["value"][0] in "[{" and own.start("value") < place.column:
        return _flow(replace(failure, begun=Place(place.line, own.start("value") + 1)))
    bracket = _BRACKETED.match(failure.line(place))
    if bracket and bracket.end() < place.column:
        begun = Place(place.line, bracket.end() + 1)
        repaired = re.sub(r"\S", "x", failure.line(place))
        return replace(_flow(replace(failure, begun=begun)), repaired=failure.with_line(place, repaired))
    above = failure.above(place)
    if above and " #" in failure.lines[above - 1]:
        message = f'the text above ended at its "#", because YAML takes that for a remark; {_QUOTE_IT}'
        return _plain(failure, place, message)
    return _keyless(replace(failure, begun=place))


def _second_document(failure: ParseFailure) -> Diagnosis:
    """A line of `---` or `...`, or one that begins with `%`."""
    for number in range(failure.place.line, 0, -1):
        line = failure.lines[number - 1]
        if line.startswith(("---", "...", "%")):
            place = Place(number, 1)
            what = "%" if line[0] == "%" else line[:3]
            message = f'a line that begins with "{what}" means something else to YAML; remove it, or indent it as text'
            return Diagnosis(Fault(place, message), failure.with_letter(place, "#"))
    return _unexplained(failure)


def _too_deep(failure: ParseFailure) -> Diagnosis:
    return Diagnosis(Fault(failure.place, f"this is nested too deep; {_QUOTE_IT}"), None)


_EXPLANATIONS: Final[tuple[tuple[str, Callable[[ParseFailure], Diagnosis]], ...]] = (
    (r".*found character '\\t'", _tab),
    (r".*that cannot start any token", _odd_letter),
    (r".*mapping values are not allowed", _colon),
    (r".*(mapping keys|sequence entries) are not allowed", _odd_letter),
    (r".*nested too deep", _too_deep),
    (r".*found (undefined alias|duplicate anchor)", _odd_letter),
    (r"while (scanning|parsing) an? (alias|anchor|tag)", _odd_letter_before),
    (r"while parsing a node \| found undefined tag", _odd_letter_before),
    (r"while scanning a block scalar", _block_header),
    (r"while scanning a quoted scalar", _open_quote),
    (r"while scanning a double-quoted scalar", _escape),
    (r"while scanning a simple key", _keyless),
    (r"while parsing a flow", _flow),
    (r"while parsing a block node", _odd_letter),
    (r".*expected <block end>, but found '(<block|-|\?)", _not_lined_up),
    (r".*expected <block end>", _left_over),
    (r".*(expected a single document|expected '<document start>')", _second_document),
)
"""What PyYAML says (context | problem), and which mistake is behind it; the first that fits counts."""
