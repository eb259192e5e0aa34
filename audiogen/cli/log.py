"""`audiogen log`: what the last builds did, and what took how long. What it needs is imported inside it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audiogen.cli.options import DistFolder, ProjectFolder, project_at


def log(
    *,
    project: ProjectFolder = Path(),
    dist: DistFolder = None,
    clients: Annotated[bool, typer.Option("--clients", help="What was built for clients.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: all builds that are noted.")] = False,
) -> None:
    """Say what the last builds did: how long each stage of each session took, and how quickly sound was made."""
    from dataclasses import replace

    from audiogen.build.log import BuildLog
    from audiogen.cli.screen import log as screen
    from audiogen.clients.folder import private_folder

    if clients and dist:
        message = "what is for clients is built into private/, wherever the podcast is; leave it out"
        raise typer.BadParameter(message, param_hint="--dist")
    place = project_at(project, dist)
    if clients:
        place = replace(place, dist=private_folder(project))
    screen.show_log(list(BuildLog(place).builds()), as_json=as_json)
