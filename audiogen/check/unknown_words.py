"""The words of a session that its voices do not know, over all its editions: each is told once, with its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from audiogen.errors import Problem
from audiogen.script.yaml.nodes import Place
from audiogen.speech.phrase import Phrasing
from audiogen.speech.words.dictionary import unknown_word_warning, unknown_words_warning


@dataclass(frozen=True, slots=True)
class UnknownWords:
    """Filled while a session is checked."""

    phrasing: Phrasing
    _found: dict[tuple[Path, str, str], dict[str, list[Place]]] = field(default_factory=dict)

    def add(self, voice: str, language: str, word: str, path: Path, place: Place) -> None:
        """Note a word that a voice does not know, and where it stands."""
        places = self._found.setdefault((path, voice, language), {}).setdefault(word, [])
        # what returns with its phrase, and a word that is asked of two voices
        if place not in places:
            places.append(place)

    def warnings(self) -> Iterator[Problem]:
        """One for each file, voice and language, at the first of its words."""
        for (path, voice, language), words in self._found.items():
            also = self.phrasing.lexicon.words(language)
            first = min(place for places in words.values() for place in places)
            lines = {word: [place.line for place in places] for word, places in words.items()}
            if sum(map(len, lines.values())) == 1:
                message = unknown_word_warning(next(iter(words)), language, voice, also)
            else:
                message = unknown_words_warning(lines, language, voice, also)
            yield Problem(path, first.line, first.column, message, warning=True)
