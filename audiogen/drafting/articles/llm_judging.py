"""What is wrong with a session that a language model has written, in words for the model, and for its author.

Nothing is let pass that an author's own session would be told of: its length, its language, the rules of craft.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from audiogen.check.craft.findings import craft_findings
from audiogen.check.editions import expected_editions
from audiogen.check.lengths import ExpectedSession
from audiogen.documents.languages import language_of
from audiogen.drafting.articles.draft import Remark
from audiogen.drafting.articles.llm_prompt import language_named
from audiogen.errors import Problem
from audiogen.names import quotable
from audiogen.plan.stretch import Reach, reach
from audiogen.project import Project
from audiogen.script.language_tags import base_language
from audiogen.script.load import Library
from audiogen.script.model import Script, Show
from audiogen.script.steps import spoken_texts
from audiogen.speech.phrase import Phrasing
from audiogen.units import clock, to_seconds

_OF_WORDS: Final = frozenset(
    {
        *("density", "speech-share", "speech-run", "unannounced-silence", "announced-length", "wall-of-text"),
        *("long-sentence", "reading-grade", "first-person-plural", "bare-imperatives", "why-question", "avoid-words"),
        *("breath-opt-out", "breath-release", "breath-only-anchor", "close-eyes", "choice-statement", "content-note"),
        *("promised-feelings", "must-forgive", "leave-now", "health-claim", "promotion", "reorientation"),
        *("placeholder", "page-furniture"),
    }
)
"""Rules that words can follow or break. What others find is a matter of the show: `audiogen check` says it."""
_AMOUNTS: Final = frozenset({"density", "speech-share"})
"""Rules about how much is said. Authors may lengthen silences; a model has words alone."""
_OF_AMOUNT: Final = "keep to the number of words that is asked for"
_ALIKE: Final = (
    frozenset({"no", "nb", "nn", "da"}),
    frozenset({"hr", "sr", "bs", "sl"}),
    frozenset({"id", "ms"}),
    frozenset({"cs", "sk"}),
    frozenset({"gl", "pt", "es", "ca"}),
)
"""Languages that are taken for one another by who knows their letters alone."""
_WORDS_A_SECOND: Final = 2.0
"""With the silences between sentences."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one session."""

    errors: tuple[str, ...] = ()
    """For the model; a session that has any is not used."""
    warnings: tuple[Problem, ...] = ()
    """For the model first, and for the author where they stay."""


@dataclass(frozen=True)
class ScriptJudge:
    """Judges sessions as `audiogen check` would, were they a part of a show."""

    show: Show
    """Its voice decides how long words take."""
    project: Project
    phrasing: Phrasing

    def __call__(self, script: Script) -> Verdict:
        """The verdict on a session, as our reader has read it."""
        expected = expected_editions(self.show, script, self.phrasing)
        # beside others, whose places the show's exemptions may be for
        library = Library(self.show, (script,), (script.slug, "others"))
        all_found = craft_findings(library, [expected], self.project, self.phrasing)
        found = [each for each in all_found if each.rule in _OF_WORDS]
        errors = [*_language_told(script, script.language or self.show.language)]
        errors += [told for each in expected for told in _length_told(each)]
        errors += [told_to_model(script, problem) for problem in found if not problem.warning]
        return Verdict(tuple(errors), tuple(problem for problem in found if problem.warning))


def told_to_model(script: Script, problem: Problem) -> str:
    """A problem with the words that it is about, since a model knows nothing of lines."""
    at = step_of(script, problem)
    step = script.plain_steps[at] if at is not None else None
    texts = list(spoken_texts(step).values()) if step else []
    where = f'in "{quotable(texts[0], 100)}": ' if texts else f"at {step.verb}: " if step else ""
    remedy = _OF_AMOUNT if problem.rule in _AMOUNTS else problem.remedy
    return f"{where}{problem.message}" + (f"; {remedy[:1].lower()}{remedy[1:]}" if remedy else "")


def step_of(script: Script, problem: Problem) -> int | None:
    """The step that a problem stands in, from 0; None for what is in front of them."""
    begun = [at for at, place in enumerate(script.origin.steps) if place.line <= problem.line]
    return begun[-1] if begun else None


def remark_on(script: Script, problem: Problem) -> Remark:
    """A warning that stayed, for the author."""
    told = f"{problem.message}. {problem.remedy}" if problem.remedy else problem.message
    return Remark(f"{told} [{problem.rule}]" if problem.rule else told, step_of(script, problem))


def _language_told(script: Script, asked: str) -> Iterator[str]:
    """Another language than the one that was asked for; nothing where words leave that open."""
    spoken = " ".join(text for step in script.plain_steps for text in spoken_texts(step).values())
    written, wanted = language_of(spoken, None), base_language(asked)
    alike = any({written, wanted} <= each for each in _ALIKE)
    if written not in (None, wanted) and not alike:
        yield f"it is written in {language_named(written)}, and {language_named(asked)} is asked for"


def _length_told(session: ExpectedSession) -> Iterator[str]:
    """How many words are too many, or too few, for the target."""
    can = Reach.sum(reach(cue, session.frames_of) for cue in session.plan.cues)
    target = session.plan.target_frames
    if target is not None:
        target_s = to_seconds(target)
        over_s, under_s = to_seconds(can.least) - target_s, target_s - to_seconds(can.most)
        asked = f"{clock(target_s)} is asked for; write about"
        if over_s > 0:
            yield f"all together takes {clock(target_s + over_s)}, and {asked} {_words(over_s)} words less"
        elif under_s > 0:
            yield f"all together lasts {clock(target_s - under_s)} at most, and {asked} {_words(under_s)} words more"


def _words(seconds: float) -> int:
    """How many words take so long, rounded up to tens."""
    return -(-int(seconds * _WORDS_A_SECOND + 1) // 10) * 10
