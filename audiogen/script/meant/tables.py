"""What people write → what it means, read from `words.toml` when there is a mistake to explain."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def meanings(table: str) -> Mapping[str, str]:
    """Word, in small letters → its meaning, from a table of `words.toml`; empty where there is no such table."""
    return {word: meaning for meaning, words in _tables().get(table, {}).items() for word in (words.split())}


@cache
def words_for(table: str, meaning: str) -> frozenset[str]:
    """All words of one meaning; none for a meaning that is not there."""
    return frozenset(_tables()[table].get(meaning, "").split())


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
