"""The command that makes a session of a document. What it needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audiogen.cli.options import ProjectFolder, place_options


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A script in Word, LibreOffice, PDF, HTML, Markdown or plain text.")
    ],
    *,
    title: Annotated[
        str | None, typer.Option(help="Of the session.", show_default="that of the document, or its name")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(help="That the document is in: en, de, pt-br ..., or its name.", show_default="as it reads"),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The file of the session.", show_default="the next one in scripts/"),
    ] = None,
    split: Annotated[
        bool, typer.Option("--split", help="Make a session of each of the document's highest headings.")
    ] = False,
    stdout: Annotated[bool, typer.Option("--stdout", help="Write the session to the screen, and no file.")] = False,
    project: ProjectFolder = Path(),
) -> None:
    """Make a session of a script that you wrote elsewhere: it says the same words.

    Headings become chapters, and (pause) a silence; stage directions are left out, and listed. Nothing is written over.
    """
    import datetime as dt

    from audiogen.cli.screen import importing as screen
    from audiogen.drafting.imported.session import ImportOrder, import_document, imported_text
    from audiogen.drafting.show_folder import ShowFolder, beside_show
    from audiogen.project import holds_show

    if split and (into or stdout):
        message = "--split makes several sessions; leave --into and --stdout out"
        raise typer.BadParameter(message)
    if stdout and into:
        message = "--stdout writes no file; leave --into out"
        raise typer.BadParameter(message)
    today, scripts = dt.datetime.now(tz=dt.UTC).date(), project / "scripts"
    order = ImportOrder(file, title, language, into, split)
    if stdout:
        beside = beside_show(scripts) if holds_show(project) else ShowFolder()
        screen.show_text(imported_text(order, beside, today=today))
        return
    screen.show_imported(import_document(scripts, order, today=today), file, place_options(project, None))
