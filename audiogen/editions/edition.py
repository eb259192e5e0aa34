"""An edition: a session in one length, for the public or for one client.

It is a value with a key: names of files, identities and places follow from it, and nothing after planning asks how it
came about.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from audiogen.script.length_words import track_name
from audiogen.script.model import Script


@dataclass(frozen=True, slots=True)
class Edition:
    """What one track is: a session x length x client."""

    slug: str
    """The session's."""
    length_s: float | None = None
    """The length to meet to the frame; None when every silence takes its ideal length."""
    main: bool = True
    """Whether it is the session's own episode, with its identity; else one that is offered beside it."""
    client: str | None = None
    """The id of the client whom it is made for; None for the public."""
    own_length: bool = field(default=False, compare=False, repr=False)
    """Whether the length is written for the client, and not in the script."""

    @property
    def other_length_s(self) -> float | None:
        """The length, where it is another one than that of the session's own episode; else None."""
        return None if self.main else self.length_s

    @property
    def name(self) -> str:
        """What names its files, and what progress and messages call it: `04-plain`, `04-plain-20m`."""
        return track_name(self.slug, self.other_length_s)

    @property
    def key(self) -> str:
        """The name, and for whom it is; no two editions have the same."""
        return f"{self.client}/{self.name}" if self.client else self.name

    def guid(self, main_guid: str) -> str:
        """What apps know it by: the main edition by the episode's GUID, another by one that follows from it."""
        if self.other_length_s is None:
            return main_guid
        return str(uuid.uuid5(namespace(main_guid), f"{self.other_length_s:g}s"))


def editions_of(script: Script, client: str | None = None) -> tuple[Edition, ...]:
    """The editions of a session, the main one first; each length once.

    Args:
        script: as it is written.
        client: the id of a client; None for the public.
    """
    lengths = tuple(dict.fromkeys((*(() if script.target is None else (script.target,)), *script.lengths)))
    if not lengths:
        return (Edition(script.slug, client=client),)
    return tuple(Edition(script.slug, length_s, length_s == lengths[0], client) for length_s in lengths)


def namespace(guid: str) -> uuid.UUID:
    """A GUID as the namespace of others; one that is no UUID, as older feeds have, by a hash of it."""
    try:
        return uuid.UUID(guid)
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_URL, guid)
