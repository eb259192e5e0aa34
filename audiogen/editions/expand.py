"""From a script, as it is written, to the plain script of one edition: pure, and the only way there.

What the edition lacks is left out, repeated and included steps stand in line, variables are filled. Every step keeps
the place at which its author wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from types import MappingProxyType
from typing import Final, TypeAlias

from audiogen.editions.edition import Edition, editions_of
from audiogen.script.blocks import Block, Include, Repeat, Scan, Written
from audiogen.script.model import Script
from audiogen.script.scanning import scanned
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import Chapter, Step, spoken_texts, with_texts
from audiogen.script.variables import filled, literal

NO_VALUES: Final[Mapping[str, str]] = MappingProxyType({})
_Placed: TypeAlias = tuple[Step, StepPlace]


@dataclass(frozen=True, slots=True)
class Track:
    """One edition of a session, and its script."""

    edition: Edition
    script: Script
    """Plain: none of its steps stands for others, and its target is the edition's length."""


def expand(script: Script, edition: Edition, values: Mapping[str, str] = NO_VALUES) -> Script:
    """The plain script of an edition.

    Args:
        script: as it is written.
        edition: one of this script's.
        values: what is known of the edition's client, by names of variables: spoken text, in which braces are
            nothing but braces.
    """
    expander = _Expander(edition, frozenset(values) if edition.client else None)
    known = {name: literal(value) for name, value in values.items()}
    placed = tuple(expander.steps(script.steps, script.origin.steps, _Scope(known)))
    steps, places = tuple(step for step, _ in placed), tuple(place for _, place in placed)
    changed = {"steps": steps, "target": edition.length_s, "origin": replace(script.origin, steps=places)}
    return script.model_copy(update=changed)


def public_tracks(script: Script) -> tuple[Track, ...]:
    """The tracks of a session that everybody may hear, the main one first; none of a session for clients alone."""
    if script.audience == "clients":
        return ()
    return tuple(Track(edition, expand(script, edition)) for edition in editions_of(script))


@dataclass(frozen=True, slots=True)
class _Scope:
    """What is known where a step stands."""

    values: Mapping[str, str]
    """By names of variables."""
    include: StepPlace | None = None
    """The include that the step came with."""

    def within(self, step: Include, place: StepPlace) -> _Scope:
        """What is known in the file of an include: its own values before those around it."""
        own = {name: filled(value, self.values) for name, value in step.values}
        return _Scope({**self.values, **own}, replace(place, included=self.include))

    def filled(self, step: Step, place: StepPlace) -> _Placed:
        """A step with its variables filled, and its place with what filled them."""
        if self.include is not None:
            place = replace(place, included=self.include)
        if not any("{" in text for text in spoken_texts(step).values()):
            return step, place
        return with_texts(step, lambda text: filled(text, self.values)), replace(place, values=self.values)


@dataclass(frozen=True, slots=True)
class _Expander:
    edition: Edition
    known: frozenset[str] | None
    """The names of what is known of the client; None for the public."""

    def steps(self, steps: tuple[Written, ...], places: tuple[StepPlace, ...], scope: _Scope) -> Iterator[_Placed]:
        """The plain steps of the edition.

        A chapter that the edition lacks ends with the next chapter in the same list: what a block holds decides
        nothing about the steps behind it.
        """
        within = True
        for step, place in zip(steps, places, strict=True):
            if isinstance(step, Chapter):
                within = self._holds(step)
            if not within or not self._holds(step):
                continue
            if isinstance(step, Block):
                yield from self._block(step, place, scope)
            else:
                yield scope.filled(step, place)

    def _block(self, block: Block, place: StepPlace, scope: _Scope) -> Iterator[_Placed]:
        if isinstance(block, Scan):
            pairs = zip(scanned(block), block.places, strict=True)
            return (scope.filled(*each) for (say, pause), at in pairs for each in ((say, at), (pause, at.of_silence)))
        inner = scope.within(block, place) if isinstance(block, Include) else scope
        once = tuple(self.steps(block.steps, block.places, inner))
        return chain.from_iterable([once] * (block.repeat if isinstance(block, Repeat) else 1))

    def _holds(self, step: Written) -> bool:
        return all(condition.holds(self.edition.length_s, self.known) for condition in step.only)
