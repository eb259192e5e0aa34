"""`audiogen say --words`: how a text, or a session, will be read."""

import json
from pathlib import Path

import pytest

from audiogen.cli.main import run


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "cache"))


def test_nothing_is_spoken_and_no_file_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["say", "Let it go.", "--words"]) == 0
    assert "words   let it go" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_json_has_one_object_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["say", "Rest. At 7 now.", "--words", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [(each["text"], each["words"]) for each in shown] == [("Rest.", "rest"), ("At 7 now.", "at seven now")]
    assert all(each["ipa"] for each in shown)


def test_a_guess_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    run(["say", "Say zorp.", "--words"])
    shown = capsys.readouterr().out
    assert '?       the voice heart can only guess how "zorp" sounds; did you mean' in shown
    assert "said    " in shown


@pytest.mark.parametrize("text", ["\u0928\u092e\u0938\u094d\u0924\u0947", "[wind](WYND", "..."])
def test_what_is_refused_ends_with_exit_code_1(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["say", text, "--words", "--json"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err


def test_a_whole_session_is_read_in_its_own_voice_with_its_own_lexicon(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripts = tmp_path / "show/scripts"
    scripts.mkdir(parents=True)
    (scripts / "show.yaml").write_text("title: T\nauthor: A\ndescription: D\n", encoding="utf-8")
    (scripts / "01-rest.yaml").write_text(
        "title: R\nsummary: S\nsteps:\n  - say: Zorp. Then rest.\n  - breathe: box\n    cycles: 1\n", encoding="utf-8"
    )
    (scripts / "lexicon.yaml").write_text("en:\n  Zorp: ZOH-rup\n", encoding="utf-8")
    assert run(["say", "--words", "--json", "--script", "show/scripts/01-rest.yaml"]) == 0
    by_path = json.loads(capsys.readouterr().out)
    assert [each["text"] for each in by_path[:2]] == ["Zorp.", "Then rest."]
    assert by_path[0]["ipa"] == "\u02c8zo\u028ar\u0259p"
    assert len(by_path) > 2
    assert run(["say", "--words", "--json", "--script", "1", "--project", "show"]) == 0
    assert json.loads(capsys.readouterr().out) == by_path


@pytest.mark.parametrize("arguments", [["--words"], ["Rest.", "--json"], ["Rest.", "--words", "--script", "1"], []])
def test_a_text_or_a_session_is_named_and_the_rest_goes_with_words(arguments: list[str]) -> None:
    assert run(["say", *arguments]) == 2


@pytest.mark.parametrize(
    ("language", "advice"),
    [("en_US", "Write en-us."), ("German", "Write de."), ("Quack", "Write one like en, en-gb or")],
)
def test_a_language_that_is_no_tag_is_answered_with_the_tag(
    language: str, advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["say", "Let it go.", "--words", "--language", language]) == 1
    assert advice in capsys.readouterr().err


def test_a_session_whose_name_no_disk_can_hold_is_told_as_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["say", "--words", "--script", "x" * 300 + ".yaml"]) == 1
    assert capsys.readouterr().err
