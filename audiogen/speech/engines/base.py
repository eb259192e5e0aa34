"""What most of the voices here have in common."""

from __future__ import annotations

from pathlib import Path

from audiogen.script.language_tags import base_language
from audiogen.speech.engine import Speech, words_of
from audiogen.speech.words.text import has_words


class BaseEngine:
    """The beginning of an engine. It is a convenience: whatever satisfies `Engine` is a voice."""

    name: str
    takes_ipa = False
    online = False
    synthetic = True
    files: tuple[Path, ...] = ()
    """Those that it goes by, beside its package and what is in the folder of models."""

    def unknown_words(self, speech: Speech, language: str) -> tuple[str, ...]:  # noqa: ARG002 - part of `Engine`
        """None: a voice that reads by rules, or elsewhere, has no dictionary that could be searched."""
        return ()

    def sounds(self, speech: Speech, language: str) -> str:  # noqa: ARG002 - part of `Engine`
        """None: most voices take letters, and keep to themselves how they read them."""
        return ""

    def refusal(self, speech: Speech, language: str, *, own: str = "") -> str | None:
        """Why it cannot say a phrase, as far as that is the same for every voice; None when nothing stands against it.

        Args:
            speech: the phrase.
            language: the phrase's, BCP 47.
            own: the only language that the voice speaks; empty when it speaks several.
        """
        if own and base_language(own) != base_language(language):
            return f'the voice {self.name} speaks "{own}", not "{language}"'
        return None if has_words(words_of(speech)) else "there are no words in it"
