"""What is no article that drafts can be made of: a script, and a text in another language than the templates."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Final

from audiogen.documents.manuscript import Manuscript
from audiogen.drafting.articles.words import SMALL_WORDS, words_of
from audiogen.drafting.imported.directions import read_block
from audiogen.drafting.imported.pieces import BellStrike, GuidedBreath, Silence
from audiogen.errors import AudiogenError
from audiogen.script.beside import YAML_ENDINGS
from audiogen.script.language_tags import base_language
from audiogen.script.meant.languages import language_name

_UNCHANGED: Final = "Nothing was written."
_DIRECTIONS: Final = 2
"""Silences, bells and counted breaths: a text with so many is a script."""
_SMALL_SHARE: Final = 0.25
"""Of English words, small ones are a good third; of words of other languages, hardly one in ten."""
_JUDGED_WORDS: Final = 30
"""Of a text in an uncertain language: fewer tell nothing."""


def refuse_sessions(path: Path) -> None:
    """Refuse a file of audiogen's own language, which is no document.

    Raises:
        AudiogenError: with what can be done with it.
    """
    if path.suffix.lower() in YAML_ENDINGS:
        message = f"{path} is a session or a show, and no article"
        raise AudiogenError(message, hint=f"{_UNCHANGED} `audiogen build` makes an episode of it.")


def refuse_other_texts(manuscript: Manuscript) -> None:
    """Refuse a script, which has words of its own.

    Raises:
        AudiogenError: with the command for it.
    """
    language = manuscript.language or "en"
    pieces = [piece for block in manuscript.blocks for piece in read_block(block, language)]
    directions = sum(isinstance(piece, Silence | BellStrike | GuidedBreath) for piece in pieces)
    if directions >= _DIRECTIONS:
        message = f"{manuscript.path} is a script, with {directions} silences, bells or breaths in it"
        way = f"`{shlex.join(['audiogen', 'import', str(manuscript.path)])}` makes a session of its own words."
        raise AudiogenError(message, hint=f"{_UNCHANGED} Drafts are made about articles. {way}")


def refuse_other_languages(manuscript: Manuscript) -> None:
    """Refuse a text that is not in English, in which the templates are.

    Raises:
        AudiogenError: with the way that there is for it.
    """
    known = manuscript.language
    words = [word for block in manuscript.blocks for word in words_of(block.text)]
    small = sum(word in SMALL_WORDS for word in words)
    if base_language(known) == "en" if known else len(words) < _JUDGED_WORDS or small >= _SMALL_SHARE * len(words):
        return
    named = f"is in {language_name(known)}" if known else "is not in English, as far as its words tell"
    way = "With --llm URL and --model NAME, a language model of your choice drafts in the language of the article"
    message = f"{manuscript.path} {named}, and there are templates in English alone"
    raise AudiogenError(message, hint=f"{_UNCHANGED} {way}; or draft about a translation.")
