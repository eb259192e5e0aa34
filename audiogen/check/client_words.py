"""What voices cannot say, or can only guess, in what is said to one client: told where the value stands, unquoted."""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from audiogen.clients.client import Client
from audiogen.clients.private import private_phrases, with_names
from audiogen.clients.tracks import ClientTrack
from audiogen.errors import Problem, SpeechError, VoiceError
from audiogen.names import quotable
from audiogen.plan.cues import Utterance
from audiogen.plan.planner import plan_session
from audiogen.script.model import Show
from audiogen.script.yaml.nodes import Place
from audiogen.speech.engine import Speech
from audiogen.speech.guesses import guesses
from audiogen.speech.own import without_words
from audiogen.speech.phrase import Phrasing

_WORD: Final = re.compile(r"\w+")


def value_problems(client: Client, path: Path, pair: ClientTrack, show: Show, phrasing: Phrasing) -> Iterator[Problem]:
    """What is wrong with the client's own phrases; when one of several voices can say all, those are warnings.

    Args:
        client: whose phrases they are.
        path: of the clients' file.
        pair: the track, and the same with other words.
        show: the track's.
        phrasing: how phrases are said.
    """
    values = _Values(client, path, pair)
    attempts = range(plan_session(show, pair.track.script).attempts)
    found = [tuple(values.problems(show, attempt, phrasing)) for attempt in attempts]
    sayable = any(all(problem.warning for problem in problems) for problems in found)
    for problems in found:
        for problem in problems:
            yield replace(problem, warning=True) if sayable else problem


def online_voices(pair: ClientTrack, show: Show, phrasing: Phrasing) -> Iterator[str]:
    """The voices that send a client's own phrases to a service on the internet."""
    for voice in {phrase.voice for phrase in private_phrases(show, pair)}:
        with contextlib.suppress(VoiceError):
            if phrasing.find(voice).online:
                yield voice


@dataclass(frozen=True, slots=True)
class _Values:
    client: Client
    path: Path
    pair: ClientTrack

    def problems(self, show: Show, attempt: int, phrasing: Phrasing) -> Iterator[Problem]:
        """What is wrong when the voices of one attempt speak."""
        other = tuple(plan_session(show, self.pair.other.script, attempt=attempt).spoken_by_step())
        public = frozenset(phrase for _, phrase in other)
        written = defaultdict[int, list[str]](list)
        for step, phrase in other:
            written[step].append(with_names(phrase.text, self.pair.stand_ins))
        for step, phrase in plan_session(show, self.pair.track.script, attempt=attempt).spoken_by_step():
            if phrase not in public:
                yield from self._phrase(step, phrase, " ".join(written[step]), phrasing)

    def _phrase(self, step: int, phrase: Utterance, written: str, phrasing: Phrasing) -> Iterator[Problem]:
        place = self.pair.track.script.origin.steps[step]
        speech: Speech = ()
        try:
            engine = phrasing.find(phrase.voice)
            speech = phrasing.speech(phrase)
            reason = engine.unsayable(speech, phrase.language)
        except VoiceError:
            return  # told of the script
        except SpeechError as error:
            reason = f"{error.message}. {error.hint}" if error.hint else error.message
        if reason:
            message = f"{without_words(phrase, written, reason, speech)}: {quotable(written)}"
            yield Problem(place.path, place.line, 1, message)
            return
        for guess in guesses(phrase, engine, phrasing):
            at = self._at(guess.word)
            if at is None:
                continue  # a word of the script, which is told there
            key, place_of_value, number = at
            message = without_words(phrase, written, guess.message, speech)
            if guess.unknown:
                message = (
                    f"the voice {engine.name} can only guess how word {number} of this value sounds; write behind it "
                    "how it is said, like [Siobhan](shi-VAWN), with quotes around the whole value"
                )
            yield Problem(self.path, place_of_value.line, place_of_value.column, f"{key}: {message}", warning=True)

    def _at(self, word: str) -> tuple[str, Place, int] | None:
        """The value in which a word stands: its key, its place, and which of its words it is, from 1."""
        wanted = [each.casefold() for each in _WORD.findall(word)]
        for key, value in self.client.values.items():
            words = [each.casefold() for each in _WORD.findall(value)]
            for number in range(len(words)):
                if wanted and words[number : number + len(wanted)] == wanted:
                    return key, self.client.places.get(key, self.client.place), number + 1
        return None
