"""Identities of shows and episodes: what podcast apps know them by. No two shows may ever share one.

So an identity is random, unless the show has a public address at its first build: then it follows from the address, as
the Podcasting 2.0 namespace asks. Nothing is made from an address that two shows may have.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Final

from audiogen.script.web_address import ascii_address, is_public

_PODCAST_NAMESPACE: Final = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""For podcast:guid, fixed by the Podcasting 2.0 namespace."""
_RANDOM_VERSION: Final = 4

_LOCAL_HOSTS: Final = ("localhost", "127.0.0.1", "0.0.0.0", "[::1]")  # noqa: S104 - compared, not listened on
_LOCAL_PORTS: Final = ("", *(f":{port}" for port in (80, 3000, 5000, *range(8000, 8011), 8080, 8888)))
_PLACEHOLDERS: Final = tuple(f"example.{top}{path}" for top in ("org", "com", "net") for path in ("", "/podcast"))


def first_guid(base_url: str) -> str:
    """The identity of a show that has none yet."""
    return guid_of_feed(base_url) if is_public(base_url) else str(uuid.uuid4())


def guid_of_feed(base_url: str) -> str:
    """UUIDv5 of the feed's address without its scheme, as the Podcasting 2.0 namespace asks."""
    return _guid_of(ascii_address(base_url).partition("://")[2])


def episode_guid(podcast_guid: str, slug: str, base_url: str) -> str:
    """The identity of an episode that has none yet: it follows from the show's, where no other show has that one."""
    if is_shared(podcast_guid, base_url):
        return str(uuid.uuid4())
    return derived_guid(podcast_guid, slug)


def derived_guid(podcast_guid: str, slug: str) -> str:
    """UUIDv5 of an episode's slug in its show."""
    return str(uuid.uuid5(uuid.UUID(podcast_guid), slug))


def is_random(podcast_guid: str) -> bool:
    """Whether an identity was made from nothing."""
    return uuid.UUID(podcast_guid).version == _RANDOM_VERSION


def is_shared(podcast_guid: str, base_url: str) -> bool:
    """Whether an identity was made from an address that any show may have, as it once was."""
    return not is_random(podcast_guid) and podcast_guid in set(_shared_guids(base_url))


def _shared_guids(base_url: str) -> Iterator[str]:
    if not is_public(base_url):
        yield guid_of_feed(base_url)
    yield from (_guid_of(f"{host}{port}") for host in _LOCAL_HOSTS for port in _LOCAL_PORTS)
    yield from map(_guid_of, _PLACEHOLDERS)


def _guid_of(folder: str) -> str:
    return str(uuid.uuid5(_PODCAST_NAMESPACE, f"{folder}/feed.xml"))
