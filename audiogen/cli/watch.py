"""The command that answers every save. What it needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Annotated

import typer

from audiogen.cli.options import ProjectFolder, project_at
from audiogen.memory import end_quickly, seldom_collected


def watch(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[SESSION]", help="One session, by name or number; all when left out."),
    ] = None,
    *,
    project: ProjectFolder = Path(),
    poll: Annotated[
        bool,
        typer.Option("--poll", help="Look at the files again and again: for network drives that tell of no changes."),
    ] = False,
) -> None:
    """Say after every save what became of a session: its lengths, and what is wrong with it. Ctrl-C ends it.

    Nothing is spoken.
    """
    with seldom_collected():
        from audiogen.cli.screen.watch import WatchDisplay
        from audiogen.script.load import find_script
        from audiogen.watching.disk import FolderChanges
        from audiogen.watching.snapshot import first_snapshot
        from audiogen.watching.watch import watch as watch_folder

        place = project_at(project)
        display = WatchDisplay()
        with FolderChanges(place, poll=poll) as changes:
            snapshot = first_snapshot(place, [name] if name else [])
            if name:
                find_script(snapshot.read, name)
            display.show_beginning(snapshot)
            # the only way to end it leaves nothing unfinished
            with contextlib.suppress(KeyboardInterrupt):
                watch_folder(snapshot, changes, display.show)
    end_quickly()
