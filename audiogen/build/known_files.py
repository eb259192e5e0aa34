"""What is known of the files in a folder, so that media need not be read to the end at each build.

A file with the size and times that it had when it was read is as it was then. Whatever is in doubt is read again: where
what was noted is damaged, where it was noted so soon after a change that another one may have followed within the same
tick of the disk's clock, and where the clock went back.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path

from audiogen.build.keys import file_sha256
from audiogen.build.stamps import Stamp
from audiogen.cache.store import Cache, content_key
from audiogen.errors import OutputError


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What a file held when it was read."""

    stamp: Stamp
    read_ns: int
    sha256: str

    def tells_of(self, stamp: Stamp, now_ns: int) -> bool:
        """Whether a file with this stamp certainly holds the same now."""
        return self.is_certain(stamp) and self.read_ns <= now_ns

    def is_certain(self, stamp: Stamp) -> bool:
        """The same, whatever the clock says by now."""
        return stamp == self.stamp and stamp.settled_ns <= self.read_ns


class KnownFiles:
    """What the files of a folder hold. Several threads may ask: at worst, two of them read the same file."""

    def __init__(
        self, folder: Path, cache: Cache | None = None, *, trust: bool = True, clock: Callable[[], int] = time.time_ns
    ) -> None:
        """Find what was noted.

        Args:
            folder: the files lie below it.
            cache: where it is noted; without, each file is read.
            trust: whether what was noted counts; False to read each file anew.
            clock: nanoseconds since 1970.
        """
        self._folder = folder
        self._cache = cache
        self._clock = clock
        place = os.path.normcase(os.path.realpath(folder))
        self._key = content_key({"kind": "known files", "form": 1, "folder": place})
        self._noted = _noted(cache.peek(self._key)) if cache and trust else {}
        self._found: dict[str, KnownFile] = {}

    def holds(self, name: str, sha256: str, *, read: bool = False) -> bool:
        """Whether a file has this content; False where it cannot be read.

        Args:
            name: its path below the folder.
            sha256: of the content.
            read: whether it counts only if it was read since this was made.
        """
        found, noted = self._found.get(name), self._noted.get(name)
        if found is None or (read and found is noted):
            found = self._look(name, sha256, None if read else noted)
        if found is None:
            return False
        self._found[name] = found
        return found.sha256 == sha256

    def put(self, name: str, sha256: str) -> None:
        """Note a file that was put in place by now: whoever made it knows what it holds."""
        found, stamp = self._found.get(name), self._stamp(name)
        # what was read, and stayed, is noted as of then: it may have been changed since
        if stamp and (found is None or found.sha256 != sha256):
            # while it was written it had another name, which nobody else knew: no change can have followed already
            self._found[name] = KnownFile(stamp, max(self._clock(), stamp.settled_ns), sha256)

    def vouches(self, name: str, sha256: str) -> bool:
        """Whether a file was found to have this content, and nothing can have changed in it since."""
        found, stamp = self._found.get(name), self._stamp(name)
        return found is not None and stamp is not None and found.sha256 == sha256 and found.is_certain(stamp)

    def keep(self) -> None:
        """Note all of it for the next build, where the cache can be written to; nothing of what is gone or changed."""
        if self._cache is None:
            return
        known = sorted((self._noted | self._found).items())
        files = {name: each for name, each in known if self._stamp(name) == each.stamp}
        if files == self._noted:
            self._cache.note_use(self._key)
            return
        with contextlib.suppress(OutputError):
            self._cache.put(self._key, _written(files))

    def _look(self, name: str, sha256: str, noted: KnownFile | None) -> KnownFile | None:
        now_ns, stamp = self._clock(), self._stamp(name)
        if stamp is None:
            return None
        # a note that says something else proves nothing: only the file itself is called damaged
        if noted and noted.sha256 == sha256 and noted.tells_of(stamp, now_ns):
            return noted
        try:
            return KnownFile(stamp, now_ns, file_sha256(self._folder / name))
        except OSError:
            return None

    def _stamp(self, name: str) -> Stamp | None:
        try:
            return Stamp.of(self._folder / name)
        except OSError:
            return None


def _written(files: dict[str, KnownFile]) -> bytes:
    listed = {name: [*astuple(each.stamp), each.read_ns, each.sha256] for name, each in files.items()}
    return json.dumps(listed).encode()


def _noted(content: bytes | None) -> dict[str, KnownFile]:
    """What was written; nothing where it is another version's."""
    try:
        files = json.loads(content or b"{}")
        return {
            name: KnownFile(Stamp(size, changed, entered), read, sha256)
            for name, (size, changed, entered, read, sha256) in files.items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}
