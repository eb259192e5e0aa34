"""The commands that begin shows and sessions, and what all commands say where no show is."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pytest
from support.projects import SHOW, contents

from audiogen.cli.main import run
from audiogen.script.load import load_library


class Typist(io.StringIO):
    """A terminal at which somebody answers."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "cache"))
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `audiogen new` makes without a question; never changed by a test."""
    made = tmp_path_factory.mktemp("begun") / "show"
    assert run(["new", str(made), "--yes"]) == 0
    return made


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr("sys.stdin", Typist("".join(f"{each}\n" for each in answers)))


def test_questions_have_defaults_that_an_empty_answer_takes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, "", "Anna", "")
    assert run(["new", "quiet-hours"]) == 0
    assert "Title of the show [Quiet Hours]: " in capsys.readouterr().out
    show = load_library(Path("quiet-hours/scripts")).show
    assert (show.title, show.author, show.language) == ("Quiet Hours", "Anna", "en")


def test_a_question_comes_again_until_it_is_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, "Ruhe", "Anna", "Quack", "German")
    assert run(["new", "ruhe"]) == 0
    assert 'language: "Quack" is not a language' in capsys.readouterr().err
    assert load_library(Path("ruhe/scripts")).show.language == "de"


def test_what_was_given_is_not_asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answer(monkeypatch, "Anna")
    assert run(["new", "quiet", "--title", "Calm", "--language", "en"]) == 0
    assert "Title" not in capsys.readouterr().out.splitlines()[0]


def test_without_a_terminal_nothing_is_asked_and_what_is_missing_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert run(["new", "quiet", "--title", "Calm"]) == 1
    said = capsys.readouterr()
    assert 'Write --author "Your Name" --language en, or --yes to take these.' in said.err
    assert not Path("quiet").exists()


def test_breaking_off_at_a_question_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Typist("Calm\n"))
    assert run(["new", "quiet"]) == 130
    assert not Path("quiet").exists()


def test_a_show_that_is_there_is_told_before_any_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", ".", "--yes"]) == 0
    answer(monkeypatch)
    capsys.readouterr()
    assert run(["new", "."]) == 1
    said = capsys.readouterr()
    assert "there is a show in this folder already" in said.err
    assert "audiogen add" in said.err
    assert said.out == ""


def test_it_ends_with_what_to_do_next(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "Ruhe für alle", "--yes"]) == 0
    out = capsys.readouterr().out
    for command in ("cd 'Ruhe für alle'", "audiogen check", "audiogen build", "audiogen serve", 'audiogen add "Title"'):
        assert f"\n  {command}" in out
    assert run(["new", ".", "--yes"]) == 0
    assert "cd " not in capsys.readouterr().out


def test_a_language_without_a_voice_here_says_where_the_words_go(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "repos", "--yes", "--language", "fr"]) == 0
    assert "google-fr is online" in capsys.readouterr().out


def test_a_session_is_added_and_the_next_commands_find_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "quiet", "--yes"]) == 0
    assert run(["add", "Evening", "--like", "sleep", "--minutes", "20", "-C", "quiet"]) == 0
    out = capsys.readouterr().out
    assert "quiet/scripts/02-evening.yaml, 20 minutes like sleep" in out
    assert "audiogen build 2 --project quiet" in out
    assert run(["check", "2", "--project", "quiet"]) == 0
    assert "02-evening  20:00, as asked" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["new"], ["add"], ["add", "Evening", "--like", "dance"]])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    assert run(arguments) == 2


COMMANDS = [
    ["build"], ["check"], ["serve"], ["verify"], ["words"], ["say", "--words", "--script", "1"],
    ["identity"], ["identity", "renew"], ["identity", "keep"], ["add", "Evening"],
]  # fmt: skip
every_command = pytest.mark.parametrize("command", COMMANDS, ids=" ".join)


@every_command
def test_in_an_empty_folder_every_command_names_the_way(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command) == 1
    assert "`audiogen new .`" in capsys.readouterr().err
    assert list(Path().iterdir()) == []


@every_command
def test_beside_a_yaml_file_that_is_no_show_every_command_names_the_way(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("compose.yaml").write_text("services: {}\n", encoding="utf-8")
    assert run(command) == 1
    assert "`audiogen new FOLDER`" in capsys.readouterr().err


@every_command
@pytest.mark.parametrize("within", ["scripts", "dist", "recordings"])
def test_inside_a_project_every_command_names_the_way_up(
    begun: Path, command: list[str], within: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(begun, Path(), dirs_exist_ok=True)
    Path(within).mkdir(exist_ok=True)
    os.chdir(within)
    assert run(command) == 1
    assert "Go up one folder with `cd ..`" in capsys.readouterr().err


@every_command
def test_above_several_projects_every_command_names_them(
    begun: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        shutil.copytree(begun, name)
    before = contents(Path())
    assert run(command) == 1
    assert "name it with --project: one, two" in capsys.readouterr().err
    assert contents(Path()) == before


@every_command
def test_scripts_without_a_show_are_completed_by_new(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("scripts").mkdir()
    Path("scripts/01-rest.yaml").write_text("title: Rest\n", encoding="utf-8")
    assert run(command) == 1
    assert "`audiogen new .`: what is there stays as it is" in capsys.readouterr().err


@every_command
def test_scripts_of_another_program_are_left_to_it(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("scripts").mkdir()
    Path("scripts/deploy.sh").write_text("true\n", encoding="utf-8")
    assert run(command) == 1
    assert "`audiogen new FOLDER`" in capsys.readouterr().err


def test_a_show_that_lies_outside_a_folder_called_scripts_is_told_to_move(capsys: pytest.CaptureFixture[str]) -> None:
    Path("show.yaml").write_text(SHOW, encoding="utf-8")
    assert run(["check"]) == 1
    assert "belong into a folder called scripts/" in capsys.readouterr().err


def test_a_show_without_sessions_names_the_way_to_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", ".", "--yes"]) == 0
    Path("scripts/01-arriving.yaml").unlink()
    assert run(["build"]) == 1
    assert '`audiogen add "Title"`' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "lengths"),
    [
        (["5min"], "target: 5m\n"), (["5m"], "target: 5m\n"), (["5,10,15"], "target: 5m\nlengths: [10m, 15m]\n"),
        (["5 min, 10 min"], "target: 5m\nlengths: [10m]\n"), (["5", "10m"], "target: 5m\nlengths: [10m]\n"),
    ],
)  # fmt: skip
def test_minutes_are_written_with_or_without_their_unit_and_several_with_commas(
    written: list[str], lengths: str
) -> None:
    assert run(["new", "show", "--yes"]) == 0
    assert run(["add", "Rest", "-C", "show", *(part for each in written for part in ("--minutes", each))]) == 0
    assert lengths in Path("show/scripts/02-rest.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("written", ["ten", "0", "30s", "5.5", "-5", "9999999999999999999999", ","])
def test_what_is_no_number_of_minutes_is_told_in_plain_words(written: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "show", "--yes"]) == 0
    assert run(["add", "Rest", "-C", "show", f"--minutes={written}"]) == 1
    assert "is not a number of minutes\nNothing was written. Write one in figures" in capsys.readouterr().err


def test_the_root_of_a_disk_and_the_home_folder_are_no_place_for_a_show(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(Path.cwd()))
    for folder, name in (("/", "the root of a disk"), (".", "your home folder")):
        assert run(["new", folder, "--yes"]) == 1
        assert f"{folder} is {name}\nNothing was written. Give the show a folder of its own" in capsys.readouterr().err
    assert list(Path.cwd().iterdir()) == []


def test_a_check_that_finds_something_does_not_say_that_nothing_was_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["new", "show", "--yes"]) == 0
    Path("show/scripts/02-odd.yaml").write_text("title: Odd\nsummary: Odd.\nsteps:\n  - quack: 3\n", encoding="utf-8")
    for command, ending in (("check", "1 problem found.\n"), ("build", "1 problem found; nothing was changed.\n")):
        assert run([command, "-C", "show"]) == 1
        assert capsys.readouterr().err.endswith(ending)
