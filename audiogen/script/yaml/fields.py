"""What the models of the script language are built from: their base, and kinds of values that many of them share."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from audiogen.units import parse_decibels, parse_seconds


class Model(BaseModel):
    """The base of all that YAML fills: frozen, and refusing keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    unwritten: ClassVar[frozenset[str]] = frozenset()
    """The fields that are filled from elsewhere: nobody writes them as keys."""

    @classmethod
    def key_names(cls) -> tuple[str, ...]:
        """What an author may write."""
        return tuple(key for key in cls.model_fields if key not in cls.unwritten)


def _prose(text: str) -> str:
    if not text.strip():
        message = 'nothing is written here; if the text begins with # or &, put it in "quotes" or in a | block'
        raise ValueError(message)
    return text


Length = Annotated[float, BeforeValidator(parse_seconds)]
Decibels = Annotated[float, BeforeValidator(parse_decibels)]
Prose = Annotated[str, AfterValidator(_prose)]
