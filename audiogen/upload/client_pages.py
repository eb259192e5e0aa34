"""Clients' pages on a host that runs no program: each in a folder `p/<token>/` with a receipt of its own inside.

Nowhere is there a list of tokens. What is ours is known by the receipt in each folder, whose owner follows from the
project's secret: so a folder whose link is void can be emptied, and one of somebody else is never touched.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from audiogen.clients.links import LINKS, Link, is_valid, links_of, masked, owner_of, page_address, token_of
from audiogen.clients.lock import read_clients_lock
from audiogen.clients.secret import read_secret, require_secret
from audiogen.errors import AudiogenError
from audiogen.marking.tracks import Signing, signed_tracks
from audiogen.project import Project
from audiogen.publish import layout
from audiogen.publish.dated import as_of
from audiogen.publish.facts import read_published
from audiogen.publish.kinds import HTML
from audiogen.publish.outgoing import OutgoingFile, outgoing
from audiogen.script.model import Show
from audiogen.upload.carrier import Carrier
from audiogen.upload.destination import FileKind
from audiogen.upload.htaccess import NAME, htaccess, is_ours
from audiogen.upload.receipt import RECEIPT, DamagedReceiptError, receipt_in
from audiogen.upload.refusals import AddressKey, RefusedError, address_refusals, place_refusals

_NOTHING_LISTED: Final = (
    b'<!doctype html><html lang="en"><head><meta charset="utf-8"><title></title><meta name="robots" '
    b'content="noindex, nofollow"><meta name="referrer" content="no-referrer"></head><body></body></html>\n'
)
"""What stands where a host would otherwise list the folders of all clients."""
_MOST_BYTES: Final = 2**24
"""Of a receipt, or of settings, that are read."""


@dataclass(frozen=True, slots=True)
class ReadyClient:
    """What one client is to have."""

    link: Link
    address: str = field(repr=False)
    """Of the page, with a slash at its end."""
    files: Mapping[str, OutgoingFile] = field(repr=False)
    withheld: frozenset[str] = frozenset()
    """The sessions, by their slugs, that the client is not to have yet: nothing of them stays there."""
    next_day: dt.date | None = None
    """When another session of the client's is due; None where none is to come."""
    doubts: tuple[str, ...] = ()
    """What the practitioner should know before it is sent."""

    @property
    def shown(self) -> str:
        """The address as it may be told."""
        return self.address.replace(self.link.token, masked(self.link.token))


@dataclass(frozen=True, slots=True)
class ReadyClients:
    """What clients are to have, and whose folders stay."""

    clients: tuple[ReadyClient, ...]
    owner: str
    """Of the receipts in our folders."""
    valid: frozenset[str] = field(repr=False)
    """The tokens of all links that are valid, also of clients to whom nothing is sent now."""
    unbuilt: tuple[str, ...] = ()
    """The clients who would get something, had it been built."""


def ready_clients(
    project: Project,
    show: Show,
    ids: Sequence[str],
    destination: str,
    day: dt.date,
    signing: Signing | None = None,
) -> ReadyClients:
    """What clients are to have on a day.

    Args:
        project: the folders.
        show: what show.yaml says now.
        ids: of the clients who get something; all who have a link when there are none.
        destination: an address, or the path of a folder as it is found from here.
        day: where the practitioner is.
        signing: what tracks are signed with; None where they go as they were built.

    Raises:
        RefusedError: with everything because of which nothing may be sent there.
        AudiogenError: when one of these clients has no link, or nothing to be sent; when no link was ever given.
    """
    key: AddressKey = "clients_url" if show.clients_url else "base_url"
    refusals = [*place_refusals(project, destination), *address_refusals(project, key, show.clients_address)]
    if refusals:
        raise RefusedError(refusals)
    lock = read_clients_lock(project.root)
    valid = {client: identity for client, identity in lock.items() if is_valid(identity, day)}
    known = {each.client.casefold(): each for each in links_of(project.root, day)}
    for client in ids:
        if client.casefold() not in known:
            raise _missing(client, linked=client.casefold() in map(str.casefold, valid))
    secret = require_secret(project.root) if valid else read_secret(project.root)
    if secret is None:
        message = "no client has a link yet"
        raise AudiogenError(message, hint="`audiogen clients link ID` gives one, then publish again.")
    chosen = [known[each] for each in dict.fromkeys(each.casefold() for each in ids)] or [*known.values()]
    return ReadyClients(
        clients=tuple(_ready(link, show.clients_address, day, signing) for link in chosen),
        owner=owner_of(secret),
        valid=frozenset(token_of(secret, client, each.root, each.generation) for client, each in valid.items()),
        unbuilt=() if ids else tuple(client for client in sorted(valid) if client.casefold() not in known),
    )


def _ready(link: Link, clients_url: str, day: dt.date, signing: Signing | None) -> ReadyClient:
    address = page_address(clients_url, link.token)
    built, tracks = read_published(link.folder)
    publication, manifests = as_of(built, tracks, day)
    # nothing that is a client's own lies in the cache that all shows share
    signed = signed_tracks(publication, manifests, link.folder, signing and signing.within(link.folder / "cache"))
    files = outgoing(
        publication, signed.manifests, link.folder, address.rstrip("/"), feed=link.feed, sounds=signed.sounds
    )
    next_day = publication.client.next_day if publication.client else None
    withheld = {each.slug for each in built.episodes} - {each.slug for each in publication.episodes}
    return ReadyClient(link, address, files, frozenset(withheld), next_day, signed.doubts)


def _missing(client: str, *, linked: bool) -> AudiogenError:
    if linked:
        message = f"nothing is built for {client}, so that there is nothing to be sent"
        return AudiogenError(message, hint=f"Run `audiogen build --client {client}`.")
    message = f"{client} has no link that is valid"
    return AudiogenError(message, hint=f"`audiogen clients link {client}` gives one; `audiogen clients` lists them.")


def close_list(carrier: Carrier, there: Collection[str], *, settings: bool) -> tuple[str, ...]:
    """See that nobody gets a list of the folders of clients; what is to be known of it.

    Args:
        carrier: brings files to the folder of all clients.
        there: every file below it.
        settings: whether settings for web space are put there, too.
    """
    if layout.PAGE not in there:
        _bring(carrier, layout.PAGE, _NOTHING_LISTED, HTML)
    ours = NAME in there and is_ours(carrier.content(NAME, _MOST_BYTES) or b"")
    if NAME in there and not ours:
        told = f"{LINKS}/{NAME} is there already, and not one of audiogen's: it stays as it is"
        return (told,) if settings else ()
    if ours or settings:
        _bring(carrier, NAME, htaccess(private=True), "text/plain; charset=utf-8")
    return ()


def void_folders(carrier: Carrier, there: Collection[str], ready: ReadyClients) -> Mapping[str, Sequence[str]]:
    """The folders of ours whose links are void, by their tokens: every file in each, in the order in which it goes.

    What an upload that was cut off has left of a file is among them.

    Args:
        carrier: reads in the folder of all clients.
        there: every file below it.
        ready: with the links that are valid.
    """
    folders = defaultdict[str, list[str]](list)
    for path in there:
        token, _, name = path.partition("/")
        if name and token not in ready.valid:
            folders[token].append(name)
    return {
        # what a killed upload has left there first: nobody would know any more whose it is
        token: [*carrier.unfinished(token), *(f"{token}/{name}" for name in sorted(names, key=_goes))]
        for token, names in folders.items()
        if RECEIPT in names and _owner(carrier, f"{token}/{RECEIPT}") == ready.owner
    }


def _goes(name: str) -> tuple[bool, bool, str]:
    """What a file in a void folder is ordered by: the receipt goes last, since the others are known by it."""
    return name == RECEIPT, name != layout.PAGE, name


def _owner(carrier: Carrier, receipt: str) -> str | None:
    data = carrier.content(receipt, _MOST_BYTES)
    try:
        return receipt_in(data, carrier.destination.shown).owner if data else None
    except DamagedReceiptError:
        return None


def _bring(carrier: Carrier, path: str, content: bytes, media_type: str) -> None:
    carrier.bring(path, OutgoingFile.of(content), FileKind(media_type, "private, no-cache"))
