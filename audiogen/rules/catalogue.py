"""Every rule by its id, from `rules.toml`: scripts silence rules by these ids, and docs/rules.md is made from them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

from pydantic import TypeAdapter

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


_RULES: Final = TypeAdapter(dict[str, CraftRule])
