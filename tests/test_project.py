"""From a wrong folder, every command shows the way to the project."""

from pathlib import Path

import pytest
from support.script_files import SCRIPT, write_scripts

from audiogen.cli.main import run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_scripts(tmp_path / "mine" / "scripts", s01_a=SCRIPT)
    for name in ("mine/scripts/clients", "mine/assets/beds", "elsewhere"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path / "mine"


@pytest.mark.parametrize("command", ["build", "check", "serve", "verify"])
@pytest.mark.parametrize(
    ("folder", "way"),
    [
        ("mine/scripts", "Go up one folder with `cd ..`"),
        ("mine/assets", "Go up one folder with `cd ..`"),
        ("mine/scripts/clients", "Go up 2 folders with `cd ../..`"),
        ("mine/assets/beds", "Go up 2 folders with `cd ../..`"),
        (".", "Go there with `cd mine`"),
        ("elsewhere", "To begin a show, make a folder scripts/ here"),
    ],
)
def test_a_command_in_a_wrong_folder_shows_the_way(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    folder: str,
    way: str,
) -> None:
    monkeypatch.chdir(project.parent / folder)
    assert run([command]) == 1
    assert way in capsys.readouterr().err


@pytest.mark.parametrize(("folder", "way"), [("mine/scripts", "mine"), ("mine/assets", "mine"), (".", "mine")])
def test_a_wrong_folder_that_was_named_is_answered_with_the_right_name(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: str, way: str
) -> None:
    monkeypatch.chdir(project.parent / "elsewhere")
    assert run(["check", "--project", f"../{folder}"]) == 1
    assert f"Write --project {Path('..', way)}" in capsys.readouterr().err


def test_of_several_projects_the_names_are_shown(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_scripts(project.parent / "other" / "scripts", s01_a=SCRIPT)
    monkeypatch.chdir(project.parent)
    assert run(["check"]) == 1
    assert "--project: mine, other." in capsys.readouterr().err
