"""About how long the steps of a draft last at the least, whichever voice will speak them.

It decides how much a draft holds, before there is a show with a voice. What a voice really takes differs by less than
the silences of a draft can give; `audiogen check` says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from audiogen.drafting.articles.words import words_of
from audiogen.script.blocks import Block, Written
from audiogen.script.breath import CycleRange
from audiogen.script.steps import Bell, Breathe, NaturalBreath, Pause, Reflect, spoken_texts

_ALWAYS_S: Final = 15.0
"""For the sentence that the voice is synthetic, and the moments between steps."""
_WORD_S: Final = 0.40
_SENTENCE_S: Final = 0.8
_LINE_S: Final = 0.7
"""What a line adds to the end of a sentence; an empty line adds more."""
_PARAGRAPH_S: Final = 2.5


def least_s(steps: Sequence[Written]) -> float:
    """The length in seconds, with every silence and every exercise as short as it may be."""
    return _ALWAYS_S + sum(_spoken_s(step) + _silent_s(step) for step in steps)


def _spoken_s(step: Written) -> float:
    texts = spoken_texts(step).values() if not isinstance(step, Block) else ()
    return sum(
        _WORD_S * len(words_of(text))
        + _SENTENCE_S * (text.count(". ") + text.count("? ") + text.strip().count("\n"))
        + _LINE_S * text.strip().count("\n")
        + _PARAGRAPH_S * text.count("\n\n")
        for text in texts
    )


def _silent_s(step: Written) -> float:
    match step:
        case Pause():
            return step.span.min_s
        case Reflect():
            return step.silence.min_s
        case Bell():
            return step.ring.min_s if step.ring else 0.0
        case NaturalBreath():
            return step.time.min_s
        case Breathe():
            cycles = step.cycles.least if isinstance(step.cycles, CycleRange) else step.cycles
            return cycles * sum(phase.seconds for phase in step.breathe) + step.lead_in.min_s + step.settle.min_s
    return 0.0
