"""What `log` shows. Reads values, decides nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from rich.markup import escape

from audiogen.build.log import LoggedBuild, LoggedTrack
from audiogen.build.timings import Outcome
from audiogen.cli.screen.build import speed_told
from audiogen.cli.screen.terminal import OUT, counted, plain_table, say
from audiogen.units import clock

_STAGES: Final = ("speak", "measure", "encode", "verify", "write")
_WORDS: Final[dict[Outcome, str]] = {
    "built": "built",
    "kept": "unchanged",
    "failed": "failed",
    "unfinished": "not finished",
}
_MOST_BUILDS: Final = 8
_SLOW_S: Final = 100


def show_log(builds: Sequence[LoggedBuild], *, as_json: bool) -> None:
    """The builds in a line each, the last one below; of the last one that made anything, what took how long."""
    if as_json:
        say(json.dumps([each.model_dump(mode="json") for each in builds], indent=2))
        return
    if not builds:
        say("No build is noted here yet. `audiogen build` notes what took how long.")
        return
    for each in reversed(builds[:_MOST_BUILDS]):
        say(build_told(each))
    made = next((each for each in builds if not each.idle), None)
    if made:
        say("")
        _show_tracks(made)


def build_told(build: LoggedBuild) -> str:
    """A build in a line: when, how long, what became of tracks."""
    counts = {word: build.count(outcome) for outcome, word in _WORDS.items()}
    told = [", ".join(f"{count} {word}" for word, count in counts.items() if count)]
    if build.audio_s:
        speed = f", {speed_told(build.audio_s / build.wall_s)}" if build.wall_s else ""
        told.append(f"{clock(build.audio_s)} of sound{speed}")
    if build.phrases_spoken:
        told.append(f"{counted(build.phrases_spoken, 'phrase')} spoken")
    if build.ended == "interrupted":
        told.append("interrupted")
    return f"{build.begun.astimezone():%Y-%m-%d %H:%M}, {_seconds(build.wall_s)} s: {'; '.join(filter(None, told))}"


def _show_tracks(build: LoggedBuild) -> None:
    table = plain_table()
    table.add_column("Seconds for")
    for title in (*_STAGES, "all of it", "speed", "spoken"):
        table.add_column(title, justify="right", no_wrap=True)
    failed = [each for each in build.tracks if each.outcome == "failed"]
    for track in build.tracks:
        if track.outcome in {"built", "unfinished"}:
            table.add_row(escape(_named(track)), *_figures(track))
    if table.row_count:
        OUT.print(table)
    for track in failed:
        say(f"{_named(track)}: failed{f': {track.reason}' if track.reason else ''}")


def _named(track: LoggedTrack) -> str:
    several = f" ({track.tracks} tracks)" if track.tracks > 1 else ""
    unfinished = " (not finished)" if track.outcome == "unfinished" else ""
    return f"{track.track}{several}{unfinished}"


def _figures(track: LoggedTrack) -> Iterator[str]:
    for stage in _STAGES:
        yield _seconds(track.stages_s[stage]) if stage in track.stages_s else ""
    yield _seconds(track.wall_s)
    yield speed_told(track.audio_s / track.wall_s) if track.audio_s and track.wall_s else ""
    yield str(track.phrases_spoken) if track.phrases_spoken else ""


def _seconds(seconds: float) -> str:
    return f"{seconds:.0f}" if seconds >= _SLOW_S else f"{seconds:.1f}"
