"""Whether git would take what is known of clients along: then it would be wherever the project's history goes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from audiogen.clients.lock import CLIENTS_LOCK
from audiogen.clients.roster import CSV_FILE, YAML_FILE
from audiogen.project import PRIVATE

IGNORE_LINES: Final = ("/private/", "/clients.*")
"""What .gitignore in the project folder must hold."""
_WAIT_S: Final = 10


def exposed(root: Path) -> str | None:
    """A warning when the project is under git, and git does not leave clients' files alone; else None."""
    git = shutil.which("git")
    if git is None or not root.is_dir():
        return None
    names = [f"{PRIVATE}/x", YAML_FILE, CSV_FILE, CLIENTS_LOCK]
    inside = _asked(git, root, ["rev-parse", "--is-inside-work-tree"])
    if inside is None or inside.stdout.strip() != "true":
        return None
    tracked = _asked(git, root, ["ls-files", "--", PRIVATE, YAML_FILE, CSV_FILE, CLIENTS_LOCK])
    if tracked is not None and tracked.stdout.strip():
        return (
            "git keeps what is known of your clients: take it out with `git rm -r --cached --ignore-unmatch private "
            f"{YAML_FILE} {CSV_FILE} {CLIENTS_LOCK}`, write {_lines()} into .gitignore, and commit. What was "
            "committed before stays in the history, and wherever that was pushed."
        )
    ignored = _asked(git, root, ["check-ignore", "--no-index", "--", *names])
    if ignored is None or len(ignored.stdout.splitlines()) >= len(names):
        return None
    return f"git would take along what is known of your clients: write {_lines()} into .gitignore in {root.resolve()}"


def _lines() -> str:
    return " and ".join(f"the line {line}" for line in IGNORE_LINES)


def _asked(git: str, root: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str] | None:
    try:
        return subprocess.run(  # noqa: S603 - git itself, with arguments that are written here
            [git, "-C", str(root), *arguments], capture_output=True, text=True, check=False, timeout=_WAIT_S
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return None
