"""The secret from which the links of all clients follow: 32 random bytes in private/secret, made once.

It is never made anew by itself: with another one every link that was given is void, and nobody would know why.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path
from typing import Final

from audiogen.atomic import beside, cannot_write, sync_folder
from audiogen.clients.folder import make_private_folder, private_folder
from audiogen.errors import AudiogenError

SECRET_FILE: Final = "secret"  # noqa: S105 - a name of a file
SECRET_BYTES: Final = 32
_OWNER_ALONE: Final = 0o600
_MARK: Final = b"mark"
"""What is no client's, and no owner's."""
_MARK_LETTERS: Final = 16
_HINT: Final = (
    "Restore it from a backup, together with clients.lock.json. Without one, all links that you gave are void: "
    "remove the file if it is there, take each link back with `audiogen clients revoke ID`, then give new ones, and "
    "remove the folder p/ from your web host, since what lies there is not known as yours any more."
)


def secret_path(root: Path) -> Path:
    """Where the secret of a project lies."""
    return private_folder(root) / SECRET_FILE


def read_secret(root: Path) -> bytes | None:
    """The secret; None where there is none.

    What others on this computer could read is closed to them, where the system knows such a thing.

    Raises:
        AudiogenError: when it cannot be read, or is not what was once written.
    """
    path = secret_path(root)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"{path}, from which the links of your clients follow, cannot be read: {error.strerror or error}"
        raise AudiogenError(message, hint="Look at its permissions, and at those of its folder.") from error
    if len(data) != SECRET_BYTES or len(set(data)) == 1:
        message = f"{path}, from which the links of your clients follow, is damaged: it has {len(data)} bytes, "
        message += f"and not {SECRET_BYTES}" if len(data) != SECRET_BYTES else "and all are the same"
        raise AudiogenError(message, hint=_HINT)
    _close(path)
    return data


def mark_of_secret(root: Path) -> str | None:
    """By what the secret is known again, from which nothing follows; None where none can be read."""
    try:
        data = secret_path(root).read_bytes()
    except OSError:
        return None
    return hmac.new(data, _MARK, hashlib.sha256).hexdigest()[:_MARK_LETTERS]


def require_secret(root: Path) -> bytes:
    """The secret of a project of which links were given.

    Raises:
        AudiogenError: when there is none, too.
    """
    secret = read_secret(root)
    if secret is None:
        message = f"{secret_path(root)} is missing, from which the links of your clients follow"
        raise AudiogenError(message, hint=_HINT)
    return secret


def made_secret(root: Path) -> bytes:
    """The secret of a project; made when there is none, whole or not at all.

    Only where no link was given yet; else ask `require_secret`.

    Raises:
        AudiogenError: when the one that is there cannot be used.
        OutputError: when none can be written.
    """
    known = read_secret(root)
    if known is not None:
        return known
    make_private_folder(private_folder(root))
    path = secret_path(root)
    unfinished = beside(path)
    try:
        _write(unfinished, secrets.token_bytes(SECRET_BYTES))
        _put(unfinished, path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)
    # that of another command, if it was faster
    return require_secret(root)


def _write(path: Path, data: bytes) -> None:
    # Windows would take some of these bytes for the ends of lines
    binary = getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | binary, _OWNER_ALONE), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put(unfinished: Path, path: Path) -> None:
    """Give a file its name, unless another one has it by now: that one stays."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return
    except OSError:
        # a disk without hard links; whoever writes here waits for a turn, so that nobody else is faster
        if not path.exists():
            unfinished.replace(path)


def _close(path: Path) -> None:
    with contextlib.suppress(OSError):
        if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            path.chmod(_OWNER_ALONE)
