"""The command that answers every save. What it needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audiogen.cli.options import OneClient, ProjectFolder, TrackLength, project_at
from audiogen.errors import AudiogenError
from audiogen.memory import seldom_collected
from audiogen.project import Project

if TYPE_CHECKING:
    from audiogen.cli.screen.watch import WatchDisplay
    from audiogen.progress import Event
    from audiogen.watching.changed_line import ChangedLine
    from audiogen.watching.hearing import Stopped
    from audiogen.watching.told import Told, ToldSession


def watch(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[SESSION]", help="One session, by name or number; all when left out."),
    ] = None,
    *,
    play: Annotated[
        bool, typer.Option("--play", help="After each save, play the session from where it changed.")
    ] = False,
    length: TrackLength = None,
    client: OneClient = None,
    poll: Annotated[
        bool,
        typer.Option("--poll", help="Look at the files again and again: for network drives that tell of no changes."),
    ] = False,
    project: ProjectFolder = Path(),
) -> None:
    """Say after every save how long a session is now, and what is wrong with it. Ctrl-C ends it.

    Nothing is spoken without --play.
    """
    if (length is not None or client is not None) and not play:
        message = "--length and --client say what --play plays; add --play"
        raise typer.BadParameter(message)
    with seldom_collected():
        _watch(project_at(project), name, _PlayedTrack(length, client) if play else None, poll=poll)


@dataclass(frozen=True, slots=True)
class _PlayedTrack:
    """Which track of a session is played."""

    length_s: float | None
    client: str | None


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be heard."""

    told: ToldSession
    begin: ChangedLine


class _UnwantedError(Exception):
    """Nobody wants to hear any more what is being spoken."""


def _watch(place: Project, name: str | None, track: _PlayedTrack | None, *, poll: bool) -> None:
    from audiogen.cli.screen.watch import WatchDisplay
    from audiogen.script.folder import session_paths
    from audiogen.script.load import find_script
    from audiogen.watching.disk import FolderChanges
    from audiogen.watching.hearing import Hearing
    from audiogen.watching.snapshot import first_snapshot
    from audiogen.watching.watch import watch as watch_folder

    display = WatchDisplay()
    display.show_reading(session_paths(place.scripts))
    hearing = Hearing[_Order](
        lambda order, stopped: _hear(place, track or _PlayedTrack(None, None), order, stopped, display)
    )

    def on_told(told: Told) -> None:
        display.show(told)
        if track and (order := _order(told)):
            hearing.begin(order)

    with FolderChanges(place, poll=poll) as changes:
        snapshot = first_snapshot(place, [name] if name else [])
        if name:
            find_script(snapshot.read, name)
        display.show_beginning(snapshot)
        try:
            # the only way to end it leaves nothing unfinished
            with contextlib.suppress(KeyboardInterrupt):
                watch_folder(snapshot, changes, on_told, hearing.stop)
        finally:
            hearing.end()


def _order(told: Told) -> _Order | None:
    """What is to be heard after what was told: a session that was saved, from where it changed."""
    from audiogen.watching.changed_line import changed_line
    from audiogen.watching.told import ToldSession

    if not isinstance(told, ToldSession) or not told.saved or told.now.errors:
        return None
    begin = changed_line(told.earlier, told.file)
    return _Order(told, begin) if begin else None


def _hear(place: Project, track: _PlayedTrack, order: _Order, stopped: Stopped, display: WatchDisplay) -> None:
    """Speak and play a part of a session, unless that is stopped first."""
    from audiogen.build.chosen import choose_track
    from audiogen.cli.playback import play_until
    from audiogen.cli.preview import sound_place
    from audiogen.preview.asked import AskedPart
    from audiogen.preview.sounding import write_sound
    from audiogen.preview.track import preview_track

    def unless_stopped(*_event: Event | int) -> None:
        if stopped.is_set():
            raise _UnwantedError

    asked, session = AskedPart(line=order.begin.line, file=order.begin.path), order.told.file.path.name
    length_s = track.length_s or (None if track.client else order.begin.length_s)
    try:
        chosen = choose_track(place, session, length_s=length_s, client=track.client, before=order.told.read)
        with sound_place(chosen, None) as path:
            previewed = preview_track(chosen, asked, unless_stopped)
            write_sound(previewed, path, unless_stopped)
            display.show_playing(previewed)
            if not play_until(path, stopped):
                display.show_unplayed()
    except _UnwantedError:
        pass
    except AudiogenError as error:
        if not stopped.is_set():
            display.show_unheard(error)
