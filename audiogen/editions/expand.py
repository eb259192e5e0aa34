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
from audiogen.script.model import Script
from audiogen.script.steps import SPOKEN_KEYS, Chapter, Include, Repeat, Step, StepPlace, Written
from audiogen.script.variables import filled

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
        values: what is known of the edition's client, by names of variables.
    """
    expander = _Expander(edition, frozenset(values) if edition.client else None)
    placed = tuple(expander.steps(script.steps, script.origin.steps, values))
    steps, places = tuple(step for step, _ in placed), tuple(place for _, place in placed)
    changed = {"steps": steps, "target": edition.length_s, "origin": replace(script.origin, steps=places)}
    return script.model_copy(update=changed)


def public_tracks(script: Script) -> tuple[Track, ...]:
    """The tracks of a session that everybody may hear, the main one first; none of a session for clients alone."""
    if script.audience == "clients":
        return ()
    return tuple(Track(edition, expand(script, edition)) for edition in editions_of(script))


@dataclass(frozen=True, slots=True)
class _Expander:
    edition: Edition
    known: frozenset[str] | None
    """The names of what is known of the client; None for the public."""

    def steps(
        self, steps: tuple[Written, ...], places: tuple[StepPlace, ...], values: Mapping[str, str]
    ) -> Iterator[_Placed]:
        """The plain steps of the edition."""
        within = True
        for step, place in self._unrolled(steps, places, values):
            if isinstance(step, Chapter):
                within = self._holds(step)
            if within and self._holds(step):
                yield step, place

    def _unrolled(
        self, steps: tuple[Written, ...], places: tuple[StepPlace, ...], values: Mapping[str, str]
    ) -> Iterator[_Placed]:
        for step, place in zip(steps, places, strict=True):
            if not isinstance(step, Repeat | Include):
                yield _with_values(step, values), place
            elif self._holds(step):
                inner = values
                if isinstance(step, Include):
                    inner = {**values, **{name: filled(value, values) for name, value in step.values}}
                rounds = step.repeat if isinstance(step, Repeat) else 1
                once = tuple(self._unrolled(step.steps, step.places, inner))
                yield from chain.from_iterable([once] * rounds)

    def _holds(self, step: Written) -> bool:
        return all(condition.holds(self.edition.length_s, self.known) for condition in step.only)


def _with_values(step: Step, values: Mapping[str, str]) -> Step:
    texts = {key: getattr(step, key) for key in SPOKEN_KEYS if isinstance(getattr(step, key, None), str)}
    changed = {key: new for key, text in texts.items() if (new := filled(text, values)) != text}
    return step.model_copy(update=changed) if changed else step
