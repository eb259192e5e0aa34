"""What `build --json` writes: one JSON object a line, for programs. docs/build.md describes it."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TextIO

from audiogen import __version__
from audiogen.build.summary import EpisodeSummary
from audiogen.build.time_left import Outlook, TimeLeft
from audiogen.build.timings import Timings, TrackTimings
from audiogen.cli.exits import exit_code
from audiogen.errors import AudiogenError
from audiogen.progress import (
    BuildPlanned,
    EpisodeBegun,
    EpisodeBuilt,
    EpisodeFailed,
    EpisodeKept,
    Event,
    Notice,
    Progress,
)
from audiogen.units import to_seconds

SCHEMA: Final = 1
"""Raised when a key changes its meaning or goes away; new keys and events may come without that."""
_EVERY_S: Final = 0.25
"""How often a track's progress in a stage is told, beside its end."""
_ON_STDERR: Final = "what is wrong is told on stderr alone, since what is known of clients may be in it"


class JsonLines:
    """Writes what happens in a build; used as `with JsonLines(…) as lines:`.

    Whoever stops reading stops no build: nothing more is written then.
    """

    def __init__(
        self, timings: Timings, *, clients: bool, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Write nothing yet.

        Args:
            timings: notes every event before it is shown here.
            clients: whether what is made is for clients.
            out: where lines go; stdout when left out.
            clock: gives seconds.
        """
        self._timings = timings
        self._clients = clients
        self._out = sys.stdout if out is None else out
        self._clock = clock
        self._left = TimeLeft(clock)
        self._lock = threading.Lock()
        self._told_s: dict[str, tuple[str, float]] = {}
        self._closed = False

    def __enter__(self) -> Self:
        self._write({"event": "started", "schema": SCHEMA, "audiogen": __version__, "clients": self._clients})
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if error is None:
            return
        if isinstance(error, AudiogenError):
            told = (_ON_STDERR, "") if self._clients else (error.message, error.hint)
            self._write({"event": "failed", "track": None, "message": told[0], "hint": told[1]})
        self._finish(exit_code(error), [])

    def show_event(self, event: Event) -> None:
        """Write one event; called from several threads."""
        self._left.note(event)
        if not isinstance(event, Progress) or self._is_due(event):
            timings = self._timings.of(event.name) if isinstance(event, EpisodeBuilt) else None
            self._write(as_json(event, self._left.outlook(), timings))

    def finish(self, made: Iterable[tuple[Path, Sequence[EpisodeSummary]]], status: int) -> None:
        """Write the last line.

        Args:
            made: what became of the tracks in each folder.
            status: what the command ends with.
        """
        self._finish(status, [_told_of(folder, each) for folder, episodes in made for each in episodes])

    def _finish(self, status: int, tracks: list[dict[str, object]]) -> None:
        outcomes = [each["outcome"] for each in tracks]
        counts = {outcome: outcomes.count(outcome) for outcome in ("built", "kept", "failed")}
        wall_s = round(self._timings.wall_s, 3)
        self._write({"event": "finished", "exit_status": status, "wall_s": wall_s, **counts, "tracks": tracks})

    def _is_due(self, event: Progress) -> bool:
        now_s = self._clock()
        with self._lock:
            stage, told_s = self._told_s.get(event.name, ("", 0.0))
            due = stage != event.stage or now_s - told_s >= _EVERY_S or event.done >= event.total
            if due:
                self._told_s[event.name] = (event.stage, now_s)
        return due

    def _write(self, told: Mapping[str, object]) -> None:
        # nothing but ASCII, so that it does not matter what the terminal, or a pipe, takes
        line = json.dumps(told, allow_nan=False) + "\n"
        with self._lock:
            if self._closed:
                return
            try:
                self._out.write(line)
                self._out.flush()
            except OSError:
                self._closed = True
                _read_by_nobody(self._out)


def _read_by_nobody(out: TextIO) -> None:
    """Let what is left in the stream go nowhere: Python would complain of it at its end."""
    with contextlib.suppress(OSError, ValueError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), out.fileno())


def as_json(event: Event, outlook: Outlook | None = None, timings: TrackTimings | None = None) -> dict[str, object]:
    """An event, as it is written.

    Args:
        event: what happened.
        outlook: how far the build is; None where nothing is to be made.
        timings: of the track that was built.
    """
    told: dict[str, object]
    match event:
        case BuildPlanned():
            tracks = [
                {"track": each.name, "audio_s": _rounded(each.audio_s), "speech_s": _rounded(each.speech_s)}
                for each in event.tracks
            ]
            told = {"event": "planned", "tracks": tracks, "kept": event.kept}
        case EpisodeBegun():
            told = {"event": "begun", "track": event.name, "work": event.work, "reasons": list(event.reasons)}
        case Progress():
            told = {"event": "progress", "track": event.name, "stage": event.stage, **_done(event), **_whole(outlook)}
        case EpisodeKept():
            told = {"event": "kept", "track": event.name}
        case EpisodeBuilt():
            told = {
                "event": "built",
                "track": event.name,
                "wall_s": _rounded(event.wall_s),
                "stages_s": dict(timings.stages_s) if timings else {},
                "audio_s": _rounded(timings.audio_s) if timings else 0.0,
                "phrases_spoken": event.phrases_spoken,
            }
        case EpisodeFailed():
            told = {"event": "failed", "track": event.name, "message": event.message, "hint": event.hint}
        case Notice():
            told = {"event": "notice", "message": event.message}
    return told


def _done(event: Progress) -> dict[str, object]:
    if event.stage == "speak":
        return {"done_phrases": event.done, "total_phrases": event.total}
    return {"done_s": _rounded(to_seconds(event.done)), "total_s": _rounded(to_seconds(event.total))}


def _whole(outlook: Outlook | None) -> dict[str, object]:
    """How far the whole build is."""
    if outlook is None:
        return {"share": None, "speed": None, "left_s": None}
    speed, left_s = outlook.speed, outlook.left_s
    return {
        "share": round(outlook.share, 4),
        "speed": None if speed is None else round(speed, 1),
        "left_s": None if left_s is None else round(left_s, 1),
    }


def _told_of(folder: Path, episode: EpisodeSummary) -> dict[str, object]:
    return {
        "track": episode.key,
        "outcome": episode.outcome,
        "folder": str(folder),
        "voices": list(episode.voices),
        "audio_s": None if episode.duration_s is None else _rounded(episode.duration_s),
        "size_bytes": episode.size_bytes,
        "wall_s": _rounded(episode.wall_s),
        "phrases": episode.phrases,
        "phrases_spoken": episode.phrases_spoken,
    }


def _rounded(seconds: float) -> float:
    return round(seconds, 3)
