"""What may be marked inside spoken text, and cutting such text into what is spoken in one go.

The signs themselves are read by `audiogen.script.notation`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from audiogen.sentences import sentences

AnnotationKind: TypeAlias = Literal["ipa", "respelling", "say-as", "emphasis", "pace"]

_OPENING: Final = "\"'([\u201c\u2018\u00ab\u201e\u00bf\u00a1"
_UNDIVIDED: Final = frozenset({"ipa", "respelling", "say-as"})
"""What is said of a stretch as a whole: half of it would be said twice."""


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

    def paragraphs(self) -> Iterator[tuple[Marked, ...]]:
        """The lines of every paragraph; no line is empty."""
        lines: list[Marked] = []
        for start, end in _spans(self.text, [at for at, letter in enumerate(self.text) if letter == "\n"]):
            line = self.part(start, end).stripped()
            if line.text:
                lines.append(line)
            elif lines:
                yield tuple(lines)
                lines = []
        if lines:
            yield tuple(lines)

    def sentences(self) -> Iterator[Marked]:
        """The sentences of a line; one is never cut where a pronunciation goes on."""
        ends: list[int] = []
        for sentence in sentences(self.text):
            ends.append(self.text.index(sentence, ends[-1] if ends else 0) + len(sentence))
        kept = [end for end in ends if not self._divided_at(end)]
        for start, end in pairwise((0, *kept)):
            yield self.part(start, end).stripped()

    def stripped(self) -> Marked:
        """Without spaces and line ends around it."""
        lead = len(self.text) - len(self.text.lstrip())
        inner = self.text.strip()
        moved = self.part(lead, lead + len(inner)) if inner != self.text else self
        lost = (replace(each, at=0) for each in self.breaks if each.at <= lead and lead)
        trailing = (replace(each, at=len(inner)) for each in self.breaks if each.at > lead + len(inner))
        return replace(moved, breaks=(*lost, *moved.breaks, *trailing))

    def _divided_at(self, at: int) -> bool:
        return any(each.start < at < each.end for each in self.annotations if each.kind in _UNDIVIDED)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that are spoken in one go, at one pace."""

    words: Marked
    """Without any pace among its annotations, and without silences."""
    pace: float
    """A factor of the pace of the voice; 1 when nothing is said about it."""


def stretches(sentence: Marked) -> tuple[Stretch | float, ...]:
    """A sentence cut at its silences and where its pace changes: what is spoken, and silences in seconds, in order.

    What stands between two cuts without a letter or a digit goes with its neighbour: a voice cannot say a full stop.
    """
    starts = _with_words(sentence)
    parts: list[Stretch | float] = []
    waiting = list(sentence.breaks)
    for start, end in pairwise((*starts, len(sentence.text))):
        first = next(at for at in range(start, end) if sentence.text[at].isalnum())
        while waiting and waiting[0].at <= first:
            parts.append(waiting.pop(0).seconds)
        words = sentence.part(start, end).stripped()
        plain = tuple(each for each in words.annotations if each.kind != "pace")
        parts.append(Stretch(Marked(words.text, plain), _pace_at(sentence, first)))
    return (*parts, *(each.seconds for each in waiting))


def _with_words(sentence: Marked) -> list[int]:
    """Where the stretches begin, so that each has words; empty when the sentence has none."""
    paces = [at for each in sentence.annotations if each.kind == "pace" for at in (each.start, each.end)]
    asked = {_behind_marks(sentence.text, at) for at in (*paces, *(each.at for each in sentence.breaks)) if at}
    cuts = sorted({0, *asked} - {len(sentence.text)})
    starts: list[int] = []
    begun: int | None = None
    for start, end in pairwise((*cuts, len(sentence.text))):
        begun = start if begun is None else begun
        if any(map(str.isalnum, sentence.text[begun:end])) and any(map(str.isalnum, sentence.text[start:end])):
            # words behind signs that stand alone take those along
            starts.append(begun if not starts else start)
            begun = None
        elif starts:
            begun = None
    return starts


def _behind_marks(text: str, at: int) -> int:
    """The place behind the marks that stand there: a comma belongs to the words before it."""
    while at < len(text) and not (text[at].isalnum() or text[at].isspace() or text[at] in _OPENING):
        at += 1
    return at


def _pace_at(sentence: Marked, at: int) -> float:
    return next(
        (float(each.value) for each in sentence.annotations if each.kind == "pace" and each.start <= at < each.end), 1.0
    )


def _spans(text: str, cuts: list[int]) -> Iterator[tuple[int, int]]:
    """The spans between cuts, each cut belonging to the span that it begins."""
    yield from pairwise((0, *(cut for cut in cuts if cut), len(text)))
