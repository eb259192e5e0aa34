"""Where a text marks something as no ordinary words: brackets, stars, dashes, labels, lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from audiogen.documents.manuscript import TextBlock
from audiogen.drafting.imported.asides import meaning
from audiogen.drafting.imported.framed import Aside, Frame
from audiogen.drafting.imported.labels import labels
from audiogen.drafting.imported.pieces import Blank, Piece, PlacedPiece, Silence, StageDirection, Uncertain
from audiogen.drafting.imported.quantities import find_length
from audiogen.drafting.imported.vocabulary import Vocabulary, plain

_LONGEST: Final = 400
"""In letters; what is longer is no direction in brackets."""
_FARTHEST: Final = 40
"""In letters; no length is written with more."""
_SHORT_UNIT: Final = 4
"""In letters, like secs; the words of a whole unit may be said."""
_BRACKETS: Final = re.compile(
    rf"(?P<stars>[*_]{{0,3}})(?:\((?P<loose>\(?[^()]{{1,{_LONGEST}}}\)?)\)|\[(?P<square>\[?[^\[\]]{{1,{_LONGEST}}}\]?)\](?!\()"
    rf"|<(?P<pointed><?[^<>]{{1,{_LONGEST}}}>?)>|\{{(?P<curly>\{{?[^{{}}]{{1,{_LONGEST}}}\}}?)\}})(?P=stars)"
)
_STARRED: Final = re.compile(r"(?<![\w*_])([*_]{1,3})(?=\S)[^*_\n]{2,120}?(?<=\S)\1(?![\w*_])")
_RULE: Final = re.compile(r"[\s*_=~#\u2014\u2013\u00b7\u2022-]*(?:[*_=~#\u2014\u2013\u00b7\u2022-]\s*){3,}")
_SEPARATED: Final = re.compile(
    r"(?<![\u2014\u2013~=|_/\u2026.])(?:[\u2014\u2013~=|_/]++|\u2026++|\.{2,}+|(?<!\S)-++(?=\s))\s*"
    r"(?P<inner>[^\s\u2014\u2013~=|_/.!?\u2026-][^\u2014\u2013~=|_/\n.!?\u2026]{2,60}?)\s*"
    r"(?:[\u2014\u2013~=|_/]++|\u2026++|\.{2,}+|-++(?=\s|$))"
)
_LINE_TO_FILL: Final = re.compile(r"(?<!_)_{3,}+")
_CAPITALS: Final = re.compile(
    r"(?<![^\W_])[^\W\d_a-z\u00df-\u00ff][A-Z\u00c0-\u00de0-9 :\u2013-]{2,40}(?<=\S)(?![^\W_])[.:!]?"
)
_SLASHES: Final = re.compile(r"(?<!\S)/{2,3}(?!\S)")
_BEHIND_SLASH: Final = re.compile(r"(?<!\S)/\s?(?=\d)")
_BEHIND_DOTS: Final = re.compile(r"(?:\u2026\s?){2,}|\.{5,}|\u2026|\.{2,4}")
_OPEN: Final = re.compile(r"[.!?:;\u2026\u2014\u2013)\]}>*_/|\"\u201d\u00bb\n]\s*$|^\s*$")
_NEW: Final = re.compile(r"^\s*$|^\s*(?:[\n(\[{<*_/|\d\"\u201c\u201e\u00ab\u00bf\u00a1\u2014\u2013-]|[^\W\d_])")


def marks(block: TextBlock, known: Sequence[Vocabulary]) -> tuple[PlacedPiece, ...]:
    """All that is marked in a block and is not, or not surely, for listeners; none overlaps another."""
    found: list[PlacedPiece] = []
    for candidate in _candidates(block, known):
        if all(candidate.end <= other.start or other.end <= candidate.start for other in found):
            found.append(candidate)
    return tuple(sorted(found, key=lambda mark: mark.start))


def _candidates(block: TextBlock, known: Sequence[Vocabulary]) -> Iterator[PlacedPiece]:
    """All that may be marked, the surest first."""
    text = block.text
    for start, line in _lines(text):
        yield from labels(line, start, known)
        yield from _bare(line, start, known)
    for found in _BRACKETS.finditer(text):
        frame: Frame = "loose" if found["loose"] is not None else "square"
        yield from _read(text, found.start(), found.end(), frame, known)
    for start, end in (*_starred(text), *_italic(block)):
        yield from _read(text, start, end, "starred", known)
    for found in (*_SEPARATED.finditer(text), *_capitals(text)):
        yield from _read(text, found.start(), found.end(), "set apart", known)
    yield from _signs(text, known)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _bare(line: str, start: int, known: Sequence[Vocabulary]) -> Iterator[PlacedPiece]:
    """A line that is a direction as a whole, whatever signs it has."""
    stripped = line.strip()
    if not stripped:
        return
    begin = start + line.index(stripped)
    if _RULE.fullmatch(stripped):
        yield PlacedPiece(begin, begin + len(stripped), StageDirection(stripped, "furniture"))
        return
    bracketed = _BRACKETS.fullmatch(stripped)
    if bracketed is None:
        yield from _meanings(Aside(stripped, "bare", alone=True), begin, known)


def _read(text: str, start: int, end: int, frame: Frame, known: Sequence[Vocabulary]) -> Iterator[PlacedPiece]:
    before, after = text[:start], text[end:]
    within = _is_within(before, after)
    if within:
        frame = {"loose": "inside", "starred": "set apart"}.get(frame, frame)  # type: ignore[assignment]  # frames both
    line_before, line_after = before.rpartition("\n")[2], after.partition("\n")[0]
    alone = not (line_before.strip() or line_after.strip())
    heads = line_after.lstrip().startswith(":")
    if heads and frame in {"starred", "set apart"}:
        return  # **Pause**: what stands behind it is said of pauses
    yield from _meanings(Aside(text[start:end], frame, alone, within, heads), start, known)


def _is_within(before: str, after: str) -> bool:
    """Whether a place in a text is in the midst of a sentence."""
    follows = _NEW.match(after)
    lower = follows is not None and follows[0][-1:].islower()
    return lower or follows is None or _OPEN.search(before) is None


def _meanings(aside: Aside, start: int, known: Sequence[Vocabulary]) -> Iterator[PlacedPiece]:
    pieces = [piece for vocabulary in known if (piece := meaning(aside, vocabulary))]
    pieces.sort(key=_vagueness)
    if pieces:
        yield PlacedPiece(start, start + len(aside.text), pieces[0])


def _vagueness(piece: Piece) -> int:
    """What is sure in one language counts more than what is unsure, or only some note, in another."""
    if isinstance(piece, Uncertain | Blank):
        return 2
    return 1 if isinstance(piece, StageDirection) and piece.kind == "note" else 0


def _starred(text: str) -> Iterator[tuple[int, int]]:
    for found in _STARRED.finditer(text):
        yield found.span()


def _italic(block: TextBlock) -> Iterator[tuple[int, int]]:
    """Runs that look unlike those around them, without the white space at their ends."""
    at = 0
    for run in block.runs:
        stripped = run.text.strip()
        # in bold letters with a colon stands what comes then, and all of a heading may look unlike the text
        marked = (run.italic or run.bold) and not (block.kind == "heading" and stripped == block.text)
        if marked and stripped and not stripped.endswith(":"):
            begin = at + run.text.index(stripped)
            yield begin, begin + len(stripped)
        at += len(run.text)


def _capitals(text: str) -> Iterable[re.Match[str]]:
    return _CAPITALS.finditer(text) if any(map(str.islower, text)) else ()


def _signs(text: str, known: Sequence[Vocabulary]) -> Iterator[PlacedPiece]:
    for found in _SLASHES.finditer(text):
        size = "long" if len(found[0]) > 2 else "short"
        yield PlacedPiece(*found.span(), Silence(found[0], size=size))  # type: ignore[arg-type]  # two sizes
    for found in _LINE_TO_FILL.finditer(text):
        yield PlacedPiece(*found.span(), Blank(found[0], ""))
    for pattern in (_BEHIND_SLASH, _BEHIND_DOTS):
        for found in pattern.finditer(text):
            yield from _length_behind(text, found, known)


def _length_behind(text: str, sign: re.Match[str], known: Sequence[Vocabulary]) -> Iterator[PlacedPiece]:
    """A length right behind a sign: /2s, or at the end of a line …… 30 and … 30 sec."""
    rest = text[sign.end() : sign.end() + _FARTHEST].partition("\n")[0]
    figures = rest.strip()
    if not figures[:1].isdigit():
        return
    length = next(filter(None, (find_length(plain(figures), vocabulary) for vocabulary in known)), None)
    if length and length.start == 0:
        behind = figures[length.end :].lstrip()
        short = len(re.sub(r"[\W\d]", "", figures[: length.end])) <= _SHORT_UNIT
        if sign[0].startswith("/") or (short and (not behind or behind.startswith(("\u2026", "..")))):
            end = text.index(figures, sign.end()) + length.end
            yield PlacedPiece(sign.start(), end, Silence(text[sign.start() : end], length.least_s, length.most_s))
    elif figures.isdecimal() and len(figures) <= 3 and len(sign[0].replace(" ", "").replace("\u2026", "...")) > 4:
        end = text.index(figures, sign.end()) + len(figures)
        yield PlacedPiece(sign.start(), end, Silence(text[sign.start() : end], float(figures), float(figures)))
