"""What rules about the words of a whole session find in it, in sessions that are read from files."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from support.repository import ROOT

from audiogen.check.craft.findings import craft_findings
from audiogen.check.editions import expected_editions
from audiogen.errors import Problem
from audiogen.project import Project
from audiogen.script.load import load_library
from audiogen.speech.phrase import project_phrasing

CASES: Final[list[dict[str, Any]]] = yaml.safe_load(
    (ROOT / "tests/golden/craft/sessions.yaml").read_text(encoding="utf-8")
)
_ABOUT_WORDS: Final = {
    "long-sentence",
    "reading-grade",
    "breath-only-anchor",
    "close-eyes",
    "bare-imperatives",
    "health-claim",
    "leave-now",
    "avoid-words",
    "promised-feelings",
    "first-person-plural",
}
_HEAD: Final = ["title: One", "summary: Two.", "steps:", "  - say: |"]
_SHOW: Final = "title: Show\nauthor: me\ndescription: Sessions.\nvoice: tone\n"


def found_in(folder: Path, scripts: dict[str, str], show: str = _SHOW) -> dict[str, list[Problem]]:
    """The findings of craft in each of several files; those of the show are below show.yaml."""
    (folder / "scripts").mkdir()
    for name, text in {**scripts, "show.yaml": show}.items():
        (folder / "scripts" / name).write_text(text, encoding="utf-8")
    project = Project(folder, folder / "dist", folder / "cache")
    library, phrasing = load_library(project.scripts, []), project_phrasing(project)
    expected = [expected_editions(library.show, script, phrasing) for script in library.scripts]
    told: dict[str, list[Problem]] = {name: [] for name in (*scripts, "show.yaml")}
    for problem in craft_findings(library, expected, project, phrasing):
        told[problem.path.name].append(problem)
    return told


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Problem]]:
    scripts = {
        f"{number:02}-case.yaml": "\n".join([*_HEAD, *(f"      {line}" for line in case["text"].strip().split("\n"))])
        for number, case in enumerate(CASES, 1)
    }
    return found_in(tmp_path_factory.mktemp("craft"), scripts)


@pytest.mark.parametrize("number", range(1, len(CASES) + 1), ids=[case["case"] for case in CASES])
def test_a_session_has_the_findings_that_are_expected(found: dict[str, list[Problem]], number: int) -> None:
    told = {
        each.rule: max(each.line - len(_HEAD), 0)
        for each in found[f"{number:02}-case.yaml"]
        if each.rule in _ABOUT_WORDS
    }
    assert told == CASES[number - 1]["found"]


def test_claims_about_health_are_found_in_all_that_is_shown(tmp_path: Path) -> None:
    claim = "This session cures anxiety."
    script = f"title: {claim}\nsummary: {claim}\nnotes: {{content: {claim}, care: {claim}}}\nsteps:\n  - say: Hello.\n"
    show = f"{_SHOW}notes: {{care: {claim}}}\n".replace("description: Sessions.", f"description: {claim}")
    found = found_in(tmp_path, {"01-one.yaml": script}, show)
    told = {name: [each for each in problems if each.rule == "health-claim"] for name, problems in found.items()}
    assert {each.message.split(":")[0] for each in told["01-one.yaml"]} == {"title", "summary", "content", "care"}
    assert {each.message.split(":")[0] for each in told["show.yaml"]} == {"description", "care"}
    assert not any(each.warning for each in (*told["01-one.yaml"], *told["show.yaml"]))


def test_a_finding_stands_at_its_word_and_says_what_to_write(tmp_path: Path) -> None:
    script = "\n".join([*_HEAD, "      Welcome, and hello.", "      Now you should sit."])
    told = [
        str(each) for each in found_in(tmp_path, {"01-one.yaml": script})["01-one.yaml"] if each.rule == "avoid-words"
    ]
    assert [each.partition("01-one.yaml:")[2] for each in told] == [
        '6:11: warning: "you should" sounds like a duty. Write "might" or "could" [avoid-words]'
    ]
