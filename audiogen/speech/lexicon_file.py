"""Reads lexicons: the one that comes with audiogen, and a show's own, with every mistake in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Final

from audiogen.errors import Problem, ScriptError
from audiogen.script.document import Document, parse_document, read_document
from audiogen.script.yaml_nodes import Entry as Pair
from audiogen.script.yaml_nodes import Fault, Fields, Text
from audiogen.speech.ipa import to_misaki
from audiogen.speech.lexicon import EVERY_LANGUAGE, Entry, Lexicon

FILE: Final = "lexicon.yaml"
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
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
    faults = list(document.faults)
    root = document.root
    if not isinstance(root, Fields):
        if root is not None:
            faults.append(Fault(root.place, f"write languages, and below each its words, {_EXAMPLE}"))
        return (), tuple(faults)
    found = [each for language in root.entries for each in _of_language(language)]
    entries = tuple(each for each in found if isinstance(each, Entry))
    return entries, (*faults, *(each for each in found if isinstance(each, Fault)))


def _of_language(pair: Pair) -> Iterator[Entry | Fault]:
    language = pair.key.lower()
    if language != EVERY_LANGUAGE and not _LANGUAGE.fullmatch(pair.key):
        yield Fault(pair.place, f'"{pair.key}" is not a language; write en, en-gb, de, or any for every language')
    elif not isinstance(pair.value, Fields):
        yield Fault(pair.place, f"{pair.key}: write one word a line below, indented, {_EXAMPLE}")
    else:
        for word in pair.value.entries:
            yield _of_word(language, word)


def _of_word(language: str, pair: Pair) -> Entry | Fault:
    words, value = " ".join(pair.key.split()), pair.value
    if not any(map(str.isalnum, words)):
        return Fault(pair.place, f'"{words}" is no word')
    if isinstance(value, Text) and value.value.strip():
        said = value.value.strip()
        phonemes = len(said) > 2 and said.startswith("/") and said.endswith("/")
        entry = Entry(language, words, ipa=said.strip("/")) if phonemes else Entry(language, words, say=said)
        return _checked(entry, pair)
    if isinstance(value, Fields) and value.entries:
        return _of_keys(language, words, pair, value)
    return Fault(pair.place, f"{words}: say how it sounds, {_EXAMPLE}")


def _of_keys(language: str, words: str, pair: Pair, value: Fields) -> Entry | Fault:
    said: dict[str, str] = {}
    for each in value.entries:
        if each.key not in {"say", "ipa"}:
            return Fault(each.place, f"{words}: {each.key} is not known here; say and ipa can be written")
        if not isinstance(each.value, Text) or not each.value.value.strip():
            return Fault(each.place, f"{words}: {each.key} is empty; write it, or remove the line")
        said[each.key] = each.value.value.strip()
    return _checked(Entry(language, words, say=said.get("say", ""), ipa=said.get("ipa", "").strip("/")), pair)


def _checked(entry: Entry, pair: Pair) -> Entry | Fault:
    try:
        if entry.ipa:
            to_misaki(entry.ipa, british=False)
    except ValueError as error:
        return Fault(pair.value.place, f"{entry.words}: {error}")
    return entry


def _has_only_remarks(path: Path) -> bool:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return all(line.strip("\ufeff \t").startswith(("#", "---")) or not line.strip("\ufeff \t") for line in lines)


def _shipped() -> Document:
    """The lexicon that comes with audiogen: in the package once that is built, beside it in a work tree."""
    packed = resources.files("audiogen").joinpath(FILE)
    beside = Path(__file__).parents[2] / "assets" / FILE
    text = (packed if packed.is_file() else beside).read_text(encoding="utf-8")
    return parse_document(Path("assets") / FILE, text)
