"""What an author can change, so that a session meets its length: ways to say so, each a part of a sentence."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from audiogen.plan.cues import BreathCycle, Breathing, Gap, Phrase, Plan, Voiced
from audiogen.plan.places import ScriptPlaces
from audiogen.plan.stretch import LONG_SILENCE_S
from audiogen.script.breath import MOST_CYCLES
from audiogen.script.steps import Pause
from audiogen.units import to_frames, to_seconds, written_length

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

_TIMES_AS_MANY: Final = 3
"""Nobody who wrote ten breaths means forty."""


@dataclass(frozen=True, slots=True)
class Remedies:
    """What there is to change in a plan."""

    plan: Plan
    frames_of: Mapping[Voiced, int]
    places: ScriptPlaces
    target: int

    def longer_silence(self, more_s: int) -> str:
        """How to write so many seconds more of silence."""
        fills = self.places.each_once([step for step, _ in self._silences() if self._is_fill(step)])
        if fills:
            return self._wider_fills(fills, more_s)
        pauses = [step for step, _ in self._silences() if self._is_pause(step)]
        if not pauses:
            where = f"before the step in {self.places.step_line(self._last_spoken())}"
            return f"add `pause: fill` with `min: 1s` and `max: {written_length(more_s + 1)}` {where}{_shared(more_s)}"
        # the last of the longest, but not the silence after all words
        step = max(pauses, key=lambda each: (each < len(self.places.steps) - 1, self._written(each)[1], each))
        times = next(times for first, times in self.places.each_once(pauses).items() if self._same_place(first, step))
        least_s, most_s = self._written(step)
        longest_s = math.ceil(most_s) + math.ceil(more_s / times)
        limits = f"`min: {written_length(least_s)}` and `max: {written_length(longest_s)}`"
        return (
            f"write `pause: fill` with {limits} in place of the pause in {self.places.line(step)}{_shared(longest_s)}"
        )

    def _wider_fills(self, fills: Mapping[int, int], more_s: int) -> str:
        each_s = math.ceil(more_s / sum(fills.values()))
        longest_s = max(self._written(step)[1] for step in fills) + each_s
        if len(fills) > 1:
            where = self.places.lines(list(fills))
            return f"raise `max` of the fills in {where} by {written_length(each_s)} each{_shared(longest_s)}"
        (step,) = fills
        _, most_s = self._written(step)
        change = f"from {written_length(most_s)} to {written_length(math.ceil(most_s) + each_s)}"
        return f"raise `max` of the fill in {self.places.line(step)} {change}{_shared(longest_s)}"

    def shorter_silences(self, less_s: int) -> str:
        """How to have so many seconds less of silence."""
        least = dict(self._silences())
        times = self.places.each_once(list(least))
        longest = sorted(((step, least[step]) for step in times), key=lambda silence: -silence[1])
        step, frames = longest[0]
        each_s = math.ceil(less_s / times[step])
        if self._is_fill(step) and to_seconds(frames) > each_s:
            least_s, _ = self._written(step)
            change = f"from {written_length(least_s)} to {written_length(max(0, math.floor(least_s - each_s)))}"
            return f"lower `min` of the fill in {self.places.line(step)} {change}"
        worth = [each for each in longest if each[1] >= to_frames(_WORTH_NAMING_S)][:_NAMED] or longest[:1]
        named = [f"{self.places.line(step)}: at least {written_length(to_seconds(least))}" for step, least in worth]
        return f"shorten silences ({', '.join(named)})"

    def fewer_words(self, frames: int) -> Iterator[str]:
        """How much text takes so many frames, where there is as much."""
        texts = [cue.utterance.text for cue in self.plan.cues if isinstance(cue, Phrase)]
        words, letters = sum(len(text.split()) for text in texts), sum(map(len, texts))
        # the silences between sentences go with them
        speaking = {cue.step for cue in self.plan.cues if isinstance(cue, Phrase)}
        between = sum(least for step, least in self._silences() if step in speaking)
        share = frames / max(1, self.spoken() + between)
        if share > _MOST_CUT:
            return
        if letters > words * _MOST_LETTERS_A_WORD:
            yield f"cut about {math.ceil(100 * share)} % of the text"
        else:
            count = math.ceil(words * share)
            count = count if count < _COUNTED else math.ceil(count / 10) * 10
            yield f"cut about {count} word{'s' if count > 1 else ''}"

    def more_breaths(self, frames: int) -> Iterator[str]:
        """How many breaths take so many frames more, where their number is a range, or other lengths have as many.

        Where there are shorter lengths, too, these keep theirs: breaths are the first that a length is filled with.
        """
        exercises = [
            (each.step, each.least, each.most, _breath_frames(each), times) for each, times in self._exercises()
        ]
        written = {cue.step: cue for cue in self.plan.cues if isinstance(cue, BreathCycle)}
        if not exercises and self.places.lengths:
            counted = self.places.each_once(list(written)).items()
            exercises = [
                (at, written[at].cycles, written[at].cycles, written[at].frames, times) for at, times in counted
            ]
        for step, least, most, each_frames, times in exercises:
            wider = most + math.ceil(frames / each_frames / times)
            if wider <= min(MOST_CYCLES, _TIMES_AS_MANY * most):
                yield self._with_breaths(step, least, most, wider)
                return

    def _with_breaths(self, step: int, least: int, most: int, wider: int) -> str:
        line, shorter_s = self.places.line(step), self.places.next_shorter(self.target)
        if shorter_s is not None and self._in_length(step, shorter_s):
            here = f"`only: {written_length(to_seconds(self.target))} and longer` and `cycles: {least} to {wider}`"
            return f"give the breathe in {line} `only: up to {written_length(shorter_s)}` and write another with {here}"
        if most == least:
            return f"write `cycles: {least} to {wider}` in {line}"
        return f"raise `cycles` in {line} from `{least} to {most}` to `{least} to {wider}`"

    def _in_length(self, step: int, length_s: float) -> bool:
        """Whether a session of a length has a step, too."""
        written = self.places.step(step)
        return written is None or all(each.holds(length_s, ()) or not each.of_length for each in written.only)

    def fewer_breaths(self, frames: int, *, always: bool) -> Iterator[str]:
        """How many breaths take so many frames, where their number is a range; else only that they are to be fewer."""
        for exercise, times in self._exercises():
            least = exercise.least - math.ceil(frames / _breath_frames(exercise) / times)
            if least >= 1:
                yield f"let `cycles` in {self.places.line(exercise.step)} begin at {least}"
                return
        if always:
            yield "have fewer breaths"

    def more_steps(self) -> Iterator[str]:
        """Where there are shorter lengths, too: steps that these do not have."""
        if self.places.next_shorter(self.target) is not None:
            yield f"add steps with `only: {written_length(to_seconds(self.target))} and longer`"

    def fewer_steps(self) -> Iterator[str]:
        """Where there are longer lengths, too: leave steps to these."""
        if any(to_frames(length_s) > self.target for length_s in self.places.lengths):
            yield "leave steps to the longer lengths with `only`"

    def spoken(self) -> int:
        """How long all phrases are together, in frames."""
        return sum(self.frames_of[cue.utterance] for cue in self.plan.cues if isinstance(cue, Phrase))

    def _exercises(self) -> list[tuple[Breathing, int]]:
        """Those with several numbers of breaths, and how many stand in one place; those of the longest range first."""
        found = {cue.step: cue for cue in self.plan.cues if isinstance(cue, Breathing)}
        once = self.places.each_once(list(found))
        exercises = [(found[step], times) for step, times in once.items()]
        return sorted(
            exercises, key=lambda each: -(each[0].length(each[0].most) - each[0].length(each[0].least)) * each[1]
        )

    def _silences(self) -> list[tuple[int, int]]:
        """The steps with silences, in their order, and how short these can be together."""
        least: dict[int, int] = {}
        for cue in self.plan.cues:
            if isinstance(cue, Gap):
                least[cue.step] = least.get(cue.step, 0) + cue.min_frames
        return list(least.items())

    def _is_pause(self, step: int) -> bool:
        return isinstance(self.places.step(step), Pause) and not self.places.places[step].of_scan

    def _is_fill(self, step: int) -> bool:
        written = self.places.step(step)
        return isinstance(written, Pause) and written.pause == "fill"

    def _written(self, step: int) -> tuple[float, float]:
        """The shortest and the longest length of a `pause`, in seconds."""
        written = self.places.step(step)
        return (written.span.min_s, written.span.max_s) if isinstance(written, Pause) else (0.0, 0.0)

    def _same_place(self, step: int, other: int) -> bool:
        return self.places.places[step] == self.places.places[other]

    def _last_spoken(self) -> int:
        phrases = [cue.step for cue in self.plan.cues if isinstance(cue, Phrase)]
        return phrases[-1] if phrases else self.plan.cues[-1].step


def _breath_frames(exercise: Breathing) -> float:
    """How long one of its breaths is, on average where they become longer or shorter."""
    return exercise.length(exercise.most) / exercise.most


def _shared(silence_s: float) -> str:
    """What to say of a silence that would be very long."""
    if silence_s <= LONG_SILENCE_S:
        return ""
    return " (as one long silence; several fills in other places would share it)"
