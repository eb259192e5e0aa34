"""From the tree of one step to its model: the verb decides, so that one mistake gives one message."""

from __future__ import annotations

from typing import Final

from pydantic import ValidationError

from audiogen.names import nearest
from audiogen.script.model import STEPS, Step
from audiogen.script.yaml.nodes import Fault, Fields, Node, Text
from audiogen.script.yaml.shapes import fit, quotable, unlike
from audiogen.script.yaml.wording import refusals

EXAMPLE: Final = '"- say: Welcome."'

_VERBS: Final = {model.verb: model for model in STEPS}


def read_step(node: Node) -> Step | tuple[Fault, ...]:
    """The step, or what is wrong with it."""
    if not isinstance(node, Fields) or not node.entries:
        return (Fault(node.place, _unkeyed(node)),)
    model = _kind_of(node)
    if isinstance(model, Fault):
        return (model,)
    fitted = fit(model, node)
    try:
        step = model.model_validate(fitted.data)
    except ValidationError as error:
        return (*fitted.faults, *refusals(error, model, node, fitted.settled))
    return fitted.faults or step


def _kind_of(node: Fields) -> type[Step] | Fault:
    """The model of a step, by the one verb among its keys."""
    verbs = [entry for entry in node.entries if entry.key in _VERBS]
    if len(verbs) > 1:
        first, second = verbs[:2]
        message = f"{first.key} and {second.key} are two steps; begin each on a line of its own, with a dash"
        return Fault(second.place, message)
    if not verbs:
        return Fault(node.place, _verbless(node))
    return _VERBS[verbs[0].key]


def _unkeyed(node: Node) -> str:
    if not isinstance(node, Text):
        return f"a step is a key and a value, like {EXAMPLE}; this is neither"
    if node.empty:
        return f"nothing follows this dash; write a step, like {EXAMPLE}, or remove the dash"
    words = quotable(node.value)
    verb, colon, _ = words.partition(":")
    if verb in _VERBS:
        missing = "a space is missing after the colon" if colon else "its value is missing"
        return f'{verb}: {missing}; write "{verb}: " and then what belongs to it'
    return f'"{words}" is not a step; to have it spoken, write - say: and then the words'


def _verbless(node: Fields) -> str:
    keys = [entry.key for entry in node.entries]
    for key in keys:
        owner = next((verb for verb, model in _VERBS.items() if key in model.model_fields), None)
        if owner:
            return f'"{key}" belongs to a {owner} step; remove the dash, and begin it in the same column as "{owner}"'
    return unlike(next((key for key in keys if nearest(key, _VERBS)), keys[0]), "a step", _VERBS)
