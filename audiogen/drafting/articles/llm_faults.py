"""What can go wrong between a question to a language model and its answer, in words for who asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from audiogen.drafting.articles.llm_address import ModelAddress
from audiogen.drafting.articles.llm_reply import is_page, said_of_itself, shown
from audiogen.drafting.articles.llm_wire import KEY_VARIABLE, WireAnswer, WireError
from audiogen.names import nearest, quotable
from audiogen.network.answers import retry_after_s

_KEPT: Final = "Sections that are finished are kept: run the command again later, and it goes on from there."
_SURE: Final = "Check the address behind --llm and the name behind --model."
_GET_MODEL: Final = "With Ollama, `ollama pull NAME` fetches one; other servers are started with theirs."
_MOST_LISTED: Final = 12
"""Models in a message."""
_ABSENT: Final = (
    *("not found", "not exist", "no such", "not available", "not loaded", "unknown", "invalid model", "no model"),
)
"""How servers say that a model is not there."""
_SHOWN_OF_KEY: Final = 6
"""In letters: services repeat the beginning of a key that they do not know."""


@dataclass(eq=False)
class ChatFaultError(Exception):
    """A question without an answer. It becomes an AudiogenError unless another attempt succeeds."""

    message: str
    hint: str = _KEPT
    transient: bool = True
    """Whether trying again may help."""
    offline: bool = False
    """Whether there was no connection at all."""
    wait_s: float | None = None
    """How long the server asks to be left alone; None when it does not say."""


def unreached(address: ModelAddress, error: WireError) -> ChatFaultError:
    """A question that was not answered, or not to the end."""
    message, hint = f"{address.host} {error.message}", _how_to_start(address) if error.offline else _KEPT
    return ChatFaultError(message, hint, transient=error.transient, offline=error.offline)


def no_reply(address: ModelAddress, content: bytes) -> ChatFaultError:
    """An answer that is said to be good, and is none."""
    if is_page(content):
        message = f"{address.chat} sent a page for browsers in place of an answer"
        return ChatFaultError(message, _how_to_start(address), transient=False)
    told = said_of_itself(content)
    message = f"{address.host} sent no answer of a model" + (f': "{told}"' if told else "")
    return ChatFaultError(message)


def names_no_model(answer: WireAnswer) -> bool:
    """Whether a server means by an error that it has no such model: OpenAI's answers 404, others 400."""
    told = said_of_itself(answer.content).casefold()
    return "model" in told and any(each in told for each in _ABSENT) and "format" not in told


def no_model(address: ModelAddress, model: str, answer: WireAnswer, names: Sequence[str]) -> ChatFaultError:
    """A model that is not there, or a server that does not know the protocol.

    Args:
        address: of the server.
        model: the one that was asked for.
        answer: what it said.
        names: of the models that it lists; none when it does not list them.
    """
    absent = f'{address.host} has no model "{quotable(model)}"'
    if names and model not in names:
        meant = nearest(model, names)
        message = f"{absent}; did you mean {meant}?" if meant else absent
        return ChatFaultError(message, models_told(names), transient=False)
    if names_no_model(answer):
        return ChatFaultError(absent, f"Nothing was written. {_GET_MODEL}", transient=False)
    message = f"no language model answers at {address.chat} (404)"
    return ChatFaultError(message, _how_to_start(address), transient=False)


def models_told(names: Sequence[str]) -> str:
    """Which models there are, in sentences; where there are many, the first of them."""
    more = len(names) - _MOST_LISTED
    behind = f" and {more} more" if more > 0 else ""
    return f"Nothing was written. It has {', '.join(names[:_MOST_LISTED])}{behind}. Write one of them behind --model."


def failure(address: ModelAddress, answer: WireAnswer, key: str) -> ChatFaultError:
    """What went wrong at the server, by the status of its answer.

    Args:
        address: of the server.
        answer: what it said.
        key: what must not be in a message, whoever repeats it.
    """
    host, status, told = address.host, answer.status, _told(answer, key)
    if status in (401, 403):
        message = f"{host} does not accept the key, or wants one ({status})"
        hint = f"Nothing was written. The environment variable {KEY_VARIABLE} takes the key that the service gave you."
        return ChatFaultError(message, hint, transient=False)
    if 300 <= status < 400:
        return _moved_away(address, answer)
    if status == 429:
        return _too_many(host, answer, told)
    if status >= 500 or status == 408:
        wait_s = retry_after_s(answer.headers.get("Retry-After"))
        return ChatFaultError(f"{host} is in trouble ({status}){told}", wait_s=wait_s)
    hint = f"Nothing was written. {_SURE}"
    return ChatFaultError(f"{host} refused the question ({status}){told}", hint, transient=False)


def _told(answer: WireAnswer, key: str) -> str:
    """What the server says about an error, to be put behind a sentence; nothing that has a part of the key in it."""
    told = said_of_itself(answer.content)
    return "" if not told or (key and key[:_SHOWN_OF_KEY] in told) else f': "{told}"'


def _moved_away(address: ModelAddress, answer: WireAnswer) -> ChatFaultError:
    target = urlsplit(urljoin(address.chat, answer.headers.get("Location", "")))
    elsewhere = shown(f"{target.scheme}://{target.hostname}{target.path}", 100)
    message = f"{address.host} sends elsewhere, to {elsewhere}; the article was not sent there"
    hint = "Nothing was written. If you trust that place, write it behind --llm."
    return ChatFaultError(message, hint, transient=False)


def _too_many(host: str, answer: WireAnswer, told: str) -> ChatFaultError:
    wait_s = retry_after_s(answer.headers.get("Retry-After"))
    asked = "" if wait_s is None else f", and asks to wait {wait_s:.0f} s"
    # an account without money is answered so, too, and waiting does not fill it
    may_help = b"quota" not in answer.content and b"billing" not in answer.content
    return ChatFaultError(f"{host} has had too many questions (429){asked}{told}", transient=may_help, wait_s=wait_s)


def _how_to_start(address: ModelAddress) -> str:
    if address.is_here:
        return (
            "Nothing was written. Start the server of the model (`ollama serve`, say), and write its address behind "
            "--llm: Ollama's is http://localhost:11434, LM Studio's http://localhost:1234, llama.cpp's "
            "http://localhost:8080, vLLM's http://localhost:8000."
        )
    return f"Nothing was written. Check the connection, and the address behind --llm. {_KEPT}"
