"""What to say of a step that is none: text without a verb, another word, a key that belongs elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from audiogen.names import nearest, quotable
from audiogen.script.blocks import KINDS, Include, Repeat, Scan, ScanPlace
from audiogen.script.meant.keys import key_meant, no_step, step_meant
from audiogen.script.meant.numbers import number_meant
from audiogen.script.yaml.fields import Model
from audiogen.script.yaml.fitting import unlike
from audiogen.script.yaml.nodes import Amendment, Fault, Fields, Items, KeyValue, Node, Text

EXAMPLE: Final = '"- say: Welcome."'
_STEP_EXAMPLES: Final = {
    "bell": "- bell: start",
    "breathe": "- breathe: 4-6",
    "clip": "- clip: recordings/welcome.m4a",
    "include": "- include: parts/settling.yaml",
    "repeat": "- repeat: 3",
    "scan": "- scan: [your feet, your hands]",
}
"""Steps whose value cannot be the one that was written for another word."""
_REPEATED: Final = 'write "- repeat: {rounds}", below it "steps:", and there the steps that come several times'
_NO_STEPS_WITHIN: Final = (
    "a step holds no other steps, unless it is a repeat; write them below it, one after the other, each with a dash in "
    "the same column"
)
_YES_OR_NO: Final = frozenset({"yes", "no", "on", "off", "true", "false"})
_YAML: Final = (".yaml", ".yml")


def not_a_step(node: Node) -> Fault:
    """The fault of a node that has no keys."""
    verb, colon, value = node.value.partition(":") if isinstance(node, Text) else ("", "", "")
    glued = verb in KINDS and value.strip() and isinstance(node, Text) and node.style == "plain"
    return Fault(node.place, _without_keys(node), Amendment(f"{verb}{colon}", f"{verb}{colon} ") if glued else None)


def _without_keys(node: Node) -> str:
    if not isinstance(node, Text):
        if isinstance(node, Items) and not node.flow:
            return _NO_STEPS_WITHIN
        return f"a step is a key and a value, like {EXAMPLE}; this is neither"
    if node.empty:
        return f"nothing follows this dash; write a step, like {EXAMPLE}, or remove the dash"
    words = quotable(node.value)
    verb, colon, _ = words.partition(":")
    if verb in KINDS:
        missing = "a space is missing after the colon" if colon else "its value is missing"
        return f'{verb}: {missing}; write "{verb}: " and then what belongs to it'
    first, _, rest = words.partition(" ")
    if first in KINDS:
        return f'a colon is missing after "{first}"; write "- {first}: {rest}"'
    return f'"{words}" is not a step; to have it spoken, write - say: and then the words'


def without_verb(node: Fields, before: Node | None) -> str:
    """Of a node whose keys begin no step; `before` is the one above."""
    keys = [pair.key for pair in node.entries]
    if ScanPlace.shorthand in keys:
        return f'"{ScanPlace.shorthand}" stands below "scan:", further right than that, with a dash of its own'
    for key in keys:
        if key == "steps" and any(map(step_meant, keys)):
            continue
        owners = [verb for verb, model in KINDS.items() if key in model.key_names()]
        owner = next((verb for verb in owners if _may_be(before, verb)), next(iter(owners), None))
        if owner and (_may_be(before, owner) or not (step_meant(key) or no_step(key))):
            what = f"an {owner}" if owner[0] in "aeiou" else f"a {owner}"
            return f'"{key}" belongs to {what} step; remove the dash, and begin it in the same column as "{owner}"'
    return _another_word(node) or unlike(next((key for key in keys if nearest(key, KINDS)), keys[0]), "a step", KINDS)


def _may_be(node: Node | None, verb: str) -> bool:
    """Whether a step is of a kind, or of none that is known."""
    keys = {pair.key for pair in node.entries} if isinstance(node, Fields) else set[str]()
    return verb in keys or not keys & KINDS.keys()


def _another_word(node: Fields) -> str | None:
    """The message for a step that another word than its verb begins."""
    first = node.entries[0]
    if _is_sleep(first):
        return f'"{first.key}" is not a step; write "sleep: yes" at the beginning of the file, above "steps:"'
    if no_step(first.key) == "bed":
        return (
            f'"{first.key}" is not a step; what plays behind the voice is written as "bed: ocean", at the beginning of '
            'the file, or below a "- chapter:"'
        )
    for pair in node.entries:
        verb = step_meant(pair.key)
        value = pair.value.value if isinstance(pair.value, Text) else "..."
        if verb and value.lower().endswith(_YAML):
            verb = "include"
        if verb == "repeat":
            advice = _repeated(pair).replace("write", "Write", 1)
            return f'"{quotable(pair.key)}" is not a step; did you mean repeat? {advice}'
        if verb:
            good = f"- include: {value}" if value.lower().endswith(_YAML) else _STEP_EXAMPLES.get(verb)
            return (
                f'"{quotable(pair.key)}" is not a step; did you mean {verb}? '
                f'Write "{quotable(good or f"- {verb}: {value}")}"'
            )
    return None


def _is_sleep(pair: KeyValue) -> bool:
    """Whether somebody says so of the session; with a length behind it, a silence is meant."""
    value = pair.value.value.casefold() if isinstance(pair.value, Text) else ""
    return (pair.key == "sleep" or key_meant(pair.key, ("sleep",)) is not None) and value in _YES_OR_NO


def _repeated(pair: KeyValue) -> str:
    """How a step is repeated, as often as is written there."""
    number = number_meant(pair.value.value) if isinstance(pair.value, Text) else None
    return _REPEATED.format(rounds=f"{number:g}" if number and number > 0 else "3")


def two_verbs(node: Fields, verbs: tuple[KeyValue, ...]) -> Fault | None:
    """The fault of a step that begins like several; None where it is one."""
    if len(verbs) < 2:
        return None
    repeat = next((pair for pair in verbs if pair.key == Repeat.verb), None)
    if repeat and node.entry("steps"):
        other = next(pair for pair in verbs if pair is not repeat)
        message = f'put "{other.key}" below "steps:", as a step with a dash: that is where what comes again stands'
        return Fault(other.place, message)
    if repeat:
        return Fault(repeat.place, f"a step does not repeat itself; {_repeated(repeat)}")
    if any(pair.key == Scan.verb for pair in verbs) and (option := _of_scan(verbs)):
        return option
    message = f"{verbs[0].key} and {verbs[1].key} are two steps; begin each on a line of its own, with a dash"
    return Fault(verbs[1].place, message)


def _of_scan(verbs: tuple[KeyValue, ...]) -> Fault | None:
    """The fault of a step beside a scan that is meant for each of its places."""
    other = next(pair for pair in verbs if pair.key != Scan.verb)
    meant = key_meant(other.key, ("words", "silence"))
    value = other.value.value if isinstance(other.value, Text) else ""
    if meant is None or (meant == "words" and "{" not in value):
        return None
    what = "how each place is said" if meant == "words" else "the time after each place"
    return Fault(other.place, f'"{other.key}" is a step of its own; {what} is "{meant}: {quotable(value)}"')


def unheard_of(node: Fields, model: type[Model]) -> Iterator[Fault]:
    """Keys that ask for what a step cannot do: hold others, or come again."""
    for pair in node.entries:
        if pair.key in model.key_names():
            continue
        if pair.key == "steps" and model is Include:
            yield Fault(pair.place, "include takes its steps from its file; write these below it, each with a dash")
        elif pair.key == "steps":
            yield Fault(pair.place, _NO_STEPS_WITHIN)
        elif step_meant(pair.key) == Repeat.verb and not key_meant(pair.key, model.key_names()):
            yield Fault(
                pair.place, f'"{quotable(pair.key)}" is not a key here; to have a step again, {_repeated(pair)}'
            )
