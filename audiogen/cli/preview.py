"""The command that plays a part of a session. What it needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from audiogen.cli.options import (
    OneClient,
    Overwrite,
    ProjectFolder,
    TrackLength,
    length_of_time,
    project_at,
    refuse_existing,
)
from audiogen.memory import end_quickly, keep_what_is_freed, seldom_collected
from audiogen.names import quotable
from audiogen.preview.asked import LISTENED_S, AskedPart

if TYPE_CHECKING:
    from audiogen.build.chosen import ChosenTrack


_UNFINISHED: Final = ".preview-"
"""What the names of folders begin with in which a sound lies while it is played."""
_LEFT_S: Final = 24 * 3600.0


def preview(  # noqa: PLR0913 - one for each option
    session: Annotated[str, typer.Argument(metavar="SESSION", help="Its name or number, like 3 or 03-self-awareness.")],
    *,
    begin: Annotated[
        str, typer.Option("--from", metavar="CHAPTER|TIME", help="A chapter by its title, or a time like 1:30.")
    ] = "",
    line: Annotated[
        str, typer.Option(metavar="N", help="A line of its file, like 42; of an included file, parts/rest.yaml:4.")
    ] = "",
    seconds: Annotated[
        float,
        typer.Option(
            "--for", parser=length_of_time, metavar="TIME", help="How much of it is heard.", show_default="60s"
        ),
    ] = LISTENED_S,
    length: TrackLength = None,
    client: OneClient = None,
    voice_only: Annotated[bool, typer.Option("--voice-only", help="Without bed, breaths and bells.")] = False,
    play: Annotated[bool, typer.Option("--play", help="Play it, although it is written with --out.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write it to a WAV or FLAC file.", show_default=False)
    ] = None,
    force: Overwrite = False,
    project: ProjectFolder = Path(),
) -> None:
    """Hear a part of a session as it will sound, before it is built."""
    asked = _asked(begin, line, seconds, project, voice_only=voice_only)
    keep_what_is_freed()
    with seldom_collected():
        if out is not None:
            _check_place(out, force=force)
        chosen = _chosen(project, session, length, client)
        with sound_place(chosen, out) as path:
            _made(chosen, asked, path, out)
            if play or out is None:
                _played(chosen, path, out)
    end_quickly()


def _check_place(out: Path, *, force: bool) -> None:
    from audiogen.preview.sounding import check_ending

    check_ending(out)
    refuse_existing(out, force=force)


def _chosen(project: Path, session: str, length_s: float | None, client: str | None) -> ChosenTrack:
    from audiogen.build.chosen import choose_track
    from audiogen.cli.clients import clients_named

    with clients_named(project, (session,)):
        return choose_track(project_at(project), session, length_s=length_s, client=client)


def _made(chosen: ChosenTrack, asked: AskedPart, path: Path, out: Path | None) -> None:
    """Make the sound, and say what is heard in it."""
    from audiogen.cli.screen import preview as screen
    from audiogen.preview.sounding import write_sound
    from audiogen.preview.track import preview_track

    with screen.PreviewDisplay() as display:
        previewed = preview_track(chosen, asked, display.show_event)
        write_sound(previewed, path, display.show_written)
    screen.show_previewed(previewed, out)


def _played(chosen: ChosenTrack, path: Path, out: Path | None) -> None:
    from audiogen.cli import playback
    from audiogen.cli.screen import preview as screen

    if not playback.play_interruptibly(path):
        screen.show_unplayed(out or _kept(path, chosen))


def _asked(begin: str, line: str, seconds: float, project: Path, *, voice_only: bool) -> AskedPart:
    if begin and line:
        message = "say where it begins with --from or with --line, one of the two"
        raise typer.BadParameter(message)
    file, _, number = line.rpartition(":")
    if line and not (number.isdecimal() and int(number)):
        message = f'--line: "{quotable(line)}" is no line; write its number, like 42, or parts/rest.yaml:4'
        raise typer.BadParameter(message)
    path = _file(file, project) if file else None
    return AskedPart(begin, int(number) if line else None, path, seconds, voice_only)


def _file(name: str, project: Path) -> Path:
    """A file as it is named in the project, or from where one is."""
    path = Path(name) if Path(name).exists() else project / name
    if not path.exists():
        message = f'--line: there is no file "{quotable(name)}" in the project; write its path, like parts/rest.yaml:4'
        raise typer.BadParameter(message)
    return path


@contextmanager
def sound_place(chosen: ChosenTrack, out: Path | None) -> Iterator[Path]:
    """Where the sound is written: to `out`, else to a file that goes with the command and that nobody else can read."""
    from audiogen.clients.folder import make_private

    if out is not None:
        yield out
        return
    client = chosen.track.edition.client
    if client is not None:
        make_private(chosen.project, client)
        _take_away_left(chosen.project.dist)
    with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=chosen.project.dist if client else None) as folder:
        yield Path(folder) / f"preview-{chosen.track.edition.name}.wav"


def _take_away_left(folder: Path) -> None:
    """Take away what previews that were killed have left: no other one lasts for a day."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_S:
                shutil.rmtree(left, ignore_errors=True)


def _kept(path: Path, chosen: ChosenTrack) -> Path:
    """A file that no player took, kept: a client's in the client's folder, any other in this one."""
    from audiogen.atomic import cannot_write

    folder = chosen.project.dist if chosen.track.edition.client else Path()
    numbers = itertools.chain([""], (f"-{each}" for each in itertools.count(2)))
    places = (folder / f"{path.stem}{number}.wav" for number in numbers)
    place = next(each for each in places if not each.exists())
    try:
        shutil.move(path, place)
    except OSError as error:
        raise cannot_write(place, error) from error
    return place
