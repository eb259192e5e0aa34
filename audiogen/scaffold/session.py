"""A new session in a show, begun from a template."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.errors import AudiogenError
from audiogen.names import quotable
from audiogen.scaffold.cuts import cut
from audiogen.scaffold.facts import fact
from audiogen.scaffold.files import new_session, write_all
from audiogen.scaffold.naming import call_name, new_name
from audiogen.scaffold.templates import (
    LIKES,
    WRITTEN_IN,
    Like,
    SessionTemplate,
    filled,
    in_english,
    session_template,
    template,
)
from audiogen.script.folder import SHOW_FILE, session_paths
from audiogen.script.language_tags import base_language
from audiogen.script.lock import read_lock
from audiogen.script.model import KEYS, MOST_LENGTHS, Show
from audiogen.script.reading import read_model
from audiogen.script.yaml.document import read_document
from audiogen.script.yaml.writing import scalar

_ONLY: Final = "# - `only: 10m and longer` marks what shorter lengths leave out, `only: up to 7m` what longer ones do."
_ONE_LENGTH: Final = (
    "# - One file can offer several lengths: `audiogen add` takes --minutes more than once, and shows how."
)


@dataclass(frozen=True, slots=True)
class NewSession:
    """What `audiogen add` wrote."""

    path: Path
    minutes: tuple[int, ...]
    """The length of the episode, and those that are offered, too."""
    foreign: bool
    """Whether the show speaks another language than the template."""


def add_session(scripts: Path, title: str, *, like: Like, minutes: Sequence[int], today: dt.date) -> NewSession:
    """Write a new session beside the others.

    Args:
        scripts: the folder of the show.
        title: of the session; nothing else may have it.
        like: the template.
        minutes: how long the episode lasts; behind it, other lengths in which it is offered, too.
        today: for shows whose files begin with dates.

    Raises:
        AudiogenError: when there is no show, when the title is taken, when the template cannot last so long, or when
            the file cannot be written.
    """
    line, whole = fact("title", title), session_template(like)
    paths = session_paths(scripts)
    refuse_taken(line, paths)
    lengths = _lengths(like, whole, minutes)
    show = read_model(read_document(scripts / SHOW_FILE, KEYS), Show).value
    lock = read_lock(scripts)
    former = {*(lock.episodes if lock else ()), *(show.retired if show else ())}
    foreign = show is not None and base_language(show.language) != WRITTEN_IN
    path = scripts / f"{new_name(line, like, paths, former, today)}.yaml"
    body = cut(whole.text, lengths)
    values = {
        "title": scalar(line),
        "target": _target(*lengths),
        "language": in_english("the templates are") if foreign else "",
        "like": like,
        "about": whole.about,
        "only": _ONLY if " only: " in body else _ONE_LENGTH,
        "name": call_name(path),
    }
    write_all([new_session(path, filled(template("session-head.yaml") + body, values))])
    return NewSession(path, lengths, foreign)


def _lengths(like: Like, whole: SessionTemplate, minutes: Sequence[int]) -> tuple[int, ...]:
    """Each length once, that of the episode first."""
    lengths = tuple(dict.fromkeys(minutes))
    for each in lengths:
        _refuse_minutes(like, whole, each)
    if len(lengths) > MOST_LENGTHS + 1:
        message = f"a session has at most {MOST_LENGTHS + 1} lengths, and {len(lengths)} were asked for"
        raise AudiogenError(message, hint="Nothing was written. Begin a second session for the others.")
    return lengths


def _target(first: int, *others: int) -> str:
    """The length of the episode, with the line for the others."""
    return f"{first}m\nlengths: [{', '.join(f'{each}m' for each in others)}]" if others else f"{first}m"


def refuse_taken(title: str, paths: Sequence[Path]) -> None:
    """Refuse the title of a session that is there.

    Raises:
        AudiogenError: with the file that has it.
    """
    for path in paths:
        written = read_document(path, KEYS).text("title")
        if written and written.value.strip().casefold() == title.casefold():
            hint = "Nothing was written. Give each session a title of its own, or go on with that one."
            message = f'"{quotable(title)}" is the title of {path} already'
            raise AudiogenError(message, hint=hint)


def _refuse_minutes(like: Like, whole: SessionTemplate, minutes: int) -> None:
    if minutes in whole.minutes:
        return
    can = f"a session like {like} can last {_range(whole)} minutes, and not {minutes}"
    others = {name: session_template(name) for name in LIKES if name != like}
    fitting = {name: each for name, each in others.items() if minutes in each.minutes}
    which = "Others can" if fitting else "The others last"
    listed = ", ".join(f"{name} {_range(each)}" for name, each in (fitting or others).items())
    raise AudiogenError(can, hint=f"Nothing was written. {which}: {listed}.")


def _range(whole: SessionTemplate) -> str:
    return f"{whole.minutes[0]} to {whole.minutes[-1]}"
