"""What `watch` shows: a line for every save, and below it what is wrong. Decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from audiogen.check.lengths import SessionLength
from audiogen.cli.screen.terminal import counted, say
from audiogen.errors import AudiogenError, Problem
from audiogen.units import clock, to_seconds, written_length
from audiogen.watching.session import SessionState
from audiogen.watching.snapshot import Snapshot
from audiogen.watching.told import Told, ToldGone, ToldRound, ToldSession, ToldShared, ToldTrouble

if TYPE_CHECKING:
    # it loads numpy
    from audiogen.preview.track import Previewed

_HEARD_S: Final = 0.5
"""What is longer or shorter by less is as before."""
_MANY: Final = 40
"""Files that are read in about a second."""


class WatchDisplay:
    """Lines that begin with the time of day."""

    def __init__(self, now: Callable[[], dt.datetime] = dt.datetime.now) -> None:
        """Take the time from `now`."""
        self._now = now

    def show_reading(self, paths: Sequence[Path]) -> None:
        """That many files take a while to be read."""
        if len(paths) > _MANY:
            say(f"Reading {counted(len(paths), 'session')}.")

    def show_beginning(self, snapshot: Snapshot) -> None:
        """What is watched."""
        chosen = snapshot.chosen
        what = chosen[0].path if snapshot.names else f"{counted(len(chosen), 'session')} in {snapshot.read.path}"
        say(f"Watching {what}. Ctrl-C ends.")
        for problem in snapshot.wide:
            if not problem.warning:
                say(str(problem))

    def show(self, told: Told) -> None:
        """What was found."""
        if isinstance(told, ToldSession):
            self._line(told.name, session_told(told), told.problems)
        elif isinstance(told, ToldShared):
            self._line(told.what, shared_told(told), told.problems)
        elif isinstance(told, ToldRound):
            self._line("", round_told(told), ())
        elif isinstance(told, ToldGone):
            self._line(told.name, f"is {told.renamed} now" if told.renamed else "is not there any more", ())
        elif isinstance(told, ToldTrouble):
            self._line("", told.reason, ())

    def show_playing(self, previewed: Previewed) -> None:
        """What is heard now; told from another thread."""
        new = f", {counted(previewed.spoken, 'phrase')} newly spoken" if previewed.spoken else ""
        self._line(previewed.chosen.track.edition.name, f"playing from {clock(previewed.start_s)}{new}", ())

    def show_unplayed(self) -> None:
        """That nothing here plays sounds."""
        self._line("", "no player for sounds was found here; `audiogen preview` writes them with --out", ())

    def show_unheard(self, error: AudiogenError) -> None:
        """Why a session is not heard."""
        self._line("", f"not played: {error.message}{f'. {error.hint}' if error.hint else ''}", ())

    def _line(self, name: str, told: str, problems: Iterable[Problem]) -> None:
        say("  ".join(filter(None, (f"{self._now():%H:%M:%S}", name, told))))
        for problem in problems:
            say(str(problem))


def session_told(told: ToldSession) -> str:
    """What became of a session, in one line."""
    before, now = told.before, told.now
    lengths = lengths_told(before, now) if now.measured else ""
    mended = bool(before and ((before.errors and not now.errors) or (before.problems and not now.problems)))
    return " · ".join(filter(None, (lengths, *_found(now.errors, now.warnings, mended=mended))))


def lengths_told(before: SessionState | None, now: SessionState) -> str:
    """How long a session is, against what it was; of its other lengths, those that are another."""
    known = {each.edition.other_length_s: each for each in before.lengths} if before else {}
    own, *others = now.lengths
    told = [_length_told(known.get(None), own)]
    for each in others:
        was = known.get(each.edition.other_length_s)
        if was is None or was.frames != each.frames:
            told.append(f"{written_length(each.edition.length_s or 0)}: {_length_told(was, each)}")
    offered = {each.edition.other_length_s for each in now.lengths}
    gone = (length_s for length_s in known if length_s is not None and length_s not in offered)
    return "; ".join((*told, *(f"{written_length(length_s)} is not offered any more" for length_s in gone)))


def _length_told(before: SessionLength | None, now: SessionLength) -> str:
    lasts = clock(to_seconds(now.frames))
    about = "" if now.frames == now.asked_frames else "about "
    if before is None:
        return f"{about}{lasts}"
    was = clock(to_seconds(before.frames))
    if was != lasts:
        return f"{about}{lasts} instead of {was}"
    return f"{about}{lasts}, as before{_spoken_told(before, now)}"


def _spoken_told(before: SessionLength, now: SessionLength) -> str:
    """What is spoken more or less within the same length, which silences make up for."""
    more_s = _spoken_s(now) - _spoken_s(before)
    if abs(more_s) < _HEARD_S:
        return ""
    return f", with {written_length(round(abs(more_s)))} {'more' if more_s > 0 else 'less'} of speech"


def _spoken_s(length: SessionLength) -> float:
    return length.speech_share * to_seconds(length.frames)


def _found(errors: int, warnings: int, *, mended: bool) -> Iterator[str]:
    if mended:
        yield "no errors any more" if warnings else "all is well again"
    if errors:
        yield counted(errors, "error")
    if warnings:
        yield counted(warnings, "warning")


def shared_told(told: ToldShared) -> str:
    """What became of what all sessions share, in one line."""
    checked = f"checking {counted(told.sessions, 'session')}" if told.sessions > 1 else ""
    if not (told.sessions or told.problems or told.mended):
        checked = "all as before"
    return " · ".join(filter(None, (checked, *_found(told.errors, told.warnings, mended=told.mended))))


def round_told(told: ToldRound) -> str:
    """What checking many sessions came to, in one line."""
    found = " · ".join(_found(told.errors, told.warnings, mended=False)) or "all is well"
    if not told.cause:
        listed = "; `audiogen check` lists them" if told.errors or told.warnings else ""
        return f"{counted(told.total, 'session')} checked: {found}{listed}"
    changed = f"{told.changed} not as before" if told.changed else "all as before"
    return f"{counted(told.total, 'session')} checked after {told.cause}: {changed} · {found}"
