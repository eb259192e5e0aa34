"""The text of an imported session's file, with remarks for its author."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from audiogen.documents.manuscript import Omission
from audiogen.drafting.imported.account import ComposedSteps
from audiogen.drafting.imported.own_words import summary
from audiogen.drafting.imported.parts import SessionPart
from audiogen.drafting.imported.speaking import SpokenIn, voice_of
from audiogen.script.dump import Remarks, dump_script
from audiogen.script.model import Origin, Script
from audiogen.script.reading import plain_slug
from audiogen.script.steps import Chapter

_LINES: Final = frozenset({".txt", ".text", ".md", ".markdown"})
"""Endings of files that have lines."""
_NAMELESS: Final = "session"
"""The slug of a file whose name has no Latin letter."""
ABOUT_TITLE: Final = "this is taken for the title, and is not spoken"
_ABOUT_SUMMARY: Final = "TODO say in a sentence or two what listeners get: podcast apps show it"


def unit_of(path: Path) -> str:
    """What the places in a document count."""
    return "line" if path.suffix.lower() in _LINES else "paragraph"


def script_text(
    document: Path, part: SessionPart, made: ComposedSteps, left_out: Sequence[Omission], spoken: SpokenIn, path: Path
) -> str:
    """The text of a session's file.

    Args:
        document: what it was made of.
        part: of the document.
        made: its steps.
        left_out: what of the document is not spoken.
        spoken: its language and voice.
        path: the file, whose name gives the slug.
    """
    chapters = [step.chapter for step in made.steps if isinstance(step, Chapter)]
    script = Script(
        slug=plain_slug(path.stem) or _NAMELESS,
        origin=Origin(path, 1, ()),
        title=part.title,
        summary=summary(part.title, chapters, spoken.language),
        **({"language": spoken.language} if spoken.foreign else {}),
        **({"voice": voice_of(spoken)} if spoken.voices else {}),
        steps=made.steps,
    )
    unit = unit_of(document)
    asked = {
        place: [f"TODO {unit} {each.line}: {each.text}" for each in questions]
        for place, questions in made.questions.items()
    }
    about = {"summary": [_ABOUT_SUMMARY]}
    if part.supposed and part.heading:
        about["title"] = [f"TODO {unit} {part.heading.line}: {ABOUT_TITLE}"]
    return dump_script(script, Remarks([*_head(document, left_out, unit)], about, asked))


def _head(document: Path, left_out: Sequence[Omission], unit: str) -> Iterator[str]:
    yield f"Made by `audiogen import` of {document.name}, and says the same words."
    if left_out:
        yield from ("", "Left out:")
    for each in left_out:
        yield f"- {unit} {each.line}, {each.reason}: {each.text}"
