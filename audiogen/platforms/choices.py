"""What values may be, from `choices.toml`: categories, languages, and the lists of the Podcasting 2.0 namespace."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FeedChoices:
    """The lists that values are held against."""

    categories: Mapping[str, tuple[str, ...]]
    """Apple's, each with its subcategories."""
    languages: frozenset[str]
    """The codes of ISO 639 with two letters; those with three are not listed."""
    mediums: frozenset[str]
    transcripts: frozenset[str]
    """Media types."""
    groups: frozenset[str]
    """Of people, in small letters."""


@cache
def choices() -> FeedChoices:
    """All lists."""
    table = tomllib.loads(Path(__file__).with_name("choices.toml").read_text(encoding="utf-8"))
    mediums = table["mediums"]
    return FeedChoices(
        categories={name: tuple(below) for name, below in table["categories"].items()},
        languages=frozenset(table["languages"].split()),
        mediums=frozenset((*mediums, *(f"{name}L" for name in mediums))),
        transcripts=frozenset(table["transcripts"]),
        groups=frozenset(table["groups"]),
    )
