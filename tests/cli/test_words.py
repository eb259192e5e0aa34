"""`audiogen words`: lines that can be copied into a lexicon."""

from pathlib import Path

import pytest

from audiogen.cli.main import run
from audiogen.speech.words.lexicon_file import load_lexicon


def show(root: Path, said: str) -> None:
    (root / "scripts").mkdir()
    (root / "scripts/show.yaml").write_text("title: T\nauthor: A\ndescription: D\n", encoding="utf-8")
    (root / "scripts/01-rest.yaml").write_text(f"title: R\nsummary: S\nsteps:\n  - say: {said}\n", encoding="utf-8")


def test_what_is_listed_is_a_lexicon(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show(tmp_path, "Say zorp to Maria and Thomas.")
    assert run(["words", "1", "--project", str(tmp_path)]) == 0
    listed = capsys.readouterr().out
    assert "once in 01-rest, line 4" in listed
    (tmp_path / "scripts/lexicon.yaml").write_text(listed, encoding="utf-8")
    assert {"zorp", "maria", "thomas"} <= load_lexicon(tmp_path / "scripts").words("en")
    assert run(["words", "--project", str(tmp_path)]) == 0
    assert "no unknown words, no names" in capsys.readouterr().out


def test_a_session_without_such_words_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show(tmp_path, "Let it go.")
    assert run(["words", "--project", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("1 session: no unknown words, no names, and no words")


def test_of_a_voice_that_decides_by_itself_nothing_is_promised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show(tmp_path, "Der Atem kommt, sagt Siobh\u00e1n vom ADHS.")
    with (tmp_path / "scripts/show.yaml").open("a", encoding="utf-8") as file:
        file.write("voice: google-de\nlanguage: de\n")
    assert run(["words", "--project", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "google-de (a service on the internet) decides by itself" in shown
    assert "no unknown words" not in shown
    assert "Siobh\u00e1n: Siobh\u00e1n" in shown
    assert run(["check", "--project", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("goes to the service of google-de") == 1
