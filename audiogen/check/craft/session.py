"""One edition of a session as the judges of craft see it: what is said where, and what is expected to be heard when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count, groupby
from math import inf
from pathlib import Path
from typing import Final, Literal, TypeAlias

from audiogen.check.craft.moments import Moment, Quiet, moments_of, quiets_of
from audiogen.check.craft.signs import says
from audiogen.check.lengths import ExpectedSession
from audiogen.editions.edition import Edition
from audiogen.errors import Problem
from audiogen.plan.cues import Phrase, Plan, Recording
from audiogen.plan.whereabouts import Spot, placed
from audiogen.project import Project
from audiogen.script.folder import SHOW_FILE
from audiogen.script.model import Script, Show
from audiogen.script.notation.reader import read_markup
from audiogen.script.notation.sentences import fold, is_question, sentences
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import Clip, Reflect, Say, Step, spoken_texts
from audiogen.script.yaml.document import nearest_place
from audiogen.script.yaml.nodes import Place, TreePath
from audiogen.speech.phrase import Phrasing
from audiogen.units import to_seconds

SpokenKey: TypeAlias = Literal["say", "reflect", "halfway", "again", "clip"]
"""The key behind which words stand; of a recording they are what its author says is said in it."""
_ROUNDING_S: Final = 0.01
"""Of times that were made from frames."""


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
    number: int = 0
    """Its place among all sentences of the edition, from 0."""

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
        return is_question(self.text)


@dataclass(frozen=True, slots=True)
class HeardSentence:
    """A sentence in its time."""

    sentence: SpokenSentence
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class CraftFinding:
    """A finding, and the step it is about."""

    problem: Problem
    step: int | None = None
    """None where it is about the whole session."""

    def to_mend(self, remedy: str) -> CraftFinding:
        """The same with a remedy of its own, in one line; with that of its rule where it is empty."""
        return replace(self, problem=replace(self.problem, remedy=remedy))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all sessions of a show have in common."""

    show: Show
    project: Project
    phrasing: Phrasing


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
    phrasing: Phrasing
    """Knows the voices."""
    sentences: tuple[SpokenSentence, ...]
    """All that its author wrote to be spoken, in the order in which it is; without counts of breaths."""

    @classmethod
    def of(cls, surroundings: Surroundings, expected: ExpectedSession, known: KnownSentences) -> CraftSession:
        """The session as it is expected to be; `known` is filled with what the lengths of one session share."""
        show, script = surroundings.show, expected.script
        sentences = tuple(_sentences(script, script.language or show.language, known))
        project, phrasing = surroundings.project, surroundings.phrasing
        return cls(show, expected.edition, script, expected.plan, expected, project, phrasing, sentences)

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
        return tuple(moments_of(self.expected.solved))

    @cached_property
    def breaths(self) -> Mapping[int, tuple[Moment, ...]]:
        """Its breaths by the index of their step."""
        breaths = sorted((each for each in self.moments if each.kind == "breath"), key=lambda each: each.step)
        return {step: tuple(each) for step, each in groupby(breaths, key=lambda each: each.step)}

    @cached_property
    def heard(self) -> tuple[HeardSentence, ...]:
        """Its sentences, each from its first word to its last; of a recording, all as long as that is."""
        waiting = {step: list(sentences) for step, sentences in self.sentences_of.items()}
        spans: dict[SpokenSentence, HeardSentence] = {}
        for moment in self.moments:
            if isinstance(moment.cue, Phrase) and not moment.cue.discloses:
                for sentence in _said_in(moment.cue, waiting.get(moment.step, [])):
                    begun = spans.get(sentence)
                    spans[sentence] = HeardSentence(sentence, begun.start_s if begun else moment.start_s, moment.end_s)
        return tuple(spans.values())

    def heard_before(self, at_s: float, within_s: float = inf) -> tuple[SpokenSentence, ...]:
        """The sentences that are over at a time, in seconds; the last of them ended so long before it, or less."""
        return tuple(each.sentence for each in self.heard if at_s - within_s <= each.end_s <= at_s + _ROUNDING_S)

    def heard_after(self, at_s: float) -> tuple[SpokenSentence, ...]:
        """The sentences that begin at a time, in seconds, or later."""
        return tuple(each.sentence for each in self.heard if each.start_s >= at_s - _ROUNDING_S)

    @cached_property
    def quiets(self) -> tuple[Quiet, ...]:
        """The stretches without a word, a breath or a bell of a step."""
        return tuple(quiets_of(self.moments, self.expected.bells))

    @cached_property
    def for_sleep(self) -> bool:
        """Whether it is for falling asleep: as its author says; else by its loudness, and by what is read and said."""
        if self.script.sleep is not None:
            return self.script.sleep
        written = (self.script.title, self.script.section, self.script.summary, self.script.notes.content)
        texts = (*(each for each in written if each), *(each.text for each in self.sentences))
        return self.plan.levels.target == "sleep" or any(says("sleep", text, self.language) for text in texts)

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
        """A finding about a step: where it begins, or at a key's value; `message` and `error` as in a sentence."""
        place = self.script.origin.steps[step]
        at = Place(place.line, 1)
        if key:
            at = Place(*nearest_place(place.path, place.way_to(key)))
        return CraftFinding(_problem(rule, place.path, at, message, error=error), step)

    def at_key(
        self, rule: str, way: TreePath, message: str, *, error: bool = False, of_show: bool = False
    ) -> CraftFinding:
        """A finding about the whole session, at one of its keys; with `of_show`, about one of the show's."""
        path = self.show_path if of_show else self.script.origin.path
        place = Place(*nearest_place(path, way, at_key=len(way) == 1))
        return CraftFinding(_problem(rule, path, place, message, error=error))

    def at(self, rule: str, path: Path, place: Place, message: str) -> CraftFinding:
        """A finding about the whole session, anywhere in its files."""
        return CraftFinding(_problem(rule, path, place, message, error=False))

    @property
    def show_path(self) -> Path:
        """The file of the show."""
        return self.project.scripts / SHOW_FILE


def _problem(rule: str, path: Path, place: Place, message: str, *, error: bool) -> Problem:
    return Problem(path, place.line, place.column, message, not error, rule)


def _said_in(phrase: Phrase, waiting: list[SpokenSentence]) -> Iterator[SpokenSentence]:
    """The sentences that a phrase says, or of which it says a part: the first that are waiting and fit."""
    if isinstance(phrase.utterance, Recording):
        yield from waiting
        waiting.clear()
        return
    # a sentence may be spoken in several phrases, with silences between them
    while waiting[1:] and phrase.utterance.text not in waiting[0].text:
        waiting.pop(0)
    yield from waiting[:1]


@dataclass(frozen=True, slots=True)
class _AsWritten:
    text: str
    language: str
    key: SpokenKey
    paragraph: int
    line: int


KnownSentences: TypeAlias = dict[tuple[StepPlace, Step], tuple[SpokenSentence, ...]]
"""What steps say, as it was found before."""


def _sentences(script: Script, language: str, known: KnownSentences) -> Iterator[SpokenSentence]:
    numbers = count()
    for index, (step, place) in enumerate(script.placed_steps):
        # most steps are the same in all lengths of a session
        if (said := known.get((place, step))) is None:
            origin = replace(script.origin, steps=(place,))
            written = ((0, each) for each in _said(step, language))
            said = known[place, step] = tuple(_sentence(each, spot) for _, each, spot in placed(origin, written))
        yield from (replace(each, step=index, number=next(numbers)) for each in said)


def _sentence(each: _AsWritten, spot: Spot) -> SpokenSentence:
    return SpokenSentence(each.text, each.language, 0, each.key, each.paragraph, each.line, spot)


def _said(step: Step, language: str) -> Iterator[_AsWritten]:
    if isinstance(step, Clip):
        for number, sentence in enumerate(sentences(fold(step.text), language)):
            yield _AsWritten(sentence, language, "clip", 0, number)
    if not isinstance(step, Say | Reflect):
        return
    own = step.language or language
    for key, text in spoken_texts(step).items():
        for paragraph, lines in enumerate(read_markup(text).paragraphs()):
            for number, line in enumerate(lines):
                for marked in line.sentences(own):
                    yield _AsWritten(marked.text, own, _KEYS[key], paragraph, number)


_KEYS: dict[str, SpokenKey] = {"say": "say", "reflect": "reflect", "halfway": "halfway", "again": "again"}
