"""Signed copies of media files, kept so that publishing again sends nothing anew: no signature is like the last one.

They lie in the cache's folder `signed/`, each under the key of what it was made from and the SHA-256 of its content:
one that is damaged is found out, and made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from audiogen.atomic import UNFINISHED, beside
from audiogen.cache.store import content_key
from audiogen.errors import OutputError
from audiogen.manifest import HASH_DIGITS, Media
from audiogen.marking.certificate import Signer
from audiogen.marking.claim import Claim
from audiogen.marking.signing import sign_media

FOLDER: Final = "signed"
"""In the cache's folder."""
KEPT_S: Final = 90 * 24 * 3600.0
"""A copy that no publishing asked for in this time goes: then it is made anew, and sent anew."""
_FORMAT: Final = 1
"""Raised when files have to be signed anew though nothing of what they say has changed."""
_NAME: Final = re.compile(r"(?P<key>[0-9a-f]{32})-(?P<sha256>[0-9a-f]{64})\.[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """A signed file that lies in the cache."""

    path: Path
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class SignedCopies:
    """The signed copies in a folder, which may be removed at any time."""

    folder: Path
    clock: Callable[[], float] = time.time
    """Seconds since 1970."""

    def of(self, media: Media, source: Path, signer: Signer, claim: Claim) -> SignedCopy:
        """The copy of a media file, signed now if there is none.

        Raises:
            AudiogenError: when it cannot be signed, as in `sign_media`.
            OutputError: when the media file is missing or damaged, or the copy cannot be kept.
        """
        key = _key(media, signer, claim)
        return self._kept(key, source.suffix) or self._signed(key, media, source, signer, claim)

    def holds(self, paths: Iterable[str]) -> bool:
        """Whether one of some published files, by the part of its hash that its name ends in, was signed here."""
        kept = {path.stem.partition("-")[2][:HASH_DIGITS] for path in self._files()}
        return any(PurePosixPath(path).stem[-HASH_DIGITS:] in kept for path in paths)

    def forget_unused(self) -> None:
        """Remove what was not asked for in `KEPT_S`."""
        for path in self._files(unfinished=True):
            with contextlib.suppress(OSError):
                if self.clock() - path.stat().st_mtime > KEPT_S:
                    path.unlink()

    def _kept(self, key: str, suffix: str) -> SignedCopy | None:
        for path in self._files(f"{key}-*{suffix}"):
            with contextlib.suppress(OSError):
                copy = _read(path)
                if path.name == _name(key, copy.sha256, suffix):
                    # so that it is not removed as unused
                    os.utime(path, (self.clock(), self.clock()))
                    return copy
                path.unlink()
        return None

    def _signed(self, key: str, media: Media, source: Path, signer: Signer, claim: Claim) -> SignedCopy:
        _hold_against_manifest(source, media)
        # its name holds the hash of what is in it, which is known when it is there
        first = beside(self.folder / source.name, source.suffix)
        try:
            sign_media(source, first, signer, claim)
            made = _read(first)
            place = self.folder / _name(key, made.sha256, source.suffix)
            first.replace(place)
        except OSError as error:
            message = f"cannot keep a signed file in {self.folder}: {error.strerror or error}"
            raise OutputError(message, hint="Look at its permissions and at the room on its disk.") from error
        finally:
            with contextlib.suppress(OSError):
                first.unlink(missing_ok=True)
        return SignedCopy(place, made.sha256, made.size_bytes)

    def _files(self, pattern: str = "*", *, unfinished: bool = False) -> list[Path]:
        # killed processes leave what they were writing; nothing else in the folder is anybody's but its owner's
        return sorted(
            path
            for path in self.folder.glob(pattern)
            if _NAME.fullmatch(path.name) or (unfinished and UNFINISHED.fullmatch(path.name))
        )


def _key(media: Media, signer: Signer, claim: Claim) -> str:
    """What a copy is made from; the certificate stands for its key.

    Versions of software are not in it: what an earlier one said is as true as it was, and with another name for each of
    them, every upgrade would send all media anew to hosts and listeners.
    """
    return content_key([_FORMAT, media.sha256, signer.fingerprint, claim.title, claim.author, claim.voices])[:32]


def _hold_against_manifest(source: Path, media: Media) -> None:
    """Nobody signs a file that was damaged since it was built."""
    try:
        whole = _read(source).sha256 == media.sha256
    except OSError as error:
        message = f"{source} cannot be read: {error.strerror or error}"
        raise OutputError(message, hint="Run `audiogen build`: it makes anew what is missing.") from error
    if not whole:
        message = f"{source} is not the file that was built"
        raise OutputError(message, hint="Run `audiogen build`: it makes anew what is damaged.")


def _name(key: str, sha256: str, suffix: str) -> str:
    return f"{key}-{sha256}{suffix}"


def _read(path: Path) -> SignedCopy:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return SignedCopy(path, sha256, file.tell())
