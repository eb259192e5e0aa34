"""Where encoded sound is kept from build to build: in the cache, or in a cache of the only one who hears it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Self

from audiogen.build.session import Session
from audiogen.cache.store import Cache, content_key, encoded_cache
from audiogen.errors import OutputError
from audiogen.render.kept_sound import Facts


@dataclass(frozen=True, slots=True)
class _EncodedEntry:
    """The place of one entry: a `KeepingPlace`."""

    cache: Cache
    key: str

    def find(self) -> bytes | None:
        with contextlib.suppress(OutputError):
            return self.cache.get(self.key)
        return None

    def keep(self, content: bytes) -> None:
        with contextlib.suppress(OutputError):
            self.cache.put(self.key, content)


@dataclass(frozen=True, slots=True)
class EncodedSound:
    """What is encoded for a session: a `Keeper`."""

    shared: Cache
    own: Cache
    """The same, where nothing is said to one person alone."""
    code: str
    """The fingerprint of all that makes sound."""

    @classmethod
    def of(cls, session: Session) -> Self:
        """That of a session."""
        return cls(encoded_cache(session.project.cache), encoded_cache(session.own_cache.folder), session.code)

    def shelf(self, facts: Facts, *, own: bool) -> _EncodedEntry:
        """As `Keeper.shelf`."""
        return _EncodedEntry(self.own if own else self.shared, content_key({"code": self.code, "facts": [*facts]}))
