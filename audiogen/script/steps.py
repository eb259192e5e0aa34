"""Every kind of step that is a part of the session by itself, as authors write them.

Those that stand for others are in `audiogen.script.blocks`. The field names are the keys of the YAML files. Lengths of
time are in seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar, Final, Literal, Self, TypeAlias

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from audiogen.script.bed import ChapterBed
from audiogen.script.bells import SOFTNESS, BellName, BowlName
from audiogen.script.breath import (
    MOST_CYCLES,
    BreathSound,
    CueKind,
    CycleRange,
    Phase,
    cycles_form,
    natural_form,
    parse_cycles,
    parse_natural,
)
from audiogen.script.ignored import Ignored
from audiogen.script.step_values import BellInterval, Only, Pattern, SilenceOrFill, Spoken, WordsAlone
from audiogen.script.voice import Language, VoiceChoice
from audiogen.script.yaml.fields import (
    FilePath,
    Length,
    Line,
    Model,
    Prose,
    Silence,
    Span,
    span,
)
from audiogen.script.yaml.written import ONE_OR_SEVERAL, Form, WrittenAs


class Say(Model):
    """Words, spoken. Each line of a block is a thought of its own; an empty line is a longer silence."""

    verb: ClassVar[str] = "say"
    say: Spoken
    """The words. Emphasis, silences and pronunciations may be marked in them."""
    voice: VoiceChoice = VoiceChoice()
    """Who says it; the session's voice where nothing is chosen."""
    language: Language | None = None
    """The language of these words; the session's when left out."""
    only: Only = ()
    ignore: Ignored = ()


class Clip(Model):
    """Words that the show's own people recorded."""

    verb: ClassVar[str] = "clip"
    clip: FilePath
    """The recording, as a path from the project folder."""
    text: Annotated[Prose, Field(examples=["what is said in the recording"])]
    """What is said in it, for captions and transcript."""
    length: Length | None = None
    """How long the recording is; a file that is shorter is refused."""
    only: Only = ()
    ignore: Ignored = ()


class Pause(Model):
    """Silence over the bed: a length, a range, or `fill` with `min` and `max`."""

    verb: ClassVar[str] = "pause"
    pause: SilenceOrFill
    """How long; of a range, as much as the target needs. `fill` takes up what is left of the target."""
    min: Length | None = None
    """What `pause: fill` lasts at least."""
    max: Length | None = None
    """What `pause: fill` lasts at most."""
    bell_every: BellInterval | None = None
    only: Only = ()
    ignore: Ignored = ()

    @classmethod
    def beside(cls) -> Form:
        """Only a fill has limits, and it has both."""
        fill = {"required": ["pause"], "properties": {"pause": {"const": "fill"}}}
        return {"if": fill, "then": {"required": ["min", "max"]}, "else": {"properties": {"min": False, "max": False}}}

    @model_validator(mode="after")
    def _fill_has_limits(self) -> Self:
        if self.pause != "fill":
            if self.min is not None or self.max is not None:
                message = "`min` and `max` go with `pause: fill`; for a range write `pause: 20s to 40s`"
                raise ValueError(message)
        elif self.min is None or self.max is None:
            message = "`pause: fill` takes up what is left of the target; say how much with `min: 30s` and `max: 75s`"
            raise ValueError(message)
        elif self.max < self.min:
            message = "`max` is shorter than `min`; write the longer length as `max`"
            raise ValueError(message)
        return self

    @property
    def span(self) -> Span:
        """The silence, whichever way it was written."""
        if isinstance(self.pause, Span):
            return self.pause
        return Span(self.min or 0.0, self.min or 0.0, self.max or 0.0)


def _parts(pattern: tuple[Phase, ...]) -> str:
    """The parts of a breath, in words."""
    return ", ".join(phase.kind for phase in pattern)


class Breathe(Model):
    """Breaths on an exact grid, with sound for every in- and out-breath and spoken cues by schedule."""

    verb: ClassVar[str] = "breathe"
    breathe: Pattern
    """How each breath goes: the name of a pattern, or seconds in and out, like 4-6; held between, 4-2-6."""
    cycles: Annotated[
        Annotated[int, Field(ge=1, le=MOST_CYCLES)] | CycleRange,
        BeforeValidator(parse_cycles),
        Field(examples=["6"]),
        WrittenAs(cycles_form),
    ]
    """A number, or a range from which the length of the session chooses."""
    to: Pattern | None = None
    """What the last breath is like; those between lead there evenly. All are alike when left out."""
    cues: Annotated[tuple[CueKind, ...], ONE_OR_SEVERAL] | None = None
    """What is said with each breath; the last one stays. Without it the first is counted, and the last announced."""
    sound: BreathSound | None = None
    """What is heard with the breaths that have words; as the first breath without words sounds, when left out."""
    lead_in: Silence = span(3.0)
    """Silence before the first in-breath."""
    settle: Silence = span(10.0)
    """Time to breathe naturally after the last out-breath."""
    bell_every: BellInterval | None = None
    only: Only = ()
    ignore: Ignored = ()

    @field_validator("to")
    @classmethod
    def _leads_there(cls, to: tuple[Phase, ...] | None, others: ValidationInfo) -> tuple[Phase, ...] | None:
        # what is wrong in itself is told where it stands
        first, cycles = others.data.get("breathe"), others.data.get("cycles")
        if to and first and (parts := _parts(to)) != (own := _parts(first)):
            message = f"its parts are {parts}, and those of the first breath {own}; write the same parts in both"
            raise ValueError(message)
        if to and cycles in {1, CycleRange(1, 1)}:
            message = "one breath leads nowhere; write `cycles` of 2 or more, or leave this out"
            raise ValueError(message)
        return to

    @classmethod
    def elsewhere(cls, key: str) -> str | None:
        """The step without a pattern, for what breaths that are counted have not."""
        return 'a "breathe: natural"; the breaths of a pattern are counted, like "cycles: 6"' if key == "time" else None

    @property
    def breaths(self) -> CycleRange:
        """How many there may be, whichever way that was written."""
        return self.cycles if isinstance(self.cycles, CycleRange) else CycleRange(self.cycles, self.cycles)


class NaturalBreath(Model):
    """Time to breathe as the breath comes: without cues, and without its sound."""

    verb: ClassVar[str] = "breathe"
    breathe: Annotated[Literal["natural"], BeforeValidator(parse_natural), WrittenAs(natural_form)]
    """Without a pattern: no breath is counted."""
    time: Annotated[Silence, Field(examples=["1m"])]
    """How long."""
    bell_every: BellInterval | None = None
    only: Only = ()
    ignore: Ignored = ()

    @classmethod
    def elsewhere(cls, key: str) -> str | None:
        """The exercise, for what a breath that comes as it comes has not."""
        counted = key in Breathe.key_names()
        return 'an exercise with a pattern, like "breathe: 4-6"; how long this lasts is "time: 1m"' if counted else None


class Reflect(Model):
    """A question or an invitation, time with it, and perhaps a shorter repeat."""

    verb: ClassVar[str] = "reflect"
    reflect: Spoken
    """The question or invitation, in words as of `say`."""
    silence: Silence = span(20.0)
    """Time with it."""
    halfway: WordsAlone | None = None
    """Said when half of the silence is over; what is left of it follows."""
    again: WordsAlone | None = None
    """The prompt once more, in fewer words, after the silence."""
    again_silence: Silence | None = None
    """Silence after the repeat; half of `silence` when left out."""
    voice: VoiceChoice = VoiceChoice()
    """Who says it; the session's voice where nothing is chosen."""
    language: Language | None = None
    """The language of these words; the session's when left out."""
    bell_every: BellInterval | None = None
    only: Only = ()
    ignore: Ignored = ()

    @classmethod
    def beside(cls) -> Form:
        """The second silence follows the repeat."""
        return {"dependencies": {"again_silence": ["again"]}}

    @model_validator(mode="after")
    def _silence_after_repeat(self) -> Self:
        if self.again_silence is not None and self.again is None:
            message = "`again_silence` follows the repeat; write the repeat as `again:`, or leave it out"
            raise ValueError(message)
        return self


class Bell(Model):
    """A bell, and the time it may ring before the next step."""

    verb: ClassVar[str] = "bell"
    bell: BellName
    """What it is for: its place in the session."""
    ring: Silence = span(8.0)
    """How long it rings before the next step; it goes on under that."""
    bowl: BowlName | None = None
    """What is struck; the usual one for this bell when left out."""
    softness: Annotated[float, Field(ge=0, le=1)] = SOFTNESS
    """Of the mallet: 0 is wood, 1 a palm."""
    only: Only = ()
    ignore: Ignored = ()


class Chapter(Model):
    """Where a new chapter begins, under this title."""

    verb: ClassVar[str] = "chapter"
    chapter: Line
    """The title, which players show and can skip to."""
    bed: ChapterBed = ChapterBed()
    """What sounds from here on; when nothing is chosen, what sounded before."""
    bell_every: BellInterval | None = None
    only: Only = ()
    """When it, and all that follows up to the next chapter, is part of the session."""
    ignore: Ignored = ()
    """Rules of craft that are not told of here and in all that follows up to the next chapter, each with a reason."""


Step: TypeAlias = Say | Clip | Pause | Breathe | NaturalBreath | Reflect | Bell | Chapter
"""A step that is a part of the session by itself."""
STEPS: tuple[type[Step], ...] = (Say, Clip, Pause, NaturalBreath, Breathe, Reflect, Bell, Chapter)
"""Every kind of plain step; of two with the same verb, the value behind it tells which is meant."""

SPOKEN_KEYS: Final = ("say", "reflect", "halfway", "again")
"""The keys of steps whose text is spoken, in the order in which it is."""


def spoken_texts(step: Step) -> dict[str, str]:
    """What a step says, by its keys, in the order in which it is said; empty when it says nothing."""
    return {key: text for key in SPOKEN_KEYS if isinstance(text := getattr(step, key, None), str)}


def with_texts(step: Step, changed: Callable[[str], str]) -> Step:
    """A step that says what a function makes of each of its texts."""
    texts = {key: new for key, text in spoken_texts(step).items() if (new := changed(text)) != text}
    return step.model_copy(update=texts) if texts else step
