"""The command `draft --llm`: what it says, where it sends things, and that a key is shown nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.fake_model import FakeModel, Question
from support.model_answers import GERMAN as GERMAN_WORDS
from support.model_answers import answer
from support.projects import SHOW

from audiogen.cli.main import run
from audiogen.drafting.articles.llm_address import model_address
from audiogen.drafting.articles.llm_writer import where_it_goes

KEY = "sk-secret-0123456789"

ARTICLE = """\
# Rooms of One's Own

## Where Caution Begins

Caution often grows from old letdowns, broken plans and half promises. It keeps a careful watch over the door, and it
listens for steps. Most of us have known it since we were small.

## Small Repairs

A repair is mostly small: a call, a plain answer, a kept date. Habits, gestures and short words carry more of it than
any great speech. It takes weeks.
"""

GERMAN = """\
# Vorsicht

Vorsicht entsteht oft aus alten Enttäuschungen, aus gebrochenen Plänen und halben Versprechen. Sie wacht an der Tür und
hört auf Schritte. Die meisten Menschen kennen sie seit ihrer Kindheit, und sie hat ihnen gute Dienste getan.
"""


@pytest.fixture(scope="module")
def server() -> Iterator[FakeModel]:
    with FakeModel() as fake:
        yield fake


@pytest.fixture
def model(server: FakeModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("AUDIOGEN_LLM_KEY", raising=False)
    (tmp_path / "home" / "scripts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "home")
    Path("scripts/show.yaml").write_text(SHOW.replace("voice: tone", "voice: heart"), encoding="utf-8")
    Path("rooms.md").write_text(ARTICLE, encoding="utf-8")
    server.reset()
    server.then = by_title
    return server


def by_title(question: Question) -> str:
    """A session whose title tells which section was asked about."""
    return answer(title=f"About {json.loads(question['messages'][1]['content'])['section_title'].split()[0]}")


def draft(model: FakeModel, *more: str, name: str = "qwen3:8b", file: str = "rooms.md") -> int:
    return run(["draft", file, "--llm", model.url, "--model", name, *more])


def test_every_section_becomes_a_session_and_its_name_is_shown(
    model: FakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draft(model) == 0
    assert sorted(path.name for path in Path("scripts").glob("0*")) == ["01-about-where.yaml", "02-about-small.yaml"]
    shown = capsys.readouterr().err
    assert '1 of 2 "Where Caution Begins": qwen3:8b is asked' in shown
    assert '2 of 2 "Small Repairs": qwen3:8b is asked' in shown
    assert "goes" not in shown


def test_a_second_run_asks_for_nothing_that_is_finished(model: FakeModel, capsys: pytest.CaptureFixture[str]) -> None:
    model.script = [answer(title="About Where"), "400", "400", "400", "400"]
    assert draft(model) == 1
    assert not list(Path("scripts").glob("0*"))
    capsys.readouterr()
    model.reset()
    model.then = by_title
    assert draft(model) == 0
    assert '1 of 2 "Where Caution Begins": kept from before' in capsys.readouterr().err
    assert len(model.questions) == 1
    assert run(["draft", "rooms.md", "--llm", model.url, "--model", "qwen3:8b"]) == 1
    assert len(model.questions) == 1


def test_the_key_comes_from_the_environment_and_is_shown_nowhere(
    model: FakeModel, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AUDIOGEN_LLM_KEY", KEY)
    model.script = [answer(), "401"]
    assert draft(model) == 1
    assert set(model.keys) == {f"Bearer {KEY}"}
    shown = capsys.readouterr()
    assert "AUDIOGEN_LLM_KEY" in shown.err
    assert "secret" not in shown.out + shown.err
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"secret" not in written


def test_without_a_name_the_models_that_there_are_are_told(
    model: FakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["draft", "rooms.md", "--llm", model.url]) == 1
    assert "It has llama3.2:3b, qwen3:8b. Write one of them behind --model." in capsys.readouterr().err
    assert model.questions == []


def test_a_name_without_an_address_is_wrong_usage(model: FakeModel, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["draft", "rooms.md", "--model", "qwen3:8b"]) == 2
    assert "--llm" in capsys.readouterr().err


def test_an_article_in_another_language_is_written_in_that_language(model: FakeModel) -> None:
    Path("vorsicht.md").write_text(GERMAN, encoding="utf-8")
    model.then = json.dumps(GERMAN_WORDS)
    assert draft(model, "--stdout", file="vorsicht.md") == 0
    assert "Write in German (de)" in model.questions[0]["messages"][0]["content"]


def test_where_no_template_can_help_out_nothing_is_written(
    model: FakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("vorsicht.md").write_text(GERMAN, encoding="utf-8")
    model.then = "Nein."
    assert draft(model, file="vorsicht.md") == 1
    assert "no templates in German" in capsys.readouterr().err
    assert not list(Path("scripts").glob("0*"))


def test_breaking_off_writes_nothing_and_says_what_is_kept(
    model: FakeModel, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_arguments: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("audiogen.drafting.articles.llm_wire.Wire.send", break_off)
    assert draft(model) == 130
    assert "what the model has finished is kept" in capsys.readouterr().err
    assert not list(Path("scripts").glob("0*"))


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://localhost:11434", ""),
        ("http://nas.local:1234", "The text of the article goes to nas.local:1234 in your network, not encrypted, sec"),
        ("https://api.example.net", "The text of the article goes over the internet to api.example.net, section by"),
        ("http://api.example.net", "goes over the internet to api.example.net, not encrypted, section by section"),
    ],
)
def test_where_the_text_goes_is_said_in_one_line(url: str, told: str) -> None:
    line = where_it_goes(model_address(url))
    assert told in line
    assert bool(told) == bool(line)
