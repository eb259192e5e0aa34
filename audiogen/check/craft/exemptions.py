"""What authors silence with `ignore:`: where each exemption holds, and which of them silence nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from audiogen.errors import Problem
from audiogen.rules.catalogue import rules
from audiogen.script.blocks import Include, Repeat, Written
from audiogen.script.ignored import IgnoredRules
from audiogen.script.model import Script, Show
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import Chapter
from audiogen.script.yaml.document import nearest_place
from audiogen.script.yaml.nodes import TreePath

_Spot: TypeAlias = tuple[Path, TreePath]


@dataclass(frozen=True, slots=True)
class Exemption:
    """One rule that is not told of, and where that is written."""

    rule: str
    path: Path
    way: TreePath
    """To the rule, from the top of the file."""

    def unused(self) -> Problem:
        """The warning of one that silences nothing."""
        place = nearest_place(self.path, self.way, at_key=True)
        message = f"ignore: nothing here is against {self.rule}; remove the line"
        if "check" not in rules()[self.rule].stages:
            message = f"ignore: {self.rule} is judged by `audiogen verify`, in finished sound; remove the line here"
        return Problem(self.path, *place, message, warning=True)


@dataclass(frozen=True, slots=True)
class Exemptions:
    """Those of one session, the show's included."""

    of_all: tuple[Exemption, ...]
    of_steps: Mapping[_Spot, tuple[Exemption, ...]]

    @classmethod
    def of(cls, show: Show, show_path: Path, script: Script) -> Exemptions:
        """All that hold somewhere in a session, as it is written."""
        of_steps = defaultdict[_Spot, list[Exemption]](list)
        for spot, exemption in _of_steps(script.steps, script.origin.steps):
            of_steps[spot].append(exemption)
        path = script.origin.path
        of_all = (*_exemptions(script.ignore, path, ()), *_exemptions(show.ignore, show_path, ()))
        return cls(of_all, {spot: tuple(each) for spot, each in of_steps.items()})

    @property
    def every(self) -> frozenset[Exemption]:
        """All of them."""
        return frozenset((*self.of_all, *(each for some in self.of_steps.values() for each in some)))

    def of_rule(self, rule: str, place: StepPlace | None) -> tuple[Exemption, ...]:
        """Those that silence a rule in a step; without one, in the session as a whole."""
        near = (each for spot in _around(place) for each in self.of_steps.get(spot, ()))
        return tuple(each for each in (*near, *self.of_all) if each.rule == rule)


def _exemptions(ignored: IgnoredRules, path: Path, way: TreePath) -> Iterator[Exemption]:
    yield from (Exemption(rule, path, (*way, "ignore", rule)) for rule, _ in ignored)


def _of_steps(steps: tuple[Written, ...], places: tuple[StepPlace, ...]) -> Iterator[tuple[_Spot, Exemption]]:
    """Each exemption, once for every step for which it is written; that of a chapter for all up to the next one."""
    of_chapter: tuple[Exemption, ...] = ()
    for step, place in zip(steps, places, strict=True):
        own = tuple(_exemptions(step.ignore, place.path, place.way))
        of_chapter = own if isinstance(step, Chapter) else of_chapter
        for each in dict.fromkeys((*own, *of_chapter)):
            yield (place.path, place.way), each
        if isinstance(step, Repeat | Include):
            yield from _of_steps(step.steps, step.places)


def _around(place: StepPlace | None) -> Iterator[_Spot]:
    """A step, and all that hold it: those of its file, then the include that brought it along, and what holds that."""
    for each in place.around if place else ():
        way = each.way
        while way:
            yield each.path, way
            way = way[:-2]
