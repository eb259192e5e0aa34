"""What the craft says of small sessions, for tests of single rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from support.repository import ROOT
from support.script_files import write_scripts

from audiogen.check.craft.findings import craft_findings
from audiogen.check.editions import expected_editions
from audiogen.errors import Problem
from audiogen.project import Project
from audiogen.script.load import load_library
from audiogen.speech.phrase import Phrasing, project_phrasing

CRAFT_SHOW: Final = (
    "title: Small Show\nauthor: audiogen\ndescription: A show for tests.\nbed: rain\nvoice: heart\n"
    "notes: {content: Nothing heavy.}\n"
)


@cache
def _phrasing() -> Phrasing:
    """How phrases are said where a project has no lexicon of its own; reading the one of audiogen takes its time."""
    return project_phrasing(Project(ROOT, ROOT / "dist", ROOT / "cache"))


def findings(folder: Path, script: str, *, show: str = CRAFT_SHOW) -> tuple[Problem, ...]:
    """Everything that is found in one session.

    Args:
        folder: an empty one, or one that was used for this before.
        script: the text of its file.
        show: the text of show.yaml.
    """
    scripts = write_scripts(folder / "scripts", show=show, s01_small=script)
    project = Project(folder, folder / "dist", folder / "cache")
    library, phrasing = load_library(scripts), _phrasing()
    expected = [expected_editions(library.show, each, phrasing) for each in library.scripts]
    return craft_findings(library, expected, project, phrasing)


def found(folder: Path, rule: str, steps: str, *, head: str = "", show: str = CRAFT_SHOW) -> list[str]:
    """The findings of one rule in a session of these steps, as `line: message`; errors begin with a `!`."""
    script = f"title: Small\nsummary: A short session.\n{head}steps:\n{steps}"
    problems = (each for each in findings(folder, script, show=show) if each.rule == rule)
    return [f"{'' if each.warning else '!'}{each.line}: {each.message}" for each in problems]
