"""One section that a language model writes a session about: what it is asked, and what its answers are worth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

from audiogen.drafting.articles.draft import Asked, Remark
from audiogen.drafting.articles.llm_answer import answer_data
from audiogen.drafting.articles.llm_client import ChatMessage
from audiogen.drafting.articles.llm_compose import SessionFrame, composed
from audiogen.drafting.articles.llm_form import FormError, SessionWords, filled_form, form_schema, texts_in
from audiogen.drafting.articles.llm_guards import SafetyWords, safety_words
from audiogen.drafting.articles.llm_judging import Verdict, remark_on, told_to_model
from audiogen.drafting.articles.llm_prompt import MOST_LETTERS, first_question, image_for, language_named, told_of
from audiogen.drafting.articles.llm_reply import Reply
from audiogen.drafting.articles.overlap import LONGEST_SHARED, shared_runs
from audiogen.drafting.articles.sections import Section
from audiogen.names import quotable
from audiogen.scaffold.templates import EMBEDDED, WRITTEN_IN
from audiogen.script.blocks import VERBS
from audiogen.script.language_tags import base_language
from audiogen.script.model import KEYS, Script, Show
from audiogen.script.reading import read_script
from audiogen.script.steps import spoken_texts
from audiogen.script.yaml.document import read_document
from audiogen.script.yaml.writing import Value

JudgeOfScripts: TypeAlias = Callable[[Script], Verdict]
"""Says what is wrong with a session."""

_NO_PLACE: Final = Path("draft.yaml")
_FORM_KEYS: Final = frozenset(SessionWords.model_fields)
_WITHOUT_SPACES: Final = frozenset({"ja", "zh", "yue", "th", "lo", "km", "my"})
"""Languages that do not part words; how many there are is not counted."""
_MOST_WARNINGS: Final = 12
"""That a model is told of at a time."""


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """One answer of a model, as far as it could be used."""

    mistakes: tuple[str, ...]
    """What the model is told; none where all is well."""
    words: SessionWords | None = None
    script: Script | None = None
    warnings: tuple[Remark, ...] = ()
    """For the author, should they stay."""
    errors: int = 0
    """How many of the mistakes are no warnings, in a script that could be read."""

    @property
    def rank(self) -> tuple[bool, int]:
        """The greater, the better."""
        return self.usable is not None, -len(self.mistakes)

    @property
    def usable(self) -> tuple[SessionWords, Script] | None:
        """The words and their script, where only warnings are left."""
        return (self.words, self.script) if self.words and self.script and not self.errors else None


@dataclass(frozen=True)
class SectionTask:
    """What is to be written, and for whom."""

    section: Section
    asked: Asked
    language: str
    """Of the session, as a tag of BCP 47."""
    show: Show
    judge: JudgeOfScripts
    taken: frozenset[str] = frozenset()
    """Titles of other sessions, in small letters."""

    @cached_property
    def question(self) -> tuple[ChatMessage, ...]:
        """What is asked first. It follows from the section, the language and the length alone."""
        return first_question(self.section, self.language, self._frame, self._safety)

    @property
    def schema(self) -> dict[str, object]:
        """JSON Schema of the answer."""
        return form_schema(translations=self._safety.foreign)

    @cached_property
    def _frame(self) -> SessionFrame:
        return SessionFrame.of(self.asked.minutes, self.section.number)

    @cached_property
    def _safety(self) -> SafetyWords:
        return safety_words(self.section, self.language)

    def answered(self, reply: Reply) -> JudgedAnswer:
        """What an answer is worth."""
        data = answer_data(reply.text, _FORM_KEYS)
        if data is None:
            return JudgedAnswer((told_of(reply),))
        try:
            words = filled_form(data)
        except FormError as error:
            return JudgedAnswer(error.mistakes)
        return self.judged(words)

    def judged(self, words: SessionWords) -> JudgedAnswer:
        """What the words of a form are worth."""
        if mistakes := tuple(self._amiss(words)):
            return JudgedAnswer(mistakes)
        text = composed(words, self._said_for_safety(words), self._frame, self.language, self._head())
        with TemporaryDirectory(prefix="audiogen-") as folder:
            # a real file, since who judges looks places up in it
            path = Path(folder) / _NO_PLACE
            path.write_text(text, encoding="utf-8")
            reading = read_script(read_document(path, KEYS, VERBS), self.section.number, self.show)
            if reading.value is None:
                lines = text.splitlines()
                faults = (_told_with_line(fault.message, lines, fault.place.line) for fault in reading.faults)
                return JudgedAnswer(tuple(faults))
            return self._held_against(self.judge(reading.value), words, reading.value)

    def _held_against(self, verdict: Verdict, words: SessionWords, script: Script) -> JudgedAnswer:
        # what is said for safety is ours, and may be what an article says, too
        shared = shared_runs(self.asked.article.text, texts_in(words))
        errors = [*(f'"{run}" stands in the article; use other words' for run in shared), *verdict.errors]
        told = [*errors]
        told += [told_to_model(script, problem) for problem in verdict.warnings[:_MOST_WARNINGS]]
        if told and (amount := self._amount_told(script)):
            told.append(amount)
        remarks = tuple(remark_on(script, problem) for problem in verdict.warnings)
        return JudgedAnswer(tuple(told), words, _without_file(script), remarks, len(errors))

    def remarks(self, answer: JudgedAnswer, model: str) -> Iterator[Remark]:
        """What the author is told of a session that is used."""
        yield Remark(f"The words are by the language model {quotable(model)}; read each of them.", open=False)
        if self._safety.foreign:
            named = language_named(self.language)
            yield Remark(f"The model has put what is said for safety, and the note on care, into {named}: is it right?")
        if len(self.section.text) > MOST_LETTERS:
            told = f"This section is long: the model was shown its first {MOST_LETTERS:,} letters."
            yield Remark(told, open=False)
        yield from answer.warnings

    def _amiss(self, words: SessionWords) -> Iterator[str]:
        """What the form alone cannot demand."""
        sentences = len(self._safety.all) if self._safety.foreign else 0
        if sentences and len(words.translations) != sentences:
            yield f'"translations" has {len(words.translations)} entries, and there are {sentences} sentences'
        if words.title.casefold() in self.taken:
            yield f'another session is called "{words.title}"; find another title'

    def _amount_told(self, script: Script) -> str | None:
        """How many words there are, where that is not what was asked for."""
        texts = [text for step in script.plain_steps for text in spoken_texts(step).values()]
        count, frame = sum(len(text.split()) for text in texts), self._frame
        uncounted = base_language(self.language) in _WITHOUT_SPACES
        if uncounted or frame.least_words <= count <= frame.most_words:
            return None
        return f"all together has {count} spoken words; {frame.least_words} to {frame.most_words} are asked for"

    def _said_for_safety(self, words: SessionWords) -> SafetyWords:
        if not self._safety.foreign:
            return self._safety
        care, *spoken = words.translations
        return SafetyWords(care, tuple(spoken))

    def _head(self) -> dict[str, Value]:
        """What is known without the model: the part of the article, what sounds behind the voice, the language."""
        head: dict[str, Value] = {"bed": image_for(self.section).bed}
        if self.section.title and len(self.section.title.replace("-", " ").split()) < LONGEST_SHARED:
            head["section"] = self.section.title
        own, usual = base_language(self.language), base_language(self.show.language)
        # what is left open here is taken for English
        if own != WRITTEN_IN or usual != WRITTEN_IN:
            head["language"] = self.language
        if own == WRITTEN_IN != usual:
            head["voice"] = EMBEDDED
        return head


def _without_file(script: Script) -> Script:
    """The script of a file that is gone."""
    origin = script.origin
    steps = tuple(replace(place, path=_NO_PLACE) for place in origin.steps)
    return script.model_copy(update={"origin": replace(origin, path=_NO_PLACE, steps=steps)})


def _told_with_line(message: str, lines: Sequence[str], number: int) -> str:
    line = lines[number - 1].strip() if number <= len(lines) else ""
    return f'in "{quotable(line, 100)}": {message}'
