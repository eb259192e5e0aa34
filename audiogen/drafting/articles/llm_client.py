"""Asking a language model over OpenAI's protocol of chat completions: again where that may help, by name where not.

What the model says is for others to judge. Here it is decided what is a fault of the way, the server or the question.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from audiogen.drafting.articles.llm_address import ModelAddress
from audiogen.drafting.articles.llm_faults import (
    ChatFaultError,
    failure,
    names_no_model,
    no_model,
    no_reply,
    unreached,
)
from audiogen.drafting.articles.llm_reply import Reply, models_in, reply_in
from audiogen.drafting.articles.llm_wire import Wire, WireAnswer, WireError, checked_key
from audiogen.errors import AudiogenError
from audiogen.network.retry import RetryPolicy

_MOST_TOKENS: Final = 8000
"""Of an answer. A session takes 1500; the rest is for models that think first, and what would never end does end."""
_LONGEST_WAIT_S: Final = 120.0
"""A server that asks to be left alone for longer is not waited for."""
_NOT_UNDERSTOOD: Final = (400, 415, 422, 501)
"""What servers say to a question that has something in it which they do not know."""

ChatForm: TypeAlias = Literal["json_schema", "json_object", "text"]
"""How the form of the answer is asked for; each is understood by more servers than the one before."""
_FORMS: Final[tuple[ChatForm, ...]] = ("json_schema", "json_object", "text")


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """What one side says."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass
class ChatClient:
    """One model on one server. It remembers which form of question the server understands."""

    address: ModelAddress
    model: str
    key: str = field(default="", repr=False)
    """Of the service; empty where it wants none."""
    retry: RetryPolicy = RetryPolicy(attempts=4, longest_wait_s=_LONGEST_WAIT_S)  # noqa: RUF009 - frozen
    jitter: Callable[[], float] = random.random
    tell: Callable[[str], None] = lambda _: None
    """Told, in one line, what is waited for."""

    def __post_init__(self) -> None:
        """Refuse a key that must not be sent.

        Raises:
            AudiogenError: as `checked_key` says.
        """
        self._wire = Wire(self.address, self.retry.clock, checked_key(self.key, self.address))
        self._form, self._limit = _FORMS[0], "max_tokens"

    def ask(self, messages: Sequence[ChatMessage], schema: dict[str, object]) -> Reply:
        """What the model says to a conversation.

        Args:
            messages: in their order.
            schema: JSON Schema of the answer. A server that does not know schemas is asked without.

        Raises:
            AudiogenError: when there is no answer: what happened, and what to do.
        """
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._answered(messages, schema)
            except ChatFaultError as fault:
                jittered = self.retry.wait_s(attempt, self.jitter())
                wait_s = jittered if fault.wait_s is None else fault.wait_s
                is_last = attempt >= self.retry.most_attempts(offline=fault.offline) or wait_s > _LONGEST_WAIT_S
                if is_last or not fault.transient:
                    message = f"{fault.message} (tried {attempt} times)" if attempt > 1 else fault.message
                    raise AudiogenError(message, hint=fault.hint) from fault
                self.tell(f"{fault.message}; trying again in {wait_s:.0f} s")
            self.retry.sleep(wait_s)

    def models(self) -> tuple[str, ...]:
        """The models that the server says it has; none when it does not say."""
        try:
            return models_in(self._wire.send(self.address.models).content)
        except WireError:
            return ()

    def _answered(self, messages: Sequence[ChatMessage], schema: dict[str, object]) -> Reply:
        """The reply to one question, put in the form that the server understands."""
        while True:
            answer = self._sent(self._question(messages, schema))
            if answer.status not in _NOT_UNDERSTOOD or not self._simplified(answer):
                return self._reply(answer)

    def _sent(self, question: dict[str, object]) -> WireAnswer:
        try:
            return self._wire.send(self.address.chat, question)
        except WireError as error:
            raise unreached(self.address, error) from error

    def _question(self, messages: Sequence[ChatMessage], schema: dict[str, object]) -> dict[str, object]:
        said = [{"role": message.role, "content": message.content} for message in messages]
        question: dict[str, object] = {"model": self.model, "messages": said, "stream": False}
        if self._limit:
            question[self._limit] = _MOST_TOKENS
        if self._form == "json_schema":
            named = {"name": "session", "strict": True, "schema": schema}
            question["response_format"] = {"type": "json_schema", "json_schema": named}
        elif self._form == "json_object":
            question["response_format"] = {"type": "json_object"}
        return question

    def _simplified(self, answer: WireAnswer) -> bool:
        """Whether the question can be put in a form that more servers understand; from now on it is."""
        told = answer.content.decode(errors="replace")
        if names_no_model(answer):
            return False
        if self._limit == "max_tokens" and "max_completion_tokens" in told:
            self._limit = "max_completion_tokens"
        elif self._form != _FORMS[-1]:
            self._form = _FORMS[_FORMS.index(self._form) + 1]
        elif self._limit:
            self._limit = ""
        else:
            return False
        return True

    def _reply(self, answer: WireAnswer) -> Reply:
        if answer.status == 200:
            if reply := reply_in(answer.content):
                return reply
            raise no_reply(self.address, answer.content)
        if answer.status == 404 or names_no_model(answer):
            raise no_model(self.address, self.model, answer, self.models())
        raise failure(self.address, answer, self._wire.key)
