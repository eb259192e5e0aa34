"""Voices that do not speak the language of the words that are given to them: one mistake, however many the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from audiogen.plan.cues import Utterance
from audiogen.script.meant.languages import language_name
from audiogen.speech.engine import Engine, speaks
from audiogen.speech.registry import speakers_of


def foreign_languages(
    utterances: Iterable[tuple[int, Utterance]], engines: Mapping[str, Engine]
) -> dict[tuple[str, str], int]:
    """Voice and language that do not fit together → the first step in which they meet.

    Args:
        utterances: the words of a session, each with the position of its step.
        engines: the voices that were found, by name.
    """
    found: dict[tuple[str, str], int] = {}
    for step, utterance in utterances:
        engine = engines.get(utterance.voice)
        if engine is not None and not speaks(engine, utterance.language):
            found.setdefault((utterance.voice, utterance.language), step)
    return found


def foreign_language(engine: Engine, language: str) -> str:
    """The sentence on such a voice, with the voices that speak the language."""
    return f"the voice {engine.name} does not speak {language_name(language)}; {speakers_of(language)}"
