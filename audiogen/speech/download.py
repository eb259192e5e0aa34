"""Downloading a file whose content is known: resumed after every cut, verified, put in place whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import requests
from filelock import FileLock

from audiogen.errors import OutputError, VoiceError
from audiogen.speech.models import OnProgress, RemoteFile

_BLOCK_BYTES: Final = 64 * 1024
"""At most so much is lost when a connection is cut."""
_TIMEOUT_S: Final = 30.0
"""For a connection, and for each silence of the server."""
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 30.0


class _Cut(Exception):  # noqa: N818 - it becomes an error when trying again does not help
    """The download stopped before its end; what came is kept."""


def download(
    file: RemoteFile,
    folder: Path,
    *,
    on_progress: OnProgress = lambda _done, _total: None,
    attempts: int = 6,
    sleep: Callable[[float], None] = time.sleep,
) -> Path:
    """The file in its place, fetched if it is not there yet.

    Args:
        file: what to fetch.
        folder: the folder of models.
        on_progress: told after every block.
        attempts: how often in a row nothing at all may come before it is given up.
        sleep: waits between attempts.

    Raises:
        VoiceError: when the server refuses, cannot be reached, or sends something else; what to do is in the hint.
        OutputError: when the place cannot be written, or has no room.
    """
    place = folder / file.name
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        # two programs that want one file: the second waits, and finds it
        with FileLock(place.with_name(f".{place.name}.lock")):
            if not (place.is_file() and _sha256(place) == file.sha256):
                _put_in_place(file, place, on_progress, attempts, sleep)
    except OSError as error:
        message = f"cannot write {place}: {error.strerror or error}"
        hint = "Make room or choose another folder with AUDIOGEN_MODELS, then run the command again."
        raise OutputError(message, hint=hint) from error
    return place


def _put_in_place(
    file: RemoteFile, place: Path, on_progress: OnProgress, attempts: int, sleep: Callable[[float], None]
) -> None:
    unfinished = place.with_name(f"{place.name}.part")
    _fetch(file, unfinished, on_progress, attempts, sleep)
    _check(file, unfinished)
    unfinished.replace(place)


def _fetch(
    file: RemoteFile, unfinished: Path, on_progress: OnProgress, attempts: int, sleep: Callable[[float], None]
) -> None:
    vain = 0
    while (have := _size(unfinished)) < file.size_bytes:
        try:
            for done in _receive(file, unfinished, have):
                on_progress(done, file.size_bytes)
        except _Cut as cut:
            vain = 0 if _size(unfinished) > have else vain + 1
            if vain >= attempts:
                message = f"{file.name} cannot be downloaded: {cut}"
                hint = _by_hand(file, unfinished, "Check the connection and run the command again: it goes on; ")
                raise VoiceError(message, hint=hint) from cut
            if vain:
                sleep(min(_FIRST_WAIT_S * 2.0 ** (vain - 1), _LONGEST_WAIT_S))


def _receive(file: RemoteFile, unfinished: Path, have: int) -> Iterator[int]:
    """Write what comes behind what is there; how many bytes are there after each block."""
    # without it, a server may pack the answer, and its bytes would be others than those that were pinned
    headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={have}-"} if have else {})}
    try:
        with requests.get(file.url, headers=headers, stream=True, timeout=_TIMEOUT_S) as answer:
            goes_on = _goes_on(file, answer, unfinished, have)
            with unfinished.open("ab" if goes_on else "wb") as out:
                done = have if goes_on else 0
                for block in answer.iter_content(_BLOCK_BYTES):
                    out.write(block)
                    done += len(block)
                    yield done
                    if done > file.size_bytes:
                        break
                out.flush()
                os.fsync(out.fileno())
    except requests.TooManyRedirects as error:
        raise _refused(file, unfinished, "the server sends round in circles") from error
    except requests.RequestException as error:
        message = "the connection was cut" if isinstance(error, _CUTS) else "the server cannot be reached"
        raise _Cut(message) from error
    if done < file.size_bytes:
        message = "the connection was cut"
        raise _Cut(message)


_CUTS: Final = (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError, requests.Timeout)


def _goes_on(file: RemoteFile, answer: requests.Response, unfinished: Path, have: int) -> bool:
    """Whether the answer goes on where the file ends; otherwise it begins anew."""
    if answer.status_code == requests.codes.partial_content:
        return answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
    if answer.status_code == requests.codes.requested_range_not_satisfiable:
        unfinished.unlink(missing_ok=True)
        message = "the server has another file"
        raise _Cut(message)
    if answer.status_code == requests.codes.too_many_requests or answer.status_code >= 500:
        message = f"the server is in trouble ({answer.status_code})"
        raise _Cut(message)
    if answer.status_code != requests.codes.ok:
        raise _refused(file, unfinished, f"the server answers {answer.status_code} {answer.reason}")
    if "text/html" in answer.headers.get("Content-Type", ""):
        raise _refused(file, unfinished, "the server sends a page in place of the file")
    return False


def _check(file: RemoteFile, unfinished: Path) -> None:
    found = _sha256(unfinished)
    if found == file.sha256:
        return
    unfinished.unlink()
    message = (
        f"{file.name} was downloaded, but is not the file that audiogen knows: its SHA-256 begins with {found[:12]}, "
        f"not {file.sha256[:12]}. It was deleted"
    )
    raise VoiceError(message, hint=_by_hand(file, unfinished, "Try again later; "))


def _refused(file: RemoteFile, unfinished: Path, reason: str) -> VoiceError:
    message = f"{file.name} cannot be downloaded: {reason} for {file.url}"
    return VoiceError(message, hint=_by_hand(file, unfinished, ""))


def _by_hand(file: RemoteFile, unfinished: Path, first: str) -> str:
    return f"{first}{'or copy' if first else 'Copy'} the file by hand to {unfinished.with_name(Path(file.name).name)}."


def _size(path: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_size
    return 0


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
