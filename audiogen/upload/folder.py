"""A folder of this computer as a destination: web space that is mounted, a stick, the folder of a web server."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from audiogen.atomic import cannot_write, patiently, sync_folder
from audiogen.errors import OutputError
from audiogen.upload.destination import BLOCK_BYTES, DestinationError, FileContent, FileKind, MissingFileError
from audiogen.upload.paths import checked, checked_folder, folders_above, is_unfinished, joined, unfinished_beside

_PASSING: Final = (errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.ETIMEDOUT, errno.ESTALE)
"""What folders on other computers say while something is in their way."""


class FolderDestination:
    """Files are written beside their places, brought to the disk and renamed: a power cut leaves the old or the new."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def shown(self) -> str:
        """The path, as it was written."""
        return str(self._root)

    def put(self, path: str, content: FileContent, kind: FileKind) -> None:
        """Put a file in place. Nobody can be told of its type here: a web server goes by its name."""
        del kind
        target, beside = self._root / checked(path), self._root / unfinished_beside(path)
        with _told(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                _write(beside, content)
                patiently(lambda: beside.replace(target), PermissionError)
                sync_folder(target.parent)
            finally:
                with contextlib.suppress(OSError):
                    beside.unlink(missing_ok=True)

    def read(self, path: str) -> Iterator[bytes]:
        """What is in a file, a block at a time."""
        file = self._root / checked(path)
        try:
            with file.open("rb") as opened:
                while block := opened.read(BLOCK_BYTES):
                    yield block
        except (FileNotFoundError, NotADirectoryError) as error:
            message = f"there is no {file}"
            raise MissingFileError(message) from error
        except OSError as error:
            message = f"cannot read {file}: {error.strerror or error}"
            raise DestinationError(message, hint="Look at its permissions.", transient=_passes(error)) from error

    def list(self, below: str = "", *, deep: bool = True) -> Mapping[str, int]:
        """Every file: path -> size in bytes."""
        files = self._files(checked_folder(below), deep=deep)
        return {path: found.st_size for path, found in files if not is_unfinished(path)}

    def unfinished(self, below: str = "", *, deep: bool = True) -> Mapping[str, dt.datetime]:
        """What puts that were killed have left: path -> since when."""
        return {
            path: dt.datetime.fromtimestamp(found.st_mtime, dt.UTC)
            for path, found in self._files(checked_folder(below), deep=deep)
            if is_unfinished(path)
        }

    def delete(self, path: str) -> None:
        """Take a file away, and the folders that are empty without it."""
        target = self._root / checked(path)
        with _told(target), contextlib.suppress(FileNotFoundError, NotADirectoryError):
            patiently(target.unlink, PermissionError)
        for folder in reversed(folders_above(path)):
            try:
                (self._root / folder).rmdir()
            except OSError:
                return  # there is something in it

    def close(self) -> None:
        """Nothing is kept open."""

    def _files(self, below: str, *, deep: bool) -> Iterator[tuple[str, os.stat_result]]:
        """Every file in a folder and in those in it; a link to a folder is not followed, as it may lead in a circle."""
        try:
            with os.scandir(self._root / below) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            message = f"cannot list {self._root / below}: {error.strerror or error}"
            raise DestinationError(message, hint="Look at its permissions.", transient=_passes(error)) from error
        for entry in found:
            path = joined(below, entry.name)
            if entry.is_dir(follow_symlinks=False):
                yield from self._files(path, deep=True) if deep else ()
                continue
            # somebody else may just have taken it away, or it is a link that leads nowhere, or where nobody may look
            with contextlib.suppress(FileNotFoundError, PermissionError):
                if entry.is_file():
                    yield path, entry.stat()


def _write(path: Path, content: FileContent) -> None:
    with path.open("xb") as file:
        for block in content.blocks():
            file.write(block)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def _told(target: Path) -> Iterator[None]:
    """What goes wrong while a file is put in its place or taken away, in words."""
    try:
        yield
    except OutputError as error:
        raise DestinationError(error.message, hint=error.hint) from error
    except OSError as error:
        if error.errno == errno.EISDIR:
            message = f"cannot write {target}: there is a folder of this name"
            raise DestinationError(message, hint="Move that folder away.") from error
        told = cannot_write(target, error)
        raise DestinationError(told.message, hint=told.hint, transient=_passes(error)) from error


def _passes(error: OSError) -> bool:
    return error.errno in _PASSING
