"""A session about a section of an article, in the words of a language model of one's own.

The model fills in a form; what is wrong with its words is told to it, a few times; what is wrong after that is never
let pass: the section is then written from the templates, and says so, or is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from audiogen.drafting.articles.draft import Asked, Drafted, Remark, SectionWriter
from audiogen.drafting.articles.llm_client import ChatMessage
from audiogen.drafting.articles.llm_kept import KeptAnswers
from audiogen.drafting.articles.llm_prompt import language_named, next_question
from audiogen.drafting.articles.llm_reply import Reply, shown
from audiogen.drafting.articles.llm_task import JudgedAnswer, JudgeOfScripts, SectionTask
from audiogen.drafting.articles.sections import Section
from audiogen.errors import AudiogenError, OutputError
from audiogen.names import quotable
from audiogen.script.model import Show

_NO_TEMPLATES: Final = (
    "Nothing was written, but what is finished is kept. There are no templates in {language} to fall back on: run the "
    "command again, or try a larger model."
)
_LONGEST_TOLD: Final = 160


class ModelAsker(Protocol):
    """Puts questions to a language model."""

    model: str
    """By its name on its server."""

    def ask(self, messages: Sequence[ChatMessage], schema: dict[str, object]) -> Reply:
        """What the model says to a conversation, in a form if its server knows forms.

        Raises:
            AudiogenError: when there is no answer.
        """


@dataclass
class ModelWriter:
    """Writes sessions with a model's help; a `SectionWriter`."""

    asker: ModelAsker
    judge: JudgeOfScripts
    language: str
    """Of the article and of the sessions, as a tag of BCP 47."""
    show: Show
    kept: KeptAnswers
    """Answers that were good before: they are not waited for, and not paid for, again."""
    offline: SectionWriter | None = None
    """Writes what the model could not; None where there are no templates in the language."""
    tries: int = 3
    """How many answers are asked for, for one section; 1 at least."""
    tell: Callable[[str], None] = lambda _: None
    """Told in a line what has happened."""
    where_to: str = ""
    """Told before the first question; empty where the text of the article goes nowhere."""
    others: frozenset[str] = frozenset()
    """Titles of sessions that are there already, in small letters: no new one is called so."""
    titles: set[str] = field(default_factory=set)
    """Those of what is written here, in small letters."""

    def __call__(self, section: Section, asked: Asked) -> Drafted:
        """The session about a section.

        Raises:
            AudiogenError: when the model cannot be reached, or could not write it and there are no templates.
        """
        task = SectionTask(section, asked, self.language, self.show, self.judge, frozenset(self.titles))
        best = self._kept(task)
        if best is None and self.where_to:
            self.tell(self.where_to)
            self.where_to = ""
        self.tell(f"{_place(section, asked)}: {'kept from before' if best else f'{self.asker.model} is asked'}")
        best = best or self._asked(replace(task, taken=task.taken | self.others))
        if best.usable is None:
            return self._without_model(section, asked, best)
        words, script = best.usable
        try:
            self.kept.keep(task.question, words)
        except OutputError as error:
            # what was waited for is not thrown away because the cache is full
            self.tell(f"{error.message}: a second run will ask for this section again")
        self.titles.add(script.title.casefold())
        return Drafted(script, tuple(task.remarks(best, self.asker.model)))

    def _kept(self, task: SectionTask) -> JudgedAnswer | None:
        """What was good before, if it still is."""
        words = self.kept.find(task.question)
        kept = task.judged(words) if words else None
        return kept if kept and kept.usable else None

    def _asked(self, task: SectionTask) -> JudgedAnswer:
        """The best of a few answers. The first one with nothing wrong in it ends them."""
        messages, answers = task.question, list[JudgedAnswer]()
        for number in range(self.tries):
            try:
                reply = self.asker.ask(messages, task.schema)
            except AudiogenError as error:
                if not any(answer.usable for answer in answers):
                    raise
                # an answer with warnings alone is better than none
                self.tell(f"{error.message}; what was answered before is taken")
                break
            answers.append(task.answered(reply))
            mistakes = answers[-1].mistakes
            if not mistakes:
                break
            if number + 1 < self.tries:
                self.tell(f"{self.asker.model} is asked again: {_shortly(mistakes)}")
                messages = next_question(task.question, reply, mistakes)
        return max(answers, key=lambda answer: answer.rank)

    def _without_model(self, section: Section, asked: Asked, failed: JudgedAnswer) -> Drafted:
        name, times = quotable(self.asker.model), "once" if self.tries == 1 else f"{self.tries} times"
        failure = f"{name} was asked {times} and wrote nothing that can be used: {_shortly(failed.mistakes)}"
        if self.offline is None:
            message = f'no session about "{quotable(section.title)}": {failure}'
            raise AudiogenError(message, hint=_NO_TEMPLATES.format(language=language_named(self.language)))
        self.tell(f"{failure}. This one is written from templates")
        drafted = self.offline(section, asked)
        remark = Remark(f"This session is written from templates: {name} wrote none that can be used.")
        return replace(drafted, remarks=(remark, *drafted.remarks))


def _place(section: Section, asked: Asked) -> str:
    """Which section it is, of how many."""
    named = f' "{quotable(section.title)}"' if section.title else ""
    return f"{section.number} of {len(asked.article.sections)}{named}"


def _shortly(mistakes: Sequence[str]) -> str:
    """The first mistake, and how many more there are."""
    more = f" (and {len(mistakes) - 1} more)" if mistakes[1:] else ""
    return f"{shown(mistakes[0], _LONGEST_TOLD)}{more}"
