"""Every rule by its id, from `rules.toml`: scripts silence rules by these ids, and docs/rules.md is made from them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

from pydantic import TypeAdapter

from audiogen.errors import AudiogenError
from audiogen.names import nearest, quotable

Severity: TypeAlias = Literal["error", "warning"]
Stage: TypeAlias = Literal["check", "verify"]
"""Which command judges: the script before a word is spoken, or the finished sound."""


@dataclass(frozen=True, slots=True)
class CraftRule:
    """One rule of craft."""

    id: str
    """For people and programs; never changes."""
    title: str
    """What it asks for, in a few words."""
    group: str
    """What it is about, for people who look for one."""
    severity: Severity
    """The gravest that a finding of it can have."""
    stages: tuple[Stage, ...]
    what: str
    """What is found, with its thresholds, in a sentence or two."""
    why: str
    """What those who listen would feel."""
    remedy: str
    """What to write instead, in one line."""
    sources: tuple[str, ...]
    """Where the rule and its figures come from; "our own judgment" where nobody else says it."""


@cache
def rules() -> dict[str, CraftRule]:
    """All rules by their ids, in the order in which people read them."""
    table = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
    return _RULES.validate_python({name: {"id": name, **rule} for name, rule in table.items()})


def rule_named(name: str) -> CraftRule:
    """A rule by its id.

    Raises:
        AudiogenError: when there is none, with the one that may be meant.
    """
    found = rules().get(name.strip().strip("[]").lower())
    if found is None:
        meant = nearest(name, rules())
        message = f'there is no rule "{quotable(name)}"{f"; did you mean {meant}?" if meant else ""}'
        raise AudiogenError(message, hint="`audiogen rules` lists all of them.")
    return found


def grouped() -> dict[str, tuple[CraftRule, ...]]:
    """All rules by what they are about, each group in their order."""
    groups: dict[str, list[CraftRule]] = {}
    for rule in rules().values():
        groups.setdefault(rule.group, []).append(rule)
    return {group: tuple(each) for group, each in groups.items()}


_RULES: Final = TypeAdapter(dict[str, CraftRule])
