"""Whom listeners can reach with one tap: `helplines:` of show.yaml, and the addresses that a phone opens for them."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal, Self
from urllib.parse import quote

from pydantic import AfterValidator, Field, model_validator

from audiogen.script.phone_numbers import NUMBER_FORM, SCHEME, dialled, is_number, telephone_number
from audiogen.script.slips import MeantError
from audiogen.script.yaml.fields import Line, Model, WantedLine
from audiogen.script.yaml.written import Form, WrittenAs, figures

MOST_HELPLINES: Final = 8
"""Of a show: whoever needs one cannot read a directory."""
_TO: Final = re.compile(r"(?P<word>\S.*)\s+to\s+(?P<number>\S.*)", re.IGNORECASE)
_QUOTED: Final = re.compile(
    "[\"'\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb](.+)[\"'\u201c\u201d\u2018\u2019\u00ab\u00bb]"
)
_VERB: Final = re.compile(r"(?:text|txt|sms|send|message)\s+", re.IGNORECASE)
_WORD_FIRST: Final = re.compile(r"(?P<word>[^\W\d_]\w*)\W*(?:\s[^\W\d_]{1,4}\s+)?(?P<number>\+?\d[\d -]*)")
_NUMBER_FIRST: Final = re.compile(r"(?P<number>\+?\d[\d -]*?)\W+(?P<word>[^\W\d_]\w*)")
_LONGEST_WORD: Final = 40
_WEB: Final = frozenset({"url", "web", "website", "site", "link", "webseite", "homepage", "chat", "email", "mail"})
"""Keys for what leads to a helpline by other ways."""


def _call(text: str) -> str:
    sent = _TO.fullmatch(text)
    if sent and is_number(sent["number"]):
        message = f'"{text}" is sent, and not called; write it behind text:'
        raise ValueError(message)
    return telephone_number(text)


def _text(text: str) -> str:
    word, number = _parts(text)
    return f"{word} to {number}" if word else number


def _parts(text: str) -> tuple[str, str]:
    """The word that is sent and the number that it goes to; no word where any will do."""
    found = _TO.fullmatch(text)
    if found is None:
        meant = "" if is_number(text) or SCHEME.match(text) else _word_and_number(text)
        if meant:
            message = f'"{text}" is not how a word and a number stand here; write {meant}'
            raise MeantError(message, meant)
        return "", telephone_number(text)
    quoted = _QUOTED.fullmatch(found["word"])
    word, number = quoted[1] if quoted else found["word"], telephone_number(found["number"])
    if verb := _VERB.match(word):
        meant = f"{word[verb.end() :]} to {number}"
        message = f'"{text}" says what to do beside what to send; write {meant}'
        raise MeantError(message, meant)
    if len(word) > _LONGEST_WORD:
        message = f'"{word}" is long for a word that somebody sends; at most {_LONGEST_WORD} characters fit'
        raise ValueError(message)
    return word, number


def _word_and_number(text: str) -> str:
    """What is meant where a word and a number stand side by side in another way; empty where nothing is certain."""
    bare = _VERB.sub("", text.strip(), count=1)
    found = _WORD_FIRST.fullmatch(bare) or _NUMBER_FIRST.fullmatch(bare)
    if found:
        return f"{found['word']} to {found['number'].strip()}"
    return bare if bare != text.strip() and is_number(bare) else ""


def _call_form() -> Form:
    return figures(NUMBER_FORM, "Write a telephone number, like 0800 111 0 111.", "116 123", least=10, kind="integer")


def _text_form() -> Form:
    told = "Write a word and the number it is sent to, like HOME to 741741, or the number alone."
    return figures(rf"(?:\S.*\s[tT][oO]\s+)?{NUMBER_FORM}", told, "HOME to 741741", least=10, kind="integer")


class Helpline(Model):
    """One helpline, which is called or texted."""

    name: Annotated[Line, Field(max_length=80, examples=["Samaritans"])]
    """Who answers; where that is not plain, in which country."""
    call: Annotated[str, AfterValidator(_call), WrittenAs(_call_form)] | None = None
    """The number to call, as people read it: 0800 111 0 111."""
    text: Annotated[str, AfterValidator(_text), WrittenAs(_text_form)] | None = None
    """The number to text, and in front of it the word to send: HOME to 741741."""
    note: Annotated[WantedLine, Field(max_length=120)] | None = None
    """What helps to decide, in one line: whom it is for, what it costs, when somebody answers."""

    @classmethod
    def elsewhere(cls, key: str) -> str | None:
        """Addresses of the web, which no phone dials."""
        return "the words of notes: care, which stand beside the helplines" if key.casefold() in _WEB else None

    @classmethod
    def beside(cls) -> Form:
        """One of both numbers."""
        told = "Write a name, and behind call or text one number."
        return {"oneOf": [{"required": ["call"]}, {"required": ["text"]}], "errorMessage": told}

    @model_validator(mode="after")
    def _one_number(self) -> Self:
        if self.call is None and self.text is None:
            message = f'"{self.name}" has no number; write it behind call:, or behind text: where it is texted'
            raise ValueError(message)
        if self.call is not None and self.text is not None:
            message = f'"{self.name}" has a number to call and one to text; make two of it, each with a dash and a name'
            raise ValueError(message)
        return self

    @property
    def kind(self) -> Literal["call", "text"]:
        """Whether it is called or texted."""
        return "text" if self.call is None else "call"

    @property
    def number(self) -> str:
        """The number as people read it; in front of it, where that is to be texted, a word: HOME to 741741."""
        return self.call or self.text or ""

    @property
    def word_and_number(self) -> tuple[str, str]:
        """The word that is sent, empty where none is, and the number as people read it."""
        return ("", self.call) if self.call else _parts(self.text or "")

    @property
    def address(self) -> str:
        """What a phone opens, as `tel:` (RFC 3966) or `sms:` (RFC 5724)."""
        if self.call is not None:
            return f"tel:{dialled(self.call)}"
        word, number = self.word_and_number
        # iOS looks for the text behind an &, Android behind the ?; both find it here
        body = f"?&body={quote(word, safe='')}" if word else ""
        return f"sms:{dialled(number)}{body}"


def _different(helplines: tuple[Helpline, ...]) -> tuple[Helpline, ...]:
    found: dict[str, Helpline] = {}
    for each in helplines:
        if first := found.get(each.address):
            also = f', as "{first.name}" and as "{each.name}"' if first.name != each.name else ""
            message = f"{each.number} is there twice{also}; take one away"
            raise ValueError(message)
        found[each.address] = each
    return helplines


Helplines = Annotated[tuple[Helpline, ...], Field(max_length=MOST_HELPLINES), AfterValidator(_different)]
"""In the order in which they are shown."""
