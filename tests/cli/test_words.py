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
    assert "no unknown words, no names, and nothing written alike" in capsys.readouterr().out


def test_a_session_without_such_words_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show(tmp_path, "Let it go.")
    assert run(["words", "--project", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "1 session: no unknown words, no names, and nothing written alike.\n"
