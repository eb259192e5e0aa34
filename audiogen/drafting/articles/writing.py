"""The drafts of a document: which sections are asked for, and one new file for each beside the others, all or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from audiogen.documents.manuscript import Manuscript
from audiogen.drafting.articles.draft import Asked, Drafted, Remark, SectionWriter, file_text
from audiogen.drafting.articles.refusals import refuse_other_texts
from audiogen.drafting.articles.sections import Article, Section, article_of
from audiogen.drafting.show_folder import ShowFolder, beside_show
from audiogen.errors import AudiogenError
from audiogen.names import quotable
from audiogen.scaffold.files import new_session, write_all
from audiogen.scaffold.session import refuse_taken
from audiogen.scaffold.templates import EMBEDDED, WRITTEN_IN
from audiogen.script.folder import SHOW_FILE, is_session
from audiogen.script.language_tags import base_language
from audiogen.script.model import Show
from audiogen.script.reading import plain_slug

LEAST_MINUTES: Final = 5
MOST_MINUTES: Final = 20
_UNCHANGED: Final = "Nothing was written."
_MOST_LISTED: Final = 8


@dataclass(frozen=True, slots=True)
class DraftOrder:
    """What is asked for."""

    minutes: int = 10
    """The length of each session."""
    sections: tuple[int, ...] = ()
    """Their numbers, from 1; all when empty."""
    into: Path | None = None
    """A folder for the files, in place of that of the show."""


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A draft with its file, written or not."""

    path: Path
    section: Section
    drafted: Drafted

    @property
    def text(self) -> str:
        """What the file holds."""
        return file_text(self.drafted)


@dataclass(frozen=True, slots=True)
class DraftedArticle:
    """What was made of an article."""

    article: Article
    files: tuple[DraftFile, ...]


def folder_of(scripts: Path, into: Path | None) -> ShowFolder:
    """The folder that drafts go to: any that is named, else that of the show.

    Raises:
        AudiogenError: when none is named and no show is there, or when a file is in the way.
    """
    if into is None or (into / SHOW_FILE).is_file():
        return beside_show(into or scripts)
    if into.exists() and not into.is_dir():
        message = f"{into} is a file, not a folder"
        raise AudiogenError(message, hint=f"{_UNCHANGED} Name a folder behind --into.")
    return ShowFolder(into, paths=tuple(sorted(path for path in into.glob("*.yaml") if is_session(path))))


def draft_files(
    manuscript: Manuscript, order: DraftOrder, writer: SectionWriter, folder: ShowFolder, *, today: dt.date
) -> DraftedArticle:
    """The drafts of a document, which are not written yet.

    Args:
        manuscript: the article.
        order: what is asked for.
        writer: makes a session of a section.
        folder: where the files will be.
        today: for folders whose files begin with dates.

    Raises:
        AudiogenError: when the document is no article, or has no such section, or when nothing can be made of it.
    """
    _refuse_minutes(order.minutes)
    refuse_other_texts(manuscript)
    article = article_of(manuscript)
    sections = _asked_for(article, order.sections)
    drafts = [writer(section, Asked(article, order.minutes)) for section in sections]
    files = _placed(sections, drafts, folder, today)
    return DraftedArticle(article, tuple(files))


def write_drafts(drafted: DraftedArticle, folder: ShowFolder) -> None:
    """Write the files of drafts: all of them, or none.

    Raises:
        AudiogenError: when a session has one of their titles already, or when a file cannot be written.
    """
    for file in drafted.files:
        refuse_taken(file.drafted.script.title, folder.paths)
    write_all([new_session(file.path, file.text) for file in drafted.files])


def _refuse_minutes(minutes: int) -> None:
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        message = f"a draft lasts {LEAST_MINUTES} to {MOST_MINUTES} minutes, and not {minutes}"
        raise AudiogenError(message, hint=f"{_UNCHANGED} Draft another length, and change its target in the file.")


def _asked_for(article: Article, numbers: Sequence[int]) -> Sequence[Section]:
    if not article.sections:
        message = "there is no text in this document that a session could be about"
        raise AudiogenError(message, hint=f"{_UNCHANGED} Is this the right document?")
    known = {section.number: section for section in article.sections}
    unknown = next((number for number in numbers if number not in known), None)
    if unknown is not None:
        titles = [f'{each.number} "{quotable(each.title)}"' for each in article.sections[:_MOST_LISTED]]
        more = ", ..." if len(known) > _MOST_LISTED else ""
        message = f"there is no section {unknown} in this document"
        raise AudiogenError(message, hint=f"{_UNCHANGED} It has {', '.join(titles)}{more}.")
    return [known[number] for number in dict.fromkeys(numbers)] if numbers else article.sections


def _placed(
    sections: Sequence[Section], drafts: Sequence[Drafted], folder: ShowFolder, today: dt.date
) -> Iterator[DraftFile]:
    """Each draft with its file."""
    paths = folder.new_paths([each.script.title for each in drafts], "draft", today=today)
    for section, drafted, path in zip(sections, drafts, paths, strict=True):
        yield DraftFile(path, section, _at(drafted, path, folder.show))


def _at(drafted: Drafted, path: Path, show: Show | None) -> Drafted:
    """A draft as its file holds it; in a show of another language, it says in which one it is."""
    script, remarks = drafted.script, drafted.remarks
    changed: dict[str, object] = {"slug": plain_slug(path.stem), "origin": replace(script.origin, path=path)}
    if show and script.language is None and base_language(show.language) != WRITTEN_IN:
        changed |= {"language": WRITTEN_IN, "voice": type(script.voice).model_validate({"name": EMBEDDED})}
        told = "This session is in English, as all templates are: put words of your own in their place."
        remarks = (*remarks, Remark(told, open=False))
    return Drafted(script.model_copy(update=changed), remarks)
