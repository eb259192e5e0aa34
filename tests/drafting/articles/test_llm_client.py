"""Asking a language model: every fault of the way and of the server is named, and outlasted where that helps."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from support.fake_google import Watch
from support.fake_model import FakeModel, Fault

from audiogen.drafting.articles.llm_address import model_address
from audiogen.drafting.articles.llm_client import ChatClient, ChatMessage
from audiogen.drafting.articles.llm_reply import Reply
from audiogen.errors import AudiogenError
from audiogen.network.retry import RetryPolicy

KEY = "sk-secret-0123456789"
SAID = (ChatMessage("system", "Be kind."), ChatMessage("user", "Say hello."))
SCHEMA: dict[str, object] = {"type": "object"}


@pytest.fixture(scope="module")
def server() -> Iterator[FakeModel]:
    with FakeModel() as fake:
        yield fake


@pytest.fixture(autouse=True)
def model(server: FakeModel) -> FakeModel:
    server.reset()
    return server


def client(model: FakeModel, watch: Watch | None = None, name: str = "qwen3:8b", key: str = "") -> ChatClient:
    """One for which no time passes."""
    watch = watch or Watch()
    policy = RetryPolicy(attempts=3, attempts_offline=2, sleep=watch.sleep, clock=lambda: watch.now)
    return ChatClient(model_address(model.url), name, key, retry=policy, jitter=lambda: 0.0)


def ask(asked: ChatClient) -> Reply:
    return asked.ask(SAID, SCHEMA)


@dataclass(frozen=True)
class Case:
    """What goes wrong, what is told of it, and how many questions are asked before that."""

    fault: Fault
    told: str
    questions: int = 3


@pytest.mark.parametrize(
    "case",
    [
        Case("401", "does not accept the key, or wants one (401)", 1),
        Case("403", "does not accept the key, or wants one (403)", 1),
        Case("404", "no language model answers at", 1),
        Case("429", "has had too many questions (429)"),
        Case("no-money", "exceeded your current quota", 1),
        Case("500", 'is in trouble (500): "llama runner process has terminated"'),
        Case("503", "is in trouble (503)"),
        Case("redirect", "sends elsewhere, to https://models.example.com/v1/chat/completions; the article was not", 1),
        Case("page", "sent a page for browsers in place of an answer", 1),
        Case("empty", "sent no answer of a model"),
        Case("other-json", "sent no answer of a model"),
        Case("in-200", 'sent no answer of a model: "the model has crashed"'),
        Case("truncated", "sent no answer of a model"),
        Case("silence", "said nothing for 10 minutes", 1),
        Case("reset", "could not be reached", 2),
        Case("endless", "sent more than 2 MB", 1),
        Case("bomb", "sent more than 2 MB", 1),
        Case("oddly-packed", "sent an answer that cannot be unpacked"),
    ],
    ids=lambda case: case.fault,
)
def test_a_fault_that_stays_is_named_with_what_to_do(model: FakeModel, case: Case) -> None:
    model.then = case.fault
    with pytest.raises(AudiogenError) as caught:
        ask(client(model))
    assert case.told in caught.value.message
    assert caught.value.hint
    assert len(model.questions) == case.questions


@pytest.mark.parametrize("fault", ["429", "500", "503", "empty", "truncated", "reset"])
def test_a_fault_that_passes_is_outlasted(model: FakeModel, fault: Fault) -> None:
    model.script = [fault]
    assert ask(client(model)).text == "Hello."


def test_an_answer_that_never_ends_is_given_up_after_a_while(model: FakeModel) -> None:
    model.then = "drip"
    minutes = itertools.count(step=300.0)
    policy = RetryPolicy(attempts=1, sleep=lambda _: None, clock=lambda: next(minutes))
    with pytest.raises(AudiogenError, match="had not ended its answer after 20 minutes"):
        ask(ChatClient(model_address(model.url), "qwen3:8b", retry=policy))


def test_a_server_that_is_not_there_is_named_with_how_to_start_one() -> None:
    with FakeModel() as gone:
        url = gone.url
    watch = Watch()
    policy = RetryPolicy(sleep=watch.sleep, clock=lambda: watch.now)
    with pytest.raises(AudiogenError, match="could not be reached") as caught:
        ask(ChatClient(model_address(url), "qwen3:8b", retry=policy, jitter=lambda: 0.0))
    assert "ollama serve" in caught.value.hint
    assert watch.slept == [1, 2]


@pytest.mark.parametrize("fault", ["429", "503"])
def test_as_long_as_a_server_asks_to_be_left_alone_it_is(model: FakeModel, fault: Fault) -> None:
    model.script, model.retry_after, watch = [fault], "17", Watch()
    assert ask(client(model, watch)).text == "Hello."
    assert watch.slept == [17]


def test_a_server_that_asks_for_an_hour_is_not_waited_for(model: FakeModel) -> None:
    model.then, model.retry_after, watch = "429", "3600", Watch()
    with pytest.raises(AudiogenError, match="asks to wait 3600 s"):
        ask(client(model, watch))
    assert watch.slept == []


def test_what_is_waited_for_is_told(model: FakeModel) -> None:
    model.script, told = ["500"], list[str]()
    asked = client(model)
    asked.tell = told.append
    ask(asked)
    assert told == [
        f'{asked.address.host} is in trouble (500): "llama runner process has terminated"; trying again in 1 s'
    ]


def test_a_model_that_is_not_there_is_told_with_those_that_are(model: FakeModel) -> None:
    with pytest.raises(AudiogenError) as caught:
        ask(client(model, name="llama3.2"))
    assert 'has no model "llama3.2"; did you mean llama3.2:3b?' in caught.value.message
    assert "It has llama3.2:3b, qwen3:8b." in caught.value.hint


def test_the_protocol_is_that_of_chat_completions(model: FakeModel) -> None:
    ask(client(model, key=KEY))
    [question], [key], [path] = model.questions, model.keys, model.paths
    assert (path, key) == ("/v1/chat/completions", f"Bearer {KEY}")
    assert question["model"] == "qwen3:8b"
    assert question["messages"][1] == {"role": "user", "content": "Say hello."}
    assert question["response_format"]["json_schema"]["schema"] == SCHEMA
    assert question["stream"] is False


def test_without_a_key_none_is_sent_nor_one_from_a_file_of_passwords(
    model: FakeModel, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w", encoding="utf-8") as file:  # noqa: PTH123 - one line
        file.write("default login me password secret\n")
    monkeypatch.setenv("NETRC", netrc)
    ask(client(model))
    assert model.keys == [None]


def test_on_this_computer_no_proxy_is_asked(model: FakeModel, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert ask(client(model)).text == "Hello."


@pytest.mark.parametrize(("fault", "forms"), [("no-schema", 2), ("no-format", 3), ("other-limit", 3)])
def test_a_server_that_does_not_know_schemas_is_asked_without_and_from_then_on_at_once(
    model: FakeModel, fault: Fault, forms: int
) -> None:
    model.then, asked = fault, client(model)
    assert ask(asked).text == "Hello."
    assert len(model.questions) == forms
    ask(asked)
    assert len(model.questions) == forms + 1


def test_a_question_that_is_refused_in_every_form_is_told_with_what_the_server_says(model: FakeModel) -> None:
    model.then = "400"
    with pytest.raises(AudiogenError, match="too long for this model"):
        ask(client(model))
    assert len(model.questions) == 4


@pytest.mark.parametrize("fault", ["401", "echoes-key"])
def test_the_key_is_in_no_message(model: FakeModel, fault: Fault) -> None:
    model.then, asked = fault, client(model, key=KEY)
    with pytest.raises(AudiogenError) as caught:
        ask(asked)
    assert "secret" not in f"{caught.value.message}{caught.value.hint}{asked!r}"


@pytest.mark.parametrize(
    ("key", "url", "told"),
    [
        ("two words", "https://models.example.com", "holds spaces or letters"),
        ("schlüssel", "https://models.example.com", "holds spaces or letters"),
        (KEY, "http://models.example.com", "is not encrypted"),
    ],
)
def test_a_key_that_cannot_be_sent_safely_is_not_sent(key: str, url: str, told: str) -> None:
    with pytest.raises(AudiogenError, match=told) as caught:
        ChatClient(model_address(url), "m", key)
    assert key not in caught.value.message


@pytest.mark.parametrize(
    ("answer", "reply"),
    [
        ("parts", Reply("Hello.")),
        ("packed", Reply("Hello.")),
        ("null", Reply("")),
        ("refusal", Reply("", refused=True)),
        ("filtered", Reply("", refused=True)),
        ("length", Reply('{"title": "A Long', cut_off=True)),
    ],
)
def test_what_the_model_says_comes_with_how_it_ended(model: FakeModel, answer: Fault, reply: Reply) -> None:
    model.then = answer
    assert ask(client(model)) == reply
