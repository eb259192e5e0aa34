"""Reads `ignore:`, the rules of craft of which nobody is to hear here, each with the author's reason."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from audiogen.names import nearest, quotable
from audiogen.rules.catalogue import rules
from audiogen.script.yaml.fields import ReadBy
from audiogen.script.yaml.nodes import Fault, Fields, KeyValue, Text
from audiogen.script.yaml.written import Form, WrittenAs, texts

IgnoredRules: TypeAlias = tuple[tuple[str, str], ...]
"""Ids of rules, and reasons."""

_HOW: Final = 'write a rule and your reason below it, like "why-question: it is asked lightly here"'


def _read(pair: KeyValue) -> tuple[list[list[str]], tuple[Fault, ...]]:
    if not isinstance(pair.value, Fields) or not pair.value.entries:
        return [], (Fault(pair.value.place, f"ignore: {_HOW}"),)
    entries = pair.value.entries
    read = [[each.key, " ".join(each.value.value.split())] for each in entries if isinstance(each.value, Text)]
    return read, tuple(fault for each in entries if (fault := _fault(each)))


def _fault(pair: KeyValue) -> Fault | None:
    rule, reason = quotable(pair.key), pair.value
    if pair.key not in rules():
        meant = nearest(pair.key, rules())
        hint = f"did you mean {meant}?" if meant else "`audiogen rules` lists all of them"
        return Fault(pair.place, f'ignore: there is no rule "{rule}"; {hint}')
    if not isinstance(reason, Text):
        return Fault(reason.place, f"ignore: {rule}: write your reason after the colon, in one text")
    if not reason.value.strip():
        cut = "YAML leaves out everything after #, so that no reason stands here" if reason.comment else "no reason"
        return Fault(reason.place, f"ignore: {rule}: {cut}; write after the colon why it does not hold here")
    return None


def _ignored_form() -> Form:
    reason = texts("Write why it does not hold here.")
    return {
        "type": "object",
        "properties": {name: {"title": name, "description": rule.title, **reason} for name, rule in rules().items()},
        "additionalProperties": False,
        "minProperties": 1,
    }


Ignored = Annotated[IgnoredRules, ReadBy(_read), WrittenAs(_ignored_form, "ignore")]
"""Rules of craft that are not told of here, by their ids, each with a reason."""
