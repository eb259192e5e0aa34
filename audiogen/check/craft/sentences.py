"""Judges of how sentences are built: how long they are, how hard to understand, and how many of them command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from audiogen.check.craft.own_words import own_words
from audiogen.check.craft.session import CraftFinding, CraftSession
from audiogen.check.craft.words.commands import is_command
from audiogen.check.craft.words.plain import longest_stretch
from audiogen.check.craft.words.reading import reading

MOST_WORDS: Final = 20
"""That follow one another without a rest."""
MOST_COMMANDS: Final = 0.3
"""Of all sentences."""
_FEWEST_COMMANDS: Final = 5
_MOST_LINES: Final = 5
_IN_MESSAGE: Final = 5
"""Words of a sentence that is quoted."""


def judge_long_sentences(session: CraftSession) -> Iterator[CraftFinding]:
    """Sentences that take too long to hold."""
    for sentence in session.sentences:
        count = longest_stretch(sentence.text)
        if count > MOST_WORDS:
            yield session.in_sentence(
                "long-sentence", sentence, f"{count} words without a rest, where {MOST_WORDS} can be held"
            )


def judge_reading_grade(session: CraftSession) -> Iterator[CraftFinding]:
    """The language of a session, taken as a whole."""
    own = [each for each in session.sentences if each.language == session.language]
    read = reading([each.text for each in own], session.language)
    if read and read.hardness != "easy":
        longest = max(own, key=lambda each: longest_stretch(each.text))
        message = f"the text {read.told}; its longest sentence is in line {longest.line}"
        yield session.at_key("reading-grade", ("steps",), message, error=read.hardness == "too hard")


def judge_commands(session: CraftSession) -> Iterator[CraftFinding]:
    """The share of sentences that are bare commands."""
    said = zip(session.sentences, own_words(session.sentences), strict=True)
    commands = [each for each, text in said if is_command(text, each.language)]
    if len(commands) < _FEWEST_COMMANDS or len(commands) <= MOST_COMMANDS * len(session.sentences):
        return
    lines = list(dict.fromkeys(f"{each.line}" for each in commands))
    named = f"{', '.join(lines[:_MOST_LINES])}{' and so on' if lines[_MOST_LINES:] else ''}"
    first = " ".join(commands[0].text.split()[:_IN_MESSAGE])
    share = round(100 * len(commands) / len(session.sentences))
    message = f'{share} % of the sentences are commands, like "{first}": lines {named}'
    yield session.at_key("bare-imperatives", ("steps",), message)
