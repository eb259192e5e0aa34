"""A document becomes a session of the show, or several: written beside the others, never over what is there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from audiogen.documents.manuscript import Manuscript, Omission
from audiogen.drafting.imported.account import ComposedSteps
from audiogen.drafting.imported.composing import compose
from audiogen.drafting.imported.parts import SessionPart, divided, highest_headings, whole
from audiogen.drafting.imported.speaking import SpokenIn, spoken_in
from audiogen.drafting.imported.wording import titled
from audiogen.drafting.imported.writing import script_text
from audiogen.drafting.show_folder import ShowFolder, beside_show
from audiogen.errors import AudiogenError
from audiogen.scaffold.facts import fact
from audiogen.scaffold.files import is_there, new_session, write_all
from audiogen.scaffold.session import refuse_taken
from audiogen.script.beside import YAML_ENDINGS
from audiogen.script.steps import Reflect, Say, spoken_texts
from audiogen.script.yaml.contents import read_text

_MOST_WORDS: Final = 30_000
"""Of one session: four hours without a silence. A longer document is a book."""
_STEPS: Final = re.compile(r"^steps:", re.MULTILINE)
_UNCHANGED: Final = "Nothing was written."


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What is asked for."""

    file: Path
    title: str | None = None
    language: str | None = None
    """A tag or a name, as the user wrote it."""
    into: Path | None = None
    """The file of the session; one beside the others where it is None."""
    split: bool = False
    """Whether each of the highest headings begins a session of its own."""


@dataclass(frozen=True, slots=True)
class ImportedSession:
    """A session that was made of a document."""

    path: Path
    """Of its file, written or not."""
    text: str
    """What the file holds."""
    title: str
    composed: ComposedSteps

    @property
    def words(self) -> int:
        """How many words it says."""
        return sum(len(text.split()) for step in self.composed.steps for text in spoken_texts(step).values())


@dataclass(frozen=True, slots=True)
class Imported:
    """What was made of a document."""

    sessions: tuple[ImportedSession, ...]
    left_out: tuple[Omission, ...]
    """All that is not spoken, in the order of the document."""
    spoken: SpokenIn
    headings: int
    """How many headings stand as high as any, where all became one session."""


def import_document(scripts: Path, order: ImportOrder, *, today: dt.date) -> Imported:
    """Write the sessions of a document beside the others: all of them, or none.

    Args:
        scripts: the folder of the show.
        order: what is asked for.
        today: for shows whose files begin with dates.

    Raises:
        AudiogenError: when there is no show, when the document cannot be read or says nothing, when a title is taken,
            or when a file cannot be written.
    """
    beside = beside_show(scripts)
    if order.into:
        _refuse_place(order.into)
    imported = imported_sessions(_read(order.file), order, beside, today=today)
    for session in imported.sessions:
        refuse_taken(session.title, beside.paths)
    write_all([new_session(session.path, session.text) for session in imported.sessions])
    return imported


def _refuse_place(into: Path) -> None:
    if into.exists():
        raise is_there(into)
    if into.suffix.lower() not in YAML_ENDINGS:
        message = f"{into} would not be read, because the name of a session ends in .yaml"
        raise AudiogenError(message, hint=f"{_UNCHANGED} Write --into {into}.yaml.")


def imported_text(order: ImportOrder, beside: ShowFolder, *, today: dt.date) -> Imported:
    """The session of a document, which is not written.

    Raises:
        AudiogenError: as of `import_document`.
    """
    return imported_sessions(_read(order.file), order, beside, today=today)


def _read(file: Path) -> Manuscript:
    # reading documents takes libraries, which nobody needs who is told that a file is in the way
    from audiogen.documents.reading import read_manuscript  # noqa: PLC0415 - loaded when it is needed

    if file.suffix.lower() in YAML_ENDINGS and isinstance(text := read_text(file), str) and _STEPS.search(text):
        message = f"{file} is a session already"
        raise AudiogenError(message, hint=f"{_UNCHANGED} `audiogen check` says what is wrong with it.")
    return read_manuscript(file)


def imported_sessions(manuscript: Manuscript, order: ImportOrder, beside: ShowFolder, *, today: dt.date) -> Imported:
    """The sessions of a manuscript.

    Raises:
        AudiogenError: when it says nothing, is too long, or is in a language that nothing tells.
    """
    spoken = spoken_in(manuscript, order.language, beside.show)
    all_parts = _parts(manuscript, order)
    composed = {part: compose(part.blocks, spoken.language) for part in all_parts}
    parts = [part for part in all_parts if any(isinstance(step, Say | Reflect) for step in composed[part].steps)]
    if not parts:
        message = f"nothing in {order.file} is to be spoken"
        raise AudiogenError(message, hint=f"{_UNCHANGED} Is this the right document?")
    others = [*manuscript.left_out, *(each for part in all_parts if part not in parts for each in _silent(part))]
    titles = [part.title for part in parts]
    paths = [order.into] if order.into else beside.new_paths(titles, "session", today=today)
    sessions, left_out = list[ImportedSession](), list[Omission]()
    for part, path in zip(parts, paths, strict=True):
        made = composed[part]
        own = sorted([*others, *_other_title(part), *made.left_out], key=lambda each: each.line)
        text = script_text(order.file, part, made, own, spoken, path)
        sessions.append(ImportedSession(path, text, part.title, made))
        left_out += own
        # what belongs to no session is told once, in the first one
        others = []
    headings = 0 if order.split else highest_headings(parts[0].blocks)
    return Imported(tuple(sessions), tuple(sorted(left_out, key=lambda each: each.line)), spoken, headings)


def _silent(part: SessionPart) -> Iterator[Omission]:
    """All of a part in which nothing is to be spoken."""
    reason = "a part in which nothing is to be spoken" if part.blocks else "a title with nothing below it but parts"
    for block in (*([part.heading] if part.heading else ()), *part.blocks):
        yield Omission(block.text, block.line, reason)


def _other_title(part: SessionPart) -> Iterator[Omission]:
    """The heading of a part that was to have another title."""
    if part.heading and titled(part.heading.text) != part.title:
        yield Omission(part.heading.text, part.heading.line, "another title was asked for")


def _parts(manuscript: Manuscript, order: ImportOrder) -> tuple[SessionPart, ...]:
    parts = divided(manuscript) if order.split else (whole(manuscript),)
    if order.title is not None:
        parts = tuple(
            replace(part, title=fact("title", order.title)) if not at else part for at, part in enumerate(parts)
        )
    words = max((sum(len(block.text.split()) for block in part.blocks) for part in parts), default=0)
    if words > _MOST_WORDS:
        message = f"{order.file} has {words:,} words for one session, and {_MOST_WORDS:,} are four hours already"
        hint = "`--split` makes a session of each chapter; else save what you want as a document of its own."
        raise AudiogenError(message, hint=f"{_UNCHANGED} {hint}")
    return parts
