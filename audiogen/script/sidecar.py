"""The note on the licence of a recording, in a file beside it: `beds/stream.mp3.yaml` for `beds/stream.mp3`.

This module reads no sound.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from audiogen.errors import Problem
from audiogen.script.language_tags import base_language
from audiogen.script.reading import read_model
from audiogen.script.yaml.document import nearest_place, read_document
from audiogen.script.yaml.fields import Model, Prose
from audiogen.script.yaml.written import Form, spelled

_OWN: Final = re.compile(r"(my |our )?own( (recording|work))?", re.IGNORECASE)
_CREATIVE_COMMONS: Final = re.compile(
    r"CC[ -](?P<parts>BY(?:[ -](?:NC|SA|ND))*)(?:[ -](?P<version>[1-4]\.[05]))?\b", re.IGNORECASE
)
_CC_ZERO: Final = re.compile(r"CC[ -]?0(?:[ -]1\.0)?|CC[ -]ZERO", re.IGNORECASE)
_CC: Final = "https://creativecommons.org"


class Sidecar(Model):
    """Under what conditions a recording may be used, and whom listeners have to thank for it."""

    licence: Annotated[Prose, Field(examples=["CC BY 4.0"])]
    """By its usual name, like `CC BY 4.0` or `CC0 1.0`, or in words; `own recording` for one's own."""
    author: Annotated[Prose, Field(examples=["your name"])]
    """Who made the recording."""
    source: Prose | None = None
    """Where it comes from: an address on the web, a library, a shop and the order's number."""
    title: Prose | None = None
    """Of the recording."""
    changes: Prose | None = None
    """What was done to it before it came here."""

    @classmethod
    def beside(cls) -> Form:
        """What is not one's own comes from somewhere."""
        own = {"required": ["licence"], "properties": {"licence": {"pattern": rf"^\s*{spelled(_OWN)}\s*$"}}}
        return {"if": own, "else": {"required": ["source"]}}

    @model_validator(mode="after")
    def _has_source(self) -> Self:
        if self.source is None and not self.own:
            message = (
                '"source" is missing; say where the recording comes from, like "source: https://example.org/stream"'
            )
            raise ValueError(message)
        return self

    @property
    def own(self) -> bool:
        """Whether it was recorded by the show's own people, who need nobody's leave."""
        return _OWN.fullmatch(self.licence.strip()) is not None


def sidecar_path(recording: Path) -> Path:
    """Where the note on a recording is looked for."""
    return recording.with_name(recording.name + ".yaml")


def load_sidecar(recording: Path) -> Sidecar | None:
    """The note on a recording; None when there is none, or none that can be read: `sidecar_problems` tells why."""
    path = sidecar_path(recording)
    return read_model(read_document(path, Sidecar.key_names()), Sidecar).value if path.is_file() else None


def missing_sidecar(recording: Path, name: str) -> str | None:
    """A sentence on what to write where a recording has no note; None when it has one.

    Args:
        recording: the file.
        name: how its author wrote it.
    """
    if sidecar_path(recording).is_file():
        return None
    return (
        f"nothing says under which licence {name} may be used; copy these lines into the file {name}.yaml and change "
        "them, or write only `licence: own recording` and `author`:\n"
        f"    title: {recording.stem}\n"
        "    licence: CC BY 4.0\n"
        "    author: who made it\n"
        "    source: https://where.it/comes-from"
    )


def sidecar_problems(recording: Path) -> Iterator[Problem]:
    """What is wrong with the note on a recording, and what its licence may forbid; nothing when there is no note."""
    path = sidecar_path(recording)
    if not path.is_file():
        return
    reading = read_model(read_document(path, Sidecar.key_names()), Sidecar)
    for fault in reading.faults:
        yield Problem(path, fault.place.line, fault.place.column, fault.message)
    if reading.value:
        for advice in _conditions(reading.value.licence):
            yield Problem(path, *nearest_place(path, ("licence",)), advice, warning=True)


def credit(sidecar: Sidecar, language: str = "en") -> str:
    """A line for the notes of an episode: title, author, source, licence and changes, as CC BY asks for them.

    Args:
        sidecar: the note on a recording.
        language: BCP 47, of the episode; English where its words for that are not known.

    >>> credit(Sidecar(title="Stream", licence="CC BY 4.0", author="Jo Field", source="https://example.org/1"))
    '“Stream” by Jo Field (https://example.org/1), CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), edited'
    """
    words = _credit_words().get(base_language(language)) or _credit_words()["en"]
    form = words["titled" if sidecar.title else "untitled"]
    made = form.format(title=(sidecar.title or "").strip(), author=sidecar.author.strip())
    if sidecar.source:
        made += f" ({sidecar.source.strip()})"
    if sidecar.own:
        return made
    licence, address = sidecar.licence.strip(), licence_address(sidecar.licence)
    licence += f" ({address})" if address and address not in licence else ""
    # what becomes of every bed: trimmed, looped, and mixed with speech
    changes = sidecar.changes.strip() if sidecar.changes else words["edited"]
    return f"{made}, {licence}, {changes}"


@cache
def _credit_words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_name("credit_words.toml").read_text(encoding="utf-8"))


def licence_address(licence: str) -> str | None:
    """The address of the text of a Creative Commons licence; None for any other licence, and without a version."""
    if _CC_ZERO.search(licence):
        return f"{_CC}/publicdomain/zero/1.0/"
    found = _CREATIVE_COMMONS.search(licence)
    if found is None or found["version"] is None:
        return None
    return f"{_CC}/licenses/{found['parts'].lower().replace(' ', '-')}/{found['version']}/"


def _conditions(licence: str) -> Iterator[str]:
    """What a licence of Creative Commons may forbid to do with a bed."""
    found = _CREATIVE_COMMONS.search(licence)
    parts = re.split("[ -]", found["parts"].lower()) if found else []
    if "nd" in parts:
        yield (
            f"licence: {licence.strip()} lets nobody publish what is made out of the recording, and a mix with speech "
            "may count as that; ask its author, or choose another recording"
        )
    if "nc" in parts:
        yield (
            f"licence: {licence.strip()} forbids commercial use, which advertising or paid sessions may be; ask its "
            "author where that is so"
        )
