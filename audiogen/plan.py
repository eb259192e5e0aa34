"""Script → Plan: what sounds, in which order. When each thing sounds is decided by `audiogen.timeline`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Utterance:
    """One phrase, spoken in one go; phrases that are equal are spoken once and used again."""

    text: str
    """As written, in Unicode NFC, white space folded; never empty."""
    voice: str
    """The name of the voice, as `audiogen voices` lists it."""
    wpm: float
    """The pace asked for, in words a minute while speaking."""
    language: str
    """BCP 47."""
