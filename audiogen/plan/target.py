"""Why a length cannot be met, in plain words; what an author can change about it is in `audiogen.plan.remedies`.

Pure. The same words serve `check`, which only expects how long phrases will be, and the build, which knows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from audiogen.plan.cues import BreathCycle, Breathing, Plan, Voiced
from audiogen.plan.places import ScriptPlaces
from audiogen.plan.remedies import Remedies
from audiogen.plan.solve import Staircase
from audiogen.plan.stretch import Reach, reach
from audiogen.units import clock, to_seconds, written_length

_FAR_BELOW: Final = 4
"""A session is this many times as long as a target that counts minutes, where a number alone counts seconds."""

_NUMBER_ALONE: Final = "A number alone counts seconds: for minutes write "


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
    """Why breaths and silences cannot meet the target of a plan; None when they can, or there is none.

    Args:
        plan: the cues, and the target.
        frames_of: how long each of the plan's utterances lasts.
        places: where the steps stand.
        uncertain_frames: by how much the phrases together may be longer or shorter than that.
    """
    target = plan.target_frames
    if target is None:
        return None
    whole = Reach.sum(reach(cue, frames_of) for cue in plan.cues)
    missed = _Missed(plan, frames_of, places, whole, target, uncertain_frames)
    if target > whole.most - uncertain_frames:
        return missed.too_short()
    return missed.too_long() if target < whole.least + uncertain_frames else missed.between_breaths()


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
        what = f"{self._steps} last at most {self._about(self.whole.most)}, {self._beside(short, 'short of')}"
        # what is only expected may be shorter, too
        more = short + self.uncertain
        lower_s = math.floor(to_seconds(self.whole.most - self.uncertain))
        lower = [self._other_length("lower", lower_s)] if lower_s > 0 else []
        remedies = self._remedies
        silence = remedies.longer_silence(math.ceil(to_seconds(more)))
        ways = [*remedies.more_steps(), silence, *remedies.more_breaths(more), *lower]
        return TargetMiss(what, _one_of(ways), short > self.uncertain)

    def too_long(self) -> TargetMiss:
        """The steps cannot be as short as the target."""
        over = self.whole.least - self.target
        cut = max(1, over + self.uncertain)
        higher = self._other_length("raise", math.ceil(to_seconds(self.whole.least + self.uncertain)))
        ways, remedies = [higher, *self._remedies.fewer_words(cut)], self._remedies
        name, fixed = self._words_and_breaths()
        if fixed > self.target:
            what = (
                f"{self._beginning}{name} alone take {self._about(fixed)}, {self._beside(fixed - self.target, 'over')}"
            )
            ways[0] += ", silences included"
        else:
            what = f"{self._steps} last at least {self._about(self.whole.least)}, {self._beside(over, 'more than')}"
            ways.insert(0, remedies.shorter_silences(math.ceil(to_seconds(cut))))
        ways += remedies.fewer_breaths(cut, always=name.endswith("breaths"))
        ways += remedies.fewer_steps()
        return TargetMiss(what, self._minutes_meant() or self._minutes_perhaps(ways), over > self.uncertain)

    def between_breaths(self) -> TargetMiss | None:
        """A breath more is too much, a breath less too little, and the silences do not make up for it."""
        stairs = Staircase.of(self.plan, self.frames_of)
        first, last = self.target - self.uncertain, self.target + self.uncertain
        near = [each for each in stairs.between() if each[1] < last and first < each[2]]
        if not near:
            return None
        stair, low, high = min(near, key=lambda each: max(each[1] - self.target, self.target - each[2]))
        count = stairs.breaths + stair
        fewer = f"with {count} breath{'s' if count > 1 else ''} the steps last at most {self._about(low)}"
        more = f"with {count + 1} at least {self._about(high)}"
        what = f"{self._beginning}{fewer}, {more}, and {self._aim} lies between"
        # with less room than a whole breath, the next change of a word would bring this back
        breath_s = math.ceil(to_seconds(high - low + stairs.grow + stairs.shrink))
        ways = [self._remedies.longer_silence(breath_s), self._other_length("lower", math.floor(to_seconds(low)))]
        return TargetMiss(what, _one_of(ways), any(low < first and last < high for _, low, high in near))

    @property
    def _remedies(self) -> Remedies:
        return Remedies(self.plan, self.frames_of, self.places, self.target)

    @property
    def _beginning(self) -> str:
        """For which of several lengths it is said."""
        return f"in {self._asked}, " if self.places.of_lengths(self.target) else ""

    @property
    def _steps(self) -> str:
        return f"{self._beginning}the steps"

    @property
    def _asked(self) -> str:
        return written_length(to_seconds(self.target))

    @property
    def _aim(self) -> str:
        asked = clock(to_seconds(self.target))
        if self.places.of_client:
            return f"the client's length of {asked}"
        if self.places.unwritten:
            return f"the length of {asked}"
        return asked if self._beginning else f"the target of {asked}"

    def _about(self, frames: int) -> str:
        return f"{'about ' if self.uncertain else ''}{clock(to_seconds(frames))}"

    def _beside(self, off: int, how: str) -> str:
        """How far the target is from what is possible."""
        if off <= 0:
            return f"so {self._aim} is only just within reach"
        off_s = to_seconds(off)
        exact = off_s < 60 and not self.uncertain
        return f"{f'{off_s:.1f} s' if exact else written_length(max(1, round(off_s)))} {how} {self._aim}"

    def _other_length(self, how: str, length_s: float) -> str:
        """Another length to ask for."""
        if self.places.of_client:
            return f"{how} the client's `length` to {written_length(length_s)}"
        if self.places.unwritten:
            return f"ask for `--length {written_length(length_s)}`"
        if self._beginning:
            return f"write {written_length(length_s)} in place of {self._asked} in `lengths`"
        return f"{how} `target` to {written_length(length_s)}"

    def _words_and_breaths(self) -> tuple[str, int]:
        """What no silence can shorten, by its name, and how long it lasts."""
        spoken = self._remedies.spoken()
        exercises = [cue for cue in self.plan.cues if isinstance(cue, BreathCycle | Breathing)]
        breaths = sum(reach(cue, self.frames_of).least for cue in exercises)
        if spoken > self.target or not breaths:
            return "the words", spoken
        return ("the words and the breaths" if spoken else "the breaths"), spoken + breaths

    def _minutes_meant(self) -> str:
        """The advice where a number of seconds was written for one of minutes; empty elsewhere."""
        number, least_s = to_seconds(self.target), to_seconds(self.whole.least)
        if self.places.alone is False or number % 1 or not number * _FAR_BELOW < least_s <= number * 60:
            return ""
        return f"{_NUMBER_ALONE}{self._in_minutes}."

    def _minutes_perhaps(self, ways: list[str]) -> str:
        """The ways, behind the one of writing minutes where a number stands alone."""
        if not self.places.alone:
            return _one_of(ways)
        return f"{_NUMBER_ALONE}{self._in_minutes}. For seconds, {_one_of(ways)[:1].lower()}{_one_of(ways)[1:]}"

    @property
    def _in_minutes(self) -> str:
        written = f"{to_seconds(self.target):.0f}m"
        if self.places.unwritten:
            return f"`--length {written}`"
        key = "length" if self.places.of_client else "target"
        return f"`{written}` in `lengths`" if self._beginning else f"`{key}: {written}`"


def _one_of(ways: list[str]) -> str:
    text = ", or ".join([", ".join(ways[:-1]), ways[-1]]) if len(ways) > 1 else ways[0]
    return f"{text[0].upper()}{text[1:]}."
