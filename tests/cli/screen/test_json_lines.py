"""What a program reads of a build: a JSON object a line, whatever happens."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from audiogen.build.summary import EpisodeSummary
from audiogen.build.timings import Timings
from audiogen.cli.screen.json_lines import JsonLines
from audiogen.errors import SpeechError
from audiogen.progress import (
    BuildPlanned,
    EpisodeBegun,
    EpisodeBuilt,
    EpisodeFailed,
    EpisodeKept,
    Event,
    Notice,
    PlannedTrack,
    Progress,
)
from audiogen.units import RATE

NO_VOICE = SpeechError("no voice", hint="Choose one.")
EVENTS: list[tuple[Event, dict[str, object]]] = [
    (
        BuildPlanned((PlannedTrack("01-rest", 60.0, 20.5),), 2),
        {"event": "planned", "tracks": [{"track": "01-rest", "audio_s": 60.0, "speech_s": 20.5}], "kept": 2},
    ),
    (EpisodeBegun("01-rest"), {"event": "begun", "track": "01-rest", "work": "", "reasons": []}),
    (
        Progress("01-rest", "encode", 30 * RATE, 60 * RATE),
        {"event": "progress", "track": "01-rest", "stage": "encode", "done_s": 30.0, "total_s": 60.0},
    ),
    (EpisodeBuilt("01-rest", 2.5, 7), {"event": "built", "track": "01-rest", "wall_s": 2.5, "phrases_spoken": 7}),
    (EpisodeKept("02-loop"), {"event": "kept", "track": "02-loop"}),
    (
        EpisodeFailed("03-finer", "too löud", "Softer."),
        {"event": "failed", "track": "03-finer", "message": "too löud", "hint": "Softer."},
    ),
    (Notice("A word."), {"event": "notice", "message": "A word."}),
]


def written(*events: Event) -> list[dict[str, object]]:
    out, timings = io.StringIO(), Timings()
    with JsonLines(timings, clients=False, out=out) as lines:
        for event in events:
            timings.note(event)
            lines.show_event(event)
        lines.finish([(Path("dist"), [EpisodeSummary("01-rest", "Rest", "built", duration_s=60.0)])], 0)
    assert out.getvalue().isascii()
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(("event", "told"), EVENTS, ids=lambda each: type(each).__name__)
def test_every_event_is_told_as_the_documentation_says(event: Event, told: dict[str, object]) -> None:
    _, line, _ = written(event)
    assert {key: line[key] for key in told} == told


def test_the_first_line_names_the_schema_and_the_last_the_outcome() -> None:
    first, last = written()
    assert (first["event"], first["schema"]) == ("started", 1)
    assert (last["event"], last["exit_status"], last["built"]) == ("finished", 0, 1)


def test_a_build_that_breaks_off_says_why_and_how_it_ends() -> None:
    out = io.StringIO()
    with pytest.raises(SpeechError), JsonLines(Timings(), clients=False, out=out):
        raise NO_VOICE
    *_, failed, last = (json.loads(line) for line in out.getvalue().splitlines())
    assert (failed["track"], failed["message"]) == (None, "no voice")
    assert last["exit_status"] == 1


def test_whoever_stops_reading_stops_no_build() -> None:
    class Closed(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

        def fileno(self) -> int:
            raise OSError

    with JsonLines(Timings(), clients=False, out=Closed()) as lines:
        lines.show_event(Notice("Nobody hears this."))
        lines.finish([], 0)
