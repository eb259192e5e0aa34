"""What can be known to be wrong with what is made for clients. No message holds a value, only ids and variables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from audiogen.check.client_words import online_voices, value_problems
from audiogen.check.craft.moments import moments_of, quiets_of
from audiogen.check.craft.quiet import told_of, too_long
from audiogen.check.lengths import ExpectedSession, expected_session
from audiogen.clients.advice import roster_warnings
from audiogen.clients.client import Client, Roster
from audiogen.clients.tracks import ClientTrack, client_tracks, slugs_of
from audiogen.editions.expand import Track
from audiogen.editions.problems import empty_chapters, track_problems
from audiogen.editions.samples import sample_tracks
from audiogen.errors import Problem
from audiogen.script.load import Library
from audiogen.script.model import Script
from audiogen.script.yaml.nodes import Fault
from audiogen.speech.phrase import Phrasing

_MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class ClientChecks:
    """What was found."""

    problems: Mapping[str, tuple[Problem, ...]]
    """By id: what keeps the sessions of a client from being built."""
    warnings: tuple[Problem, ...]
    online: tuple[str, ...] = ()
    """The voices that send what is said to clients to a service on the internet."""

    @property
    def notice(self) -> str | None:
        """What is worth knowing, and no mistake."""
        if not self.online:
            return None
        return (
            f"what is said to clients by name goes to the service of {' and '.join(self.online)} on the internet "
            "when it is built; a voice on this computer keeps it here"
        )

    def of(self, client: str) -> tuple[Problem, ...]:
        """The problems of one client, which name the client."""
        return tuple(_shared({client: self.problems.get(client, ())}))

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Those of all clients, each once; what several share names them."""
        return tuple(sorted(_shared(self.problems)))


def check_clients(library: Library, roster: Roster, phrasing: Phrasing) -> ClientChecks:
    """Every problem of the sessions that clients get.

    Args:
        library: the scripts that are to be built.
        roster: the clients for whom.
        phrasing: how the show's phrases are said.
    """
    checker = _ClientChecker(library, roster.path, phrasing)
    found = {client.id: tuple(dict.fromkeys(checker.problems(client))) for client in roster.clients}
    problems = {known: tuple(each for each in all_of if not each.warning) for known, all_of in found.items()}
    warnings = {known: tuple(each for each in all_of if each.warning) for known, all_of in found.items()}
    told = (*roster_warnings(roster, library), *_shared(warnings))
    return ClientChecks(
        {known: each for known, each in problems.items() if each},
        tuple(dict.fromkeys(told)),
        tuple(sorted(checker.online)),
    )


def _shared(problems: Mapping[str, Sequence[Problem]]) -> Iterator[Problem]:
    """Each problem once, with the clients that have it."""
    whose = defaultdict[Problem, list[str]](list)
    for client, found in problems.items():
        for problem in found:
            whose[problem].append(client)
    for problem, clients in whose.items():
        more = f" and {len(clients) - _MOST_NAMED} more" if clients[_MOST_NAMED:] else ""
        named = any(f"client {client}" in problem.message for client in clients)
        whom = f"for {', '.join(clients[:_MOST_NAMED])}{more}: "
        yield problem if named else replace(problem, message=f"{whom}{problem.message}")


@dataclass(frozen=True, slots=True)
class _ClientChecker:
    loaded: Library
    path: Path
    """The clients' file."""
    phrasing: Phrasing
    online: set[str] = field(default_factory=set)
    samples: dict[str, tuple[Track, ...]] = field(default_factory=dict)
    """By slug."""

    def problems(self, client: Client) -> Iterator[Problem]:
        """What is wrong with what one client gets; of the scripts themselves, `check_library` tells."""
        slugs, faults = slugs_of(client, self.loaded.names)
        yield from (self._at(fault) for fault in faults)
        for script in self.loaded.scripts:
            if script.slug in slugs:
                pairs = [*client_tracks(client, script)]
                for pair in pairs:
                    yield from self._track(client, script, pair)
                yield from empty_chapters(script, [pair.track for pair in pairs], self._samples(script))

    def _samples(self, script: Script) -> tuple[Track, ...]:
        """Tracks that hold every step, the same for all clients."""
        return self.samples.setdefault(script.slug, tuple(sample_tracks(script)))

    def _at(self, fault: Fault) -> Problem:
        return Problem(self.path, fault.place.line, fault.place.column, fault.message)

    def _track(self, client: Client, script: Script, pair: ClientTrack) -> Iterator[Problem]:
        flawed = tuple(track_problems(script, pair.track))
        yield from flawed
        if all(problem.warning for problem in flawed):
            self.online.update(online_voices(pair, self.loaded.show, self.phrasing))
            yield from value_problems(client, self.path, pair, self.loaded.show, self.phrasing)
            yield from self._length(client, pair)

    def _length(self, client: Client, pair: ClientTrack) -> Iterator[Problem]:
        session = expected_session(self.loaded.show, pair.track, self.phrasing)
        for problem in (*session.problems(), *_long_silences(session)) if session else ():
            place = client.places.get("length")
            if place is None or not problem.message.startswith("target: "):
                yield problem
                continue
            # the length is this client's own, so that is where it can be changed
            message = f"length: in {pair.track.edition.slug}: {problem.message.removeprefix('target: ')}"
            yield replace(problem, path=self.path, line=place.line, column=place.column, message=message)


def _long_silences(session: ExpectedSession) -> Iterator[Problem]:
    """The silences that a length of a client's own stretches too far."""
    for quiet in too_long(session, quiets_of(tuple(moments_of(session.solved)), session.bells)):
        place = session.script.origin.steps[quiet.step]
        message, remedy = told_of(quiet)
        told = f"{session.which}{message}"
        yield Problem(place.path, place.line, 1, told, warning=True, rule="long-silence", remedy=remedy)
