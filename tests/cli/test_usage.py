"""What is said of a command that was written wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiogen.cli.main import run


@pytest.mark.parametrize(
    ("arguments", "told", "help_of"),
    [
        ("edit", "a session is a text file in scripts/: open it in any editor", "audiogen"),
        ("list", "`audiogen check` lists the sessions", "audiogen"),
        ("upload", "`audiogen publish` sends the podcast to its web space", "audiogen"),
        ("buld", "did you mean `audiogen build`?", "audiogen"),
        ("quack", "There is new, add,", "audiogen"),
        ("clients lst", "did you mean `audiogen clients list`?", "audiogen clients"),
        ("add Slow breathing", 'needs quotation marks: audiogen add "Slow breathing"', "audiogen add"),
        ("add Slow breathing -m 5 --like sleep", 'marks: audiogen add "Slow breathing"', "audiogen add"),
        ("add X --like bodyscan", '"bodyscan" is not known; did you mean body-scan? It can be', "audiogen add"),
        ("add", 'something is missing: TITLE, like audiogen add "Slow breathing"', "audiogen add"),
        ("check --projet x", "there is no option --projet here; did you mean --project?", "audiogen check"),
        ("serve --port x", '--port: "x" is not a whole number', "audiogen serve"),
        ("build -j0", '--jobs / -j: "0" is too small; the limit is 1', "audiogen build"),
        ("cache clear now", '"now" is too much here', "audiogen cache clear"),
        ("cache clear --jobs=2", "there is no option --jobs here", "audiogen cache clear"),
    ],
)
def test_what_is_meant_is_told_in_plain_words_with_the_help_of_the_command(
    arguments: str, told: str, help_of: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments.split()) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.endswith(f"\n`{help_of} --help` shows what can be written.\n")


@pytest.mark.parametrize(
    "arguments",
    [["new", ""], ["new", " "], ["check", "-C", ""], ["build", "--dist", ""], ["add", "X", "--project", ""]],
)
def test_nothing_in_place_of_a_folder_is_not_this_folder(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    assert "nothing is written here; write the name of a folder, or a point for this one" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
