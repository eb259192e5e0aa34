"""From what a language model says to what it means: JSON, whatever stands around it; YAML will do as well."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from audiogen.script.yaml.document import parse_document
from audiogen.script.yaml.nodes import Fields, Items, Node, Text

_END_OF_THOUGHT: Final = re.compile(r"</(?:think|thinking|reasoning)>", re.IGNORECASE)
"""Some servers swallow its beginning, so that the end alone counts."""
_FENCED: Final = re.compile(r"^[ \t]*(```|~~~)[^\n]*\n(.*?)^[ \t]*\1", re.DOTALL | re.MULTILINE)
_MOST_TRIED: Final = 50
"""Braces at which JSON may begin."""
_MOST_LETTERS: Final = 200_000
"""Of an answer; twenty times what a form takes. What stands before these is a model's thinking aloud."""


def answer_data(said: str, keys: Collection[str]) -> object | None:
    """The mapping in an answer; None when it holds none.

    What a model thinks aloud, fences of Markdown, and talk before and behind are passed over.

    Args:
        said: all that the model said.
        keys: some of which stand in the mapping that is looked for.
    """
    text = _END_OF_THOUGHT.split(said[-_MOST_LETTERS:])[-1]
    found = [*_json_in(text, keys), *_yaml_in(text, keys)]
    return max(found, key=lambda data: len(data.keys() & keys), default=None)


def _json_in(text: str, keys: Collection[str]) -> Iterator[dict[str, object]]:
    """Every mapping that stands in a text as JSON and has one of the keys; the outer ones alone."""
    decoder, at = json.JSONDecoder(strict=False), 0
    for _ in range(_MOST_TRIED):
        at = text.find("{", at)
        if at < 0:
            return
        try:
            data, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        # some wrap the answer once more: {"session": {...}}
        for each in (data, *(data.values() if isinstance(data, dict) else ())):
            if isinstance(each, dict) and each.keys() & set(keys):
                yield each


def _yaml_in(text: str, keys: Collection[str]) -> Iterator[dict[str, object]]:
    """The mappings that stand in a text as YAML, fenced or alone."""
    for written in (*(found[2] for found in _FENCED.finditer(text)), text):
        if any(written.lstrip().startswith(f"{key}:") for key in keys):
            root = parse_document(Path("answer.yaml"), written.strip(), keys).root
            data = _plain(root) if isinstance(root, Fields) else None
            if isinstance(data, dict):
                yield data


def _plain(node: Node) -> object:
    match node:
        case Text():
            return node.value
        case Items():
            return [_plain(each) for each in node.items]
        case Fields():
            return {pair.key: _plain(pair.value) for pair in node.entries}
