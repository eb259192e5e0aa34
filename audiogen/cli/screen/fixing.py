"""What `check --fix` shows: each file with its changes, the question, and what was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

import typer

from audiogen.check.fixing import FileFix
from audiogen.cli.screen.terminal import say


def show_fixes(fixes: Sequence[FileFix]) -> None:
    """Every change, line by line, as `diff -u` has it; where only the bytes change, in words."""
    for fix in fixes:
        if not fix.fixed.better:
            say(f"{fix.path}: with what is mechanical mended, this would not read better; mend it by hand")
        elif fix.fixed.before.splitlines() == fix.fixed.after.splitlines():
            say(f"{fix.path}: its lines stay; it is saved as UTF-8, without a mark before them, and all end in one way")
        else:
            # a tab stays one
            typer.echo("\n".join(_diff(fix)))
    if not fixes:
        say("No mechanical mistakes found.")


def _diff(fix: FileFix) -> Iterator[str]:
    before, after = fix.fixed.before.splitlines(), fix.fixed.after.splitlines()
    yield from unified_diff(before, after, str(fix.path), str(fix.path), lineterm="")


def question(fixes: Sequence[FileFix]) -> str:
    """What is asked before anything is written."""
    files = "this file" if len(fixes) == 1 else f"these {len(fixes)} files"
    return f"Write {files}? A copy of what is there now is kept beside, under a name that ends in .bak."


def show_written(fix: FileFix, copy: Path) -> None:
    """That a file was mended, and where its copy is."""
    say(f"{fix.path} is mended; what it was is in {copy.name}")
