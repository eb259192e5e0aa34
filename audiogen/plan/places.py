"""Where the steps of a plan stand in their files, and which lengths were asked for, for messages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from audiogen.names import listed
from audiogen.script.model import Script
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import Step
from audiogen.units import to_frames


@dataclass(frozen=True, slots=True)
class ScriptPlaces:
    """Where the steps stand, for messages."""

    path: str
    places: tuple[StepPlace, ...]
    steps: tuple[Step, ...] = ()
    """As they are written; empty where nobody knows."""
    lengths: tuple[float, ...] = ()
    """What is written as `lengths`, in seconds."""
    of_client: bool = False
    """Whether the length that is asked for is written for a client alone."""
    unwritten: bool = False
    """Whether the length that is asked for stands in no file, but behind `--length`."""
    others: tuple[float, ...] = ()
    """All lengths that are written, `target` included, in seconds; empty where nobody knows."""
    alone: bool | None = None
    """Whether the length that is asked for is written without a unit; None where nobody knows."""

    def name(self, step: int) -> str:
        """`file:line` of a step."""
        return str(self.places[step])

    def step(self, step: int) -> Step | None:
        """A step as it is written."""
        return self.steps[step] if self.steps else None

    def line(self, step: int) -> str:
        """`line 11`; with the name of the file, where it is another one than the session's."""
        return self._named(self.places[step], self.places[step].line)

    def _named(self, place: StepPlace, line: int) -> str:
        return f"line {line}" if str(place.path) == self.path else f"line {line} of {place.path}"

    def step_line(self, step: int) -> str:
        """The same of the step that an author wrote: of what a scan says, the scan."""
        place = self.places[step]
        return self._named(place, place.scan_line or place.line)

    def lines(self, steps: list[int]) -> str:
        """`lines 11 and 13`, or `line 11 and line 3 of parts/rest.yaml`."""
        named = [self.line(step) for step in steps]
        if len(named) > 1 and all(str(self.places[step].path) == self.path for step in steps):
            return f"lines {listed([str(self.places[step].line) for step in steps])}"
        return listed(named)

    def each_once(self, steps: list[int]) -> dict[int, int]:
        """The first step of every place among some of them, and how many stand for it: those of `repeat`, for one."""
        times = Counter(self.places[step] for step in steps)
        first = {self.places[step]: step for step in reversed(steps)}
        return {step: times[self.places[step]] for step in sorted(first.values())}

    def next_shorter(self, frames: int) -> float | None:
        """The longest of the lengths, in seconds, that are shorter than so many frames; None where there is none."""
        return max((each for each in (*self.lengths, *self.others) if to_frames(each) < frames), default=None)

    def of_lengths(self, frames: int) -> bool:
        """Whether a length in frames is one of `lengths`, and not the `target` or a client's own."""
        return not self.of_client and frames in map(to_frames, self.lengths)


def places_of(script: Script, *, of_client: bool = False, unwritten: bool = False) -> ScriptPlaces:
    """Where the steps of a plain script stand.

    Args:
        script: of one edition.
        of_client: whether its length is written for a client alone.
        unwritten: whether its length stands in no file.
    """
    path = str(script.origin.path)
    return ScriptPlaces(path, script.origin.steps, script.plain_steps, script.lengths, of_client, unwritten)
