"""What may be marked inside spoken text, and cutting such text into what is spoken in one go.

The signs themselves are read by `audiogen.script.notation.reader`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from audiogen.script.notation.sentences import sentences

AnnotationKind: TypeAlias = Literal["ipa", "respelling", "say-as", "emphasis", "pace"]

WHOLE: Final[frozenset[AnnotationKind]] = frozenset({"ipa", "respelling", "say-as"})
"""What is said of a stretch as a whole: half of it would be said twice."""
_SOUNDS: Final = frozenset({"ipa", "respelling"})
"""What gives words even to a sign that has none."""
_LINE_WITH_WORDS: Final = re.compile(r"^[^\n]*?[^\s][^\n]*$", re.MULTILINE)
_CLOSING: Final = frozenset(".,;:!?%)]\u2026\u201d\u2019\u00bb")
"""Marks that belong to what is before them, whatever follows."""


@dataclass(frozen=True, slots=True, order=True)
class Annotation:
    """What is said about a stretch of a text, from character `start` up to `end`."""

    start: int
    end: int
    kind: AnnotationKind
    value: str = ""
    """Phonemes (ipa), letters as they are read (respelling), what it is (say-as), a factor of the pace (pace)."""


@dataclass(frozen=True, slots=True, order=True)
class Break:
    """A silence inside a text, before character `at`."""

    at: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Marked:
    """Text as listeners read it, with what the notation said about it."""

    text: str
    """Lines of single spaces; an empty line parts two paragraphs."""
    annotations: tuple[Annotation, ...] = ()
    breaks: tuple[Break, ...] = ()

    def part(self, start: int, end: int) -> Marked:
        """The text from `start` up to `end`; a silence at its very end belongs to it, one at its beginning does not."""
        clipped = (
            replace(each, start=max(each.start, start) - start, end=min(each.end, end) - start)
            for each in self.annotations
        )
        breaks = (replace(each, at=each.at - start) for each in self.breaks if start < each.at <= end)
        leading = (replace(each, at=0) for each in self.breaks if each.at == start == 0)
        return Marked(
            self.text[start:end], tuple(each for each in clipped if each.start < each.end), (*leading, *breaks)
        )

    def parts(self, spans: Sequence[tuple[int, int]]) -> Iterator[Marked]:
        """What `part` makes of stretches that follow one another; each mark is looked at once, not for each of them."""
        starts, ends = [start for start, _ in spans], [end for _, end in spans]
        annotations: list[list[Annotation]] = [[] for _ in spans]
        breaks: list[list[Break]] = [[] for _ in spans]
        for each in self.annotations:
            first, behind = max(bisect_right(starts, each.start) - 1, 0), bisect_left(starts, each.end)
            for number in range(first, behind):
                annotations[number].append(each)
        for silence in self.breaks:
            if (number := bisect_left(ends, silence.at)) < len(spans):
                breaks[number].append(silence)
        for (start, end), notes, silences in zip(spans, annotations, breaks, strict=True):
            yield Marked(self.text, tuple(notes), tuple(silences)).part(start, end)

    def paragraphs(self) -> Iterator[tuple[Marked, ...]]:
        """The lines of every paragraph; no line is empty, and a silence between two lines begins the second."""
        spans = [line.span() for line in _LINE_WITH_WORDS.finditer(self.text)]
        waiting = deque(self.breaks)
        lines: list[Marked] = []
        nexts = [*(start for start, _ in spans), len(self.text)][1:]
        for (start, end), following, part in zip(spans, nexts, self.parts(spans), strict=True):
            until = end if following < len(self.text) else following
            breaks: list[Break] = []
            while waiting and waiting[0].at <= until:
                silence = waiting.popleft()
                breaks.append(replace(silence, at=min(max(silence.at, start), end) - start))
            lines.append(replace(part, breaks=tuple(breaks)).stripped())
            if "\n" in self.text[end:following].replace("\n", "", 1):
                yield tuple(lines)
                lines = []
        if lines:
            yield tuple(lines)

    def sentences(self, language: str = "en") -> Iterator[Marked]:
        """The sentences of a line in a language, BCP 47; one is never cut where a pronunciation goes on."""
        ends: list[int] = []
        for sentence in sentences(self.text, language):
            ends.append(self.text.index(sentence, ends[-1] if ends else 0) + len(sentence))
        # nothing begins inside what is said as a whole, so that these follow one another
        whole = sorted((each.start, each.end) for each in self.annotations if each.kind in WHOLE)
        before = [bisect_left(whole, (end, 0)) - 1 for end in ends]
        kept = [end for end, at in zip(ends, before, strict=True) if at < 0 or whole[at][1] <= end]
        yield from (each.stripped() for each in self.parts(tuple(pairwise((0, *kept)))))

    def stripped(self) -> Marked:
        """Without spaces and line ends around it."""
        lead = len(self.text) - len(self.text.lstrip())
        inner = self.text.strip()
        moved = self.part(lead, lead + len(inner)) if inner != self.text else self
        lost = (replace(each, at=0) for each in self.breaks if each.at <= lead and lead)
        trailing = (replace(each, at=len(inner)) for each in self.breaks if each.at > lead + len(inner))
        return replace(moved, breaks=(*lost, *moved.breaks, *trailing))

    def said(self) -> tuple[int, ...]:
        """Where there is something for a voice to say: letters, digits, and signs that are given a pronunciation."""
        given = {at for each in self.annotations if each.kind in _SOUNDS for at in range(each.start, each.end)}
        return tuple(at for at, letter in enumerate(self.text) if letter.isalnum() or at in given)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that are spoken in one go, at one pace."""

    words: Marked
    """Without any pace among its annotations, and without silences."""
    pace: float
    """A factor of the pace of the voice; 1 when nothing is said about it."""


def stretches(sentence: Marked) -> tuple[Stretch | float, ...]:
    """A sentence cut at its silences and where its pace changes: what is spoken, and silences in seconds, in order.

    What stands between two cuts with nothing to say goes with its neighbour: a voice cannot say a full stop.
    """
    parts: list[Stretch | float] = []
    waiting = deque(sentence.breaks)
    spans = tuple(_spans_with_words(sentence))
    cut = sentence.parts(tuple((start, end) for start, end, _ in spans))
    for (start, _, first), part in zip(spans, cut, strict=True):
        while waiting and waiting[0].at <= first:
            parts.append(waiting.popleft().seconds)
        words = part.stripped()
        plain = tuple(each for each in words.annotations if each.kind != "pace")
        paces = (each for each in part.annotations if each.kind == "pace" and each.start <= first - start < each.end)
        parts.append(Stretch(Marked(words.text, plain), next((float(each.value) for each in paces), 1.0)))
    return (*parts, *(each.seconds for each in waiting))


def _spans_with_words(sentence: Marked) -> Iterator[tuple[int, int, int]]:
    """Where each stretch begins, where it ends, and where the first of its words begins."""
    said = sentence.said()
    paces = (at for each in sentence.annotations if each.kind == "pace" for at in (each.start, each.end))
    asked = {_behind_marks(sentence.text, at, said) for at in (*paces, *(each.at for each in sentence.breaks))}
    cuts = sorted({*asked} - {0, len(sentence.text)})
    begun = [bisect_left(said, at) for at in (0, *cuts, len(sentence.text))]
    worded = [(at, said[low]) for at, (low, high) in zip((0, *cuts), pairwise(begun), strict=True) if low < high]
    # what stands before the first word goes with it, what stands behind a stretch with that
    starts = [0, *(at for at, _ in worded[1:]), len(sentence.text)]
    for (start, end), (_, first) in zip(pairwise(starts), worded, strict=False):
        yield start, end, first


def _behind_marks(text: str, at: int, said: tuple[int, ...]) -> int:
    """The place behind the marks that close what is before it, as in `Stay|, then`; the sign in `pay |$5` does not."""
    next_said = bisect_left(said, at)
    word = said[next_said] if next_said < len(said) else len(text)
    end = next((place for place in range(at, word) if text[place].isspace()), word)
    if end == len(text) or text[end].isspace():
        return end
    while 0 < at < end and text[at] in _CLOSING and not text[at - 1].isspace():
        at += 1
    return at
