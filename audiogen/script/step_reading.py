"""Reads the steps of a file, with those that hold others, and what is wrong with each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias, TypeVar, cast

from pydantic import ValidationError

from audiogen.errors import Problem
from audiogen.names import nearest, quotable
from audiogen.script.blocks import KINDS, MOST_STEPS, Include, Repeat, Scan, Written
from audiogen.script.breath import cue_schedule, means_natural, sound_of
from audiogen.script.given_values import given_values, unused_values
from audiogen.script.meant.keys import key_meant
from audiogen.script.meant.numbers import number_meant
from audiogen.script.scan_reading import not_places, said_at, scan_faults
from audiogen.script.step_messages import EXAMPLE, not_a_step, two_verbs, unheard_of, without_verb
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import SPOKEN_KEYS, Breathe, NaturalBreath, Reflect, Step, spoken_texts
from audiogen.script.variables import variables_of
from audiogen.script.yaml.fields import Model
from audiogen.script.yaml.fitting import fit
from audiogen.script.yaml.nodes import Fault, Fields, Items, KeyValue, Node, Place, Text, TreePath, follow
from audiogen.script.yaml.value_messages import value_faults

_MOST_READ: Final = 2 * MOST_STEPS
"""Steps of one file that are looked at: with labels, a few lines may stand for any number of them."""
_STEPS_AT_A_PLACE: Final = 2
_Filled = TypeVar("_Filled", bound=Model)
Spot: TypeAlias = tuple[Path, Place]


@dataclass(frozen=True, slots=True)
class ReadSteps:
    """Steps as they were read: those that are right, and what is wrong with the others."""

    steps: tuple[Written, ...] = ()
    places: tuple[StepPlace, ...] = ()
    faults: tuple[Fault, ...] = ()
    """In the file itself."""
    elsewhere: tuple[Problem, ...] = ()
    """In files that it includes."""
    count: int = 0
    """How many plain steps they are, when all is written out."""
    worded: tuple[Spot, ...] = ()
    """Where breaths are that ask for words."""
    variables: frozenset[str] = frozenset()
    """The names of variables that are filled from outside."""
    depth: int = 0
    """How many files are included in one another."""


def joined(parts: Iterable[ReadSteps]) -> ReadSteps:
    """Steps that follow one another."""
    read = tuple(parts)
    return ReadSteps(
        tuple(chain.from_iterable(each.steps for each in read)),
        tuple(chain.from_iterable(each.places for each in read)),
        tuple(chain.from_iterable(each.faults for each in read)),
        tuple(dict.fromkeys(chain.from_iterable(each.elsewhere for each in read))),
        sum(each.count for each in read),
        tuple(dict.fromkeys(chain.from_iterable(each.worded for each in read))),
        frozenset(chain.from_iterable(each.variables for each in read)),
        max((each.depth for each in read), default=0),
    )


@dataclass(slots=True)
class StepReader:
    """Reads the steps of one file."""

    path: Path
    """The file, as messages name it."""
    included: Callable[[str], ReadSteps | str]
    """The steps of a file that is included, or why it cannot be."""
    _looked_at: int = 0

    def below(self, root: Fields) -> ReadSteps:
        """The steps of the whole file, below `steps:`."""
        pair = root.entry("steps")
        if pair is None:
            return _faulty(Fault(root.place, f'"steps" is missing; add "steps:", and below it steps like {EXAMPLE}'))
        return self._listed(pair, ("steps",))

    def _listed(self, pair: KeyValue, way: TreePath) -> ReadSteps:
        if not isinstance(pair.value, Items) or not pair.value.items:
            message = f"steps: write one step or more below, each with a dash, like {EXAMPLE}"
            return _faulty(Fault(pair.value.place, message))
        nodes = pair.value.items
        read = joined(
            self._step(node, before, (*way, at))
            for at, (before, node) in enumerate(zip((None, *nodes), nodes, strict=False))
        )
        return _limited(read, pair.value.place, "these are")

    def _step(self, node: Node, before: Node | None, way: TreePath) -> ReadSteps:
        """A step; `before` is the one above."""
        self._looked_at += 1
        if self._looked_at > _MOST_READ:
            what = f"these are more than {_MOST_READ} steps, labels included; write fewer"
            return _faulty(Fault(node.place, what)) if self._looked_at == _MOST_READ + 1 else ReadSteps()
        if not isinstance(node, Fields) or not node.entries:
            return _faulty(not_a_step(node))
        return self._with_keys(node, before, way)

    def _with_keys(self, node: Fields, before: Node | None, way: TreePath) -> ReadSteps:
        verbs = tuple(pair for pair in node.entries if pair.key in KINDS and not _asks_again(pair, node))
        if not verbs:
            return _faulty(Fault(node.place, without_verb(node, before)))
        if fault := two_verbs(node, verbs):
            return _faulty(fault)
        # the verb alone decides which model is filled, so that one mistake gives one message
        model = KINDS[verbs[0].key]
        place = StepPlace(self.path, way, node.place.line, _spoken_texts(node))
        if model is Repeat:
            return self._repeat(node, place)
        if model is Breathe and _is_natural(node):
            model = NaturalBreath
        if faults := tuple(unheard_of(node, model)):
            return ReadSteps(faults=faults)
        if model is Scan:
            return self._scan(node, place)
        return self._include(node, place) if model is Include else self._plain(cast("type[Step]", model), node, place)

    def _plain(self, model: type[Step], node: Fields, place: StepPlace) -> ReadSteps:
        step = _filled(model, node)
        if isinstance(step, tuple):
            return ReadSteps(faults=step)
        worded: tuple[Spot, ...] = ()
        if isinstance(step, Breathe) and not all(map(sound_of, cue_schedule(step.breaths.most, step.cues))):
            worded = ((self.path, follow(node, (Breathe.verb,))[0].place),)
        texts = spoken_texts(step).values()
        names = frozenset(variable.name for text in texts for variable in variables_of(text))
        return ReadSteps((step,), (place,), count=1, worded=worded, variables=names)

    def _scan(self, node: Fields, place: StepPlace) -> ReadSteps:
        step = not_places(node) or _filled(Scan, node)
        if isinstance(step, tuple):
            return ReadSteps(faults=step)
        if faults := tuple(scan_faults(node, step)):
            return ReadSteps(faults=faults)
        said = tuple(said_at(node, step))
        places = tuple(
            StepPlace(self.path, (*place.way, Scan.verb, number), at.line, (text,), scan_line=place.line)
            for number, (at, text) in enumerate(said)
        )
        names = frozenset(variable.name for _, text in said for variable in variables_of(text.value))
        block = step.model_copy(update={"places": places})
        return ReadSteps((block,), (place,), count=_STEPS_AT_A_PLACE * len(places), variables=names)

    def _repeat(self, node: Fields, place: StepPlace) -> ReadSteps:
        pair = node.entry("steps")
        if pair is None:
            return _faulty(_nothing_to_repeat(node))
        inner = self._listed(pair, (*place.way, "steps"))
        others = replace(node, entries=tuple(each for each in node.entries if each is not pair))
        step = _filled(Repeat, others) if (fault := _no_number(node)) is None else (fault,)
        if isinstance(step, tuple) or inner.faults:
            faults = (*(step if isinstance(step, tuple) else ()), *inner.faults)
            return ReadSteps(faults=faults, elsewhere=inner.elsewhere)
        block = step.model_copy(update={"steps": inner.steps, "places": inner.places})
        read = replace(inner, steps=(block,), places=(place,), count=step.repeat * inner.count)
        return _limited(read, follow(node, (Repeat.verb,))[0].place, "repeat: this makes")

    def _include(self, node: Fields, place: StepPlace) -> ReadSteps:
        values, faults = given_values(node.entry("with"))
        others = replace(node, entries=tuple(each for each in node.entries if each.key != "with"))
        step = _filled(Include, others)
        if isinstance(step, tuple):
            return ReadSteps(faults=(*step, *faults))
        at = follow(node, (Include.verb,))[0].place
        part = self.included(step.include)
        if isinstance(part, str):
            return ReadSteps(faults=(Fault(at, f"include: {part}"), *faults))
        if part.elsewhere:
            return ReadSteps(faults=faults, elsewhere=part.elsewhere)
        faults = (*faults, *unused_values(node.entry("with"), step.include, part.variables))
        if faults:
            return ReadSteps(faults=faults)
        block = step.model_copy(update={"values": values, "steps": part.steps, "places": part.places})
        used = frozenset(variable.name for _, value in values for variable in variables_of(value))
        names = used | (part.variables - {name for name, _ in values})
        read = replace(part, steps=(block,), places=(place,), variables=names)
        return _limited(read, at, "include: this makes")


def _faulty(fault: Fault) -> ReadSteps:
    return ReadSteps(faults=(fault,))


def _limited(read: ReadSteps, place: Place, what: str) -> ReadSteps:
    """Steps, unless they are too many when all of them are written out; that is told once."""
    if read.count <= MOST_STEPS:
        return read
    # repeats within repeats come to numbers that fill the line
    many = f"{read.count:,}" if read.count < 10**12 else "endlessly many"
    message = f"{what} {many} steps when all is written out, and at most {MOST_STEPS:,} fit; repeat fewer"
    return ReadSteps(faults=(*read.faults, Fault(place, message)), elsewhere=read.elsewhere)


def _is_natural(node: Fields) -> bool:
    """Whether breaths are to come as they come, however that is written: a model of its own has the keys for that."""
    value = follow(node, (Breathe.verb,))[0]
    if isinstance(value, Items) and len(value.items) == 1:
        value = value.items[0]
    return isinstance(value, Text) and means_natural(value.value)


def _asks_again(pair: KeyValue, node: Fields) -> bool:
    """Whether `repeat` stands beside a question, for the question once more."""
    number = isinstance(pair.value, Text) and number_meant(pair.value.value) is not None
    return pair.key == Repeat.verb and node.entry(Reflect.verb) is not None and not number


def _nothing_to_repeat(node: Fields) -> Fault:
    meant = next((pair for pair in node.entries if pair.key not in Repeat.key_names() and _means_steps(pair.key)), None)
    if meant:
        return Fault(meant.place, f'"{quotable(meant.key)}" is not a key here; did you mean steps?')
    pair = node.entry(Repeat.verb)
    value = pair.value if pair else node
    if isinstance(value, Items) and not value.flow:
        message = 'repeat: write how often after it, like "repeat: 3", then "steps:" in the same column above these'
        return Fault(value.place, message)
    if isinstance(value, Text) and number_meant(value.value) is None and not value.empty:
        message = f'"{quotable(value.value)}" is not how often; write "repeat: 3", and what comes again below "steps:"'
        return Fault(value.place, f"repeat: {message}")
    message = f'repeat: "steps" is missing; add "steps:" in the same column, and below it steps like {EXAMPLE}'
    return Fault(node.place, message)


def _means_steps(key: str) -> bool:
    return key_meant(key, ["steps"]) is not None or nearest(key, ["steps"]) is not None


def _no_number(node: Fields) -> Fault | None:
    """The fault of a repeat that does not say how often; None where it does, or where its model says what is wrong."""
    value = follow(node, (Repeat.verb,))[0]
    if isinstance(value, Text) and not value.empty:
        return None
    beside = next((pair for pair in node.entries if pair.key in {"times", "cycles", "rounds", "count"}), None)
    number = beside.value.value if beside and isinstance(beside.value, Text) else "3"
    line = f'; remove the line "{beside.key}"' if beside else ""
    return Fault(value.place, f'repeat: write how often after it, like "repeat: {quotable(number)}"{line}')


def _filled(model: type[_Filled], node: Fields) -> _Filled | tuple[Fault, ...]:
    fitted = fit(model, node)
    data: dict[str, object] = {**fitted.data}
    if model is Repeat:
        # its steps are read one by one: as a part of it, each mistake would be reported for every kind of step
        data["steps"] = ()
    try:
        step = model.model_validate(data)
    except ValidationError as error:
        return (*fitted.faults, *value_faults(error, model, node, fitted.reported))
    return fitted.faults or step


def _spoken_texts(step: Node) -> tuple[Text, ...]:
    return tuple(found for key in SPOKEN_KEYS if isinstance(found := follow(step, (key,))[0], Text))
