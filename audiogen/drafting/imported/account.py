"""What becomes of the words of a document: steps, questions to its author, and an account of all that is not spoken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audiogen.documents.manuscript import Omission
from audiogen.script.steps import Step


@dataclass(frozen=True, slots=True)
class Turned:
    """Words of a document that became a step, or notation within a text."""

    text: str
    line: int
    """As that of a block."""
    into: str
    """As it stands in the script: `pause: 10s`."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is uncertain, for the author to decide."""

    line: int
    """As that of a block."""
    text: str


@dataclass(frozen=True, slots=True)
class ComposedSteps:
    """The steps of a session, and what became of all the words that it does not say."""

    steps: tuple[Step, ...]
    questions: Mapping[int, tuple[Question, ...]]
    """By the places of the steps that they are about, from 0."""
    left_out: tuple[Omission, ...]
    turned: tuple[Turned, ...]
