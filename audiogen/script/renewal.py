"""When a show needs another identity than its lock holds, and what is said about a lock.

An identity that somebody may be subscribed to is never changed by itself: its author decides, with
`audiogen identity renew`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from audiogen.errors import Problem
from audiogen.names import nearest, quotable
from audiogen.project import LOCK_FILE
from audiogen.script.folder import SHOW_FILE
from audiogen.script.identity import derived_guid, first_guid, is_random, is_shared
from audiogen.script.load import Library
from audiogen.script.lock import FORMER_LOCK_FILE, PublishedEpisode, PublishedLock
from audiogen.script.web_address import ascii_address, is_private, is_public
from audiogen.script.yaml.document import key_place, nearest_place

Reason: TypeAlias = Literal["copied", "sample", "local"]
"""Why the next build gives a show another identity: the lock is another show's, or that of the show that comes with
audiogen, which now has a public address; or it was made from a local address."""

_NOTICES: Final[dict[Reason, str]] = {
    "copied": (
        f"{LOCK_FILE} is that of another show, since none of its sessions is here: this show has an identity of its "
        f"own now. If its sessions were only renamed, put {FORMER_LOCK_FILE} back, and their old names into them as "
        '"slug: "'
    ),
    "sample": (
        "the show had the identity of the one that comes with audiogen, and a public address now: it has an identity "
        "of its own from now on"
    ),
    "local": (
        "the show had an identity made from an address of this computer, which any other show may have: it has one of "
        "its own from now on, and is built anew"
    ),
}
_COPIED: Final = (
    "this is the lock of another show, since none of its sessions is here; the next build gives this show an identity "
    "of its own. If its sessions were only renamed, write the old name of each into it, like "
)
_SAMPLE: Final = (
    "base_url: the show has a public address, and the identity of the show that comes with audiogen; the next build "
    "gives it one of its own"
)
_SHARED: Final = (
    "base_url: podcast apps know this show by an identity made from an address of a single computer, which other shows "
    "may have. If nobody is subscribed yet, write `audiogen identity renew`; with subscribers, `audiogen identity "
    "keep` leaves all as it is, and ends this warning"
)


@dataclass(frozen=True, slots=True)
class Settled:
    """The lock that a build may go on from."""

    lock: PublishedLock | None
    """None when the show has no identity yet."""
    notice: str = ""
    """What its author should know; empty when nothing changed."""


def settled(lock: PublishedLock | None, library: Library) -> Settled:
    """The lock, with another identity where the show may not keep the one that it holds."""
    reason = reason_to_renew(lock, library)
    if lock is None or reason is None:
        return Settled(lock)
    if reason == "copied":
        return Settled(None, _NOTICES[reason])
    guid = first_guid(library.show.base_url)
    own = {
        slug: replace(episode, guid=derived_guid(guid, slug))
        for slug, episode in lock.episodes.items()
        # what somebody wrote into the lock by hand came from another host, and is theirs
        if episode.guid == derived_guid(lock.podcast_guid, slug)
    }
    return Settled(PublishedLock(guid, {**lock.episodes, **own}, lock.address), _NOTICES[reason])


def renewed(lock: PublishedLock) -> PublishedLock:
    """The lock with a new identity for the show and every episode. Dates stay."""
    guid = str(uuid.uuid4())
    episodes = {slug: PublishedEpisode(derived_guid(guid, slug), each.date) for slug, each in lock.episodes.items()}
    return PublishedLock(guid, episodes, lock.address)


def reason_to_renew(lock: PublishedLock | None, library: Library) -> Reason | None:
    """Why the next build gives the show another identity; None when it keeps what it has."""
    if lock is None:
        return None
    base_url = library.show.base_url
    if _is_copied(lock, library):
        return "copied"
    if lock.mark == "sample" and is_public(base_url):
        return "sample"
    if lock.mark is None and lock.address is None and is_private(base_url) and is_shared(lock.podcast_guid, base_url):
        return "local"
    return None


def _is_copied(lock: PublishedLock, library: Library) -> bool:
    """Whether a lock is another show's: it knows none of these sessions, and was not published at this address."""
    base_url = library.show.base_url
    if not lock.episodes or lock.episodes.keys() & {*library.slugs, *library.show.retired}:
        return False
    if not is_public(base_url):
        return True
    if lock.address is not None:
        return lock.address != ascii_address(base_url)
    # a lock that notes no address may be from before that was done, and the show published nonetheless
    return is_random(lock.podcast_guid)


def lock_problems(lock: PublishedLock | None, library: Library) -> tuple[Problem, ...]:
    """What is wrong with identities, and warnings about what will happen to them."""
    return (*_identity_warnings(lock, library), *_retired_problems(lock, library))


def _identity_warnings(lock: PublishedLock | None, library: Library) -> Iterator[Problem]:
    if lock is None:
        return
    reason = reason_to_renew(lock, library)
    folder = library.scripts[0].origin.path.parent
    show_path = folder / SHOW_FILE
    at_address = key_place(show_path, "base_url") or (1, 1)
    if reason == "copied":
        yield Problem(folder / LOCK_FILE, 1, 1, f'{_COPIED}"slug: {min(lock.episodes)}"', warning=True)
        return
    if reason == "sample":
        yield Problem(show_path, *at_address, _SAMPLE, warning=True)
    elif reason is None and lock.mark is None and is_shared(lock.podcast_guid, library.show.base_url):
        yield Problem(show_path, *at_address, _SHARED, warning=True)
    fresh = [slug for slug in library.slugs if slug not in lock.episodes]
    for slug in sorted({*lock.episodes} - {*library.slugs, *library.show.retired}):
        yield Problem(folder / LOCK_FILE, 1, 1, _scriptless(slug, nearest(slug, fresh)), warning=True)


def _scriptless(slug: str, heir: str | None) -> str:
    renamed = f'if it is "{heir}" now, add' if heir else "if its file was renamed, add to it"
    return (
        f'the published episode "{slug}" has no script any more; {renamed} "slug: {slug}", '
        f'or listeners get the session a second time. If it is to end, add it to show.yaml, like "retired: [{slug}]"'
    )


def _retired_problems(lock: PublishedLock | None, library: Library) -> Iterator[Problem]:
    """Sessions that are said to be retired, and still have a script, or never were published."""
    path = library.scripts[0].origin.path.with_name(SHOW_FILE)
    published = lock.episodes if lock else {}
    for number, slug in enumerate(library.show.retired):
        place = nearest_place(path, ("retired", number))
        if slug in library.slugs:
            message = (
                f'"{quotable(slug)}" is retired, and has a script; what podcast apps know it by stays reserved, so '
                "give a new session another slug, or take the name off this list to bring the old one back"
            )
            yield Problem(path, *place, f"retired: {message}")
        elif slug not in published:
            meant = nearest(slug, published) or next((known for known in published if known.startswith(slug)), None)
            advice = f"did you mean {meant}?" if meant else "write slugs, as they stand in published.lock.json"
            yield Problem(
                path, *place, f'retired: no episode called "{quotable(slug)}" was published; {advice}', warning=True
            )
