"""One edition of a session as the judges of craft see it: what is said where, and what is expected to be heard when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

from audiogen.check.lengths import ExpectedSession
from audiogen.editions.edition import Edition
from audiogen.errors import Problem
from audiogen.plan.cues import BreathCycle, Cue, Gap, Phrase, Plan, Strike
from audiogen.plan.whereabouts import Spot, placed
from audiogen.project import Project
from audiogen.script.load import SHOW_FILE
from audiogen.script.model import Script, Show
from audiogen.script.notation.reader import read_markup
from audiogen.script.notation.sentences import fold
from audiogen.script.steps import Clip, Reflect, Say, Step, spoken_texts
from audiogen.script.yaml.document import nearest_place
from audiogen.script.yaml.nodes import Place, TreePath
from audiogen.units import to_seconds

SpokenKey: TypeAlias = Literal["say", "reflect", "again", "clip"]
"""The key behind which words stand; of a recording they are what its author says is said in it."""
MomentKind: TypeAlias = Literal["speech", "silence", "breath", "bell"]


@dataclass(frozen=True, slots=True)
class SpokenSentence:
    """One sentence that an author wrote."""

    text: str
    """As it is read, without notation, white space folded."""
    language: str
    """BCP 47."""
    step: int
    """The index of its step among the plain steps of the edition."""
    key: SpokenKey
    paragraph: int
    """Which paragraph of its text it stands in, from 0; so for the line."""
    line_of_text: int
    spot: Spot = field(compare=False, repr=False)

    @property
    def path(self) -> Path:
        """The file in which it stands."""
        return self.spot.path

    @property
    def line(self) -> int:
        """Of its first word, from 1."""
        return self.spot.place.line

    @property
    def column(self) -> int:
        """Of its first word, from 1."""
        return self.spot.place.column

    @property
    def question(self) -> bool:
        """Whether it ends with a question mark."""
        return self.text.rstrip("\"'\u201d\u2019\u00bb)").endswith(("?", "\uff1f", "\u061f"))


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that is heard, or a silence of speech, when it is expected."""

    start_s: float
    end_s: float
    kind: MomentKind
    step: int
    """The index of the step that asked for it."""
    cue: Cue = field(repr=False)
    """The phrase, the gap, the whole breath or the strike."""
    words: int = 0
    """How many are spoken in it, those of a breath included."""

    @property
    def length_s(self) -> float:
        """How long it lasts."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class CraftFinding:
    """A finding, and the step it is about."""

    problem: Problem
    step: int | None = None
    """None where it is about the whole session."""


@dataclass(frozen=True)
class CraftSession:
    """One edition of a session, with everything that a judge may ask for."""

    show: Show
    edition: Edition
    script: Script
    """Plain: none of its steps stands for others."""
    plan: Plan
    expected: ExpectedSession
    project: Project
    sentences: tuple[SpokenSentence, ...]
    """All that its author wrote to be spoken, in the order in which it is; without counts of breaths."""

    @classmethod
    def of(cls, show: Show, expected: ExpectedSession, project: Project) -> CraftSession:
        """The session as it is expected to be."""
        script = expected.script
        language = script.language or show.language
        return cls(show, expected.edition, script, expected.plan, expected, project, _sentences(script, language))

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its steps, in their order."""
        return self.script.plain_steps

    @property
    def language(self) -> str:
        """That of the session, BCP 47; sentences may have another one."""
        return self.script.language or self.show.language

    @property
    def length_s(self) -> float:
        """How long it is expected to be."""
        return to_seconds(self.expected.solved.frames)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """What follows one another in it. A strike takes no time: its ring goes on under the silence behind it."""
        solved = self.expected.solved
        return tuple(
            moment
            for (start, cue), frames in zip(solved.placed, solved.lengths, strict=True)
            if (moment := _moment(start, frames, cue))
        )

    @cached_property
    def sentences_of(self) -> Mapping[int, tuple[SpokenSentence, ...]]:
        """The sentences by the index of their step."""
        found: dict[int, list[SpokenSentence]] = {}
        for sentence in self.sentences:
            found.setdefault(sentence.step, []).append(sentence)
        return {step: tuple(each) for step, each in found.items()}

    def in_sentence(
        self, rule: str, sentence: SpokenSentence, message: str, word: str = "", *, error: bool = False
    ) -> CraftFinding:
        """A finding in a sentence: at its first word, or at another word of it.

        Args:
            rule: its id.
            sentence: where it is.
            message: what is found, without a full stop at its end.
            word: or several words, as they stand in the sentence, in whatever capitals.
            error: whether it is more than a warning.
        """
        place = sentence.spot.of(word) if word else sentence.spot.place
        return CraftFinding(_problem(rule, sentence.path, place, message, error=error), sentence.step)

    def at_step(self, rule: str, step: int, message: str, key: str = "", *, error: bool = False) -> CraftFinding:
        """A finding about a step: where it begins, or at one of its keys; `message` and `error` as in a sentence."""
        place = self.script.origin.steps[step]
        at = Place(place.line, 1)
        if key:
            at = Place(*nearest_place(place.path, (*place.way, key), at_key=True))
        return CraftFinding(_problem(rule, place.path, at, message, error=error), step)

    def at_key(
        self, rule: str, way: TreePath, message: str, *, error: bool = False, of_show: bool = False
    ) -> CraftFinding:
        """A finding about the whole session, at one of its keys; with `of_show`, about one of the show's."""
        path = self.show_path if of_show else self.script.origin.path
        return CraftFinding(_problem(rule, path, Place(*nearest_place(path, way, at_key=True)), message, error=error))

    @property
    def show_path(self) -> Path:
        """The file of the show."""
        return self.project.scripts / SHOW_FILE


def _problem(rule: str, path: Path, place: Place, message: str, *, error: bool) -> Problem:
    return Problem(path, place.line, place.column, message, not error, rule)


def _moment(start: int, frames: int, cue: Cue) -> Moment | None:
    begin, end = to_seconds(start), to_seconds(start + frames)
    match cue:
        case Phrase():
            return Moment(begin, end, "speech", cue.step, cue, len(cue.utterance.text.split()))
        case Gap():
            return Moment(begin, end, "silence", cue.step, cue)
        case BreathCycle():
            words = sum(len(word.utterance.text.split()) for phase in cue.phases for word in phase.words)
            return Moment(begin, end, "breath", cue.step, cue, words)
        case Strike():
            return Moment(begin, end, "bell", cue.step, cue)
    return None


@dataclass(frozen=True, slots=True)
class _AsWritten:
    text: str
    language: str
    key: SpokenKey
    paragraph: int
    line: int


def _sentences(script: Script, language: str) -> tuple[SpokenSentence, ...]:
    written = ((index, each) for index, step in enumerate(script.plain_steps) for each in _said(step, language))
    return tuple(
        SpokenSentence(each.text, each.language, index, each.key, each.paragraph, each.line, spot)
        for index, each, spot in placed(script.origin, written)
    )


def _said(step: Step, language: str) -> Iterator[_AsWritten]:
    if isinstance(step, Clip):
        yield _AsWritten(fold(step.text), language, "clip", 0, 0)
    if not isinstance(step, Say | Reflect):
        return
    own = step.language or language
    for key, text in spoken_texts(step).items():
        for paragraph, lines in enumerate(read_markup(text).paragraphs()):
            for number, line in enumerate(lines):
                for sentence in line.sentences(own):
                    yield _AsWritten(sentence.text, own, _KEYS[key], paragraph, number)


_KEYS: dict[str, SpokenKey] = {"say": "say", "reflect": "reflect", "again": "again"}
