"""Steps in their places: chapters that hold something, and bells that know what they are for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audiogen.documents.manuscript import Omission
from audiogen.drafting.imported.account import Question
from audiogen.script.steps import Bell, Chapter, Pause, Step


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """A step, and what its author has to decide."""

    step: Step
    line: int
    """Of the document, where it begins."""
    questions: tuple[Question, ...] = ()
    level: int = 0
    """Of a chapter, that of its heading."""


def with_full_chapters(placed: Sequence[PlacedStep]) -> tuple[list[PlacedStep], list[Omission]]:
    """The steps without chapters that hold nothing, and the headings that are left out so.

    A heading right above a deeper one is no empty chapter: both make one title.
    """
    kept: list[PlacedStep] = []
    left_out: list[Omission] = []
    waiting: tuple[Question, ...] = ()
    for each in placed:
        now = each
        if kept and isinstance(kept[-1].step, Chapter) and isinstance(now.step, Chapter):
            empty = kept.pop()
            waiting += empty.questions
            if now.level > empty.level:
                now = replace(now, step=_joined(empty.step, now.step))
            else:
                left_out.append(_empty(empty))
        kept.append(replace(now, questions=(*waiting, *now.questions)))
        waiting = ()
    if kept and isinstance(kept[-1].step, Chapter):
        left_out.append(_empty(kept.pop()))
    return kept, left_out


def with_bells(placed: Sequence[PlacedStep]) -> Iterator[PlacedStep]:
    """The steps, with bells that begin a session before its first words, and end it behind its last ones."""
    sounding = [place for place, each in enumerate(placed) if not isinstance(each.step, Bell | Chapter | Pause)]
    first, last = (sounding[0], sounding[-1]) if sounding else (len(placed), 0)
    for place, each in enumerate(placed):
        if isinstance(each.step, Bell) and not first < place < last:
            bell = "start" if place < first else "end"
            yield replace(each, step=each.step.model_copy(update={"bell": bell}))
        else:
            yield each


def _joined(above: Step, below: Step) -> Chapter:
    titles = [step.chapter for step in (above, below) if isinstance(step, Chapter)]
    return Chapter(chapter=f"{titles[0].rstrip(':')}: {titles[1]}")


def _empty(placed: PlacedStep) -> Omission:
    title = placed.step.chapter if isinstance(placed.step, Chapter) else ""
    return Omission(title, placed.line, "a heading with nothing below it")
