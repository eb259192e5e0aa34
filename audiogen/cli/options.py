"""Arguments and options that several commands take: each is spelt, and explained, here alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from audiogen.errors import AudiogenError, OutputError
from audiogen.project import Project, holds_show, way_to_show


def folder(written: str | Path) -> Path:
    """A folder from what was written for it, or from its default.

    Nothing at all, as an empty variable of the shell gives it, would be this folder.

    Raises:
        typer.BadParameter: for nothing.
    """
    if not str(written).strip():
        message = "nothing is written here; write the name of a folder, or a point for this one"
        raise typer.BadParameter(message)
    return Path(written)


def length_of_time(written: str) -> float:
    """Seconds from what was written for an option, or from its default.

    Raises:
        typer.BadParameter: for what is no length of time, or none at all.
    """
    from audiogen.script.yaml.fields import parse_length

    try:
        length_s = parse_length(written)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if not length_s:
        message = "nothing is heard in no time; write a time like 30s"
        raise typer.BadParameter(message)
    return length_s


Names: TypeAlias = Annotated[
    list[str] | None, typer.Argument(help="Sessions by name or number, like 3 or 03-self-awareness; all when left out.")
]
ProjectFolder: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--project",
        "-C",
        parser=folder,
        metavar="FOLDER",
        help="The project's folder, with scripts/ and assets/.",
        show_default="this folder",
    ),
]
DistFolder: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--dist",
        parser=folder,
        metavar="FOLDER",
        help="Where the podcast is built.",
        show_default="dist/ in the project",
    ),
]
TrackLength: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--length",
        parser=length_of_time,
        metavar="TIME",
        help="The session in this length, like 10m.",
        show_default="its own",
    ),
]
OneClient: TypeAlias = Annotated[
    str | None, typer.Option("--client", metavar="ID", help="As it is made for one client.")
]
Overwrite: TypeAlias = Annotated[bool, typer.Option("--force", help="Write over files that are there.")]


def refuse_existing(out: Path, *, force: bool) -> None:
    """Refuse to write over a file that nobody said may be written over.

    Raises:
        OutputError: when it is there.
    """
    if out.exists() and not force:
        message = f"{out} is there already"
        raise OutputError(message, hint="Choose another name with --out, or add --force to write over it.")


def project_at(root: Path, dist: Path | None = None) -> Project:
    """The project of the folders that were given, with the user's cache."""
    # importing it takes time, which `--help` does not need
    from audiogen.cache.store import default_cache_folder

    return Project(root, dist or root / "dist", default_cache_folder())


def finished_at(root: Path, dist: Path | None) -> Path:
    """Where the finished podcast of a project is.

    Raises:
        AudiogenError: when this is no project, and no folder was named either.
    """
    if dist is None and not (root / "dist").is_dir() and not holds_show(root):
        message = f"there is no podcast in {'this folder' if root == Path() else root}"
        raise AudiogenError(message, hint=way_to_show(root))
    return dist or root / "dist"


def place_options(root: Path, dist: Path | None) -> tuple[str, ...]:
    """The options that another command needs to find the same folders; none where these are the usual ones."""
    project = () if root == Path() else ("--project", str(root))
    return project if dist is None else (*project, "--dist", str(dist))
