"""Words of a document as lines of spoken text: the same words, and no sign that the notation would take for its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from audiogen.names import quotable
from audiogen.scaffold.templates import one_line
from audiogen.script.language_tags import base_language
from audiogen.script.notation.mistakes import checked
from audiogen.script.notation.pasted import pasted_marks
from audiogen.script.notation.reader import read_markup
from audiogen.script.notation.sentences import fold, sentences

SLOT: Final = "\U00010600"
"""Stands where notation will be: a letter of Linear A, in which nobody writes any more."""
_FEWEST_WORDS: Final = 4
"""Of a line: a shorter sentence is no thought of its own, and goes with its neighbour."""
_WORD: Final = re.compile(r"[^\W_]+")
_NOTATION: Final = re.compile(r"[\[\]<>&]")
_LEADING: Final = re.compile(r"^(?:#{1,6}|>|\[ ?\]|[-+\u2022\u25e6\u25aa\u25ab\u2023\u25cf\u25cb\u2043])[ ]+")
_LOOSE: Final = frozenset("()[]<>|~=#/%$")
"""Signs in place of which a space may stand, where a line cannot be spoken otherwise."""
_OF_PLACEHOLDERS: Final = frozenset("()[]{}<>|*_~=#%$")
_PLACEHOLDER: Final = re.compile(r"(?<!\w)(?:X{2,}|TODO|TBD|FIXME|LOREM IPSUM|Lorem ipsum)(?!\w)")

_ALIKE: Final = str.maketrans("\u2012\u2015\u2039\u203a\u00b4`", "\u2013\u2014\u00ab\u00bb''")
"""Signs that few voices know → those that look like them and are known to all."""
_TIMES: Final = re.compile(r"(?<=\d) ?\* ?(?=\d)")
_BETWEEN_FIGURES: Final = re.compile(r"~(?!\d)|(?<=\w)~|<(?! \d)|(?<! )>|>(?! \d)")
_SAID: Final = frozenset(
    "$+<=>|~\u00a3\u00a5\u00a9\u00ae\u00b0\u00b1\u00d7\u00f7\u20ac\u2103\u2109\u2116\u2122\u2192\u2260*"
)
"""Of all symbols, those for which voices have words; a star may be an emphasis."""
_MARKS: Final = frozenset("\\_{}\u00b6\u2016\u2017\u2020\u2021\u2023\u2043")
"""Of all punctuation, what nobody says and no voice passes over."""
_BEFORE_QUESTIONS: Final = frozenset("\u00bf\u00a1")
_SPANISH: Final = frozenset({"es", "gl", "ca", "ast", "eu"})
"""Languages that put a mark before a question, too."""
_PICTURES: Final = re.compile(r"[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]|\u200d(?!\w)|\u00ad")
"""What changes the look of the sign before it, and soft hyphens."""
_NO_WORD: Final = "a sign for which there is no word"


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A text as it stands in a script."""

    text: str
    """One thought a line; empty where nothing is left."""
    question: str = ""
    """What its author is to decide, in one line."""
    left_out: tuple[tuple[str, str], ...] = ()
    """What is not spoken, each with its reason."""


def thoughts(text: str, language: str) -> tuple[str, ...]:
    """A text as lines of one thought each: an author's own lines, cut at the ends of sentences.

    Args:
        text: with line ends where its author began a line.
        language: BCP 47.
    """
    lines: list[str] = []
    for line in map(fold, text.split("\n")):
        short = ""
        for sentence in sentences(line, language) if line else ():
            joined = f"{short} {sentence}".strip()
            if len(_WORD.findall(joined)) < _FEWEST_WORDS:
                short = joined
            else:
                lines.append(joined)
                short = ""
        if short and lines and line.endswith(short) and line != short:
            lines[-1] += f" {short}"
        elif short:
            lines.append(short)
    return tuple(lines)


def titled(text: str) -> str:
    """The words of a heading as a title: without signs by which they would be a placeholder or a direction.

    Returns:
        Nothing where no word is left, or where a word is a placeholder whatever stands around it.
    """
    line = _PICTURES.sub("", one_line(text))
    if any(pasted_marks(line)) or "{" in line:
        line = _without(line, _OF_PLACEHOLDERS)
    return line if _WORD.search(line) and not _PLACEHOLDER.search(line) else ""


def with_notation(text: str, notation: Sequence[str]) -> str:
    """A text with notation, like `[pause 3s]`, in the places of the letters that stood for it."""
    places = iter(notation)
    return re.sub(SLOT, lambda _: next(places), text)


def worded(line: str, language: str, notation: Sequence[str] = ()) -> SpokenLine:
    """A line that reads as these words, whatever signs stand among them.

    Args:
        line: one thought, without line ends.
        language: BCP 47.
        notation: what comes into the places that are kept for it.
    """
    plain, signs = _sayable(line, frozenset() if base_language(language) in _SPANISH else _BEFORE_QUESTIONS)
    left_out = tuple((sign, _NO_WORD) for sign in signs)
    if not _WORD.search(plain):
        return SpokenLine("", left_out=left_out)
    for attempt, faithful in _attempts(plain):
        if _says(attempt, plain, notation):
            question = "" if faithful else f'signs were taken out of "{quotable(with_notation(plain, notation))}"'
            return SpokenLine(with_notation(attempt, notation), question, left_out)
    return _without_placeholders(plain, language, notation, left_out)


def _without_placeholders(
    plain: str, language: str, notation: Sequence[str], left_out: tuple[tuple[str, str], ...]
) -> SpokenLine:
    """What is left of a line in which a word stands that nobody is to hear; nothing where that is not the reason."""
    found = tuple(_PLACEHOLDER.findall(plain))
    rest = fold(_PLACEHOLDER.sub(" ", plain))
    if not found or not _WORD.search(rest):
        reason = "a placeholder of the document" if found else "it cannot be spoken as it is written"
        words = fold(plain.replace(SLOT, " "))
        return SpokenLine(
            "", f'"{quotable(words)}" is left out; write what is to be heard', (*left_out, (words, reason))
        )
    of_rest = worded(rest, language, notation)
    lost = tuple((each, "a placeholder of the document") for each in found)
    question = f'{", ".join(found)} is left out of "{quotable(with_notation(plain, notation))}"; write what is heard'
    return SpokenLine(of_rest.text, question, (*left_out, *lost, *of_rest.left_out))


def _sayable(line: str, foreign: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """A line without the signs that no voice has a word for, and those of them that are pictures."""
    known = _TIMES.sub(" \u00d7 ", _PICTURES.sub("", line.translate(_ALIKE)))
    mute = {sign for sign in known if sign in _MARKS or sign in foreign or _is_mute(sign)}
    pictures = (sign for sign in dict.fromkeys(known) if sign in mute and unicodedata.category(sign)[0] == "S")
    return fold(_BETWEEN_FIGURES.sub(" ", _without(known, mute))), tuple(pictures)


def _without(line: str, signs: Collection[str]) -> str:
    """A line without signs: two words between which one of them stands stay two words."""
    if not signs:
        return line
    run = f"[{re.escape(''.join(signs))}]+"
    return fold(re.sub(run, " ", re.sub(rf"(?<!\S){run}|{run}(?![^\W_])", "", line)))


def _is_mute(sign: str) -> bool:
    """Whether a sign is a picture, a symbol that has no word, or no sign at all."""
    kind = unicodedata.category(sign)
    return (kind[0] == "S" and sign not in _SAID) or kind in {"Cc", "Cn", "Co", "Cs"}


def _attempts(line: str) -> Iterator[tuple[str, bool]]:
    """Ways to write a line, the nearest to what its author wrote first, and whether each has all that matters."""
    yield line, True
    starless = _without(line, {"*"})
    yield starless, True
    yield _escaped(starless), True
    bare = _LEADING.sub("", starless)
    yield _escaped(bare), True
    # nobody hears brackets
    yield _escaped(_without(bare, {"(", ")"})), True
    flat = _without(bare, _LOOSE)
    yield flat, False
    yield fold(flat.replace(":", ",")), False


def _escaped(line: str) -> str:
    return _NOTATION.sub(r"\\\g<0>", line)


def _says(attempt: str, line: str, notation: Sequence[str]) -> bool:
    """Whether a text is right, and is read as the words of a line and nothing else; they may be emphasised."""
    try:
        read = read_markup(checked(attempt))
        checked(with_notation(attempt, notation))
    except ValueError:
        return False
    plain = "*" not in read.text and not read.breaks and all(each.kind == "emphasis" for each in read.annotations)
    return plain and _WORD.findall(read.text) == _WORD.findall(line)
