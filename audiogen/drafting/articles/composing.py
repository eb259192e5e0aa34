"""The steps of a session about a section: its arrival, breaths, questions, rest and end, as long as is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from audiogen.drafting.articles.casting import Cast
from audiogen.drafting.articles.prose import AskingPath, lines
from audiogen.drafting.articles.slots import SlotFiller
from audiogen.drafting.articles.themes import Guard
from audiogen.script.steps import KINDS, Written

SHORT_MINUTES: Final = 7
LONG_MINUTES: Final = 14
"""From here on, a session has a second half."""
_RESTS: Final = {True: ("half a minute", "27s", "38s"), False: ("about a minute", "55s", "88s")}
"""Whether a session is short, and how its rest is announced, with the least and the most that it may be."""
_END: Final = (("pause", "4s"), ("bell", "end"), ("pause", "4s"))


@dataclass(frozen=True, slots=True)
class Composition:
    """What a session is composed from."""

    cast: Cast
    slots: SlotFiller
    guards: tuple[Guard, ...]
    minutes: int

    @property
    def short(self) -> bool:
        """Whether there is time for a few questions alone."""
        return self.minutes <= SHORT_MINUTES

    @property
    def long(self) -> bool:
        """Whether there is time for a second half."""
        return self.minutes >= LONG_MINUTES

    def steps(self) -> Iterator[Written]:
        """All steps, in their order."""
        yield from self._arrival()
        yield from self._breaths()
        yield from self._questions()
        if self.long:
            yield from self._second_half()
        yield from self._rest_and_end()

    def _arrival(self) -> Iterator[Written]:
        image = self.cast.image
        yield _step(chapter=image.arrive)
        yield _step(bell="start", ring="8s")
        yield self._say(image.open, image.about)
        yield _step(pause="5s to 8s")
        yield from self._if_dark()
        yield self._say(image.anchor)
        yield _step(pause="12s to 22s")
        if not self.short:
            yield self._say(image.wander)
            yield _step(pause="14s to 26s")
        if self.long:
            for each in image.settle:
                yield self._say(each)
                yield _step(pause="15s to 30s")

    def _if_dark(self) -> Iterator[Written]:
        words = lines().guards["self-harm"]
        if "self-harm" in self.guards:
            yield self._say(words.said)
            yield _step(pause="6s to 10s")

    def _breaths(self) -> Iterator[Written]:
        breath = self.cast.breath
        usual = breath.short if self.short else breath.long if self.long else breath.usual
        cues = {"cues": list(breath.cues)} if breath.cues else {}
        yield _step(chapter=breath.chapter)
        yield self._say(self.cast.offer)
        yield _step(breathe=breath.breathe, cycles=f"{usual} to {usual + usual // 3}", **cues, settle="8s")
        yield self._say(self.cast.release)
        yield _step(pause="6s to 15s")

    def _questions(self) -> Iterator[Written]:
        path, image = self.cast.path, self.cast.image
        careful = path.people or "abuse" in self.guards
        yield _step(chapter=path.chapter)
        yield self._say(path.scene, self.slots.first([*self.cast.names, *lines().name, ""]))
        if careful:
            yield _step(pause="4s")
            yield self._say(self.cast.safety)
        yield _step(pause="8s to 22s")
        yield from self._ask(path, 0, 1)
        yield self._say(path.after)
        if self.short:
            yield _step(pause="5s to 10s")
            yield self._say(self.cast.image.wander)
        else:
            yield _step(pause="4s")
            yield self._say(image.back)
            yield _step(pause="12s to 26s")
            yield self._say(path.turn)
        yield _step(pause="5s to 12s")
        yield from self._ask(path, *([3] if self.short else [2, 3]))

    def _second_half(self) -> Iterator[Written]:
        path = self.cast.second
        yield _step(chapter="A rest")
        yield self._say(self.cast.image.rest_between)
        yield _step(pause="56s to 1m25s")
        yield _step(chapter=path.chapter)
        yield self._say(self.cast.again, path.scene)
        yield _step(pause="8s to 25s")
        yield from self._ask(path, 0, 1)
        yield self._say(path.after)
        yield _step(pause="10s to 25s")
        yield from self._ask(path, 2, 3)

    def _rest_and_end(self) -> Iterator[Written]:
        image = self.cast.image
        _, least, most = _RESTS[self.short]
        yield _step(chapter=image.pause)
        yield self._say(image.rest)
        yield _step(pause="fill", min=least, max=most)
        yield _step(chapter=image.leave)
        yield self._say(self.cast.path.carry)
        yield _step(pause="5s to 12s")
        yield self._say(self.cast.heavy if self._weighs else self.cast.keep, image.close)
        yield _step(pause="4s")
        yield _step(bell="end", ring="12s")
        yield _step(pause="4s")

    @property
    def _weighs(self) -> bool:
        """Whether a listener may be left with more than is good alone."""
        return bool({"abuse", "self-harm", "trauma", "forgiveness"} & set(self.guards))

    def _ask(self, path: AskingPath, *numbers: int) -> Iterator[Written]:
        for number in numbers:
            most = "45s" if self.long else "38s"
            yield _step(reflect=self.slots.first(path.asks[number]), silence=f"{_SILENCES[number]}s to {most}")

    def _say(self, *paragraphs: str) -> Written:
        """Paragraphs with an empty line between them, their slots filled."""
        texts = [self.slots.first([paragraph.strip()]) for paragraph in paragraphs]
        return _step(say="".join(f"{text}\n\n" for text in filter(None, texts)).removesuffix("\n"))


_SILENCES: Final = (17, 20, 18, 22)
"""The least silence behind each question, in seconds: more behind the hard ones."""


def _step(**keys: object) -> Written:
    model = KINDS[next(key for key in keys if key in KINDS)]
    return model.model_validate(keys)
