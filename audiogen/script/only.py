"""`only:` says when a step is part of a session: for which lengths, and for whom."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from audiogen.script.meant.conditions import condition_meant
from audiogen.script.variables import VARIABLE, WRITTEN_NAME
from audiogen.script.yaml.fields import length_pattern, parse_length
from audiogen.script.yaml.written import Form, figures
from audiogen.units import exact_length

_WITH: Final = re.compile(rf"clients (?P<how>with|without) (?P<variable>{VARIABLE})")
_EXAMPLES: Final = "10m and longer, up to 5m, 10m, clients, public or clients with practice"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition, as it is written."""

    least_s: float = 0.0
    """The shortest session that has the step."""
    most_s: float | None = None
    """The longest one; None when any is short enough."""
    audience: Literal["all", "clients", "public"] = "all"
    variable: str | None = None
    """What must be known of a client; None when nothing has to be."""
    filled: bool = True
    """False when just that must not be known."""

    @property
    def of_length(self) -> bool:
        """Whether it asks how long the session is."""
        return self.least_s > 0 or self.most_s is not None

    def holds(self, length_s: float | None, variables: Collection[str] | None) -> bool:
        """Whether it holds for an edition.

        Args:
            length_s: its length; None where none is asked for, and conditions of length hold.
            variables: the names of what is known of its client; None for the public.
        """
        if self.audience != "all" and (self.audience == "clients") != (variables is not None):
            return False
        if self.variable is not None and (self.variable in (variables or ())) != self.filled:
            return False
        return length_s is None or (self.least_s <= length_s and (self.most_s is None or length_s <= self.most_s))

    def __str__(self) -> str:
        """As an author writes it."""
        if self.variable is not None:
            return f"clients {'with' if self.filled else 'without'} {self.variable}"
        if self.audience != "all":
            return self.audience
        if self.most_s is None:
            return f"{exact_length(self.least_s)} and longer"
        return exact_length(self.most_s) if self.least_s == self.most_s else f"up to {exact_length(self.most_s)}"


def conditions_form() -> Form:
    """How conditions are written: one, or a list of them."""
    length = length_pattern()
    one = rf"clients|public|clients with(?:out)? {WRITTEN_NAME}|{length} and longer|up to {length}|{length}"
    told = f"Write {_EXAMPLES}, or several in brackets."
    known = ("10m and longer", "up to 5m", "clients", "public", "clients with practice")
    # a length without a unit is a number to YAML, and so is 1:30 to YAML 1.1
    form = figures(one, told, *known, least=0)
    return {"anyOf": [form, {"type": "array", "items": form, "minItems": 1}]}


def parse_conditions(written: object) -> tuple[Condition, ...]:
    """Conditions from a text or from several of them.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    parts = written if isinstance(written, list | tuple) else (written,)
    return tuple(part if isinstance(part, Condition) else parse_condition(str(part)) for part in parts)


def parse_condition(text: str) -> Condition:
    """One condition from what an author wrote: `10m and longer`, `up to 5m`, `10m`, `clients with practice`.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    words = " ".join(text.split())
    if words in ("clients", "public"):
        return Condition(audience="clients" if words == "clients" else "public")
    if found := _WITH.fullmatch(words):
        return Condition(audience="clients", variable=found["variable"], filled=found["how"] == "with")
    try:
        if words.endswith(" and longer"):
            return Condition(least_s=parse_length(words.removesuffix(" and longer")))
        if words.startswith("up to "):
            return Condition(most_s=parse_length(words.removeprefix("up to ")))
        length_s = parse_length(words)
    except ValueError as error:
        message = f'"{text}" does not say when; {condition_meant(text) or f"write {_EXAMPLES}"}'
        raise ValueError(message) from error
    return Condition(least_s=length_s, most_s=length_s)
