"""Texts that were copied rather than written to be spoken, and what is still open in a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from audiogen.check.craft.session import CraftFinding, CraftSession
from audiogen.names import quotable
from audiogen.script.meant.furniture import page_furniture as furniture_of
from audiogen.script.steps import Reflect, Say
from audiogen.script.yaml.contents import read_text
from audiogen.script.yaml.nodes import Place

MOST_WORDS: Final = 150
"""Words in one step. They take more than a minute, longer than anybody listens without a rest."""
_WORDS_A_MINUTE: Final = 140
_MOST_NAMED: Final = 5
_ANSWER: Final = "Decide it, change the script where it has to be, and take the remark away"
_TODO: Final = re.compile(r"(?:^|(?<=\s))#+[ \t]*(?P<what>TODO\b.*)")


def wall_of_text(session: CraftSession) -> Iterator[CraftFinding]:
    """Steps that say a whole page without a rest."""
    for index, step in enumerate(session.steps):
        count = len(_text(step).split())
        if count > MOST_WORDS:
            minutes = round(count / _WORDS_A_MINUTE) or 1
            about = f"about {minutes} minute{'s' if minutes > 1 else ''}"
            message = f"{step.verb}: {count} words in one {step.verb}, {about} without a rest"
            yield session.at_step("wall-of-text", index, message, step.verb)


def page_furniture(session: CraftSession) -> Iterator[CraftFinding]:
    """Steps that would read out the buttons of a web page."""
    for index, step in enumerate(session.steps):
        if parts := furniture_of(_text(step)):
            more = f" and {len(parts) - _MOST_NAMED} more" if len(parts) > _MOST_NAMED else ""
            named = ", ".join(f'"{part}"' for part in parts[:_MOST_NAMED])
            message = f"{step.verb}: parts of a web page would be read out: {named}{more}"
            yield session.at_step("page-furniture", index, message, step.verb)


def _text(step: object) -> str:
    match step:
        case Say(say=text) | Reflect(reflect=text):
            return text
    return ""


def placeholder(session: CraftSession) -> Iterator[CraftFinding]:
    """Remarks that say what is to be done; what stands in the words themselves keeps a script from being read."""
    paths = (session.script.origin.path, *(place.path for place in session.script.origin.steps))
    for path in dict.fromkeys(paths):
        for line, column, what in _remarks(path):
            found = session.at(
                "placeholder", path, Place(line, column), f'a question is still open: "{quotable(what)}"'
            )
            yield found.to_mend(_ANSWER)


def _remarks(path: Path) -> Iterator[tuple[int, int, str]]:
    """The remarks of a file that begin with TODO, each with its place."""
    text = read_text(path)
    for number, line in enumerate(text.splitlines() if isinstance(text, str) else (), 1):
        if found := _TODO.search(line):
            yield number, found.start() + 1, found["what"].removeprefix("TODO").strip(" :-") or "TODO"
