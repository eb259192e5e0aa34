"""The commands around what podcast apps know a show by. What a command needs is imported inside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from audiogen.cli.options import ProjectFolder
from audiogen.errors import AudiogenError
from audiogen.project import holds_show, way_to_project, way_to_show

if TYPE_CHECKING:
    from audiogen.script.lock import PublishedLock

identity_app = typer.Typer(
    invoke_without_command=True, help="Show what podcast apps know this show by, and give it another identity."
)


@identity_app.callback()
def show(context: typer.Context, *, project: ProjectFolder = Path()) -> None:
    """Show what podcast apps know this show by."""
    if context.invoked_subcommand is None:
        from audiogen.cli.screen import identity as screen

        screen.show_identity(project / "scripts", _lock_of(project / "scripts"))


@identity_app.command()
def renew(*, project: ProjectFolder = Path()) -> None:
    """Give the show and all its episodes a new identity: for subscribers, every episode is a new one then."""
    from audiogen.cli.screen import identity as screen
    from audiogen.script.lock import write_lock
    from audiogen.script.renewal import renewed

    scripts = project / "scripts"
    lock = _lock_of(scripts)
    if lock is None:
        screen.show_identity(scripts, None)
        return
    new = renewed(lock)
    write_lock(scripts, new)
    screen.show_renewed(scripts, lock, new)


@identity_app.command()
def keep(*, project: ProjectFolder = Path()) -> None:
    """Keep an identity that `audiogen check` warns of, because people are subscribed: nothing changes for them."""
    from dataclasses import replace

    from audiogen.cli.screen import identity as screen
    from audiogen.script.lock import write_lock

    scripts = project / "scripts"
    lock = _lock_of(scripts)
    if lock is None:
        screen.show_identity(scripts, None)
        return
    write_lock(scripts, replace(lock, mark="kept"))
    screen.show_kept(lock)


def _lock_of(scripts: Path) -> PublishedLock | None:
    """What the show is known by; None before its first build."""
    from audiogen.script.lock import read_lock

    if not scripts.is_dir():
        message = f"the folder {scripts} does not exist"
        raise AudiogenError(message, hint=way_to_project(scripts.parent))
    lock = read_lock(scripts)
    if lock is None and not holds_show(scripts.parent):
        message = f"there is no show in {scripts}"
        raise AudiogenError(message, hint=way_to_show(scripts.parent))
    return lock
