"""The word lists of one language, from the .toml file beside this module that has its name; `en.toml` explains them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import ConfigDict, TypeAdapter

from audiogen.script.language_tags import base_language

LANGUAGES: Final = ("en", "de", "fr", "es")
"""The primary subtags of the languages that have word lists."""
_LIST: Final = re.compile(r"<([a-z]+)>")


@dataclass(frozen=True)
class ListedWording:
    """Words that a rule is about; all texts are in small letters."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    has: tuple[str, ...]
    """One of these is in every sentence in which it can be found: asking that first is quick."""
    find: str = ""
    """A regular expression; the words of `has` when left out."""
    but: str = ""
    """A regular expression of what is innocent."""
    near: str = ""
    """The name of a list of which something stands within two sentences."""
    unless: str = ""
    """The same, where nothing of it may stand."""
    kind: str = ""
    """What is told about it."""
    instead: str = ""
    """What to write instead; what the rule itself says, when left out."""


@dataclass(frozen=True)
class WordLists:
    """All that is known of one language."""

    wordings: Mapping[str, tuple[ListedWording, ...]]
    """By the id of their rule."""
    looks: Mapping[str, Mapping[str, str]]
    """Regular expressions of the other rules, by rule and name."""
    lists: Mapping[str, str]
    """Alternatives of a regular expression that others name, like <verbs>."""

    def expression(self, written: str) -> re.Pattern[str]:
        """A regular expression with the lists that it names, which begins and ends at whole words."""
        return _whole_words(self._filled(written))

    def look(self, rule: str, name: str) -> re.Pattern[str]:
        """One of the expressions that belong to a rule."""
        return self.expression(self.looks[rule][name])

    def _filled(self, written: str) -> str:
        return _LIST.sub(lambda named: f"(?:{self._filled(self.lists[named[1]])})", written)


@cache
def word_lists(language: str) -> WordLists | None:
    """The word lists for a language (BCP 47), None when there are none."""
    base = base_language(language)
    if base not in LANGUAGES:
        return None
    table = tomllib.loads(Path(__file__).with_name(f"{base}.toml").read_text(encoding="utf-8"))
    wordings = {rule: each for rule, each in table.items() if isinstance(each, list)}
    looks = {rule: each for rule, each in table.items() if rule not in wordings}
    return WordLists(_WORDINGS.validate_python(wordings), _LOOKS.validate_python(looks), table["lists"])


# compiling takes longer than looking: only what some sentence may hold is compiled
@cache
def _whole_words(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<![\w'-])|(?=[,;:\u2014]))(?:{expression})(?!\w)")


_WORDINGS: Final = TypeAdapter(dict[str, tuple[ListedWording, ...]])
_LOOKS: Final = TypeAdapter(dict[str, dict[str, str]])
