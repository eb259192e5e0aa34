"""Downloading the models of a voice: resumed after every cut, verified, put in place whole or not at all.

Only `audiogen voices get` downloads.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from audiogen.errors import OutputError, VoiceError
from audiogen.network.retry import RetryPolicy
from audiogen.speech.models.catalogue import RemoteFile, models_folder, remote_models
from audiogen.speech.models.transfer import SLOW_BYTES, PermanentError, TransientError, receive, size_of
from audiogen.speech.registry import find_voice

OnProgress = Callable[[int, int], None]
"""Receives how many bytes are there, and how many there will be."""


def files_for(voice: str) -> tuple[RemoteFile, ...]:
    """The files that a voice needs, or the family of a variant; none when it needs no download.

    Raises:
        VoiceError: when there is no such voice, or when it is installed in another way, which the hint explains.
    """
    missing = find_voice(voice).available()
    for name, files in remote_models().items():
        if voice == name or voice.startswith(f"{name}-"):
            return files
    if missing is not None:
        message = f"the voice {voice} is not one that audiogen downloads"
        raise VoiceError(message, hint=f"{missing[:1].upper()}{missing[1:]}.")
    return ()


def get_files(files: tuple[RemoteFile, ...], on_progress: OnProgress) -> tuple[Path, ...]:
    """Download files into the folder of models; those that are there already are kept.

    Args:
        files: what to download.
        on_progress: receives the sums over all files.

    Raises:
        VoiceError: when a download fails.
        OutputError: when the folder of models cannot be written.
    """
    total = sum(file.size_bytes for file in files)
    before = 0
    paths: list[Path] = []
    for file in files:

        def show(done: int, _size: int, before: int = before) -> None:
            on_progress(before + done, total)

        paths.append(download(file, models_folder(), on_progress=show))
        before += file.size_bytes
        on_progress(before, total)
    return tuple(paths)


def download(
    file: RemoteFile,
    folder: Path,
    *,
    on_progress: OnProgress = lambda _done, _total: None,
    retry: RetryPolicy = RetryPolicy(),  # noqa: B008 - frozen
) -> Path:
    """The path of a file, which is downloaded unless it is there; one process downloads it, and the others wait.

    Args:
        file: what to download.
        folder: the folder of models.
        on_progress: called before the first and after every block.
        retry: how often and when a request is repeated.

    Raises:
        VoiceError: when the server refuses, cannot be reached, or sends something else; the hint says what to do.
        OutputError: when the file cannot be written, or there is no room for it.
    """
    path = folder / file.name
    try:
        if not _is_there(file, path):
            path.parent.mkdir(parents=True, exist_ok=True)
            # of two programs that want one file, the second waits, and finds it
            with FileLock(path.with_name(f".{path.name}.lock")):
                if not _is_there(file, path):
                    _download_verified(file, path, on_progress, retry)
    except TransientError as error:
        message = f"{file.name} cannot be downloaded: {error}"
        again = "Check the connection and run the command again: it goes on where it stopped"
        raise VoiceError(message, hint=f"{again}. Or {_by_hand(file, path)}.") from error
    except PermanentError as error:
        message = f"{file.name} cannot be downloaded: {error} for {file.url}"
        raise VoiceError(message, hint=f"You can {_by_hand(file, path)}.") from error
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        hint = "Make room or choose another folder with AUDIOGEN_MODELS, then run the command again."
        raise OutputError(message, hint=hint) from error
    return path


def _download_verified(file: RemoteFile, path: Path, on_progress: OnProgress, retry: RetryPolicy) -> None:
    part = path.with_name(f"{path.name}.part")
    resumed = size_of(part) > 0
    requests = _fetch(file, part, on_progress, retry)
    if _sha256(part) != file.sha256 and (resumed or requests > 1):
        # its parts may come from different files, or what was left is damaged: once more, from the beginning
        part.unlink()
        _fetch(file, part, on_progress, retry)
    found = _sha256(part)
    if found != file.sha256:
        part.unlink()
        message = (
            f"{file.name} was downloaded, but is not the file that audiogen knows: its SHA-256 begins with "
            f"{found[:12]}, not {file.sha256[:12]}. It was deleted"
        )
        raise VoiceError(message, hint=f"Try again later. Or {_by_hand(file, path)}.")
    # on the disk before it has its name, so that a power cut leaves no damaged model
    with part.open("rb+") as whole:
        os.fsync(whole.fileno())
    part.replace(path)


def _fetch(file: RemoteFile, part: Path, on_progress: OnProgress, retry: RetryPolicy) -> int:
    """Send requests until everything is there; returns how many that were."""
    first = furthest = size_of(part)
    on_progress(first, file.size_bytes)
    requests = failures = 0
    while size_of(part) < file.size_bytes:
        requests += 1
        try:
            for done in receive(file, part, retry.clock):
                on_progress(done, file.size_bytes)
        except TransientError:
            have = size_of(part)
            # compared with the furthest ever: a server that always breaks off at one place would be asked for ever
            failures = 0 if have - furthest >= SLOW_BYTES else failures + 1
            furthest = max(furthest, have)
            if failures >= retry.most_attempts(offline=furthest == first):
                raise
            if failures:
                retry.sleep(retry.wait_s(failures))
    return requests


def _by_hand(file: RemoteFile, path: Path) -> str:
    return f"fetch {file.url} in another way, and copy the file by hand to {path}"


def _is_there(file: RemoteFile, path: Path) -> bool:
    return size_of(path) == file.size_bytes and _sha256(path) == file.sha256


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
