"""Which voice a new show gets: the best that is here for its language, and what may be fetched in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audiogen.scaffold.templates import EMBEDDED
from audiogen.script.language_tags import base_language
from audiogen.script.meant.languages import language_name
from audiogen.speech.engine import Engine


@dataclass(frozen=True, slots=True)
class VoicePlan:
    """The voices of a show, in the order in which they are tried, and what its author should know of them."""

    names: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """Sentences."""

    @property
    def value(self) -> str:
        """As it stands in show.yaml."""
        return self.names[0] if len(self.names) == 1 else f"[{', '.join(self.names)}]"


def voice_plan(language: str, fitting: Sequence[tuple[str, Engine]]) -> VoicePlan:
    """The voices for a language.

    Args:
        language: BCP 47.
        fitting: the voices that speak it, the most fitting ones first, as `fitting_voices` finds them.
    """
    if base_language(language) == "en":
        return VoicePlan((EMBEDDED,))
    # what speaks any language needs a model of its own for each one
    here = [(name, engine) for name, engine in fitting if engine.languages and engine.available() is None]
    names = tuple(name for name, _ in here[:1])
    if here and here[0][1].online:
        # without a network, the session is spoken all the same
        names += tuple(name for name, engine in here[1:] if not engine.online)[:1]
    stand_in = [f"Where it cannot be reached, {names[1]} speaks in its place, offline."] if names[1:] else []
    return VoicePlan(names or (EMBEDDED,), tuple(_notes(language, here, fitting, stand_in)))


def _notes(
    language: str,
    here: Sequence[tuple[str, Engine]],
    fitting: Sequence[tuple[str, Engine]],
    stand_in: Sequence[str],
) -> Iterator[str]:
    named = language_name(language)
    if not here:
        yield f"No voice here speaks {named} yet, so that {EMBEDDED} stands here, which speaks English."
    elif here[0][1].online:
        yield f"The voice {here[0][0]} is online: the words of your sessions go to that service when they are built."
        yield from stand_in
    elif here[0][1].gender == "none":
        yield f"The voice {here[0][0]} sounds like a robot."
    else:
        return
    missing = [(name, reason) for name, engine in fitting if (reason := engine.available()) and not engine.online]
    if missing:
        yield f"Voices for {named} that need no network can be fetched:"
    for name, reason in missing:
        yield f"  {name}: {reason}"
    if missing:
        yield "Then `audiogen voices` says what is still missing, and its name belongs behind `voice` in show.yaml."
