"""From the words of a language model to a script: the frame of a session is ours, and the same for every model.

Arriving, a choice of anchors, slow breathing, a few questions, rest, something to carry along, and the way back, with
silences that stretch to the target. Our own reader reads what is made of it, like any file of an author.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from audiogen.drafting.articles.llm_form import AskedPrompt, SessionWords
from audiogen.drafting.articles.llm_guards import SafetyWords
from audiogen.script.cue_words import cue_words
from audiogen.script.yaml.writing import Bare, Value, yaml_text

_SHORT_MINUTES: Final = 8
_LONG_MINUTES: Final = 15
_WORDLESS: Final = {
    "first-breath-voiced": "there are no words for breaths in this language, and the two tones are told of before"
}
"""What is said to the craft of a breath that is guided by tones alone."""
_MOST_PARAGRAPHS: Final = 2
"""Of one step."""
_PARAGRAPH_WORDS: Final = 36
"""After so many words without a silence, another sentence begins a paragraph, and so has a silence before it."""
PATTERNS: Final = ("long-exhale", "even", "longer-exhale")
"""None of them holds the breath. Sections take them in turn; the words name no counts, since the exercise counts."""


@dataclass(frozen=True, slots=True)
class SessionFrame:
    """What a session of a length has room for."""

    minutes: int
    prompts: int
    least_words: int
    most_words: int
    """Of all that is spoken but for the breaths."""
    pattern: str
    """Of the breath, as scripts name it."""

    @classmethod
    def of(cls, minutes: int, number: int) -> SessionFrame:
        """The frame of a session.

        Args:
            minutes: how long it lasts, from 5 to 20.
            number: of the section, so that neighbours breathe differently.
        """
        prompts = 2 + (minutes >= _SHORT_MINUTES) + (minutes >= 10) + (minutes >= 15) + (minutes >= 18)
        least, most = (30 * minutes - 30, 45 * minutes - 15)
        if minutes >= _SHORT_MINUTES:
            least, most = 41 * minutes - 40, 46 * minutes - 40
        return cls(minutes, prompts, least, most, PATTERNS[number % len(PATTERNS)])

    @property
    def cycles(self) -> str:
        """How many breaths."""
        return "3 to 4" if self.is_short else "5 to 12"

    @property
    def is_short(self) -> bool:
        """Whether there is no time for anything to be said twice."""
        return self.minutes < _SHORT_MINUTES

    @property
    def is_long(self) -> bool:
        """Whether there is time for silences that are nearly a minute."""
        return self.minutes >= _LONG_MINUTES


def composed(
    words: SessionWords, safety: SafetyWords, frame: SessionFrame, language: str, head: dict[str, Value]
) -> str:
    """The text of a script's file.

    Args:
        words: the model's, filled in as the form wants it.
        safety: ours, in the same language.
        frame: how much there is of everything.
        language: that is spoken.
        head: further keys of the file, in front of its steps.
    """
    keys: dict[str, Value] = {
        "title": words.title,
        **head,
        "summary": words.summary,
        "target": Bare(f"{frame.minutes}m"),
    }
    keys["notes"] = {"content": words.touches_on, "care": safety.care}
    keys["steps"] = list(_steps(words, safety, frame, language))
    return yaml_text(keys)


def _steps(words: SessionWords, safety: SafetyWords, frame: SessionFrame, language: str) -> Iterator[Value]:
    chapters = words.chapters
    yield {"chapter": chapters.arriving}
    yield {"bell": "start", "ring": "8s"}
    yield from _says(words.welcome)
    if safety.spoken:
        yield _pause("4s")
        yield from _says(safety.spoken)
    yield _pause("5s")
    yield from _says(words.settling)
    yield _pause("8s to 20s" if frame.is_short else "12s to 40s")
    yield {"chapter": chapters.breathing}
    yield from _says(words.before_breathing)
    yield _breathe(frame, language)
    yield from _says([words.after_breathing])
    yield _pause("5s to 30s")
    yield {"chapter": chapters.noticing}
    yield from _says(words.image)
    yield _pause("5s to 20s")
    yield from _prompts(words.prompts, frame)
    yield from _says(words.kindness)
    yield _pause("5s to 30s")
    yield {"chapter": chapters.rest}
    yield from _says([words.before_rest])
    yield {"pause": "fill", "min": Bare("15s" if frame.is_short else "30s"), "max": Bare("3m")}
    yield {"chapter": chapters.returning}
    yield from _prompts([words.carrying], frame)
    yield from _says(words.closing)
    yield _pause("4s")
    yield {"bell": "end", "ring": "10s"}


def _breathe(frame: SessionFrame, language: str) -> Value:
    breathe: dict[str, Value] = {"breathe": frame.pattern, "cycles": Bare(frame.cycles)}
    return breathe if cue_words(language) else {**breathe, "cues": ("tone",), "ignore": dict(_WORDLESS)}


def _prompts(prompts: Iterable[AskedPrompt], frame: SessionFrame) -> Iterator[Value]:
    # a silence of more than 45 s would have to be announced
    first, second = ("15s to 44s", "10s to 40s") if frame.is_long else ("15s to 40s", "10s to 25s")
    for prompt in prompts:
        reflect: dict[str, Value] = {"reflect": prompt.question, "silence": Bare(first)}
        again: dict[str, Value] = {"again": prompt.again, "again_silence": Bare(second)}
        yield reflect if frame.is_short else {**reflect, **again}


def _pause(length: str) -> Value:
    return {"pause": Bare(length)}


def _says(sentences: Sequence[str]) -> Iterator[Value]:
    """Sentences in paragraphs, a few of them in one step, with rests between the steps."""
    paragraphs = list(_paragraphs(sentences))
    for at in range(0, len(paragraphs), _MOST_PARAGRAPHS):
        if at:
            yield _pause("5s to 12s")
        yield {"say": "\n\n".join("\n".join(each) for each in paragraphs[at : at + _MOST_PARAGRAPHS]) + "\n"}


def _paragraphs(sentences: Sequence[str]) -> Iterator[list[str]]:
    paragraph: list[str] = []
    for sentence in sentences:
        if paragraph and sum(len(each.split()) for each in (*paragraph, sentence)) > _PARAGRAPH_WORDS:
            yield paragraph
            paragraph = []
        paragraph.append(sentence)
    yield paragraph
