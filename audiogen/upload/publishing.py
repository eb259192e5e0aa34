"""What is ready to be sent of a podcast: read as it is on a day, and refused where it may not be published.

Sending it is `audiogen.upload.transfer`'s, and looking at it afterwards that of `audiogen.upload.look`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from audiogen.clients.roster import load_roster
from audiogen.errors import AudiogenError, OutputError
from audiogen.marking.tracks import Signing, signed_tracks
from audiogen.project import Project
from audiogen.publish.dated import as_of
from audiogen.publish.facts import Publication, read_published
from audiogen.publish.outgoing import OutgoingFile, outgoing
from audiogen.script.folder import SHOW_FILE
from audiogen.script.load import load_show
from audiogen.script.lock import read_lock
from audiogen.script.model import Show
from audiogen.script.web_address import is_public
from audiogen.upload.refusals import (
    Refusal,
    RefusedError,
    address_refusals,
    built_refusals,
    doubts,
    feed_refusals,
    file_refusals,
    named_refusals,
    place_refusals,
    private_refusals,
    said_names,
)

_ANY_ADDRESS: Final = "https://podcast.example.org"
"""Where a feed is judged that has no good address; it is never sent with this one."""


@dataclass(frozen=True, slots=True)
class ReadyPodcast:
    """A podcast of which nothing is in the way."""

    publication: Publication
    """As it is on the day."""
    files: Mapping[str, OutgoingFile]
    """By their paths below the destination, in the order of sending."""
    doubts: tuple[str, ...]
    """What its author should know before it is sent."""
    next_day: dt.date | None
    """When another session is due; None where none is dated ahead."""


def written_show(project: Project) -> Show | None:
    """What show.yaml says; None where there is none, as beside a dist/ that was copied from elsewhere.

    Raises:
        ScriptError: when it holds mistakes.
    """
    return load_show(project.scripts) if (project.scripts / SHOW_FILE).is_file() else None


def ready_podcast(
    project: Project, show: Show | None, destination: str, now: dt.datetime, signing: Signing | None = None
) -> ReadyPodcast:
    """What is to be sent at a moment.

    Args:
        project: the folders.
        show: what show.yaml says now; None where there is none.
        destination: an address, or the path of a folder as it is found from here.
        now: in UTC, whose day decides what is due.
        signing: what its tracks are signed with; None where they go as they were built.

    Raises:
        AudiogenError: when a track cannot be signed.
        RefusedError: with everything because of which it may not be sent.
    """
    day, refusals = now.date(), [*place_refusals(project, destination)]
    written = show.base_url if show else None
    try:
        publication, manifests = read_published(project.dist)
    except OutputError as error:
        refusals += [Refusal(str(project.dist), error.message, error.hint)]
        refusals += address_refusals(project, "base_url", written) if written else []
        raise RefusedError(refusals) from error
    base_url = publication.show.base_url
    if publication.private:  # which knows no address of the podcast
        raise RefusedError([*refusals, *private_refusals(project, publication)])
    refusals += [
        *named_refusals(destination, base_url),
        *address_refusals(project, "base_url", written or base_url),
        *built_refusals(project, written, base_url),
    ]
    ahead = [each.published for each in manifests if each.published > day]
    publication, manifests = as_of(publication, manifests, day)
    # it may take a while, so nothing is signed that is known not to be sent
    signed = signed_tracks(publication, manifests, project.dist, None if refusals else signing)
    try:
        # what else is wrong with the feed is told, too, where its address is refused
        address = base_url if is_public(base_url) else _ANY_ADDRESS
        files = outgoing(publication, signed.manifests, project.dist, address, sounds=signed.sounds)
    except OutputError as error:
        raise RefusedError([*refusals, Refusal(str(project.dist), error.message, error.hint)]) from error
    refusals += [*file_refusals(files), *feed_refusals(files, address, now)]
    if refusals:
        raise RefusedError(refusals)
    found = (*_doubts(project, publication, files), *signed.doubts)
    return ReadyPodcast(publication, files, found, min(ahead, default=None))


def _doubts(project: Project, publication: Publication, files: Mapping[str, OutgoingFile]) -> list[str]:
    found = [*doubts(project, publication, read_lock(project.scripts))]
    try:
        roster = load_roster(project.root)
    except AudiogenError as error:
        return [*found, f"whether a client is named in public is not looked at: {error.message}"]
    return [*found, *said_names(roster.clients if roster else (), files)]
