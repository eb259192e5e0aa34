"""How listeners are told by ear that a synthetic voice speaks: what authors choose of it.

The sentences themselves, and how it is recognised that a script says it in its own words, are in
`audiogen.script.disclosure_words`.
"""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Final, Literal, TypeAlias, get_args

from pydantic import AfterValidator, Field, model_validator

from audiogen.script.step_values import Spoken
from audiogen.script.variables import variables_of
from audiogen.script.yaml.fields import Model
from audiogen.script.yaml.written import BOOLEAN, Form, spelled, texts

DisclosurePlace: TypeAlias = Literal["start", "end", "off"]

_LONGEST: Final = 300
"""In characters: it is a sentence, and no credits."""
_SENTENCE: Final = re.compile(r"\S\s+\S|[.!?\u3002\uff01\uff1f]\s*$")
"""Several words, or one that ends like a sentence, as in languages that are written without spaces."""


def _for_everybody(text: str) -> str:
    if [*variables_of(text)]:
        message = f'"{text}" is the same for everybody; write it without a name in braces'
        raise ValueError(message)
    return text


class DisclosureChoice(Model):
    """`disclosure: start`, `disclosure: This voice was made by a computer.`, or both with keys of their own.

    What is left out comes from the session, then from the show; then it is said at the end, in the sentence that the
    language has.
    """

    shorthand: ClassVar[str] = "at"
    at: DisclosurePlace | None = None
    """Before the first words, or after the last ones; `off` where nobody is to be told by ear."""
    text: Annotated[Spoken, AfterValidator(_for_everybody), Field(max_length=_LONGEST)] | None = None
    """A sentence of one's own."""

    @classmethod
    def alone(cls) -> Form:
        """A place, or a sentence."""
        told = f"Write {', '.join(get_args(DisclosurePlace))}, or a sentence of your own."
        sentence = texts(told, pattern=spelled(_SENTENCE), longest=_LONGEST)
        return {"anyOf": [{"enum": [*get_args(DisclosurePlace)], "errorMessage": told}, sentence, BOOLEAN]}

    @model_validator(mode="before")
    @classmethod
    def _place_or_sentence(cls, given: object) -> object:
        """What stands alone is a sentence, unless it is one of the places, or a single word."""
        if not isinstance(given, dict) or "text" in given:
            return given
        alone = str(given.get("at", ""))
        return {"text": alone} if alone not in get_args(DisclosurePlace) and _SENTENCE.search(alone) else given
