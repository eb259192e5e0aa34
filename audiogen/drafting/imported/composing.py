"""From the blocks of a manuscript to the steps of a session, with an account of every word that is not spoken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from audiogen.documents.manuscript import Omission, TextBlock
from audiogen.drafting.imported.account import ComposedSteps, Question, Turned
from audiogen.drafting.imported.blanks import filling
from audiogen.drafting.imported.breath_steps import breathing
from audiogen.drafting.imported.cover_notes import is_timed_heading, with_cover_notes
from audiogen.drafting.imported.directions import read_blocks
from audiogen.drafting.imported.emphasis import emphasised
from audiogen.drafting.imported.paragraphs import Paragraphs, SpokenText
from audiogen.drafting.imported.pieces import (
    BellStrike,
    Blank,
    GuidedBreath,
    Piece,
    Silence,
    Speaker,
    SpokenWords,
    StageDirection,
    Uncertain,
)
from audiogen.drafting.imported.places import PlacedStep, with_bells, with_full_chapters
from audiogen.drafting.imported.sentence_blocks import with_whole_sentences
from audiogen.drafting.imported.silences import LONG_ENOUGH_S, silence_span, span_text
from audiogen.drafting.imported.wording import thoughts, titled, worded
from audiogen.names import quotable
from audiogen.scaffold.templates import one_line
from audiogen.script.notation.sentences import is_question
from audiogen.script.steps import Bell, Chapter, Pause, Reflect, Say, Step
from audiogen.script.yaml.fields import span
from audiogen.units import exact_length

_LONGEST_INSIDE_S: Final = 10.0
"""A silence within a sentence is written into the text up to this length; a longer one is a step."""
_BETWEEN_STRIKES: Final = span(4.0)
_ENDS: Final = re.compile(r"[.!?\u2026:;\u3002\uff01\uff1f][\"'\u201d\u2019\u00bb)]*$")
_REASONS: Final = {
    "manner": "how to speak",
    "sound": "what else is to be heard",
    "note": "a note to whoever reads it",
    "time": "a time of the recording",
    "furniture": "the furniture of a page",
}
"""Kinds of stage directions → why they are not spoken."""


def compose(blocks: Sequence[TextBlock], language: str) -> ComposedSteps:
    """The steps that say what the blocks say.

    Args:
        blocks: in their order; a heading begins a chapter.
        language: BCP 47.
    """
    composer = _StepComposer(language)
    whole = tuple(with_whole_sentences(blocks))
    read = [*zip(whole, read_blocks(whole, language), strict=True)]
    for block, pieces in with_cover_notes(read, language):
        composer.take(block, pieces)
    return composer.finish()


@dataclass(slots=True)
class _StepComposer:
    language: str
    placed: list[PlacedStep] = field(default_factory=list)
    said: Paragraphs = field(default_factory=Paragraphs)
    """Between the last step and the next one."""
    begun: int = 0
    """The line at which they begin."""
    joins: bool = False
    """Whether an item of a list goes on the list that was said last."""
    questions: list[Question] = field(default_factory=list)
    """For the step that is placed next."""
    left_out: list[Omission] = field(default_factory=list)
    turned: list[Turned] = field(default_factory=list)

    def take(self, block: TextBlock, pieces: Sequence[Piece]) -> None:
        """Say what a block says, and do what it asks for."""
        named = any(isinstance(piece, SpokenWords | Uncertain | Blank) for piece in pieces)
        if (block.kind == "heading" and named) or is_timed_heading(block, pieces):
            self._heading(block, pieces)
            return
        text, at = SpokenText(), 0
        for piece, follows in zip(pieces, (*pieces[1:], None), strict=True):
            found = block.text.find(piece.text, at)
            text.add(block.text[at:found] if found >= 0 else " ")
            at = max(found, at) + len(piece.text)
            if isinstance(piece, SpokenWords) and found >= 0:
                text.add(emphasised(block, found, piece.text))
            elif not (self._speaks(piece, text, block) or self._rests(piece, follows, text, block)):
                self._say(text, block)
                text = SpokenText()
                self._do(piece, block)
        self._say(text, block)

    def _heading(self, block: TextBlock, pieces: Sequence[Piece]) -> None:
        """Begin a chapter; what else the heading asks for comes first in it."""
        self._flush()
        words = [piece.text for piece in pieces if isinstance(piece, SpokenWords | Uncertain | Blank)]
        for piece in pieces:
            if isinstance(piece, Uncertain):
                self._ask(block, _asked_of(piece))
        written = one_line(" ".join(words))
        if title := titled(written):
            self._place(Chapter(chapter=title), block.line, block.level)
        elif any(map(str.isalnum, written)):
            self.left_out.append(Omission(written, block.line, "a placeholder of the document"))
        for piece in pieces:
            if isinstance(piece, Silence):
                # no silence follows "Breathing (3 minutes)"
                self._leave_out(piece, block, "how long a part is")
            else:
                self._do(piece, block)

    def _speaks(self, piece: Piece, text: SpokenText, block: TextBlock) -> bool:
        """Add what a piece says to a text; whether it is one that says something."""
        match piece:
            case SpokenWords():
                text.add(piece.text)
            case Uncertain():
                self._ask(block, _asked_of(piece))
                text.add(piece.text)
            case Blank():
                filled = filling(piece, self.language)
                self._ask(block, filled.question)
                if filled.text:
                    self.turned.append(Turned(piece.text, block.line, filled.text))
                    text.mark(filled.text)
                else:
                    self._leave_out(piece, block, "a blank that is to be filled")
            case _:
                return False
        return True

    def _rests(self, piece: Piece, follows: Piece | None, text: SpokenText, block: TextBlock) -> bool:
        """Write what interrupts no sentence into a text: a short silence within it, or what nobody hears."""
        if isinstance(piece, Speaker | StageDirection):
            self._do(piece, block)
            return True
        if not isinstance(piece, Silence) or not _goes_on(text.words, follows):
            return False
        silence = silence_span(piece, after_question=False)
        if not 0 < silence.ideal_s <= _LONGEST_INSIDE_S:
            return False
        self._ask(block, piece.question)
        text.mark(f"[pause {exact_length(silence.ideal_s)}]")
        self.turned.append(Turned(piece.text, block.line, f"[pause {exact_length(silence.ideal_s)}]"))
        return True

    def _do(self, piece: Piece, block: TextBlock) -> None:
        """Place the step that a piece asks for, or account for what nobody hears."""
        match piece:
            case Speaker():
                self._leave_out(piece, block, "who speaks")
            case StageDirection():
                self._leave_out(piece, block, _REASONS[piece.kind])
            case Silence():
                self._silence(piece, block)
            case BellStrike():
                self._flush()
                strikes = [Bell(bell="interval", ring=_BETWEEN_STRIKES)] * (piece.strikes - 1)
                for strike in (*strikes, Bell(bell="interval")):
                    self._place(strike, block.line)
                self.turned.append(Turned(piece.text, block.line, "bell" if not strikes else f"bell, {piece.strikes}x"))
            case GuidedBreath():
                self._flush()
                step, question = breathing(piece, self.language)
                self._ask(block, piece.question or question)
                self._place(step, block.line)
                self.turned.append(Turned(piece.text, block.line, f"breathe, {step.breaths.least} cycles"))

    def _silence(self, piece: Silence, block: TextBlock) -> None:
        """A pause; behind a question that has time to be answered, question and silence are one step."""
        question = self.said.last_line
        silence = silence_span(piece, after_question=is_question(question))
        reflects = is_question(question) and silence.ideal_s >= LONG_ENOUGH_S
        if reflects:
            self.said.drop_last_line()
        self._flush()
        self._ask(block, piece.question)
        self._place(Reflect(reflect=question, silence=silence) if reflects else Pause(pause=silence), block.line)
        self.turned.append(Turned(piece.text, block.line, f"pause: {span_text(silence)}"))

    def _say(self, text: SpokenText, block: TextBlock) -> None:
        """Say a text, thought by thought."""
        lines: list[str] = []
        for thought in thoughts(text.words, self.language):
            wording = worded(thought, self.language, text.take(thought))
            self._ask(block, wording.question)
            self.left_out += (Omission(sign, block.line, reason) for sign, reason in wording.left_out)
            if wording.text:
                lines.append(wording.text)
        if not lines:
            return
        joins = self.joins and block.kind == "item"
        if not joins and not self.said.has_room(lines):
            self._flush()
        self.begun = self.begun if self.said.written else block.line
        self.said.add(lines, joins=joins)
        self.joins = block.kind == "item"

    def _flush(self) -> None:
        """Place what is to be said before the next step."""
        for text in self.said.texts():
            self._place(Say(say=text), self.begun)
        self.said, self.joins = Paragraphs(), False

    def _place(self, step: Step, line: int, level: int = 0) -> None:
        self.placed.append(PlacedStep(step, line, tuple(self.questions), level))
        self.questions = []

    def _ask(self, block: TextBlock, question: str) -> None:
        if question:
            self.questions.append(Question(block.line, question))

    def _leave_out(self, piece: Piece, block: TextBlock, reason: str) -> None:
        self.left_out.append(Omission(piece.text, block.line, reason))

    def finish(self) -> ComposedSteps:
        """All of the steps."""
        self._flush()
        full, empty = with_full_chapters(self.placed)
        placed = tuple(with_bells(full))
        questions = {place: each.questions for place, each in enumerate(placed) if each.questions}
        if self.questions and placed:
            last = len(placed) - 1
            questions[last] = (*questions.get(last, ()), *self.questions)
        left_out = sorted([*self.left_out, *empty], key=lambda each: each.line)
        return ComposedSteps(tuple(each.step for each in placed), questions, tuple(left_out), tuple(self.turned))


def _asked_of(piece: Uncertain) -> str:
    return f'"{quotable(piece.text)}": {piece.question}'


def _goes_on(words: str, follows: Piece | None) -> bool:
    """Whether a sentence goes on behind a silence."""
    before = words.rstrip(" ")
    if not before or before.endswith("\n") or _ENDS.search(before):
        return False
    return isinstance(follows, SpokenWords | Uncertain) and follows.text[:1].islower()
