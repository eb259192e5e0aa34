"""Downloading a file whose content is known: resumed after every cut, verified, put in place whole or not at all."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock

from audiogen.errors import OutputError, VoiceError
from audiogen.speech.models.catalogue import RemoteFile
from audiogen.speech.models.transfer import SLOW_BYTES, Cut, Refused, receive, size_of

OnProgress = Callable[[int, int], None]
"""Told how many bytes are there, and of how many."""

_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 30.0
_ATTEMPTS_AT_FIRST: Final = 3
"""Who is offline is told so after three seconds, not after thirty."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long trying again goes on; seams for tests."""

    attempts: int = 6
    """How often in a row next to nothing may come, after something came, before it is given up."""
    sleep: Callable[[float], None] = time.sleep
    """Waits between attempts, in seconds."""
    clock: Callable[[], float] = time.monotonic


_PATIENCE: Final = Patience()


def download(
    file: RemoteFile,
    folder: Path,
    *,
    on_progress: OnProgress = lambda _done, _total: None,
    patience: Patience = _PATIENCE,
) -> Path:
    """The file in its place, fetched if it is not there yet; one process at a time fetches it, and others wait.

    Args:
        file: what to fetch.
        folder: the folder of models.
        on_progress: told before the first and after every block.
        patience: how long trying again goes on.

    Raises:
        VoiceError: when the server refuses, cannot be reached, or sends something else; what to do is in the hint.
        OutputError: when the place cannot be written, or has no room.
    """
    place = folder / file.name
    try:
        if _is_there(file, place):
            return place
        place.parent.mkdir(parents=True, exist_ok=True)
        # two programs that want one file: the second waits, and finds it
        with FileLock(place.with_name(f".{place.name}.lock")):
            if not _is_there(file, place):
                _put_in_place(file, place, on_progress, patience)
    except OSError as error:
        message = f"cannot write {place}: {error.strerror or error}"
        hint = "Make room or choose another folder with AUDIOGEN_MODELS, then run the command again."
        raise OutputError(message, hint=hint) from error
    return place


def _put_in_place(file: RemoteFile, place: Path, on_progress: OnProgress, patience: Patience) -> None:
    unfinished = _unfinished(place)
    left = size_of(unfinished)
    requests = _fetch(file, place, on_progress, patience)
    if _sha256(unfinished) != file.sha256 and (left or requests > 1):
        # its parts may come from different files, or what was left is damaged: once more, from the beginning
        unfinished.unlink()
        _fetch(file, place, on_progress, patience)
    _check(file, place)
    with unfinished.open("rb+") as whole:
        os.fsync(whole.fileno())
    unfinished.replace(place)


def _fetch(file: RemoteFile, place: Path, on_progress: OnProgress, patience: Patience) -> int:
    """Ask until everything is there; how many requests that took."""
    unfinished = _unfinished(place)
    furthest = first = size_of(unfinished)
    on_progress(first, file.size_bytes)
    requests, vain = 0, 0
    while size_of(unfinished) < file.size_bytes:
        requests += 1
        try:
            for done in receive(file, unfinished, patience.clock):
                on_progress(done, file.size_bytes)
        except Cut as cut:
            have = size_of(unfinished)
            # compared with the furthest ever: a server that always breaks off at one place would be asked for ever
            vain = 0 if have - furthest >= SLOW_BYTES else vain + 1
            furthest = max(furthest, have)
            allowed = patience.attempts if furthest > first else min(patience.attempts, _ATTEMPTS_AT_FIRST)
            if vain >= allowed:
                raise _given_up(file, place, cut) from cut
            if vain:
                patience.sleep(min(_FIRST_WAIT_S * 2.0 ** (vain - 1), _LONGEST_WAIT_S))
        except Refused as refused:
            message = f"{file.name} cannot be downloaded: {refused} for {file.url}"
            raise VoiceError(message, hint=f"You can {_by_hand(file, place)}.") from refused
    return requests


def _given_up(file: RemoteFile, place: Path, cut: Cut) -> VoiceError:
    message = f"{file.name} cannot be downloaded: {cut}"
    again = "Check the connection and run the command again: it goes on where it stopped"
    return VoiceError(message, hint=f"{again}. Or {_by_hand(file, place)}.")


def _check(file: RemoteFile, place: Path) -> None:
    unfinished = _unfinished(place)
    found = _sha256(unfinished)
    if found == file.sha256:
        return
    unfinished.unlink()
    message = (
        f"{file.name} was downloaded, but is not the file that audiogen knows: its SHA-256 begins with {found[:12]}, "
        f"not {file.sha256[:12]}. It was deleted"
    )
    raise VoiceError(message, hint=f"Try again later. Or {_by_hand(file, place)}.")


def _by_hand(file: RemoteFile, place: Path) -> str:
    return f"fetch {file.url} in another way, and copy the file by hand to {place}"


def _is_there(file: RemoteFile, place: Path) -> bool:
    return size_of(place) == file.size_bytes and _sha256(place) == file.sha256


def _unfinished(place: Path) -> Path:
    return place.with_name(f"{place.name}.part")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
