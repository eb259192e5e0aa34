"""The parts of a session: its steps with their cues, and what stands among them, as what is said of its voice does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from audiogen.plan.cues import Cue, Disclosure, GridBegin, GridEnd, Phrase, Utterance, voiced_in
from audiogen.script.steps import Breathe, Chapter, NaturalBreath, Pause, Reflect, Step
from audiogen.units import to_frames


@dataclass(frozen=True, slots=True)
class Planned:
    """A step with its cues; without a step, what is said beside the one of this index."""

    index: int
    step: Step | None
    cues: tuple[Cue, ...]
    belongs: bool = False
    """Whether it is the time with what the part before it names, at a place of a scan."""

    @property
    def every_s(self) -> float | None:
        """The interval of its bells."""
        return (
            self.step.bell_every if isinstance(self.step, Pause | Breathe | NaturalBreath | Reflect | Chapter) else None
        )


def disclosing(
    parts: tuple[Planned, ...], disclosure: Disclosure | None, speech: Callable[[int, Disclosure], Iterable[Cue]]
) -> tuple[Planned, ...]:
    """The parts of a session, and among them what is to be said of its voice.

    At the end it stands behind the last step that is spoken, with the silence which that brings: never between a
    question, or a place of a scan, and the time with it. At the start it stands before the first step that is spoken,
    and is no recording.

    Args:
        parts: each step with its cues.
        disclosure: what is to be said; None where nothing has to be.
        speech: its phrases, beside the step of an index, with the silences between them.
    """
    if disclosure is None or disclosure.text is None or disclosure.at == "off":
        return parts
    if disclosure.at == "start":
        behind = next(at for at, part in enumerate(parts) if any(_voices(part)))
        index = parts[behind].index
    else:
        behind = max(at for at, part in enumerate(parts, 1) if part.belongs or [*_voices(part)])
        index = parts[behind - 1].index
    cues = (replace(cue, discloses=True) if isinstance(cue, Phrase) else cue for cue in speech(index, disclosure))
    return (*parts[:behind], Planned(index, None, tuple(cues)), *parts[behind:])


def _voices(part: Planned) -> Iterator[str]:
    """Who speaks in it; a recording has no name."""
    yield from (each.voice if isinstance(each, Utterance) else "" for _, each in voiced_in(part.cues))


def with_grids(parts: Iterable[Planned]) -> Iterator[Cue]:
    """The cues of all parts, and where their bells at intervals begin and end."""
    chapter: int | None = None
    for part in parts:
        if isinstance(part.step, Chapter) and chapter is not None:
            yield GridEnd(chapter)
            chapter = None
        if part.every_s is not None:
            yield GridBegin(part.index, to_frames(part.every_s))
        yield from part.cues
        if part.every_s is not None and isinstance(part.step, Chapter):
            chapter = part.index
        elif part.every_s is not None:
            yield GridEnd(part.index)
    if chapter is not None:
        yield GridEnd(chapter)
