"""Reads the lexicon that comes with audiogen, and a show's own; every mistake is reported with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias

from audiogen.errors import Problem, ScriptError
from audiogen.names import quotable
from audiogen.script.yaml.contents import read_text
from audiogen.script.yaml.document import Document, read_document
from audiogen.script.yaml.nodes import Fault, Fields, KeyValue, Place, Text
from audiogen.script.yaml.shipped import read_shipped
from audiogen.speech.words.heteronyms.decide import Heteronyms
from audiogen.speech.words.heteronyms.file import is_heteronym, read_heteronym, shipped_rules
from audiogen.speech.words.heteronyms.heteronym import EVERY_LANGUAGE, Heteronym
from audiogen.speech.words.ipa import to_misaki
from audiogen.speech.words.lexicon import Lexicon, LexiconEntry, folded
from audiogen.speech.words.lexicon_lines import odd_lines
from audiogen.speech.words.respelling import unreadable, unreadable_message
from audiogen.speech.words.text import has_words

LEXICON_FILE: Final = "lexicon.yaml"
LEXICON_KEYS: Final = ("say", "ipa")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_EXAMPLE: Final = "like pranayama: prah-nah-YAH-mah, or pranayama: /prɑːnəˈjɑːmə/"
_SYMBOLS: Final = frozenset("ːˈˌəɪʊɛɔɑʌɒɜɡŋʃʒθɹ")
"""Letters that stand for sounds and in no respelling."""
_Placed: TypeAlias = tuple[Place, LexiconEntry | Heteronym]


def load_lexicon(scripts: Path) -> Lexicon:
    """The words that audiogen knows, and those of the show in `scripts/lexicon.yaml`, which win.

    Raises:
        ScriptError: with every mistake in either of them.
    """
    documents = [_shipped()]
    own = scripts / LEXICON_FILE
    if own.is_file() and not _has_only_comments(own):
        documents.append(_with_lines(read_document(own, LEXICON_KEYS)))
    entries: list[LexiconEntry | Heteronym] = []
    problems: list[Problem] = []
    for document, found in documents:
        placed = [each for each in found if not isinstance(each, Fault)]
        faults = [each for each in found if isinstance(each, Fault)] + list(_duplicates(placed))
        if faults and document.path == own:
            # what people forget in a line makes YAML complain of another one
            faults = list(odd_lines(_lines_of(own))) or faults
        entries += (entry for _, entry in placed)
        problems += (Problem(document.path, each.place.line, each.place.column, each.message) for each in faults)
    if problems:
        raise ScriptError(tuple(problems))
    plain = tuple(entry for entry in entries if isinstance(entry, LexiconEntry))
    own_heteronyms = tuple(entry for entry in entries if isinstance(entry, Heteronym))
    return Lexicon(plain, Heteronyms(own_heteronyms, shipped_rules))


def _read(document: Document) -> Iterator[_Placed | Fault]:
    yield from document.faults
    if isinstance(document.root, Fields):
        yield from chain.from_iterable(map(_of_language, document.root.entries))
    elif document.root is not None:
        yield Fault(document.root.place, f"write languages, and below each its words, {_EXAMPLE}")


def _of_language(pair: KeyValue) -> Iterator[_Placed | Fault]:
    language = pair.key.lower().replace("_", "-")
    if language != EVERY_LANGUAGE and not _LANGUAGE.fullmatch(language):
        yield Fault(pair.place, f'"{pair.key}" is not a language; write en, en-gb, de, or any for every language')
    elif not isinstance(pair.value, Fields):
        yield Fault(pair.place, f"{pair.key}: write one word a line below, indented, {_EXAMPLE}")
    else:
        for line in pair.value.entries:
            yield from _of_line(language, line)


def _of_line(language: str, pair: KeyValue) -> Iterator[_Placed | Fault]:
    """An entry for each of the spellings before the colon."""
    if is_heteronym(pair.value):
        yield from _of_heteronym(language, pair)
        return
    spellings = [" ".join(unicodedata.normalize("NFC", each).split()) for each in pair.key.split(",")]
    wordless = next((each for each in spellings if not has_words(each)), None)
    entry = _wordless_entry(pair)
    if wordless is not None:
        yield Fault(pair.place, f'"{wordless or pair.key}" is no word; write the word as it stands in the scripts')
    elif isinstance(entry, Fault):
        yield entry
    elif (syllable := unreadable(entry.say, language)) is not None:
        yield Fault(pair.value.place, f"{pair.key}: {unreadable_message(syllable)}")
    else:
        yield from ((pair.place, replace(entry, language=language, words=words)) for words in spellings)


def _of_heteronym(language: str, pair: KeyValue) -> Iterator[_Placed | Fault]:
    read = read_heteronym(pair, language, lambda: shipped_rules().lists)
    if isinstance(read, Fault):
        yield read
    else:
        yield from ((pair.place, each) for each in read)


def _wordless_entry(pair: KeyValue) -> LexiconEntry | Fault:
    """The entry of a line, without its language and its words."""
    value = pair.value
    if isinstance(value, Text) and value.value.strip():
        said = value.value.strip()
        between_slashes = len(said) > 2 and said.startswith("/") and said.endswith("/")
        if not between_slashes and (said[0] == "/" or said[-1] == "/" or not _SYMBOLS.isdisjoint(said)):
            good = f"{pair.key}: /{said.strip('/')}/"
            return Fault(value.place, f'sounds stand between two slashes; write "{quotable(good)}"')
        return _checked(pair, value.place, ipa=said) if between_slashes else LexiconEntry("", "", say=said)
    if not isinstance(value, Fields) or not value.entries:
        return Fault(pair.place, f"{pair.key}: say how it sounds, {_EXAMPLE}")
    texts: dict[str, str] = {}
    place = pair.place
    for each in value.entries:
        if each.key not in LEXICON_KEYS:
            return Fault(each.place, f"{pair.key}: {each.key} is not known here; say and ipa can be written")
        if not isinstance(each.value, Text) or not each.value.value.strip():
            return Fault(each.place, f"{pair.key}: {each.key} is empty; write it, or remove the line")
        texts[each.key] = each.value.value.strip()
        place = each.value.place if each.key == "ipa" else place
    return _checked(pair, place, **texts)


def _checked(pair: KeyValue, place: Place, *, say: str = "", ipa: str = "") -> LexiconEntry | Fault:
    sounds = ipa.strip("/")
    try:
        if ipa:
            to_misaki(sounds, british=False)
    except ValueError as error:
        return Fault(place, f"{pair.key}: {error}")
    return LexiconEntry("", "", say, sounds)


def _duplicates(placed: Iterable[_Placed]) -> Iterator[Fault]:
    """Two lines for the same word; YAML itself refuses those that are the same letter for letter."""
    lines: dict[tuple[str, str, str], int] = {}
    for place, entry in placed:
        if isinstance(entry, Heteronym):
            continue
        # a name and a word that differ in capitals are two entries, as Mark and mark
        capitals = "".join("A" if letter.isupper() else "a" for letter in entry.words)
        first = lines.setdefault((entry.language, folded(entry.words), capitals), place.line)
        if first != place.line:
            yield Fault(place, f"{entry.words} is written twice, first on line {first}; remove one of them")


def _lines_of(path: Path) -> list[str]:
    text = read_text(path)
    return [] if isinstance(text, Fault) else text.splitlines()


def _has_only_comments(path: Path) -> bool:
    """Whether nothing is written in it yet; as YAML such a file would be a mistake."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return all(line.strip("\ufeff \t").startswith(("#", "---")) or not line.strip("\ufeff \t") for line in lines)


def _with_lines(document: Document) -> tuple[Document, tuple[_Placed | Fault, ...]]:
    return document, tuple(_read(document))


@cache  # a build reads it for its check, and again to speak
def _shipped() -> tuple[Document, tuple[_Placed | Fault, ...]]:
    return _with_lines(Document(Path("assets") / LEXICON_FILE, read_shipped(LEXICON_FILE), ()))
