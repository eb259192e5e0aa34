"""Reads lexicons: the one that comes with audiogen, and a show's own, with every mistake in its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from audiogen.errors import Problem, ScriptError
from audiogen.project import shipped_assets
from audiogen.script.yaml.document import Document, parse_document, read_document
from audiogen.script.yaml.nodes import Entry as Pair
from audiogen.script.yaml.nodes import Fault, Fields, Place, Text
from audiogen.speech.words.ipa import to_misaki
from audiogen.speech.words.lexicon import EVERY_LANGUAGE, Entry, Lexicon, folded

FILE: Final = "lexicon.yaml"
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_EXAMPLE: Final = "like pranayama: prah-nah-YAH-mah, or pranayama: /prɑːnəˈjɑːmə/"


def load_lexicon(scripts: Path) -> Lexicon:
    """The words that audiogen knows, and those of the show in `scripts/lexicon.yaml`, which win.

    Raises:
        ScriptError: with every mistake in either of them.
    """
    documents = [_shipped()]
    own = scripts / FILE
    if own.is_file() and not _has_only_remarks(own):
        documents.append(read_document(own))
    entries: list[Entry] = []
    problems: list[Problem] = []
    for document in documents:
        read, faults = read_lexicon(document)
        entries += read
        problems += (Problem(document.path, each.place.line, each.place.column, each.message) for each in faults)
    if problems:
        raise ScriptError(tuple(problems))
    return Lexicon(tuple(entries))


def read_lexicon(document: Document) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """The entries in a document, and what is wrong with it."""
    root = document.root
    if not isinstance(root, Fields):
        wanted = f"write languages, and below each its words, {_EXAMPLE}"
        return (), document.faults if root is None else (*document.faults, Fault(root.place, wanted))
    found = tuple(each for language in root.entries for each in _of_language(language))
    faults = tuple(each for each in found if isinstance(each, Fault))
    placed = tuple(each for each in found if not isinstance(each, Fault))
    return tuple(entry for _, entry in placed), (*document.faults, *faults, *_twice(placed))


_Placed: TypeAlias = tuple[Place, Entry]


def _of_language(pair: Pair) -> Iterator[_Placed | Fault]:
    language = pair.key.lower().replace("_", "-")
    if language != EVERY_LANGUAGE and not _LANGUAGE.fullmatch(language):
        yield Fault(pair.place, f'"{pair.key}" is not a language; write en, en-gb, de, or any for every language')
    elif not isinstance(pair.value, Fields):
        yield Fault(pair.place, f"{pair.key}: write one word a line below, indented, {_EXAMPLE}")
    else:
        for line in pair.value.entries:
            yield from _of_line(language, line)


def _of_line(language: str, pair: Pair) -> Iterator[_Placed | Fault]:
    """An entry for each of the spellings before the colon."""
    spellings = [" ".join(unicodedata.normalize("NFC", each).split()) for each in pair.key.split(",")]
    wordless = next((each for each in spellings if not any(map(str.isalnum, each))), None)
    said = _said(pair)
    if wordless is not None:
        yield Fault(pair.place, f'"{wordless or pair.key}" is no word; write the word as it stands in the scripts')
    elif isinstance(said, Fault):
        yield said
    else:
        yield from ((pair.place, replace(said, language=language, words=words)) for words in spellings)


def _said(pair: Pair) -> Entry | Fault:
    """How a word is said, by an entry that has no words yet."""
    value = pair.value
    if isinstance(value, Text) and value.value.strip():
        said = value.value.strip()
        between_slashes = len(said) > 2 and said.startswith("/") and said.endswith("/")
        return _checked(pair, value.place, ipa=said) if between_slashes else Entry("", "", say=said)
    if isinstance(value, Fields) and value.entries:
        return _of_keys(pair, value)
    return Fault(pair.place, f"{pair.key}: say how it sounds, {_EXAMPLE}")


def _of_keys(pair: Pair, value: Fields) -> Entry | Fault:
    said: dict[str, str] = {}
    for each in value.entries:
        if each.key not in {"say", "ipa"}:
            return Fault(each.place, f"{pair.key}: {each.key} is not known here; say and ipa can be written")
        if not isinstance(each.value, Text) or not each.value.value.strip():
            return Fault(each.place, f"{pair.key}: {each.key} is empty; write it, or remove the line")
        said[each.key] = each.value.value.strip()
    ipa = value.entry("ipa")
    return _checked(pair, ipa.value.place if ipa else pair.place, **said)


def _checked(pair: Pair, place: Place, *, say: str = "", ipa: str = "") -> Entry | Fault:
    sounds = ipa.strip("/")
    try:
        if ipa:
            to_misaki(sounds, british=False)
    except ValueError as error:
        return Fault(place, f"{pair.key}: {error}")
    return Entry("", "", say, sounds)


def _twice(placed: Iterable[_Placed]) -> Iterator[Fault]:
    """What two lines say about the same word; YAML itself refuses those that are the same letter for letter."""
    lines: dict[tuple[str, str, str], int] = {}
    for place, entry in placed:
        words = folded(entry.words)
        capitals = "".join("A" if letter.isupper() else "a" for letter in entry.words)
        first = lines.setdefault((entry.language, words, capitals), place.line)
        if first != place.line:
            yield Fault(place, f"{entry.words} is written twice, first on line {first}; remove one of them")


def _has_only_remarks(path: Path) -> bool:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return all(line.strip("\ufeff \t").startswith(("#", "---")) or not line.strip("\ufeff \t") for line in lines)


def _shipped() -> Document:
    """The lexicon that comes with audiogen."""
    return parse_document(Path("assets") / FILE, shipped_assets().joinpath(FILE).read_text(encoding="utf-8"))
