"""Where the files of an episode lie: under temporary names while they are written, then under those of their content.

What stands in place is never touched, unless it is damaged: equal names mean equal contents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from audiogen.atomic import cannot_write, patiently, write_atomically
from audiogen.build.keys import file_sha256
from audiogen.build.outputs import UnfinishedFiles, unfinished_files
from audiogen.build.session import Session
from audiogen.errors import OutputError
from audiogen.manifest import Manifest, Media


@contextmanager
def unfinished(session: Session) -> Iterator[UnfinishedFiles]:
    """The files of a session under temporary names; what is left there in the end is removed.

    Raises:
        OutputError: when a folder cannot be made, or what happens within cannot write.
    """
    files = unfinished_files(session)
    try:
        for parent in sorted({path.parent for path in files.endings}):
            make_folder(parent)
        yield files
    except OutputError as error:
        # a temporary name means nothing to people
        message = error.message
        for path, ending in files.endings.items():
            message = message.replace(str(path), str(path.parent / f"{session.edition.name}{ending}"))
        raise OutputError(message, hint=error.hint) from error
    finally:
        for path in files.endings:
            with suppress(OSError):  # the next build takes it away
                path.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder, and those on the way to it.

    Raises:
        OutputError: when it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"cannot make the folder {folder}: {error.strerror}"
        raise OutputError(message, hint="Remove what is in its place, or give another folder with --dist.") from error


def put_in_place(dist: Path, written: Sequence[tuple[Path, Media]], manifest: Manifest, picture: bytes | None) -> None:
    """Give finished media files the names that their manifest says, then write the manifest: it vouches for them.

    Args:
        dist: the folder of the podcast.
        written: those that are not in place yet, each with what the manifest says of it.
        manifest: the episode's.
        picture: that of its plan, where the manifest names one.

    Raises:
        OutputError: when a file cannot be put in place; what is published stays as it is.
    """
    for path, media in written:
        _rename(path, dist / media.file, media.sha256)
    if manifest.plan and picture is not None:
        make_folder(dist / "plans")
        _write(dist / manifest.plan, picture)
    _write(dist / manifest.file, manifest.to_json().encode())


def _write(place: Path, content: bytes) -> None:
    if not place.is_file() or place.read_bytes() != content:
        write_atomically(place, content)


def _rename(written: Path, place: Path, sha256: str) -> None:
    # Windows lets nobody replace what is being played
    with suppress(OSError):
        if file_sha256(place) == sha256:
            return
    try:
        patiently(lambda: written.replace(place), PermissionError)
    except OSError as error:
        raise cannot_write(place, error) from error
