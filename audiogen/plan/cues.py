"""The cues of a session: everything that a plan can ask for, as frozen values; `audiogen.plan.planner` makes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from audiogen.script.bed import Bed, Scene
from audiogen.script.bells import BOWLS, RING_S, SOFTNESS, BellName, BowlName
from audiogen.script.breath import SOUNDS, BreathKind, BreathSound, CueKind, cue_schedule, sound_schedule
from audiogen.script.disclosure import DisclosurePlace
from audiogen.script.levels import Levels
from audiogen.script.notation.markup import Annotation
from audiogen.script.voice import Voice
from audiogen.units import RATE, to_frames

VARIANTS: Final = 4
"""So many ways of saying the same words follow one another before the first returns."""

Place: TypeAlias = Literal["", "alone", "start", "middle", "end"]
"""Where a phrase stands among those of its paragraph; empty where its voice is not to shape it."""


@dataclass(frozen=True, slots=True, order=True)
class Utterance:
    """One phrase, spoken in one go; phrases that are equal are spoken once and used again."""

    text: str
    """As written, in Unicode NFC, white space folded; never empty."""
    voice: str
    """The name of the voice, as `audiogen voices` lists it."""
    wpm: float
    """The pace asked for, in words a minute while speaking."""
    language: str
    """BCP 47."""
    annotations: tuple[Annotation, ...] = ()
    """What the notation says about stretches of the text; in the order of the text, none of them a pace."""
    place: Place = "alone"
    variant: int = 0
    """How often the same words were said before, up to `VARIANTS`; then it begins anew. 0 where nothing is shaped."""

    @property
    def said(self) -> Utterance:
        """The same words, wherever and however often they are said."""
        # written out, since this is asked for far more often than anything else of a plan
        return Utterance(self.text, self.voice, self.wpm, self.language, self.annotations, "", 0)


@dataclass(frozen=True, slots=True, order=True)
class Recording:
    """A phrase that the show's own people recorded."""

    text: str
    """What is said in it, for captions and transcript."""
    file: str
    """Its path from the project folder."""


Voiced: TypeAlias = Utterance | Recording
"""Whatever is heard as speech."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Speech in its place among the cues."""

    utterance: Voiced
    step: int
    """The index of the script's step that asked for it, from 0; so for every cue."""
    paragraph: bool
    """Whether a new paragraph of the transcript begins here."""
    discloses: bool = False
    """Whether it tells listeners of the voice; no step asked for it, and `step` is the one beside which it is said."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Silence of speech; the bed goes on. Frames at the project's rate."""

    step: int
    min_frames: int
    ideal_frames: int
    max_frames: int
    natural: bool = False
    """Whether it is there to breathe in, as the breath comes."""


@dataclass(frozen=True, slots=True)
class BreathWord:
    """A spoken cue inside a phase of a breath."""

    offset_frames: int
    """From the beginning of its phase."""
    utterance: Utterance


@dataclass(frozen=True, slots=True)
class BreathPhase:
    """One phase of one breath, on the grid."""

    kind: BreathKind
    frames: int
    words: tuple[BreathWord, ...]


KindsOfBreath: TypeAlias = tuple[tuple[CueKind, tuple[BreathPhase, ...]], ...]
"""What is said with a breath, each with the phases of such a breath."""
BEAT_FRAMES: Final = RATE
"""A spoken count has one number a second: faster is hurried, and a number takes up to half a second."""


@dataclass(frozen=True, slots=True)
class BreathCycle:
    """One breath."""

    step: int
    number: int
    """From 1, within its exercise."""
    cycles: int
    phases: tuple[BreathPhase, ...]
    sound: BreathSound = SOUNDS[0]
    """What its in- and out-breath are made of."""

    @property
    def frames(self) -> int:
        """The length of the whole breath."""
        return sum(phase.frames for phase in self.phases)


@dataclass(frozen=True, slots=True)
class Breathing:
    """A breathing exercise of which the length of the session decides how many breaths it has."""

    step: int
    least: int
    """The fewest breaths; from 1."""
    most: int
    cues: tuple[CueKind, ...] | None
    """As its author wrote them; the usual ones when None."""
    sound: BreathSound | None
    kinds: KindsOfBreath
    """The breath of every kind that it can have, whatever its number, in the order of their first use."""
    last_kinds: KindsOfBreath = ()
    """The same for the last breath, where those between lead from the first to another one; else empty."""

    def length(self, count: int) -> int:
        """How long so many breaths are together, in frames; each more makes it longer."""
        first = [phase.frames for phase in self.kinds[0][1]]
        if not self.last_kinds:
            return count * sum(first)
        ends = tuple(zip(first, (phase.frames for phase in self.last_kinds[0][1]), strict=True))
        return sum(_between(*each, number, count) for number in range(count) for each in ends)

    def run(self, count: int) -> tuple[BreathCycle, ...]:
        """The breaths, when there are `count` of them."""
        first, last = dict(self.kinds), dict(self.last_kinds or self.kinds)
        kinds = cue_schedule(count, self.cues, self.sound)
        sounds = sound_schedule(count, self.cues, self.sound)
        said = Counter[Utterance]()
        breaths: list[BreathCycle] = []
        for number, (kind, sound) in enumerate(zip(kinds, sounds, strict=True)):
            phases = (_on_the_way(*each, number, count) for each in zip(first[kind], last[kind], strict=True))
            varied = tuple(_varied(phase, said) for phase in phases)
            breaths.append(BreathCycle(self.step, number + 1, count, varied, sound))
        return tuple(breaths)


def _between(first: int, last: int, number: int, count: int) -> int:
    """A length on the way from a first one to a last one, to the nearest frame; `number` from 0 to below `count`."""
    steps = max(1, count - 1)
    return (2 * (first * (steps - number) + last * number) + steps) // (2 * steps)


def _on_the_way(first: BreathPhase, last: BreathPhase, number: int, count: int) -> BreathPhase:
    """A phase between those of the first and the last breath, with the words for which it has time."""
    if first == last:
        return first
    frames = _between(first.frames, last.frames, number, count)
    shorter, longer = sorted((first, last), key=lambda phase: phase.frames)
    # what is said in a long phase alone, that a breath is the last one, is said where it is as long
    said = longer if frames == longer.frames or shorter.words[:1] == longer.words[:1] else shorter
    room = max(frames, BEAT_FRAMES)
    return BreathPhase(
        first.kind, frames, tuple(word for word in said.words if word.offset_frames + BEAT_FRAMES <= room)
    )


def _varied(phase: BreathPhase, said: Counter[Utterance]) -> BreathPhase:
    """A phase whose words are another variant each time they are said."""
    words: list[BreathWord] = []
    for word in phase.words:
        phrase = word.utterance
        variant = said[phrase] % VARIANTS if phrase.place else 0
        words.append(replace(word, utterance=replace(phrase, variant=variant)))
        said[phrase] += 1
    return replace(phase, words=tuple(words))


ENDING_FADE_FRAMES: Final = 3 * RATE
"""At the very end everything fades, so that no ring or breath is cut off."""
WORDS_BEGIN_FRAMES: Final = to_frames(0.03)
"""How long after the beginning of its clip a phrase's first word is heard: trimming leaves so much before it."""


@dataclass(frozen=True, slots=True)
class Strike:
    """A bell is struck; its ring goes on under what follows."""

    step: int
    bell: BellName
    bowl: BowlName | None = None
    """What is struck; the usual one for the bell when None."""
    softness: float = SOFTNESS
    """Of the mallet, 0 to 1."""

    @property
    def ring_frames(self) -> int:
        """From the strike to silence."""
        return to_frames(RING_S[self.bowl or BOWLS[self.bell]])


@dataclass(frozen=True, slots=True)
class SceneChange:
    """The bed becomes another one."""

    scene: Scene
    crossfade_frames: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter begins."""

    step: int
    title: str
    change: SceneChange | None = None
    """None when the bed goes on as it was."""


@dataclass(frozen=True, slots=True)
class GridBegin:
    """From here on a bell is struck in equal intervals; when exactly is decided once everything has its place."""

    step: int
    every_frames: int


@dataclass(frozen=True, slots=True)
class GridEnd:
    """That bell falls silent."""

    step: int
    """The same as at its beginning."""


Cue: TypeAlias = Phrase | Gap | BreathCycle | Breathing | Strike | Mark | GridBegin | GridEnd


@dataclass(frozen=True, slots=True)
class Disclosure:
    """That a voice is synthetic, as something to be said."""

    at: DisclosurePlace
    text: str | None
    """As written, with its notation; None where no sentence is known in its language."""
    voice: str
    """The name of the voice that says it of itself."""
    language: str
    """BCP 47."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One session, ready to be spoken and placed."""

    slug: str
    title: str
    language: str
    voice: Voice
    bed: Bed
    levels: Levels
    target_frames: int | None
    cues: tuple[Cue, ...]
    attempt: int = 0
    """Which of the voices speaks, from 0: where a list of names is shorter, its last one."""
    attempts: int = 1
    """The length of the longest list of names: so many plans can be made of the script, one for each attempt."""
    disclosure: Disclosure | None = None
    """What has to be said of the voices, or would have to be; None where a script says it, or nobody has to."""
    sleep: bool = False
    """Whether it leads into sleep: becomes softer from its middle on, and no bell is struck there any more."""

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """What the bed is at the beginning, and all that chapters change it to."""
        return (self.bed.scene, *(cue.change.scene for cue in self.cues if isinstance(cue, Mark) and cue.change))

    @property
    def bed_name(self) -> str | None:
        """What sounds as the bed from beginning to end, as people know it; None when nothing ever does."""
        names = dict.fromkeys(name for scene in self.scenes for name in scene.names)
        return ", ".join(names) or None

    @property
    def bed_files(self) -> tuple[str, ...]:
        """The people's own files in it, as paths from the project folder, each once."""
        layers = (layer for scene in self.scenes for layer in scene.layers)
        return tuple(dict.fromkeys(layer.file for layer in layers if layer.file))

    @property
    def speaker(self) -> str:
        """The name of the session's own voice; single steps may have others."""
        return self.voice.name_at(self.attempt)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Every voice that speaks, the session's own first."""
        others = (each.voice for each in self.utterances if isinstance(each, Utterance))
        return tuple(dict.fromkeys((self.speaker, *others)))

    @property
    def utterances(self) -> tuple[Voiced, ...]:
        """Every different phrase, in the order of its first use."""
        return tuple(dict.fromkeys(voiced for _, voiced in voiced_in(self.cues)))

    @property
    def disclosed(self) -> tuple[Utterance, ...]:
        """The phrases that tell listeners of the voice; no step asked for them."""
        phrases = (cue.utterance for cue in self.cues if isinstance(cue, Phrase) and cue.discloses)
        return tuple(each for each in phrases if isinstance(each, Utterance))

    def spoken_by_step(self) -> Iterator[tuple[int, Utterance]]:
        """Every phrase of a voice that a step asks for, with its index, in order; those that return, each time."""
        cues = (cue for cue in self.cues if not (isinstance(cue, Phrase) and cue.discloses))
        yield from ((step, voiced) for step, voiced in voiced_in(cues) if isinstance(voiced, Utterance))


def voiced_in(cues: Iterable[Cue]) -> Iterator[tuple[int, Voiced]]:
    """All that is heard as speech, in order, each with the index of its step; of an exercise, what it may need."""
    for cue in cues:
        match cue:
            case Phrase():
                yield cue.step, cue.utterance
            case BreathCycle():
                yield from ((cue.step, each) for each in _said_with((cue,)))
            case Breathing():
                yield from ((cue.step, each) for each in _may_be_said_with(cue))


def _said_with(breaths: Iterable[BreathCycle]) -> Iterator[Utterance]:
    return (word.utterance for breath in breaths for phase in breath.phases for word in phase.words)


@lru_cache(maxsize=256)  # a plan is asked for its phrases again and again
def _may_be_said_with(exercise: Breathing) -> tuple[Utterance, ...]:
    """What is said with its breaths, and behind that what is said only where there are fewer of them."""
    said = tuple(_said_with(exercise.run(exercise.most)))
    if not said or not exercise.last_kinds:
        # with fewer breaths that are all alike, no words are said that are not said with the most, nor more often
        return said
    runs = (exercise.run(count) for count in range(exercise.most - 1, exercise.least - 1, -1))
    fewer = dict.fromkeys(each for run in runs for each in _said_with(run))
    known = {*said}
    return (*said, *(each for each in fewer if each not in known))
