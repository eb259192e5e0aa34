"""Endings of English words, as sounds."""

from __future__ import annotations

from typing import Final

_VOICELESS: Final = frozenset("ptkfθ")
_SIBILANTS: Final = frozenset("szʃʒ")


def english_s(ipa: str) -> str:
    """The sound of an English s behind these: as in cats, dogs or wishes."""
    last = ipa.rstrip("ː. ")[-1:]
    return "ɪz" if last in _SIBILANTS else "s" if last in _VOICELESS else "z"
