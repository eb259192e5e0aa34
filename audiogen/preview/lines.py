"""Where in a session a line of its file is heard: the phrase that stands there, else its step.

Pure, but for the file, whose empty lines and comments are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audiogen.build.chosen import ChosenTrack
from audiogen.editions.edition import editions_of
from audiogen.editions.expand import expand
from audiogen.errors import AudiogenError
from audiogen.plan.cues import Phrase
from audiogen.plan.solve import Solved
from audiogen.plan.whereabouts import placed
from audiogen.script.blocks import Scan
from audiogen.script.model import Script
from audiogen.script.step_place import StepPlace
from audiogen.script.yaml.contents import read_text
from audiogen.script.yaml.nodes import Fault
from audiogen.units import written_length


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line that something stands in."""

    path: Path
    line: int
    """From 1."""
    asked: int
    """The line that was asked for, at or before it."""


def line_start(line: int, file: Path | None, chosen: ChosenTrack, solved: Solved) -> tuple[int, tuple[str, ...]]:
    """The frame at which what stands in a line is heard first, and sentences on what was taken for it.

    Args:
        line: from 1.
        file: in which it is; the session's own when None.
        chosen: the track.
        solved: its cues, with their lengths.

    Raises:
        AudiogenError: when there is no such line, or nothing of it is heard in this track.
    """
    script = chosen.track.script
    at = _written_line(script.origin.path if file is None else file, line)
    wanted, remarks = _step_of(at, chosen.written)
    index = next((number for number, place in enumerate(script.origin.steps) if _holds(wanted, place)), None)
    if index is None:
        raise _left_out(at, wanted, chosen)
    return _start(at, index, script, solved), remarks


def _written_line(path: Path, asked: int) -> FileLine:
    """The first line from the one that is asked for in which anything stands; that one, if none does."""
    text = read_text(path)
    if isinstance(text, Fault):
        message = f"{path}: {text.message}"
        raise AudiogenError(message)
    lines = text.splitlines()
    if not 1 <= asked <= max(1, len(lines)):
        message = f"{path} has {len(lines)} lines, so there is no line {asked}"
        raise AudiogenError(message, hint="Name the line in which the words stand that you want to hear.")
    rest = enumerate(lines[asked - 1 :], asked)
    line = next((number for number, each in rest if each.strip() and not each.lstrip().startswith("#")), None)
    return FileLine(path, line or asked, asked)


def _step_of(at: FileLine, written: Script) -> tuple[frozenset[StepPlace], tuple[str, ...]]:
    """The step that a line belongs to, with all that it stands for, and what to say where it is another one's."""
    steps = sorted(_places_in(at.path, written), key=lambda held: held[0].line)
    if not steps:
        message = f"{at.path} is neither the file of this session nor one that it includes"
        raise AudiogenError(message, hint="Name the session whose line it is.")
    lines = [held[0].line for held in steps]
    number = max((each for each, line in enumerate(lines) if line <= at.line), default=0)
    asked = max((each for each, line in enumerate(lines) if line <= at.asked), default=-1)
    held = steps[number]
    remarks = (
        () if number == asked else (f"line {at.asked} is in no step: this is the next one, in line {held[0].line}",)
    )
    return frozenset(held), remarks


def _places_in(path: Path, written: Script) -> Iterator[tuple[StepPlace, ...]]:
    """Each step of a file once, in front of those that it stands for; so with each place that attention comes to."""
    seen: set[StepPlace] = set()
    for step, place in written.written_steps:
        if place not in seen and _same_file(place.path, path):
            seen.add(place)
            yield (place, *getattr(step, "places", ()))
            if isinstance(step, Scan):
                yield from ((each,) for each in step.places)


def _same_file(one: Path, other: Path) -> bool:
    return one == other or one.resolve() == other.resolve()


def _holds(wanted: frozenset[StepPlace], place: StepPlace) -> bool:
    """Whether a step of the track is one of these, or came with one of them."""
    return not wanted.isdisjoint(place.around)


def _start(at: FileLine, index: int, script: Script, solved: Solved) -> int:
    """The frame of the phrase that stands in a line of a step; of the step, where no words are in that line."""
    cues = [(start, cue) for start, cue in solved.placed if cue.step == index]
    phrases = [(start, cue) for start, cue in cues if isinstance(cue, Phrase) and not cue.discloses]
    spots = placed(script.origin, ((cue.step, cue.utterance) for _, cue in phrases))
    if _same_file(script.origin.steps[index].path, at.path):
        for (start, _), (_, _, spot) in zip(phrases, spots, strict=True):
            if spot.words and spot.words[-1][1].line >= at.line:
                return start
    return next((start for start, _ in phrases or cues), solved.frames)


def _left_out(at: FileLine, wanted: frozenset[StepPlace], chosen: ChosenTrack) -> AudiogenError:
    edition = chosen.track.edition
    where = f"in {written_length(edition.length_s)}" if edition.length_s else "here"
    message = f"{at.path}:{at.line}: nothing of this line is heard {where}, since its `only` leaves it out"
    return AudiogenError(message, hint=way_to(wanted, chosen))


def way_to(wanted: frozenset[StepPlace], chosen: ChosenTrack) -> str:
    """How to hear a step that the track leaves out."""
    public = [each for each in editions_of(chosen.written) if _has(wanted, expand(chosen.written, each).origin.steps)]
    if not public:
        return "It is for clients: name one with --client ID, whom `audiogen clients` lists."
    lengths = [f"--length {written_length(each.length_s)}" for each in public if each.length_s]
    if chosen.track.edition.client and chosen.track.edition.length_s in [each.length_s for each in public]:
        return "It is for the public: leave --client out."
    return f"Add {' or '.join(lengths)}." if lengths else "Leave --length out."


def _has(wanted: frozenset[StepPlace], places: Sequence[StepPlace]) -> bool:
    return any(_holds(wanted, place) for place in places)
