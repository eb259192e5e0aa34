"""The tracks of a session as far as its script alone tells them: a variable that nobody has filled says its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from audiogen.editions.edition import editions_of
from audiogen.editions.expand import Track, expand, public_tracks
from audiogen.script.model import Script
from audiogen.script.only import Condition
from audiogen.script.steps import with_texts
from audiogen.script.variables import filled_with

_ANY_CLIENT = "client"


def sample_tracks(script: Script) -> tuple[Track, ...]:
    """The tracks that are heard by everybody, and those for a client, where the session has words for one."""
    for_clients = script.audience == "clients" or any(each.audience == "clients" for each in _conditions(script))
    return (*map(_with_names, public_tracks(script)), *(client_samples(script) if for_clients else ()))


def heard_tracks(script: Script) -> tuple[Track, ...]:
    """The tracks whose lengths are known: those for everybody; of a session for clients alone, those for a client."""
    return tuple(map(_with_names, public_tracks(script))) or client_samples(script)


def client_samples(script: Script) -> tuple[Track, ...]:
    """The tracks for a client of whom all is known that the session asks for."""
    asked = (each.variable for each in _conditions(script) if each.filled)
    known = {name: name for name in asked if name is not None}
    editions = (replace(edition, client=_ANY_CLIENT) for edition in editions_of(script))
    return tuple(_with_names(Track(edition, expand(script, edition, known))) for edition in editions)


def _conditions(script: Script) -> Iterator[Condition]:
    return chain.from_iterable(step.only for step, _ in script.written_steps)


def _with_names(track: Track) -> Track:
    steps = tuple(with_texts(step, _named) for step in track.script.plain_steps)
    return replace(track, script=track.script.model_copy(update={"steps": steps}))


def _named(text: str) -> str:
    return filled_with(text, lambda variable: variable.name.replace("_", " ")).text
