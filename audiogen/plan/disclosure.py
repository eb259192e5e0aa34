"""What is said to listeners of a synthetic voice, by whom and where; nothing where the script says it itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from audiogen.plan.cues import Disclosure, Utterance, Voiced
from audiogen.script.disclosure import DisclosurePlace
from audiogen.script.disclosure_words import disclosure_words, says_it
from audiogen.script.language_tags import base_language
from audiogen.script.model import Script, Show

_USUAL_PLACE: Final[DisclosurePlace] = "end"
"""Where nobody chose: there, nothing stands between a listener and the welcome."""
_SLEEPERS_PLACE: Final[DisclosurePlace] = "start"
"""The same for what leads into sleep: a fact as the last words would undo what they led to, and reach nobody."""


def disclosure_of(
    show: Show, script: Script, spoken: Iterable[tuple[int, Voiced]], speaker: str, synthetic: Callable[[str], bool]
) -> Disclosure | None:
    """What has to be said of the voices of a session; None where no synthetic voice speaks, or where it is said anyway.

    Args:
        show: the script's show.
        script: the session, expanded.
        spoken: all that is said in it, each with the index of its step.
        speaker: the session's own voice.
        synthetic: whether a voice of a name is.
    """
    said = tuple(spoken)
    session = _Said(script.language or show.language, speaker, said)
    voices = tuple(dict.fromkeys(each.voice for _, each in said if isinstance(each, Utterance)))
    machines = frozenset(filter(synthetic, voices))
    if not machines:
        return None
    teller = session.teller(machines)
    words = disclosure_words(teller.language)
    own = script.disclosure.text or _of_show(show, teller.language)
    usual = (words.several if machines - {teller.voice} else words.one) if words else None
    known = [each for each in (own, *((words.one, words.several) if words else ())) if each]
    if session.says_it(known):
        return None
    return Disclosure(_place(show, script), own or usual, teller.voice, teller.language)


def _of_show(show: Show, language: str) -> str | None:
    """The show's own sentence, for what is spoken in the show's own language."""
    return show.disclosure.text if base_language(language) == base_language(show.language) else None


def _place(show: Show, script: Script) -> DisclosurePlace:
    """Where it is said: as the session chooses, then the show.

    A session that has a sentence of its own wants it to be said, whatever the show does.
    """
    shared = None if script.disclosure.text and show.disclosure.at == "off" else show.disclosure.at
    return script.disclosure.at or shared or (_SLEEPERS_PLACE if script.sleep else _USUAL_PLACE)


@dataclass(frozen=True, slots=True)
class _Said:
    """All that is said in a session."""

    language: str
    speaker: str
    said: tuple[tuple[int, Voiced], ...]

    def teller(self, machines: frozenset[str]) -> Utterance:
        """A phrase of the synthetic voice that tells it of itself: the session's own, where that is one and speaks."""
        spoken = (each for _, each in self.said if isinstance(each, Utterance) and each.voice in machines)
        return min(spoken, key=lambda each: (self._foreign(each), each.voice != self.speaker))

    def _foreign(self, utterance: Utterance) -> bool:
        return base_language(utterance.language) != base_language(self.language)

    def says_it(self, sentences: Iterable[str]) -> bool:
        """Whether a step says it: a sentence may be in parts, with silences between them."""
        known, steps = tuple(sentences), dict[tuple[int, str], list[str]]()
        for step, voiced in self.said:
            language = voiced.language if isinstance(voiced, Utterance) else self.language
            steps.setdefault((step, language), []).append(voiced.text)
        return any(says_it(" ".join(texts), language, known) for (_, language), texts in steps.items())
