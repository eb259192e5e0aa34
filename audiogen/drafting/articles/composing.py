"""The steps of a session about a section: its arrival, breaths, questions, rest and end, as long as is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from audiogen.drafting.articles.casting import Cast
from audiogen.drafting.articles.prose import AskingPath, lines
from audiogen.drafting.articles.slots import SlotFiller
from audiogen.drafting.articles.themes import Guard
from audiogen.script.blocks import KINDS, Written
from audiogen.units import exact_length

Part: TypeAlias = Literal[
    "third-3",
    "third-2",
    "third-1",
    "third",
    "second-3",
    "second-2",
    "settle",
    "long-breath",
    "second-1",
    "second",
    "keep",
    "turn",
    "back",
    "ask-2",
    "long-rest",
    "ask-3",
    "rest-of-scene",
    "wander-pause",
    "ask-1",
    "usual-breath",
    "open",
    "breath",
    "carry",
]
"""What shorter sessions leave out, in the order in which it goes: what a session can best be without goes first."""
PARTS: Final[tuple[Part, ...]] = get_args(Part)

_HALF_MINUTE: Final = ("half a minute", 28.0, 40.0)
_MINUTE: Final = ("about a minute", 55.0, 88.0)
"""How a rest is announced, and the least and the most that it may be, in seconds."""
_SILENCES_S: Final = (17, 20, 18, 22)
"""The least silence behind each question, in seconds: more behind the hard ones."""
_MOST_SILENCE_S: Final = 45


@dataclass(frozen=True, slots=True)
class Composition:
    """What a session is composed from."""

    cast: Cast
    slots: SlotFiller
    guards: tuple[Guard, ...]
    left_out: frozenset[Part] = frozenset()

    def steps(self) -> Iterator[Written]:
        """All steps, in their order."""
        yield from self._arrival()
        if self.has("breath"):
            yield from self._breaths()
        yield from self._questions()
        if self.has("second"):
            yield from self._second_part()
        if self.has("third"):
            yield from self._third_part()
        yield from self._rest_and_end()

    @property
    def rest(self) -> tuple[str, float, float]:
        """How the rest is announced, and its limits in seconds."""
        return _MINUTE if self.has("long-rest") else _HALF_MINUTE

    def has(self, part: Part) -> bool:
        """Whether a part is in it."""
        return part not in self.left_out

    def _arrival(self) -> Iterator[Written]:
        image = self.cast.image
        yield _step(chapter=image.arrive)
        yield _step(bell="start", ring="8s")
        yield self._say(image.open if self.has("open") else "", image.about)
        yield _pause(4, 12)
        if "self-harm" in self.guards:
            yield self._say(lines().guards["self-harm"].said)
            yield _pause(6, 10)
        if self.has("wander-pause"):
            yield self._say(image.anchor)
            yield _pause(12, 24)
            yield self._say(image.wander)
            yield _pause(13, 26)
        else:
            yield self._say(image.anchor, image.wander)
            yield _pause(11, 28)
        for each in image.settle if self.has("settle") else ():
            yield self._say(each)
            yield _pause(15, 30)

    def _breaths(self) -> Iterator[Written]:
        breath = self.cast.breath
        least = breath.long if self.has("long-breath") else breath.usual if self.has("usual-breath") else breath.short
        cues = {"cues": list(breath.cues)} if breath.cues else {}
        yield _step(chapter=breath.chapter)
        yield self._say(self.cast.offer)
        yield _step(breathe=breath.breathe, cycles=f"{least} to {least + 2}", **cues, settle="8s")
        yield self._say(self.cast.release)
        yield _pause(4, 20)

    def _questions(self) -> Iterator[Written]:
        path = self.cast.path
        yield _step(chapter=path.chapter)
        yield self._say(self._scene(path), self.slots.first([*self.cast.names, ""]))
        if path.people or "abuse" in self.guards:
            yield _pause(4, 6)
            yield self._say(self.cast.safety)
        yield _pause(7, 22)
        yield self._ask(path, 0)
        if self.has("ask-1"):
            yield self._ask(path, 1)
        yield self._say(path.after)
        yield _pause(4, 12)
        if self.has("back"):
            yield self._say(self.cast.image.back)
            yield _pause(12, 26)
        if self.has("ask-3") and self.has("turn"):
            yield self._say(path.turn)
            yield _pause(5, 12)
        if self.has("ask-2"):
            yield self._ask(path, 2)
        if self.has("ask-3"):
            yield self._ask(path, 3)

    def _scene(self, path: AskingPath) -> str:
        return path.scene if self.has("rest-of-scene") else path.scene.partition("\n\n")[0]

    def _second_part(self) -> Iterator[Written]:
        yield _step(chapter="A rest")
        yield self._say(self.cast.image.rest_between.replace("$span", _MINUTE[0]))
        yield _pause(56, 85)
        yield from self._part(0, ("second-1", "second-2", "second-3"))

    def _third_part(self) -> Iterator[Written]:
        yield self._say("A moment now to $stay, if you like.")
        yield _pause(15, 30)
        yield from self._part(1, ("third-1", "third-2", "third-3"))

    def _part(self, which: int, asked: tuple[Part, Part, Part]) -> Iterator[Written]:
        path = self.cast.others[which]
        yield _step(chapter=path.chapter)
        yield self._say(self.cast.again[which], path.scene)
        yield _pause(8, 25)
        yield self._ask(path, 0)
        if self.has(asked[0]):
            yield self._ask(path, 1)
        yield self._say(path.after)
        yield _pause(10, 25)
        if self.has(asked[1]):
            yield self._say(path.turn)
            yield _pause(5, 12)
            yield self._ask(path, 2)
        if self.has(asked[2]):
            yield self._ask(path, 3)

    def _rest_and_end(self) -> Iterator[Written]:
        image, (span, least_s, most_s) = self.cast.image, self.rest
        yield _step(chapter=image.pause)
        yield self._say(image.rest.replace("$span", span))
        yield _step(pause="fill", min=exact_length(least_s), max=exact_length(most_s))
        yield _step(chapter=image.leave)
        if self.has("carry"):
            yield self._say(self.cast.path.carry)
            yield _pause(4, 12)
        weighs = {"abuse", "self-harm", "trauma", "forgiveness"} & set(self.guards)
        kept = self.cast.heavy if weighs else self.cast.keep if self.has("keep") else ""
        yield self._say(kept, image.close)
        yield _pause(4, 4)
        yield _step(bell="end", ring="12s")
        yield _pause(4, 4)

    def _ask(self, path: AskingPath, number: int) -> Written:
        asked = self.slots.first(path.asks[number])
        return _step(reflect=asked, silence=f"{_SILENCES_S[number]}s to {_MOST_SILENCE_S}s")

    def _say(self, *paragraphs: str) -> Written:
        """Paragraphs with an empty line between them, their slots filled."""
        texts = [self.slots.first([paragraph.strip()]) for paragraph in paragraphs]
        return _step(say="\n".join(f"{_in_lines(text)}\n" for text in texts if text))


def _in_lines(text: str) -> str:
    """A text with no more than a line can hold: a long line ends where a sentence does."""
    return "\n".join(part for line in text.split("\n") for part in _parts(line))


def _parts(line: str) -> Iterator[str]:
    while len(line) > _WIDTH and (end := line.rfind(". ", 0, _WIDTH)) > 0:
        yield line[: end + 1]
        line = line[end + 2 :]
    yield line


_WIDTH: Final = 110
"""In letters: a line of more does not fit beside its margin."""


def _pause(least_s: int, most_s: int) -> Written:
    return _step(pause=f"{least_s}s to {most_s}s" if least_s < most_s else f"{least_s}s")


def _step(**keys: object) -> Written:
    model = KINDS[next(key for key in keys if key in KINDS)]
    return model.model_validate(keys)
