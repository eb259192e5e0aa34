"""Why a target length cannot be met, and what an author can change about it, in plain words.

Pure. The same words serve `check`, which only expects how long phrases will be, and the build, which knows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from audiogen.plan.cues import BreathCycle, Gap, Phrase, Plan, Voiced
from audiogen.plan.stretch import LONG_SILENCE_S, Reach, reach
from audiogen.script.model import Script
from audiogen.script.steps import Pause, Step, StepPlace
from audiogen.units import clock, to_frames, to_seconds, written_length

_NAMED: Final = 3
"""So many of the longest silences are named when they are to be shortened."""
_WORTH_NAMING_S: Final = 4.0
"""A shorter silence is part of how someone speaks."""
_MOST_LETTERS_A_WORD: Final = 12
"""Where there are more, words are not written apart, and counting them says nothing."""
_COUNTED: Final = 50
"""Words from which on whole tens are said."""
_MOST_CUT: Final = 0.8
"""The share of the text beyond which cutting is no advice."""
_FAR_BELOW: Final = 4
"""A session is this many times as long as a target that counts minutes, where a number alone counts seconds."""


@dataclass(frozen=True, slots=True)
class ScriptPlaces:
    """Where the steps stand, for messages."""

    path: str
    places: tuple[StepPlace, ...]
    steps: tuple[Step, ...] = ()
    """As they are written; empty where nobody knows."""

    def name(self, step: int) -> str:
        """`file:line` of a step."""
        return str(self.places[step])


def places_of(script: Script) -> ScriptPlaces:
    """Where the steps of a script stand."""
    return ScriptPlaces(str(script.origin.path), script.origin.steps, script.plain_steps)


@dataclass(frozen=True, slots=True)
class TargetMiss:
    """Why a target is not met."""

    what: str
    """How long the steps last, as the beginning of a sentence."""
    advice: str
    """What to write instead, as a sentence."""
    certain: bool
    """False when the target is so near that it may be met all the same."""


def missed_target(
    plan: Plan, frames_of: Mapping[Voiced, int], places: ScriptPlaces, *, uncertain_frames: int = 0
) -> TargetMiss | None:
    """Why the silences of a plan cannot stretch, or shrink, to its target; None when they can, or there is none.

    Args:
        plan: the cues, and the target.
        frames_of: how long each of the plan's utterances lasts.
        places: where the steps stand.
        uncertain_frames: by how much the phrases together may be longer or shorter than that.
    """
    target = plan.target_frames
    whole = Reach.sum(reach(cue, frames_of) for cue in plan.cues)
    if target is None or whole.least + uncertain_frames <= target <= whole.most - uncertain_frames:
        return None
    missed = _Missed(plan, frames_of, places, whole, target, uncertain_frames)
    return missed.too_short() if target > whole.most - uncertain_frames else missed.too_long()


@dataclass(frozen=True, slots=True)
class _Missed:
    plan: Plan
    frames_of: Mapping[Voiced, int]
    places: ScriptPlaces
    whole: Reach
    target: int
    uncertain: int

    def too_short(self) -> TargetMiss:
        """The steps cannot last as long as the target."""
        short = self.target - self.whole.most
        what = f"the steps last at most {self._about(self.whole.most)}, {self._beside(short, 'short of')}"
        # what is only expected may be shorter, too
        more_s = math.ceil(to_seconds(short + self.uncertain))
        lower_s = math.floor(to_seconds(self.whole.most - self.uncertain))
        lower = f", or lower `target` to {written_length(lower_s)}" if lower_s > 0 else ""
        return TargetMiss(what, f"{self._lengthen(more_s)}{lower}.", short > self.uncertain)

    def too_long(self) -> TargetMiss:
        """The steps cannot be as short as the target."""
        over = self.whole.least - self.target
        cut = max(1, over + self.uncertain)
        higher = written_length(math.ceil(to_seconds(self.whole.least + self.uncertain)))
        ways = [f"raise `target` to {higher}", *self._fewer_words(cut)]
        name, fixed = self._words_and_breaths()
        if fixed > self.target:
            what = f"{name} alone take {self._about(fixed)}, {self._beside(fixed - self.target, 'over')}"
            ways[0] += ", silences included"
        else:
            what = f"the steps last at least {self._about(self.whole.least)}, {self._beside(over, 'more than')}"
            ways.insert(0, self._shorter_silences(math.ceil(to_seconds(cut))))
        if name.endswith("breaths"):
            ways.append("have fewer breaths")
        return TargetMiss(what, self._minutes_meant() or f"{_one_of(ways)}.", over > self.uncertain)

    def _about(self, frames: int) -> str:
        return f"{'about ' if self.uncertain else ''}{clock(to_seconds(frames))}"

    def _beside(self, off: int, how: str) -> str:
        """How far the target is from what is possible."""
        target = f"the target of {clock(to_seconds(self.target))}"
        if off <= 0:
            return f"so {target} is only just within reach"
        off_s = to_seconds(off)
        exact = off_s < 60 and not self.uncertain
        return f"{f'{off_s:.1f} s' if exact else written_length(max(1, round(off_s)))} {how} {target}"

    def _spoken(self) -> int:
        return sum(self.frames_of[cue.utterance] for cue in self.plan.cues if isinstance(cue, Phrase))

    def _words_and_breaths(self) -> tuple[str, int]:
        """What no silence can shorten, by its name, and how long it lasts."""
        spoken = self._spoken()
        breaths = sum(cue.frames for cue in self.plan.cues if isinstance(cue, BreathCycle))
        if spoken > self.target or not breaths:
            return "the words", spoken
        return ("the words and the breaths" if spoken else "the breaths"), spoken + breaths

    def _lengthen(self, more_s: int) -> str:
        """How to write so many seconds more of silence."""
        fills = [step for step, _ in self._silences() if self._is_fill(step)]
        if len(fills) == 1:
            (step,) = fills
            _, most_s = self._written(step)
            change = f"from {written_length(most_s)} to {written_length(math.ceil(most_s) + more_s)}"
            return f"Raise `max` of the fill in line {self._line(step)} {change}{_shared(most_s + more_s)}"
        if fills:
            lines = _listed([str(self._line(step)) for step in fills])
            each_s = math.ceil(more_s / len(fills))
            longest_s = max(self._written(step)[1] for step in fills) + each_s
            return f"Raise `max` of the fills in lines {lines} by {written_length(each_s)} each{_shared(longest_s)}"
        pauses = [step for step, _ in self._silences() if self._is_pause(step)]
        if pauses:
            # the last of the longest, but not the silence after all words
            step = max(pauses, key=lambda each: (each < len(self.places.steps) - 1, self._written(each)[1], each))
            least_s, most_s = self._written(step)
            limits = f"`min: {written_length(least_s)}` and `max: {written_length(math.ceil(most_s) + more_s)}`"
            where = f"in place of the pause in line {self._line(step)}"
            return f"Write `pause: fill` with {limits} {where}{_shared(most_s + more_s)}"
        where = f" before the step in line {self._line(self._last_spoken())}"
        return f"Add `pause: fill` with `min: 1s` and `max: {written_length(more_s + 1)}`{where}{_shared(more_s)}"

    def _shorter_silences(self, less_s: int) -> str:
        """How to have so many seconds less of silence."""
        longest = sorted(self._silences(), key=lambda silence: -silence[1])
        step, frames = longest[0]
        if self._is_fill(step) and to_seconds(frames) > less_s:
            least_s, _ = self._written(step)
            change = f"from {written_length(least_s)} to {written_length(max(0, math.floor(least_s - less_s)))}"
            return f"lower `min` of the fill in line {self._line(step)} {change}"
        worth = [each for each in longest if each[1] >= to_frames(_WORTH_NAMING_S)][:_NAMED] or longest[:1]
        named = [f"line {self._line(step)}: at least {written_length(to_seconds(least))}" for step, least in worth]
        return f"shorten silences ({', '.join(named)})"

    def _fewer_words(self, frames: int) -> Iterator[str]:
        """How much text takes so many frames, where there is as much."""
        texts = [cue.utterance.text for cue in self.plan.cues if isinstance(cue, Phrase)]
        words, letters = sum(len(text.split()) for text in texts), sum(map(len, texts))
        # the silences between sentences go with them
        speaking = {cue.step for cue in self.plan.cues if isinstance(cue, Phrase)}
        between = sum(least for step, least in self._silences() if step in speaking)
        share = frames / max(1, self._spoken() + between)
        if share > _MOST_CUT:
            return
        if letters > words * _MOST_LETTERS_A_WORD:
            yield f"cut about {math.ceil(100 * share)} % of the text"
        else:
            count = math.ceil(words * share)
            count = count if count < _COUNTED else math.ceil(count / 10) * 10
            yield f"cut about {count} word{'s' if count > 1 else ''}"

    def _minutes_meant(self) -> str:
        """The advice where a number of seconds was written for one of minutes; empty elsewhere."""
        number, least_s = to_seconds(self.target), to_seconds(self.whole.least)
        if number % 1 or not number * _FAR_BELOW < least_s <= number * 60:
            return ""
        return f"A number alone counts seconds: for minutes write `target: {number:.0f}m`."

    def _silences(self) -> list[tuple[int, int]]:
        """The steps with silences, in their order, and how short these can be together."""
        least: dict[int, int] = {}
        for cue in self.plan.cues:
            if isinstance(cue, Gap):
                least[cue.step] = least.get(cue.step, 0) + cue.min_frames
        return list(least.items())

    def _step(self, step: int) -> Step | None:
        return self.places.steps[step] if self.places.steps else None

    def _is_pause(self, step: int) -> bool:
        return isinstance(self._step(step), Pause)

    def _is_fill(self, step: int) -> bool:
        written = self._step(step)
        return isinstance(written, Pause) and written.pause == "fill"

    def _written(self, step: int) -> tuple[float, float]:
        """The shortest and the longest length of a `pause`, in seconds."""
        written = self._step(step)
        return (written.span.min_s, written.span.max_s) if isinstance(written, Pause) else (0.0, 0.0)

    def _line(self, step: int) -> int:
        return self.places.places[step].line

    def _last_spoken(self) -> int:
        phrases = [cue.step for cue in self.plan.cues if isinstance(cue, Phrase)]
        return phrases[-1] if phrases else self.plan.cues[-1].step


def _shared(silence_s: float) -> str:
    """What to say of a silence that would be very long."""
    if silence_s <= LONG_SILENCE_S:
        return ""
    return " (as one long silence; several fills in other places would share it)"


def _one_of(ways: list[str]) -> str:
    text = ", or ".join([", ".join(ways[:-1]), ways[-1]]) if len(ways) > 1 else ways[0]
    return text[0].upper() + text[1:]


def _listed(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]])
