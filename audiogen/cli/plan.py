"""`audiogen plan`: a session at a glance, before it is built. Imports stay inside, so that `--help` is fast."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audiogen.cli.options import DistFolder, OneClient, ProjectFolder, TrackLength, project_at


def plan(
    session: Annotated[str, typer.Argument(help="The session by name or number, like 3 or 03-self-awareness.")],
    *,
    length: TrackLength = None,
    client: OneClient = None,
    svg: Annotated[Path | None, typer.Option("--svg", help="Draw it as a picture, into this file.")] = None,
    project: ProjectFolder = Path(),
    dist: DistFolder = None,
) -> None:
    """Show a session at a glance: what is heard when, and how long each silence becomes; nothing is spoken."""
    from audiogen.build.chosen import choose_track
    from audiogen.cli.screen import plan as screen
    from audiogen.preview.glance import glance

    if svg is not None:
        _check_ending(svg)
    seen = glance(choose_track(project_at(project, dist), session, length_s=length, client=client))
    screen.show_glance(seen)
    if svg is not None:
        from audiogen.atomic import write_atomically
        from audiogen.chart.svg import session_svg

        write_atomically(svg, session_svg(seen.chart).encode())
        screen.show_written(svg)


def _check_ending(svg: Path) -> None:
    """Refuse a name that says of the picture what it is not, and of a script that it is to be written over."""
    from audiogen.errors import OutputError

    if svg.suffix.lower() != ".svg" and not svg.is_dir():
        message = f"{svg} does not end in .svg"
        raise OutputError(message, hint="Give it this ending: the picture is an SVG file, which every browser opens.")
