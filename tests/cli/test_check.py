"""`check --format json`: one object for programs, whatever is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.craft import CRAFT_SHOW
from support.script_files import HEAD, write_scripts

from audiogen.cli.main import run

SESSION = f"{HEAD}target: 40s\nlengths: [1m]\nsteps:\n  - say: Why rest?\n  - pause: fill\n    min: 5s\n    max: 2m\n"


def test_findings_and_lengths_are_told_as_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_scripts(tmp_path / "scripts", show=CRAFT_SHOW, s01_a=SESSION)
    assert run(["check", "--format", "json", "-C", str(tmp_path)]) == 0
    told = json.loads(capsys.readouterr().out)
    (why,) = (each for each in told["findings"] if each["rule"] == "why-question")
    assert (why["severity"], Path(why["file"]).name, why["line"], why["column"]) == ("warning", "01-a.yaml", 6, 10)
    assert set(why) == {"rule", "severity", "file", "line", "column", "message", "remedy"}
    assert [(each["session"], each["track"], each["length_s"], each["target_s"]) for each in told["sessions"]] == [
        ("01-a", "01-a", 40.0, 40.0),
        ("01-a", "01-a-1m", 60.0, 60.0),
    ]
    assert all(0 < each["speech_share"] < 0.2 and 2 <= each["words_per_minute"] <= 30 for each in told["sessions"])


def test_problems_that_no_rule_of_craft_is_about_are_of_the_script(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_scripts(tmp_path / "scripts", show=CRAFT_SHOW, s01_a=SESSION.replace("min: 5s", "min: 5 parsecs"))
    assert run(["check", "--format", "json", "-C", str(tmp_path)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(each["rule"], each["severity"], each["line"]) for each in told["findings"]] == [("script", "error", 8)]
    assert told["sessions"] == []


def test_a_show_that_is_not_there_is_a_finding_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--format", "json", "-C", str(tmp_path)]) == 1
    told = json.loads(capsys.readouterr().out)
    ((rule, message, remedy),) = ((each["rule"], each["message"], each["remedy"]) for each in told["findings"])
    assert (rule, message) == ("script", f"the folder {tmp_path / 'scripts'} does not exist")
    assert "audiogen new" in remedy


def test_the_object_is_in_letters_that_every_pipe_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_scripts(tmp_path / "scripts", show=CRAFT_SHOW, s01_a=SESSION.replace("Why rest?", "You must rest, Łucja."))
    run(["check", "--format", "json", "-C", str(tmp_path)])
    out = capsys.readouterr().out
    assert out.isascii()
    assert json.loads(out)["findings"]


def test_a_length_out_of_reach_is_told_with_all_that_the_craft_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_scripts(tmp_path / "scripts", show=CRAFT_SHOW, s01_a=SESSION.replace("max: 2m", "max: 10s"))
    assert run(["check", "--format", "json", "-C", str(tmp_path)]) == 1
    found = {each["rule"] for each in json.loads(capsys.readouterr().out)["findings"]}
    assert {"length", "why-question"} <= found


def test_fixing_asks_people_and_json_is_for_programs(tmp_path: Path) -> None:
    assert run(["check", "--fix", "--format", "json", "-C", str(tmp_path)]) == 2


def test_a_placeholder_in_what_is_published_of_the_show_is_an_error_at_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show = CRAFT_SHOW.replace("A show for tests.", "A show by [your name].")
    write_scripts(tmp_path / "scripts", show=show, s01_a=SESSION)
    assert run(["check", "--format", "json", "-C", str(tmp_path)]) == 1
    (found,) = (each for each in json.loads(capsys.readouterr().out)["findings"] if each["severity"] == "error")
    assert (found["rule"], Path(found["file"]).name, found["line"]) == ("placeholder", "show.yaml", 3)
    assert "[your name]" in found["message"]
