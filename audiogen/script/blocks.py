"""The steps that stand for others, as authors write them; a plain script holds none of them.

The field names are the keys of the YAML files. Lengths of time are in seconds.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field

from audiogen.script.ignored import Ignored
from audiogen.script.step_place import StepPlace
from audiogen.script.step_values import Only, Spoken
from audiogen.script.steps import STEPS, Step
from audiogen.script.variables import WRITTEN_NAME
from audiogen.script.voice import Language, VoiceChoice
from audiogen.script.yaml.fields import FilePath, Model, Silence, one_line, one_or_more, span
from audiogen.script.yaml.written import KNOWN, ONE_OR_SEVERAL, Form, WrittenAs, texts

MOST_REPEATS: Final = 100
"""More are a mistake in writing."""
MOST_STEPS: Final = 5000
"""Of a session, when all that is repeated and included is written out."""


def listed_steps() -> Form:
    """How steps are written: a list, and each by its verb."""
    told = "Write steps below, each with a dash, like - say: Welcome."
    return {"type": "array", "items": {KNOWN: "step"}, "minItems": 1, "errorMessage": told}


def _values_form() -> Form:
    value = texts("Write what is said in place of the variable.")
    return {"type": "object", "propertyNames": {"pattern": f"^{WRITTEN_NAME}$"}, "additionalProperties": value}


class Repeat(Model):
    """The same steps several times."""

    verb: ClassVar[str] = "repeat"
    unwritten = frozenset({"places"})
    repeat: Annotated[int, Field(ge=1, le=MOST_REPEATS, examples=["3"])]
    """How often."""
    steps: Annotated[tuple[Written, ...], WrittenAs(listed_steps)]
    """What comes again."""
    places: tuple[StepPlace, ...] = ()
    """Of these steps, filled in by the loader."""
    only: Only = ()
    ignore: Ignored = ()


class Include(Model):
    """The steps of another file, which several sessions share."""

    verb: ClassVar[str] = "include"
    unwritten = frozenset({"steps", "places"})
    include: FilePath
    """The file, as a path from the project folder, like `parts/settling.yaml`."""
    values: Annotated[tuple[tuple[str, str], ...], Field(alias="with"), WrittenAs(_values_form)] = ()
    """What its variables are here: names and values."""
    steps: tuple[Written, ...] = ()
    """Those of the file, filled in by the loader; so are their places."""
    places: tuple[StepPlace, ...] = ()
    only: Only = ()
    ignore: Ignored = ()


class ScanPlace(Model):
    """One place that attention comes to."""

    shorthand = "place"
    place: Annotated[Spoken, AfterValidator(one_line), Field(examples=["your feet"])]
    """What it is called, like `your feet`."""
    silence: Silence | None = None
    """Time with it; as the scan says when left out."""
    words: Spoken | None = None
    """How it is said; as the scan says when left out."""


class Scan(Model):
    """Places that attention comes to, one after the other, each with its words and time with it."""

    verb: ClassVar[str] = "scan"
    unwritten = frozenset({"places"})
    scan: tuple[ScanPlace, ...]
    """The places, in their order."""
    silence: Silence = span(15.0)
    """Time with each of them."""
    words: Annotated[tuple[Spoken, ...], BeforeValidator(one_or_more), ONE_OR_SEVERAL] = ()
    """How places are said, in turn, with `{place}` where each goes; when empty, a place is a sentence by itself."""
    places: tuple[StepPlace, ...] = ()
    """Of what is said at each of them, filled in by the loader."""
    voice: VoiceChoice = VoiceChoice()
    """Who says it; the session's voice where nothing is chosen."""
    language: Language | None = None
    """The language of these words; the session's when left out."""
    only: Only = ()
    ignore: Ignored = ()


Block: TypeAlias = Repeat | Include | Scan
"""A step that stands for others."""
Written: TypeAlias = Step | Block

KINDS: Final[dict[str, type[Written]]] = {model.verb: model for model in (*STEPS, Repeat, Include, Scan)}
"""Every kind of step, those that stand for others too, by its verb; of two with the same, the more usual one."""
VERBS: Final = tuple(KINDS)
"""The keys that begin a step."""

Repeat.model_rebuild()
Include.model_rebuild()
