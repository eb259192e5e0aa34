"""Who judges which rule of craft: every rule that is judged in scripts, by its id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from audiogen.check.craft.session import CraftFinding, CraftSession

Judge: TypeAlias = Callable[[CraftSession], Iterator[CraftFinding]]
"""Finds all that is against one rule in one edition. Pure: what it finds follows from the session alone."""

JUDGES: Final[Mapping[str, Judge]] = {}
