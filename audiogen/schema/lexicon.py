"""The schema of a lexicon: its keys are languages and words, which no model has."""

from __future__ import annotations

from typing import Final

from pydantic.json_schema import JsonSchemaValue

from audiogen.schema.docstrings import told
from audiogen.script.yaml.written import texts
from audiogen.speech.words.heteronyms.file import PART_KEYS, SENSE_KEYS
from audiogen.speech.words.lexicon_file import LEXICON_KEYS

_LANGUAGE: Final = r"^(?:[aA][nN][yY]|[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*)$"
_ABOUT: Final = {
    "say": "A respelling: the word in syllables, with hyphens, the stressed one in CAPITALS, like `shi-VAWN`.",
    "ipa": "Its sounds, in the International Phonetic Alphabet.",
    "sense": "What it means here, in a few words.",
    "when": "The words among which it has this sense, with `_` for itself, like `the _ of the cello`.",
}
_SOUND: Final = texts("Write how it sounds, like shi-VAWN, or /oʊm/.")


def lexicon_form() -> JsonSchemaValue:
    """How the words of a show are written: by language, each word with how it is said."""
    one = {"minLength": 1, "type": ["string", "number"], "errorMessage": "Write a text here."}
    patterns = {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
    keys = {key: {**told(key, _ABOUT[key]), **(patterns if key == "when" else one)} for key in _ABOUT}
    of_part = {key: {**told(key, f"How it is said as a {key}."), **one} for key in PART_KEYS}
    said = _keys({**{key: keys[key] for key in LEXICON_KEYS}, **of_part})
    senses = {"type": "array", "items": _keys({key: keys[key] for key in SENSE_KEYS}), "minItems": 1}
    word = {"anyOf": [_SOUND, said, senses]}
    words = {"type": "object", "additionalProperties": word, "minProperties": 1}
    told_of = "Write a language, like en, en-gb or de, or any for every one; and its words below."
    return {
        "type": "object",
        "description": "How words are said that voices say wrong: languages, and below each its words.",
        "propertyNames": {"pattern": _LANGUAGE, "errorMessage": told_of},
        "additionalProperties": words,
    }


def _keys(properties: dict[str, JsonSchemaValue]) -> JsonSchemaValue:
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}
