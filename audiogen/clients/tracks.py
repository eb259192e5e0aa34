"""The tracks that are made for one client: each of their sessions, in the length or the lengths that they get."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from audiogen.clients.client import Client
from audiogen.clients.variables import values_for
from audiogen.editions.edition import Edition, editions_of
from audiogen.editions.expand import Track, expand
from audiogen.names import nearest, quotable
from audiogen.script.asked import asked_by
from audiogen.script.load import ScriptName, named
from audiogen.script.model import Script
from audiogen.script.yaml.nodes import Fault

_STAND_INS: Final = ("Quandre", "Velmore", "Threndile", "Jubraxe")
"""Beginnings of words that are said to nobody."""
_CONSONANTS: Final = "bdfgklmnprstvz"


@dataclass(frozen=True, slots=True)
class ClientTrack:
    """One track of a client, and the same with other words in place of every value."""

    track: Track
    other: Track
    values: dict[str, str] = field(repr=False)
    """By the names that the script has for them."""
    stand_ins: dict[str, str]
    """The other words, by the same names."""


def slugs_of(client: Client, names: Sequence[ScriptName]) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    """The slugs of the sessions that a client gets, in the client's order, and what is wrong with those written."""
    if not client.sessions:
        return tuple(each.slug for each in names if not each.unlisted), ()
    found: list[str] = []
    faults: list[Fault] = []
    for text in client.sessions:
        matches = named(names, text.value)
        if len(matches) == 1:
            found.append(matches[0].slug)
        else:
            faults.append(Fault(text.place, f"sessions: {_not_one(text.value, matches, names)}"))
    return tuple(dict.fromkeys(found)), tuple(faults)


def _not_one(written: str, matches: Sequence[ScriptName], names: Sequence[ScriptName]) -> str:
    if matches:
        return f'"{quotable(written)}" could be {" or ".join(each.slug for each in matches)}; write one of them'
    meant = nearest(written, [each.slug for each in names])
    if meant:
        return f'"{quotable(written)}" is none of the sessions; did you mean {meant}?'
    # what is like no session may be a name in the wrong column
    what = f'"{quotable(written)}"' if any(map(str.isdigit, written)) else "what is written here"
    return f"{what} is none of the sessions; there is {', '.join(each.slug for each in names)}"


def client_editions(client: Client, script: Script) -> tuple[Edition, ...]:
    """The editions of a session that a client gets: in the client's own length, else in every one that is offered."""
    if client.length_s is not None:
        # the only one is the session itself, whatever its length: its identity stays when the length changes
        return (Edition(script.slug, client.length_s, client=client.id, own_length=True),)
    return editions_of(script, client.id)


def client_tracks(client: Client, script: Script) -> Iterator[ClientTrack]:
    """The tracks of one session for a client.

    Args:
        client: who gets them.
        script: as it is written.
    """
    return (client_track(client, script, edition) for edition in client_editions(client, script))


def client_track(client: Client, script: Script, edition: Edition) -> ClientTrack:
    """One of them; also in a length that the client does not get.

    Args:
        client: whom the edition is made for.
        script: as it is written.
        edition: one of this script's.
    """
    values = values_for(asked_by(script), client.values)
    stand_ins = _stand_ins(values.values(), values)
    track = Track(edition, expand(script, edition, values))
    return ClientTrack(track, Track(edition, expand(script, edition, stand_ins)), values, stand_ins)


def _stand_ins(taken: Collection[str], names: Collection[str]) -> dict[str, str]:
    """A word for each variable, like none that is said to the client."""
    said = " ".join(taken).casefold()
    word = next((each for each in _STAND_INS if each.casefold() not in said), "".join(_STAND_INS).casefold())
    return {name: f"{word.capitalize()}{_letters(number)}" for number, name in enumerate(names)}


def _letters(number: int) -> str:
    """A number as two letters or more that can be said, so that the words tell variables apart."""
    letters = ""
    while number or not letters:
        number, rest = divmod(number, len(_CONSONANTS))
        letters = f"{_CONSONANTS[rest]}a{letters}"
    return letters
