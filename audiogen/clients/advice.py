"""What is hardly meant in a file of clients, though it can be built."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from audiogen.clients.client import Client, Roster
from audiogen.clients.entry import KEYS
from audiogen.clients.reading import key_like
from audiogen.clients.tracks import slugs_of
from audiogen.errors import Problem
from audiogen.names import nearest, quotable
from audiogen.script.asked import asked_by
from audiogen.script.load import Library
from audiogen.script.meant.client_keys import client_key_meant
from audiogen.script.yaml.nodes import Place

_EVERY: Final = {"sessions": "session", "length": "length"}
"""Keys without which a client gets all that there is."""
ID_IS_SAID: Final = (
    "id: it is said to the client, too, so that it may be a name; ids stand in the names of folders and one day in "
    "addresses: write one that tells nobody who it is, like c1"
)
_LONGEST_MESSAGE: Final = 200
"""In letters: with more, a small phone has no room for the button below."""
_IN_NOTATION: Final = re.compile(r"\[([^]]*)\]\([^)]*\)")


def roster_warnings(roster: Roster, library: Library) -> Iterator[Problem]:
    """Variables that no script has, names as ids, and messages that are too long for their place."""
    asked = library.variables
    if asked is None:
        asked = frozenset(name for script in library.scripts for name in asked_by(script))
    told: set[str] = set()
    for client in roster.clients:
        for key in client.values:
            # of a table, one line tells all
            known = key.casefold() in {name.casefold() for name in asked} or key == "name"
            # what looks like a key is one, whatever a script that cannot be read may ask for
            told_now = library.variables is not None or key_like(key)
            if told_now and not known and key not in told:
                told.add(key)
                yield _at(roster, client.places[key], _unasked(key, asked, client))
        if id_is_said(client):
            yield _at(roster, client.places["id"], ID_IS_SAID)
        if len(client.message) > _LONGEST_MESSAGE:
            yield _at(roster, client.places["message"], _too_long(client.message))


def id_is_said(client: Client) -> bool:
    """Whether the id is among what is said to the client, and so may be a name."""
    return _plain(client.id) in {_plain(_IN_NOTATION.sub(r"\1", value)) for value in client.values.values()}


def unwanted_sessions(library: Library, clients: tuple[Client, ...] | None) -> Iterator[Problem]:
    """The sessions that are for clients alone, and that none of them gets."""
    given = {slug for client in clients or () for slug in slugs_of(client, library.names)[0]}
    for script in library.scripts:
        if script.audience == "clients" and script.slug not in given:
            message = (
                "no client gets this session, so that it is never built; write it under sessions: of a client, or "
                "take the line `for: clients` out"
            )
            yield Problem(script.origin.path, 1, 1, message, warning=True)


def _too_long(message: str) -> str:
    return (
        f"message: it has {len(message)} letters, and pushes the button off the screen of a small phone; "
        f"{_LONGEST_MESSAGE} fit, which is a sentence or two"
    )


def _unasked(key: str, asked: Collection[str], client: Client) -> str:
    meant = client_key_meant(key) or nearest(key, [*asked, *(each for each in KEYS if each != "id")])
    advice = f"did you mean {meant}?" if meant else f"write {{{key}}} where it is to be said, or take it out"
    if meant in _EVERY and meant not in client.places:
        advice += f" As it is, the client gets every {_EVERY[meant]}"
    return f'"{quotable(key)}": no script has the variable {{{quotable(key)}}}; {advice}'


def _at(roster: Roster, place: Place, message: str) -> Problem:
    return Problem(roster.path, place.line, place.column, message, warning=True)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
