"""The command that drafts sessions about an article. What it needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audiogen.cli import options
from audiogen.cli.options import ProjectFolder, place_options, project_at
from audiogen.errors import AudiogenError
from audiogen.names import quotable

if TYPE_CHECKING:  # importing them takes time
    from audiogen.documents.manuscript import Manuscript
    from audiogen.drafting.articles.draft import SectionWriter
    from audiogen.drafting.show_folder import ShowFolder

_MINUTES = 10


def draft(  # noqa: PLR0913 - each is an option
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An article in Word, LibreOffice, PDF, HTML, Markdown or plain text.")
    ],
    *,
    minutes: Annotated[int, typer.Option("--minutes", "-m", help="How long each session lasts, 5 to 20.")] = _MINUTES,
    sections: Annotated[
        str | None, typer.Option(metavar="NUMBERS", help="Of the article, like 2,4 or 2-5.", show_default="all")
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            parser=options.folder, metavar="FOLDER", help="Where the files go.", show_default="scripts/ of the show"
        ),
    ] = None,
    stdout: Annotated[bool, typer.Option("--stdout", help="Write one draft to the screen, and no file.")] = False,
    llm: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Of a language model that writes, like http://localhost:11434 for Ollama."),
    ] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="Of the model, behind --llm.")] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Ask the model again for what it wrote before.")] = False,
    project: ProjectFolder = Path(),
) -> None:
    """Draft sessions about an article: one for each of its sections, in words of their own, for you to rewrite.

    What an article names is taken up in questions and pictures; none of its sentences is. Nothing is ever written over.
    A service behind --llm that wants a key gets the one in the environment variable AUDIOGEN_LLM_KEY.
    """
    import datetime as dt

    from audiogen.cli.screen import draft as screen
    from audiogen.documents.reading import read_manuscript
    from audiogen.drafting.articles.refusals import refuse_sessions
    from audiogen.drafting.articles.writing import DraftOrder, draft_files, folder_of, write_drafts
    from audiogen.drafting.show_folder import ShowFolder

    if stdout and into:
        message = "--stdout writes no file; leave --into out"
        raise typer.BadParameter(message)
    if (model or anew) and not llm:
        message = "--model and --anew go with --llm, the address of a language model"
        raise typer.BadParameter(message)
    order, today = DraftOrder(minutes, _numbers(sections), into), dt.datetime.now(tz=dt.UTC).date()
    folder = ShowFolder() if stdout else folder_of(project / "scripts", into)
    refuse_sessions(file)
    manuscript = read_manuscript(file)
    writer = _model_writer(llm, model, manuscript, folder, project, anew=anew) if llm else _writer(manuscript)
    drafted = draft_files(manuscript, order, writer, folder, today=today)
    if stdout:
        screen.show_text(drafted)
        return
    write_drafts(drafted, folder)
    screen.show_drafted(drafted, file, minutes, () if into else place_options(project, None), into)


def _writer(manuscript: Manuscript) -> SectionWriter:
    """What writes the session about a section.

    Raises:
        AudiogenError: when it cannot write about this article.
    """
    from audiogen.drafting.articles.offline import write_from_templates
    from audiogen.drafting.articles.refusals import refuse_other_languages

    refuse_other_languages(manuscript)
    return write_from_templates


def _model_writer(
    url: str, model: str | None, manuscript: Manuscript, folder: ShowFolder, project: Path, *, anew: bool
) -> SectionWriter:
    """What writes the session about a section with the help of a language model.

    Raises:
        AudiogenError: when it cannot be asked.
    """
    import os

    from audiogen.cli.screen import draft as screen
    from audiogen.drafting.articles.llm_wire import KEY_VARIABLE
    from audiogen.drafting.articles.llm_writer import ModelOrder, model_writer

    order = ModelOrder(url, model, os.environ.get(KEY_VARIABLE, ""), anew)
    return model_writer(order, manuscript.language, folder, project_at(project), tell=screen.show_progress)


def _numbers(written: str | None) -> tuple[int, ...]:
    """Numbers of sections, with ranges: `2,4`, `2-5`; none where nothing was written.

    Raises:
        AudiogenError: for what is none.
    """
    found: list[int] = []
    for each in re.split(r"[\s,;]+", written.strip(" ,;")) if written is not None else ():
        bounds = re.fullmatch(r"(\d{1,4})(?:[-\u2013](\d{1,4}))?", each)
        first, last = (int(bounds[1]), int(bounds[2] or bounds[1])) if bounds else (0, 0)
        if not 1 <= first <= last:
            message = f'--sections: "{quotable(each)}" is not the number of a section'
            raise AudiogenError(message, hint="Nothing was written. Write numbers like 2,4, or a range like 2-5.")
        found += range(first, last + 1)
    return tuple(found)
