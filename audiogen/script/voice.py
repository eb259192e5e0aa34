"""Who speaks, at which pace and in which language: what authors choose, and what is decided from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from pydantic import AfterValidator, BeforeValidator, Field

from audiogen.script.meant.languages import another_tag, tag_meant
from audiogen.script.yaml.fields import Model, Prose, Silence, Span, one_or_more, span
from audiogen.script.yaml.written import KNOWN, ONE_OR_SEVERAL, Form, WrittenAs, spelled, texts

_TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def is_tag(text: str) -> bool:
    """Whether a text is a language tag in its usual form."""
    return _TAG.fullmatch(text) is not None and another_tag(text) is None


def _language_tag(text: str) -> str:
    if is_tag(text):
        return text
    meant = tag_meant(text)
    advice = f"write {meant}" if meant else "write one like en, en-gb or pt-br"
    message = f'"{text}" is not a language tag; {advice}'
    raise ValueError(message)


def _language_form() -> Form:
    told = "Write a language tag, like en, en-gb, de or pt-br."
    return texts(told, pattern=f"^{spelled(_TAG)}$", examples=["en", "en-gb", "de", "fr", "es", "pt-br"])


Language = Annotated[str, AfterValidator(_language_tag), WrittenAs(_language_form, "language")]
"""BCP 47, as feeds have it: en, en-gb, de, pt-br."""


VoiceName = Annotated[Prose, WrittenAs(lambda: {KNOWN: "voices"})]


class VoiceChoice(Model):
    """`voice: heart`, `voice: [google-en, heart]`, or what differs, each with a key of its own.

    What is left out comes from the session, then from the show, then from the defaults.
    """

    shorthand: ClassVar[str] = "name"
    name: (
        Annotated[
            tuple[VoiceName, ...], BeforeValidator(one_or_more), Field(min_length=1, max_length=5), ONE_OR_SEVERAL
        ]
        | None
    ) = None
    """As `audiogen voices` lists them; when one cannot speak the session, the next one speaks all of it."""
    wpm: Annotated[float, Field(ge=60, le=220)] | None = None
    """Words a minute while speaking, the silences between sentences left out."""
    sentence_gap: Silence | None = None
    """Silence between two sentences of one line."""
    line_gap: Silence | None = None
    """Silence between two lines of one `say`."""
    paragraph_gap: Silence | None = None
    """Silence at an empty line."""
    prosody: bool | None = None
    """Whether a voice that can do so falls through a paragraph, and says nothing twice in quite the same way."""


_SENTENCE_GAP, _LINE_GAP, _PARAGRAPH_GAP = span(0.8), span(1.5), span(4.0)


@dataclass(frozen=True, slots=True)
class Voice:
    """The voice of one session, with everything decided."""

    names: tuple[str, ...] = ("heart",)
    """In the order in which they are tried, each for a whole session; never empty."""
    wpm: float = 140.0
    sentence_gap: Span = _SENTENCE_GAP
    line_gap: Span = _LINE_GAP
    paragraph_gap: Span = _PARAGRAPH_GAP
    prosody: bool = True

    def name_at(self, attempt: int) -> str:
        """Whose turn it is at an attempt, from 0; after the last name, that one again."""
        return self.names[min(attempt, len(self.names) - 1)]
