"""`audiogen schema`: schemas for editors. What it needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audiogen.cli import options
from audiogen.cli.options import ProjectFolder
from audiogen.errors import AudiogenError
from audiogen.project import holds_show, way_to_show


def schema(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="Print this one: session, show, clients ...", show_default="write all"),
    ] = None,
    *,
    out: Annotated[
        Path | None,
        typer.Option(parser=options.folder, metavar="FOLDER", help="Where they go.", show_default="schemas/"),
    ] = None,
    into_files: Annotated[
        bool, typer.Option("--link", help="Put the line that names its schema at the top of each file that has none.")
    ] = False,
    project: ProjectFolder = Path(),
) -> None:
    """Write JSON Schemas, with which an editor completes, explains and checks your files while you type.

    Only what differs is written. After an update of audiogen, run it once more.
    """
    from audiogen.cli.screen import schema as screen
    from audiogen.schema.files import schema_named, write_schemas
    from audiogen.schema.naming import link, nameless

    if name is not None:
        if out is not None or into_files:
            message = "NAME prints one schema and writes no file; leave --out and --link out, or the name"
            raise typer.BadParameter(message)
        typer.echo(schema_named(name, project), nl=False)
        return
    if out is not None and into_files:
        message = "--link is for the schemas of a show, in schemas/; leave --out out"
        raise typer.BadParameter(message)
    if out is None and not holds_show(project):
        message = f"there is no show in {'this folder' if project == Path() else project}"
        raise AudiogenError(message, hint=way_to_show(project))
    screen.show_written(write_schemas(project, out))
    if out is not None:
        return
    files = [*nameless(project)]
    if not into_files:
        screen.show_nameless(files)
        return
    for each in files:
        link(each)
    screen.show_linked([path for each in files for path in each.paths])
