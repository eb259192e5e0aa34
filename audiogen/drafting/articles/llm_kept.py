"""Answers of language models that were good, kept so that a second run neither waits nor pays for them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from audiogen.cache.store import Cache, content_key
from audiogen.drafting.articles.llm_client import ChatMessage
from audiogen.drafting.articles.llm_form import SessionWords

_FORMAT = 1
"""Raised when what is kept has another form."""


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """The filled-in forms of one model on one server.

    A form is kept under the question that it answers: the rules, the section, the length. Whoever changes a sentence of
    the article asks anew, and so does another model, or one of the same name elsewhere. What is kept is judged again
    each time. The key of a service is no part of it.
    """

    cache: Cache
    server: str
    """The address at which it was asked."""
    model: str
    anew: bool = False
    """Whether nothing is looked for, because other words are wanted."""

    def find(self, question: Sequence[ChatMessage]) -> SessionWords | None:
        """The form that answers a question; None when there is none.

        Raises:
            OutputError: when the cache may not be read.
        """
        content = None if self.anew else self.cache.get(self._key(question))
        if content is None:
            return None
        try:
            return SessionWords.model_validate_json(content)
        except ValueError:
            return None

    def keep(self, question: Sequence[ChatMessage], words: SessionWords) -> None:
        """Keep a form under the question that it answers.

        Raises:
            OutputError: when the cache cannot be written.
        """
        self.cache.put(self._key(question), words.model_dump_json().encode())

    def _key(self, question: Sequence[ChatMessage]) -> str:
        said = [asdict(message) for message in question]
        return content_key({"draft": _FORMAT, "server": self.server, "model": self.model, "question": said})
